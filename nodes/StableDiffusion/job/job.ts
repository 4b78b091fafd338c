import type { Facts, Trouble } from '../api/advice';
import { fetchAddress, type Address, type FamilyName } from '../api/families';
import { fetchPathFrom } from '../api/host';
import {
	firstCharacters,
	outputIn,
	read,
	type Body,
	type Done,
	type Refused,
	type Running,
} from '../api/reply';
import type { Question } from '../endpoints/endpoint';
import type { Line } from './line';
import { askOf, judged, type Ask } from './question';
import { nextPause } from './schedule';

/** Something ended a job or kept it from starting. The facts name the job's id wherever one exists. */
export class JobError extends Error {
	constructor(
		readonly trouble: Trouble,
		readonly facts: Facts,
	) {
		super(trouble);
	}
}

/** A job that the service has taken on: everything needed to ask about it, now or in another node. */
export interface Ticket {
	readonly id: string;
	/** Missing where a custom request went to an address that no family is known at. */
	readonly family?: FamilyName;
	/** For what is asked about in a way of its own; its `id` may be a model's name. */
	readonly ask?: Ask;
	/** Where the result is asked for, in place of the family's own address; `guessed` from how others spell it. */
	readonly address?: Address & { readonly guessed?: boolean };
	/** The service's own address for the result; only its path is used, and only if it may be believed. */
	readonly fetchResult?: string;
	/** Seconds until it is finished, as the service guessed. */
	readonly eta?: number;
	/**
	 * When the submit went out, on the line's clock. The estimate counts from then: a submit that was held
	 * open has used up some of it, and a question that comes early costs less than one that comes late.
	 * Missing for a job that another node submitted.
	 */
	readonly submittedAt?: number;
	/** What the submit answered. Its `meta` and `eta` are not repeated by later answers. */
	readonly first: Body;
}

export interface Finished {
	readonly state: 'finished';
	readonly id?: string;
	readonly family?: FamilyName;
	readonly output: readonly string[];
	readonly first: Body;
	/** The answer that told the end; the same object as `first` when the submit was answered at once. */
	readonly last: Body;
	/** Milliseconds from submit to finish. */
	readonly waitedMs?: number;
	readonly status: number;
}
export interface Open {
	readonly state: 'open';
	readonly ticket: Ticket;
	readonly waitedMs?: number;
	/** Why there is no result yet, if the last question brought no usable answer. */
	readonly reason?: string;
	/** Where it was asked for, if that is not the family's own address. */
	readonly resultPath?: string;
}

export interface Order {
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly family?: FamilyName;
	readonly method?: 'GET';
	/** Where an acceptance is no result yet: how its end is asked for. */
	readonly question?: Question;
	/** Context for advice; no secrets. */
	readonly facts?: Facts;
}

/** The service can hold a submit open for tens of seconds before it answers. */
export const submitTimeout = 120_000;
const askTimeout = 30_000;
/** Used where a rate limit names no time (the documentation's own default). */
export const limitPause = 30_000;
/** A job asked about right after its submit may not be known everywhere yet. */
const unknownGrace = 10_000;
export const connectTries = 4;

/**
 * Posts an order until the service takes it on. Rules that must not regress, because a submit costs money:
 *
 * - It is repeated only where nothing can have been bought: the connection was never made, or the service
 *   itself refused because of its queue or rate limit.
 * - A broken line after sending, a 5xx, or an unreadable answer ends it: the job may be running.
 *
 * @param deadline on the line's clock
 * @throws JobError
 */
