import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { families, type FamilyName } from '../api/families';
import { fileName } from '../api/fileName';
import { firstCharacters } from '../api/reply';
import { FieldError } from '../endpoints/check';
import { familiesOf, type Endpoint } from '../endpoints/endpoint';
import { call } from '../job/call';
import { follow, JobError, submit, type Finished, type Open } from '../job/job';
import { DownloadFailed, isLink, receive, type Received } from './files';
import { bodyFor } from './input';
import { facts, finishedItems, openItem } from './output';
import { lineOf, type Account } from './request';
import { ticketFor } from './ticket';
import { wishesOf, type Wishes } from './wishes';

/** Counted over all items, told once under the output. */
export interface Tally {
	unsafe: number;
	temporary: number;
	open: number;
}

/** What one item goes through needs all of these. */
export interface Trip {
	context: IExecuteFunctions;
	item: number;
	account: Account;
	tally: Tally;
}

/** The second addresses of a job's files: only where they stand one for one beside the first ones. */
function secondAddresses({ last, output }: Finished): Array<string | undefined> {
	const raw = [last.output].flat();
	const second = [last.proxy_links].flat();
	const paired = raw.length === output.length && second.length === output.length;
	return paired ? second.map((entry) => (typeof entry === 'string' ? entry : undefined)) : [];
}

/** Fetches the files of a finished job and makes items of them. */
async function handOver(
	{ context, item, tally }: Trip,
	job: Finished,
	wishes: Wishes,
	how: { prompt?: string; filesOnly: boolean },
): Promise<INodeExecutionData[]> {
	const about = { id: job.id, family: job.family };
	if (job.output.length === 0) {
		throw new JobError('emptyOutput', {
			...about,
			status: job.status,
			reason: firstCharacters(job.last),
		});
	}
	const known = facts(job.first, job.last);
	const second = secondAddresses(job);
	const files: Received[] = [];
	for (const [index, output] of job.output.entries()) {
		const words = {
			prompt: how.prompt,
			id: job.id,
			index,
			seed: known.seed as string,
			family: job.family,
			track_id: known.track_id as string,
		};
		const name = wishes.download ? fileName(wishes.nameTemplate, words) : undefined;
		const file = await receive(context, output, {
			name,
			second: second[index],
		});
		if (file instanceof DownloadFailed) {
			const links = job.output.filter(isLink);
			throw new JobError('download', { ...about, reason: file.message, links });
		}
		if (file.text !== undefined && how.filesOnly) {
			throw new JobError('emptyOutput', {
				...about,
				status: job.status,
				reason: firstCharacters(file.text),
			});
		}
		files.push(file);
	}
	tally.unsafe += known.unsafe ? 1 : 0;
	tally.temporary += known.temporary ? files.length : 0;
	return finishedItems(job, files, { item, now: Date.now(), ...wishes });
}

/** A job that has not ended: handed on, or an error that names it. */
function leaveOpen(
	{ item, tally }: Trip,
	job: Open,
	wishes: Wishes,
	thing: string,
): INodeExecutionData[] {
	if (wishes.wait && !wishes.handOn) {
		throw new JobError('timeUp', {
			id: job.ticket.id,
			family: job.ticket.family,
			seconds: wishes.limitSeconds,
			reason: job.reason,
			thing,
		});
	}
	tally.open += 1;
	return [openItem(job.ticket, { item, simplify: wishes.simplify, waitedMs: job.waitedMs })];
}

/**
 * One item through one endpoint: checked, sent, waited for, handed over.
 * @throws FieldError, JobError, Stopped
 */
export async function runEndpoint(trip: Trip, endpoint: Endpoint): Promise<INodeExecutionData[]> {
	const { context, item, account } = trip;
	const variants = familiesOf(endpoint);
	const family =
		variants.length === 1
			? variants[0]
			: (context.getNodeParameter('family', item, endpoint.preselect ?? variants[0]) as FamilyName);
	const path = endpoint.variants[family];
	if (path === undefined) {
		throw new FieldError(
			`'API' has no such choice for ${endpoint.name}`,
			`It is "${String(family)}". It must be one of: ${variants.map((name) => families[name].displayName).join(', ')}.`,
		);
	}
	const line = lineOf(context, account);
	const advice = { thing: endpoint.thing };
	if (!endpoint.makesJob) {
		const body = await bodyFor(context, item, endpoint, family, line);
		const { last } = await call({ path, body, family, facts: advice }, line);
		return [{ json: last as IDataObject, pairedItem: { item } }];
	}
	const wishes = wishesOf(context, item);
	const body = await bodyFor(context, item, endpoint, family, line, wishes);
	const order = {
		path,
		body,
		family,
		facts: { ...advice, model: body.model_id as string | undefined },
	};
	const taken = await submit(order, line, wishes.deadline);
	const job =
		taken.state === 'open' && wishes.wait
			? await follow(taken.ticket, line, {
					origin: account.origin,
					deadline: wishes.deadline,
					facts: advice,
				})
			: taken;
	if (job.state === 'open') return leaveOpen(trip, job, wishes, endpoint.thing);
	return await handOver(trip, job, wishes, {
		prompt: body.prompt as string | undefined,
		filesOnly: true,
	});
}

/**
 * One item through Result > Fetch.
 * @throws FieldError, JobError, Stopped
 */
export async function runFetch(trip: Trip): Promise<INodeExecutionData[]> {
	const { context, item, account } = trip;
	const ticket = ticketFor(trip);
	if (ticket === undefined) return [{ ...context.getInputData()[item], pairedItem: { item } }];
	const wishes = wishesOf(context, item);
	const job = await follow(ticket, lineOf(context, account), {
		origin: account.origin,
		deadline: wishes.deadline,
		once: !wishes.wait,
		facts: { thing: 'Job' },
	});
	if (job.state === 'open') return leaveOpen(trip, job, wishes, 'Job');
	// Seconds since this node began say nothing about a job that another node submitted.
	// A result of another family can be a text, such as a caption.
	return await handOver(trip, { ...job, waitedMs: undefined }, wishes, { filesOnly: false });
}
