import type { Facts } from '../api/advice';
// It reads numbers and numeric texts from 0 upwards, which a count is as well.
import { firstCharacters, read, seconds as amount, type Reply } from '../api/reply';
import { JobError, limitPause, type Order } from './job';
import type { Line } from './line';

/** What the next pause depends on. All times in milliseconds. */
export interface GateMoment {
	/** Questions asked so far, at least 1. */
	asked: number;
	/** What the service asked for, by `retry_after` or a rate limit. */
	retryAfterMs?: number;
	/** Until the time limit. */
	leftMs: number;
}

/** The number of requests in process may be asked 30 times a minute (its page); this is 24. */
export const shortestGatePause = 2_500;
const firstPause = 3_000;
const longestPause = 15_000;
const growth = 1.25;
const askTimeout = 30_000;

/**
 * How long to wait before the question is repeated; `undefined` if no further one fits before the time
 * limit. Pure.
 *
 * - The limit of 30 calls a minute counts for the whole account, and several workflows can stand at a gate
 *   at once. So the pauses grow by a quarter each: nine questions in the first minute, four in each later
 *   one. Three gates that begin together still fit.
 * - Jobs take seconds to minutes. A place that is seen 15 s late is a small part of the wait by then.
 * - A pause that the service asks for is kept, also where that leaves no time for another question.
 * - Else the last question falls on the time limit itself, so that a place which gets free just before is seen.
 */
export function nextQuestion({ asked, retryAfterMs = 0, leftMs }: GateMoment): number | undefined {
	const shortest = Math.max(shortestGatePause, retryAfterMs);
	if (!(shortest <= leftMs)) return undefined;
	const wish = Math.min(longestPause, firstPause * growth ** (asked - 1));
	const pause = Math.max(shortest, wish);
	// A last question right behind this one would be one too many.
	return leftMs - pause < shortestGatePause ? leftMs : pause;
}

/** When to go on. */
export interface Gate {
	/** The field of the answer that is looked at. */
	readonly name: string;
	readonly below: number;
	/** On the line's clock. */
	readonly deadline: number;
}

/** What was seen until the gate was left. */
export interface Seen {
	/** Whether the number fell below; otherwise time was up. */
	readonly free: boolean;
	/** The number as it was told last. */
	readonly number?: number;
	/** Milliseconds. */
	readonly waitedMs: number;
	/** Why the last question brought no number, where it did not. */
	readonly trouble?: JobError;
}

/**
 * Asks for a number until it is below a limit or the time is up, whichever comes first. Asking makes no job
 * and costs nothing, so whatever says nothing (no connection, 5xx, HTML, rate limit, no number) is tolerated.
 *
 * @throws JobError when the service itself refuses the question: a bad key, for one
 */
export async function waitBelow(order: Order, gate: Gate, line: Line): Promise<Seen> {
	const { name, below, deadline } = gate;
	const facts: Facts = { ...order.facts, family: order.family };
	const began = line.now();
	let seen: Pick<Seen, 'number' | 'trouble'> = {};
	for (let asked = 1; ; asked++) {
		const timeout = Math.min(askTimeout, Math.max(5_000, deadline - line.now()));
		const answer = await line.post(order.path, order.body, timeout, order.method);
		let retryAfterMs: number | undefined;
		if ('broken' in answer) {
			const trouble = answer.sent ? 'noReply' : 'noConnection';
			seen = { ...seen, trouble: new JobError(trouble, { ...facts, reason: answer.broken }) };
		} else {
			const reply = read(answer, 'answer');
			const number = numberIn(reply, name);
			seen = number === undefined ? { ...seen, trouble: troubleIn(reply, facts) } : { number };
			if (number !== undefined && number < below) {
				return { free: true, number, waitedMs: line.now() - began };
			}
			if (seen.trouble && isVerdict(reply)) throw seen.trouble;
			retryAfterMs = pauseIn(reply);
		}
		const leftMs = deadline - line.now();
		const pause = nextQuestion({ asked, retryAfterMs, leftMs });
		line.log?.(`${name} is ${seen.number ?? 'unknown'}, not below ${below}`);
		await line.sleep(pause ?? Math.max(0, leftMs));
		if (pause === undefined) return { free: false, ...seen, waitedMs: line.now() - began };
	}
}

const numberIn = (reply: Reply, name: string): number | undefined =>
	reply.state === 'done' || reply.state === 'running' ? amount(reply.body[name]) : undefined;

function pauseIn(reply: Reply): number | undefined {
	const told = 'retryAfterMs' in reply ? reply.retryAfterMs : undefined;
	return told ?? (reply.state === 'refused' && reply.cause === 'limit' ? limitPause : undefined);
}

/** What an answer without the number means. */
function troubleIn(reply: Reply, facts: Facts): JobError {
	const { status, body } = reply;
	if (reply.state === 'refused') {
		return new JobError(reply.cause, { ...facts, status, reason: reply.reason });
	}
	if (reply.state === 'failed') {
		return new JobError('other', { ...facts, status, reason: reply.reason });
	}
	return new JobError('unreadable', { ...facts, status, reason: firstCharacters(body) });
}

/**
 * Whether an answer is the service's own refusal of the question. What a gateway or a framework says
 * without the service's `status` (403 Forbidden, 302, a page in place of JSON) is none, and passes.
 */
function isVerdict(reply: Reply): boolean {
	if (reply.state === 'failed') return true;
	if (reply.state !== 'refused') return false;
	const { cause, body } = reply;
	if (['limit', 'server', 'unreadable', 'redirect'].includes(cause)) return false;
	return typeof body.status === 'string' || (cause === 'key' && Object.keys(body).length > 0);
}