export async function submit(order: Order, line: Line, deadline: number): Promise<Finished | Open> {
	const { family } = order;
	const facts = { ...order.facts, family };
	const started = line.now();
	for (let broken = 0; ;) {
		const submittedAt = line.now();
		const answer = await line.post(order.path, order.body, submitTimeout, order.method);
		if ('broken' in answer) {
			if (answer.sent) throw new JobError('noAnswer', { ...facts, reason: answer.broken });
			broken += 1;
			const pause = 1_000 * 2 ** (broken - 1);
			if (broken >= connectTries || line.now() + pause > deadline) {
				throw new JobError('noConnection', { ...facts, reason: answer.broken });
			}
			line.log?.(`no connection, trying again in ${pause} ms`);
			await line.sleep(pause);
			continue;
		}
		const reply = read(answer);
		// What a question is about bears another name than the answer's `id`.
		const told = { ...facts, status: reply.status, id: order.question ? undefined : reply.id };
		if (order.question && (reply.state === 'done' || reply.state === 'running')) {
			const { id, ask } = askOf(order.question, order, reply.body);
			if (id === undefined) {
				throw new JobError('noId', { ...told, reason: firstCharacters(reply.body) });
			}
			// Where the call itself is the question, its first success is the end.
			if (reply.state === 'done' && order.question.path === undefined) {
				return finish(reply, family, reply.body, line.now() - submittedAt, id);
			}
			line.log?.(`${order.path} has accepted ${id}`);
			return { state: 'open', ticket: { id, family, ask, submittedAt, first: reply.body } };
		}
		switch (reply.state) {
			case 'done':
				return finish(reply, family, reply.body, line.now() - submittedAt, reply.id);
			case 'running': {
				if (reply.id === undefined) {
					const links = outputIn(reply.body);
					throw new JobError('noId', { ...told, links, reason: firstCharacters(reply.body) });
				}
				const { id, eta, body } = reply;
				const fetchResult = typeof body.fetch_result === 'string' ? body.fetch_result : undefined;
				line.log?.(`job ${id} was taken on, estimate ${eta ?? 'none'} s`);
				return {
					state: 'open',
					ticket: { id, family, fetchResult, eta, submittedAt, first: body },
				};
			}
			case 'failed':
				throw new JobError('jobFailed', { ...told, reason: reply.reason });
			case 'refused': {
				if (!surelyNotBought(reply))
					throw new JobError(troubleOf(reply), { ...told, reason: reply.reason });
				const pause = Math.max(1_000, reply.retryAfterMs ?? limitPause);
				if (line.now() + pause > deadline) {
					throw new JobError(/queue/i.test(reply.reason) ? 'queueFull' : 'limit', {
						...told,
						reason: reply.reason,
						seconds: Math.round((line.now() - started) / 1000),
						pause: Math.round(pause / 1000),
					});
				}
				line.log?.(`queue full or rate limit, trying again in ${pause} ms`);
				await line.sleep(pause);
			}
		}
	}
}

/**
 * Whether a refusal may be followed by another submit: a queue or rate limit, said by the code or by
 * `status: error`, that names no job. Anything less clear may have sold one.
 */
const surelyNotBought = ({ cause, status, id, body }: Refused): boolean =>
	cause === 'limit' && id === undefined && (status === 429 || body.status === 'error');

/** What a refused submit means: nothing was bought, or it cannot be told. */
function troubleOf({ cause, status, body }: Refused): Trouble {
	const answered = status >= 200 && status < 300;
	const unclear = cause === 'limit' && body.status !== 'failed';
	if (cause === 'server' || unclear || (cause === 'unreadable' && answered)) return 'submitTrouble';
	// There is no job yet that could be unknown: it is the address.
	return cause === 'unknownJob' ? 'route' : cause;
}

/**
 * Asks about a job until it has ended or the deadline has passed, whichever comes first. Asking costs
 * nothing, so whatever says nothing about the job (no connection, 5xx, HTML, rate limit) is tolerated.
 *
 * @param once ask a single time, at once; then an answer that says nothing about the job is thrown.
 * @throws JobError for everything that is final
 */
