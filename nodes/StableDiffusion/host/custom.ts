import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { familyOfPath } from '../api/families';
import { servicePath } from '../api/host';
import { FieldError, isEmpty, shown } from '../endpoints/check';
import { call } from '../job/call';
import { follow, submit, type Order } from '../job/job';
import { handOver, leaveOpen } from './handOver';
import { jsonObject } from './input';
import { lineOf } from './request';
import type { Trip } from './trip';
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

/** Where the result is asked for, as the user says, with the job's id in it. */
function resultAddress(trip: Trip, id: string): string | undefined {
	const { resultPath } = trip.context.getNodeParameter('options', trip.item, {}) as IDataObject;
	if (isEmpty(resultPath)) return undefined;
	return pathIn('Result Path', String(resultPath).replaceAll('{id}', id), trip.account.origin);
}

/**
 * One item through Custom Request: any path below the host, with the waiting, the errors, the files and the
 * key safety of all others.
 * @throws FieldError, JobError, Stopped
 */
export async function runCustom(trip: Trip, operation: string): Promise<INodeExecutionData[]> {
	const { context, item, account } = trip;
	const path = pathIn('Path', context.getNodeParameter('path', item, ''), account.origin);
	const body = jsonObject('Body', context.getNodeParameter('body', item, {}));
	const line = lineOf(context, account);
	const about = { thing: 'Job' };
	const order: Order = { path, body, family: familyOfPath(path), facts: about };
	if (operation === 'call') {
		const method = context.getNodeParameter('method', item, 'POST') === 'GET' ? 'GET' : undefined;
		const { last } = await call({ ...order, method }, line);
		return [{ json: last as IDataObject, pairedItem: { item } }];
	}
	if (operation !== 'job') {
		throw new FieldError(
			`There is no operation ${operation} for a custom request`,
			'Choose Call or Submit Job.',
		);
	}
	const wishes = wishesOf(context, item);
	resultAddress(trip, '0');
	const taken = await submit(order, line, wishes.deadline);
	let job = taken;
	if (taken.state === 'open') {
		const told = resultAddress(trip, taken.ticket.id);
		const ticket = told ? { ...taken.ticket, ask: { path: told, body: {} } } : taken.ticket;
		job = wishes.wait
			? await follow(ticket, line, {
					origin: account.origin,
					deadline: wishes.deadline,
					facts: about,
				})
			: taken;
		if (job.state === 'open' && told) {
			job = { ...job, ticket: { ...taken.ticket, fetchResult: `${account.origin}${told}` } };
		}
	}
	if (job.state === 'open') return leaveOpen(trip, job, wishes, about);
	return await handOver(trip, job, wishes, {
		prompt: typeof body.prompt === 'string' ? body.prompt : undefined,
		filesOnly: false,
	});
}
