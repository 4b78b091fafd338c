import type { IDataObject } from 'n8n-workflow';
import { familyOfPath, type FamilyName } from '../api/families';
import { servicePath } from '../api/host';
import { FieldError, isEmpty, shown } from '../endpoints/check';
import { operationAt } from '../endpoints';
import type { Life } from '../job/life';
import { call } from '../job/call';
import type { Order, Ticket } from '../job/job';
import { handOver, leaveOpen } from './handOver';
import { jsonObject } from './input';
import { lifeOf } from './operations';
import { fingerprint } from './fingerprint';
import type { Trip, Work } from './trip';
import { wishesOf } from './wishes';

/** @throws FieldError unless it is a path below the credential's host */
function pathIn(label: string, value: unknown, origin: string): string {
	if (isEmpty(value)) {
		throw new FieldError(`'${label}' is empty`, 'For example /api/v7/images/text-to-image.');
	}
	const path = servicePath(value, origin);
	if (path !== undefined) return path;
	throw new FieldError(
		`'${label}' is no address of this service`,
		`It is ${shown(value)}. Give the part after the host, such as /api/v7/images/text-to-image: the key goes to the credential's host and nowhere else.`,
	);
}

/** The family at an address: the form's own where it has it, else by its beginning. */
const familyAt = (path: string): FamilyName | undefined => operationAt(path) ?? familyOfPath(path);

/**
 * Where the result is asked for: as the user says, with the job's id in it; else where a family does, if one
 * is known there; else as nearly all of them spell it.
 */
function resultAddress(trip: Trip, path: string, id: string): Ticket['address'] {
	const { resultPath } = trip.read('options', {}) as IDataObject;
	if (!isEmpty(resultPath)) {
		const told = String(resultPath);
		const whole = told.replaceAll('{id}', id);
		if (/[{}]/.test(whole)) {
			throw new FieldError("'Result Path' has an unknown word in braces", 'Only {id} is filled.');
		}
		return {
			path: pathIn('Result Path', whole, trip.account.origin),
			body: told.includes('{id}') ? {} : { request_id: id },
		};
	}
	if (familyAt(path)) return undefined;
	return { path: `${path.replace(/\/[^/]*$/, '')}/fetch/${id}`, body: {}, guessed: true };
}

/**
 * One item for Custom Request: any path below the host, with the waiting, the errors, the files and the key
 * safety of all others.
 * @throws FieldError, JobError
 */
export function prepareCustom(trip: Trip, operation: string): Work {
	const { item, account, batch, memory, read } = trip;
	const path = pathIn('Path', read('path', ''), account.origin);
	const body = jsonObject('Body', read('body', {}));
	const about = { thing: 'Job', path };
	const order: Order = { path, body, family: familyAt(path), facts: about };
	if (operation === 'call') {
		const method = read('method', 'POST') === 'GET' ? 'GET' : undefined;
		return async () =>
			await batch.inside(batch.calls, item, async () => {
				const { last } = await call({ ...order, method }, batch.line);
				return [{ json: last as IDataObject, pairedItem: { item } }];
			});
	}
	if (operation !== 'job') {
		throw new FieldError(
			`There is no operation ${operation} for a custom request`,
			'Choose Call or Submit Job.',
		);
	}
	const wishes = wishesOf(trip);
	// A mistake in the result's address is found before anything is bought.
	resultAddress(trip, path, '0');
	const life: Life = {
		...lifeOf(trip, wishes, about),
		kind: `${path} ${String(body.model_id ?? '')}`,
		entry: memory?.of(item, fingerprint(account.origin, path, body)),
		ticket: (ticket) => ({ ...ticket, address: resultAddress(trip, path, ticket.id) }),
	};
	batch.check(life);
	return async () => {
		const job = await batch.live(order, life);
		if (job.state === 'open') return leaveOpen(trip, job, wishes, about);
		// Nobody said what kind of result it is, so an answer without a file is one too.
		if (job.output.length === 0) {
			const named = job.id === undefined ? {} : { id: job.id };
			return [{ json: { ...(job.last as IDataObject), ...named }, pairedItem: { item } }];
		}
		return await handOver(trip, job, wishes, {
			prompt: typeof body.prompt === 'string' ? body.prompt : undefined,
			filesOnly: false,
		});
	};
}
