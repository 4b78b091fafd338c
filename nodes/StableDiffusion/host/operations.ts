import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Facts } from '../api/advice';
import { families, type FamilyName } from '../api/families';
import { firstCharacters } from '../api/reply';
import { FieldError } from '../endpoints/check';
import { familiesOf, keyOf, makesJob, type Endpoint } from '../endpoints/endpoint';
import { call } from '../job/call';
import { follow } from '../job/follow';
import { JobError, type Order } from '../job/job';
import type { Line } from '../job/line';
import { submit } from '../job/submit';
import { handOver, leaveOpen, tellReady } from './handOver';
import { callFor } from './input';
import { brief, patience, readList } from './lists';
import { hiding, lineOf } from './request';
import { ticketFor } from './ticket';
import type { Trip } from './trip';
import { wishesOf, type Wishes } from './wishes';

/** @throws FieldError when the form's API is none of the operation's */
function familyFor({ context, item }: Trip, endpoint: Endpoint): FamilyName {
	const variants = familiesOf(endpoint);
	if (variants.length === 1) return variants[0];
	const family = context.getNodeParameter('family', item, endpoint.preselect ?? variants[0]);
	if (endpoint.variants[family as FamilyName] !== undefined) return family as FamilyName;
	throw new FieldError(
		`'API' has no such choice for ${endpoint.name}`,
		`It is "${String(family)}". It must be one of: ${variants.map((name) => families[name].displayName).join(', ')}.`,
	);
}

/** What a question answers that has a yes and a no. */
async function presence(
	name: string,
	order: Order,
	line: Line,
	deadline?: number,
): Promise<IDataObject> {
	return await call(order, line, deadline).then(
		({ last }) => ({ [name]: true, ...(last as IDataObject) }),
		(error: unknown) => {
			// Without words it is no answer of the service.
			const missing =
				error instanceof JobError &&
				['model', 'unknownJob'].includes(error.trouble) &&
				Boolean(error.facts.reason);
			if (!missing) throw error;
			return { [name]: false, message: error.facts.reason };
		},
	);
}

/** Calls that are over with their first answer. */
async function answerAtOnce(
	trip: Trip,
	endpoint: Endpoint,
	order: Order,
	line: Line,
	wishes: Wishes,
): Promise<INodeExecutionData[]> {
	const pairedItem = { item: trip.item };
	if (endpoint.list) {
		const entries = await readList(trip, endpoint.list, order, line);
		return entries.map((json) => ({ json: wishes.lean ? brief(json) : json, pairedItem }));
	}
	const deadline = endpoint.reads ? line.now() + patience : undefined;
	if (endpoint.presence) {
		const json = await presence(endpoint.presence, order, line, deadline);
		return [{ json, pairedItem }];
	}
	const { last, output, status } = await call(order, line, deadline);
	if (endpoint.gives !== 'link') return [{ json: last as IDataObject, pairedItem }];
	const [url] = output;
	if (url === undefined)
		throw new JobError('emptyOutput', { status, reason: firstCharacters(last) });
	return [{ json: { url, ...(last as IDataObject) }, pairedItem }];
}

/** What errors may say of an operation. */
const aboutOf = (endpoint: Endpoint): Facts => ({
	thing: endpoint.thing,
	listedBy: endpoint.listedBy,
	free: endpoint.free,
	words: endpoint.gives === 'words' || undefined,
	operation: makesJob(endpoint) ? undefined : keyOf(endpoint),
});

/** Jobs and whatever else has an end to wait for. */
async function submitAndWait(
	trip: Trip,
	endpoint: Endpoint,
	order: Order,
	line: Line,
	wishes: Wishes,
): Promise<INodeExecutionData[]> {
	const about = aboutOf(endpoint);
	const taken = await submit(
		{ ...order, facts: { ...order.facts, ...about } },
		line,
		wishes.deadline,
	);
	const job =
		taken.state === 'open' && wishes.wait
			? await follow(taken.ticket, line, {
					origin: trip.account.origin,
					deadline: wishes.deadline,
					facts: about,
				})
			: taken;
	if (job.state === 'open') return leaveOpen(trip, job, wishes, about);
	if (!makesJob(endpoint)) return tellReady(trip, job, wishes, endpoint);
	return await handOver(trip, job, wishes, {
		prompt: order.body.prompt as string | undefined,
		filesOnly: endpoint.gives === 'files',
		words: endpoint.gives === 'words',
	});
}

/**
 * One item through one endpoint: checked, sent, waited for, handed over.
 * @throws FieldError, JobError, Stopped
 */
export async function runEndpoint(trip: Trip, endpoint: Endpoint): Promise<INodeExecutionData[]> {
	const { context, item } = trip;
	const family = familyFor(trip, endpoint);
	const wishes = wishesOf(context, item, endpoint.slow);
	const { path, body, secrets } = await callFor(
		context,
		item,
		endpoint,
		family,
		lineOf(context, trip.account),
		wishes,
	);
	trip.account = hiding(trip.account, secrets);
	const line = lineOf(context, trip.account);
	const order: Order = {
		path,
		body,
		family,
		method: endpoint.method,
		question: endpoint.question,
		facts: {
			thing: endpoint.thing,
			model: body.model_id as string | undefined,
		},
	};
	return endpoint.gives === 'state' || makesJob(endpoint)
		? await submitAndWait(trip, endpoint, order, line, wishes)
		: await answerAtOnce(trip, endpoint, order, line, wishes);
}

/**
 * One item through Result > Fetch.
 * @throws FieldError, JobError, Stopped
 */
export async function runFetch(trip: Trip): Promise<INodeExecutionData[]> {
	const { context, item, account } = trip;
	const asked = ticketFor(trip);
	if (asked === undefined) return [{ ...context.getInputData()[item], pairedItem: { item } }];
	const { ticket, endpoint, words } = asked;
	const wishes = wishesOf(context, item, endpoint?.slow);
	const about = endpoint ? aboutOf(endpoint) : { thing: 'Job', words };
	const found = await follow(ticket, lineOf(context, account), {
		origin: account.origin,
		deadline: wishes.deadline,
		once: !wishes.wait,
		facts: about,
	});
	if (found.state === 'open') return leaveOpen(trip, found, wishes, about);
	// Seconds since this node began say nothing about a job that another node submitted.
	const job = { ...found, waitedMs: undefined };
	if (endpoint) return tellReady(trip, job, wishes, endpoint);
	// A result of another family can be a text, such as a caption.
	return await handOver(trip, job, wishes, { filesOnly: false, words });
}
