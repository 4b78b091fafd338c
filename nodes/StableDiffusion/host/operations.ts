import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Facts } from '../api/advice';
import { families, type FamilyName } from '../api/families';
import { firstCharacters } from '../api/reply';
import { FieldError } from '../endpoints/check';
import {
	familiesOf,
	fieldsFor,
	keyOf,
	makesJob,
	waits,
	type Endpoint,
} from '../endpoints/endpoint';
import type { Life } from '../job/life';
import { call } from '../job/call';
import { JobError, type Order } from '../job/job';
import type { Line } from '../job/line';
import { deliver, leaveOpen } from './handOver';
import { callFor, type Call } from './input';
import { brief, patience, readList } from './lists';
import type { Handling } from './lot';
import { parkingAddress } from './park';
import { ticketFor } from './ticket';
import type { Trip, Work } from './trip';
import { wishesOf, type Wishes } from './wishes';

/** @throws FieldError when the form's API is none of the operation's */
function familyFor({ read }: Trip, endpoint: Endpoint): FamilyName {
	const variants = familiesOf(endpoint);
	if (variants.length === 1) return variants[0];
	const family = read('family', endpoint.preselect ?? variants[0]);
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
	wishes: Wishes,
): Promise<INodeExecutionData[]> {
	const { line } = trip.batch;
	const pairedItem = { item: trip.item };
	if (endpoint.list) {
		const entries = await readList(trip, endpoint.list, order, line);
		return entries.map((json) => ({
			json: wishes.lean && wishes.simplify ? brief(json) : json,
			pairedItem,
		}));
	}
	const deadline = endpoint.reads ? line.now() + patience : undefined;
	if (endpoint.presence) {
		const json = await presence(endpoint.presence, order, line, deadline);
		return [{ json, pairedItem }];
	}
	const { last, output, status } = await call(order, line, deadline);
	if (endpoint.deletes) return [{ json: { deleted: true }, pairedItem }];
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

/** What the life of every job of an item has in common. */
export const lifeOf = (
	{ account, item }: Trip,
	wishes: Wishes,
	facts: Facts,
): Pick<Life, 'item' | 'limitMs' | 'wait' | 'patienceMs' | 'origin' | 'facts' | 'sendAgain'> => ({
	item,
	limitMs: wishes.limitSeconds * 1000,
	wait: wishes.wait,
	patienceMs: wishes.parkAfter,
	origin: account.origin,
	facts,
	sendAgain: wishes.sendAgain,
});

/** Jobs and whatever else has an end to wait for. */
async function submitAndWait(
	trip: Trip,
	endpoint: Endpoint,
	order: Order,
	ready: Call['ready'],
	wishes: Wishes,
	life: Life,
): Promise<INodeExecutionData[]> {
	const { batch, item, lot } = trip;
	const about = aboutOf(endpoint);
	const handling: Handling = {
		operation: about.operation,
		prompt: order.body.prompt as string | undefined,
		filesOnly: endpoint.gives === 'files',
		words: endpoint.gives === 'words',
	};
	const whole: Order = { ...order, facts: { ...order.facts, ...about } };
	const job = await batch.live(
		ready
			? async () => {
					const deadline = batch.line.now() + wishes.limitSeconds * 1000;
					return { ...whole, body: await ready(batch.line, deadline) };
				}
			: whole,
		life,
	);
	if (job.state === 'finished') return await deliver(trip, job, wishes, handling);
	if (life.patienceMs !== undefined)
		lot.set(item, { ticket: job.ticket, wishes, facts: about, handling });
	return leaveOpen(trip, job, wishes, about);
}

/**
 * The address that a job is given to be called back at, where the execution is to be parked.
 * @throws FieldError
 */
function callbackFor(
	trip: Trip,
	endpoint: Endpoint,
	family: FamilyName,
	{ webhook }: IDataObject,
): string {
	if (!fieldsFor(endpoint, family).some(({ name }) => name === 'webhook'))
		throw new FieldError(
			`${endpoint.name} cannot be parked for: the service does not call back when it is done`,
			"Set 'Wait' to Until Finished.",
		);
	if (webhook !== undefined)
		throw new FieldError(
			"'Webhook URL' has a value, and a parked execution must be called back itself",
			"Take 'Webhook URL' out of the options, or set 'Wait' to No and let a Stable Diffusion Trigger receive the callback.",
		);
	return parkingAddress(trip);
}

/**
 * One item for one endpoint: checked whole; what is left is to send, to wait and to hand over.
 * @throws FieldError, JobError
 */
export async function prepareEndpoint(trip: Trip, endpoint: Endpoint): Promise<Work> {
	const { account, batch, item } = trip;
	const family = familyFor(trip, endpoint);
	const wishes = wishesOf(trip, endpoint.slow);
	const { path, body, secrets, ...call } = await callFor(trip, endpoint, family, wishes);
	account.alsoHide(secrets);
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
	if (waits(endpoint)) {
		const life: Life = {
			...lifeOf(trip, wishes, aboutOf(endpoint)),
			kind: `${path} ${String(body.model_id ?? '')}`,
			entry: trip.memory?.of(item, call.print),
		};
		batch.check(life);
		if (wishes.parkAfter === undefined)
			return async () => await submitAndWait(trip, endpoint, order, call.ready, wishes, life);
		const webhook = callbackFor(trip, endpoint, family, body);
		const calledBack: Order = { ...order, body: { ...body, webhook } };
		const { ready } = call;
		const readyToo: Call['ready'] =
			ready && (async (...how) => ({ ...(await ready(...how)), webhook }));
		// What an earlier try has bought calls back an execution that may be over.
		const mine = life.entry?.kept ? { ...life, wait: true, patienceMs: undefined } : life;
		return async () => await submitAndWait(trip, endpoint, calledBack, readyToo, wishes, mine);
	}
	return async () =>
		await batch.inside(batch.calls, item, async () => {
			const deadline = batch.line.now() + wishes.limitSeconds * 1000;
			const whole = await call.ready?.(batch.line, deadline);
			return await answerAtOnce(trip, endpoint, { ...order, body: whole ?? body }, wishes);
		});
}

/**
 * One item for Result > Fetch.
 * @throws FieldError
 */
export function prepareFetch(trip: Trip): Work {
	const { context, item, batch } = trip;
	const asked = ticketFor(trip);
	if (asked === undefined) {
		const passed = { ...context.getInputData()[item], pairedItem: { item } };
		return async () => await Promise.resolve([passed]);
	}
	const { ticket, endpoint, words } = asked;
	const wishes = wishesOf(trip, endpoint?.slow);
	const about = endpoint ? aboutOf(endpoint) : { thing: 'Job', words };
	const life = lifeOf(trip, wishes, about);
	return async () => {
		const found = wishes.wait
			? await batch.takeUp(ticket, life)
			: await batch.askOnce(ticket, life);
		if (found.state === 'open') return leaveOpen(trip, found, wishes, about);
		// Seconds since this node began say nothing about a job that another node submitted.
		const job = { ...found, waitedMs: undefined };
		// A result of another family can be a text, such as a caption.
		const operation = endpoint && keyOf(endpoint);
		return await deliver(trip, job, wishes, { operation, filesOnly: false, words });
	};
}