export async function follow(
	ticket: Ticket,
	line: Line,
	how: { origin: string; deadline: number; once?: boolean; facts?: Facts },
): Promise<Finished | Open> {
	const { id, family, ask } = ticket;
	const usual: Address | undefined = ask ?? ticket.address ?? (family && fetchAddress(family, id));
	const told = fetchPathFrom(ticket.fetchResult, id, how.origin);
	let address = told === undefined ? usual : { path: told, body: {} };
	const began = line.now();
	const since = ticket.submittedAt ?? began;
	const facts: Facts = {
		...how.facts,
		id,
		family,
		resultPath: family && !ticket.address ? undefined : address?.path,
	};
	if (address === undefined) throw new JobError('noAddress', facts);
	let retryAfterMs: number | undefined;
	let trouble: { trouble: Trouble; facts: Facts } | undefined;

	for (let asked = 0; ; asked++) {
		const now = line.now();
		// A job of another node was waited for already: the first question comes at once.
		const first = asked === 0 && ticket.submittedAt === undefined;
		if (!how.once && !first) {
			const leftMs = how.deadline - now;
			if (leftMs <= 0 && asked > 0) break;
			await line.sleep(
				nextPause({
					etaMs: ticket.eta === undefined ? undefined : ticket.eta * 1000,
					elapsedMs: now - since,
					asked,
					retryAfterMs,
					leftMs,
				}),
			);
		}
		retryAfterMs = undefined;
		const timeout = how.once
			? askTimeout
			: Math.min(askTimeout, Math.max(5_000, how.deadline - line.now()));
		const answer = await line.post(address.path, address.body, timeout);
		if ('broken' in answer) {
			trouble = { trouble: 'noConnection', facts: { ...facts, reason: answer.broken } };
			if (how.once) break;
			line.log?.(`job ${id}: no answer, asking again`);
			continue;
		}
		const reply = ask ? judged(read(answer), ask) : read(answer);
		const known: Facts = { ...facts, status: reply.status };
		if (reply.state === 'done') {
			return finish(reply, family, ticket.first, line.now() - since, id);
		}
		const cause = reply.state === 'refused' ? reply.cause : undefined;
		const unknown = reply.state === 'failed' ? reply.unknownJob : cause === 'unknownJob';
		if ((unknown || cause === 'route') && usual && address.path !== usual.path) {
			// The address that the submit told does not hold: the family's own is asked before giving up.
			address = usual;
			continue;
		}
		if (cause === 'route' && ticket.address?.guessed) throw new JobError('noAddress', known);
		const early = ticket.submittedAt !== undefined && line.now() - since < unknownGrace;
		if (unknown && !how.once && early) continue;
		if (reply.state === 'failed') {
			throw new JobError(reply.unknownJob ? 'unknownJob' : 'jobFailed', {
				...known,
				reason: reply.reason,
			});
		}
		if (reply.state === 'running') {
			trouble = undefined;
			retryAfterMs = reply.retryAfterMs;
		} else {
			if (isVerdict(reply)) throw new JobError(reply.cause, { ...known, reason: reply.reason });
			trouble = { trouble: reply.cause, facts: { ...known, reason: reply.reason } };
			retryAfterMs = reply.retryAfterMs ?? (reply.cause === 'limit' ? limitPause : undefined);
			line.log?.(
				`job ${id}: an answer that says nothing about it (${reply.cause}, HTTP ${reply.status})`,
			);
		}
		if (how.once) break;
	}
	if (how.once && trouble !== undefined) throw new JobError(trouble.trouble, trouble.facts);
	return {
		state: 'open',
		ticket,
		waitedMs: line.now() - since,
		reason: trouble?.facts.reason || undefined,
		resultPath: facts.resultPath,
	};
}

/**
 * Whether a refused question is the service's own last word. What a gateway or a framework says without
 * the service's `status` (403 Forbidden, 302, a missing route) is none, and the job goes on all the same.
 */
function isVerdict({ cause, body, status }: Refused): boolean {
	if (['limit', 'server', 'unreadable', 'redirect'].includes(cause)) return false;
	const said = typeof body.status === 'string';
	return (
		said || (['key', 'unknownJob'].includes(cause) && status !== 0 && Object.keys(body).length > 0)
	);
}

/** A job's end out of the answer that told it. */
export const finish = (
	reply: Done | Running,
	family: FamilyName | undefined,
	first: Body,
	waitedMs: number,
	id: string | undefined,
): Finished => ({
	state: 'finished',
	id,
	family,
	output: reply.state === 'done' ? reply.output : [],
	first,
	last: reply.body,
	waitedMs,
	status: reply.status,
});
