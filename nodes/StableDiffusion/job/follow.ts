import type { Facts, Trouble } from '../api/advice';
import { fetchAddress, type Address } from '../api/families';
import { fetchPathFrom } from '../api/host';
import { read, type Body, type Refused } from '../api/reply';
import {
	finish,
	JobError,
	limitPause,
	Verdict,
	type Finished,
	type Open,
	type Ticket,
} from './job';
import type { Lessons } from './lessons';
import type { Line } from './line';
import type { Pace } from './pace';
import { judged } from './question';
import { nextPause } from './schedule';

const askTimeout = 30_000;
/** A job asked about right after its submit may not be known everywhere yet. */
const unknownGrace = 10_000;

/**
 * Asks about a job until it has ended or the deadline has passed, whichever comes first. Asking costs
 * nothing, so whatever says nothing about the job (no connection, 5xx, HTML, rate limit) is tolerated.
 *
 * @param how.pace the budget of questions that all jobs of a run share
 * @param how.lessons what the run has learned of jobs of this kind, and learns from this one
 * @param how.once ask a single time, at once; then an answer that says nothing about the job is thrown.
 * @throws Verdict, and JobError for what else is final here
 */
export async function follow(
	ticket: Ticket,
	line: Line,
	how: {
		origin: string;
		deadline: number;
		once?: boolean;
		facts?: Facts;
		pace?: Pace;
		lessons?: Lessons;
	},
): Promise<Finished | Open> {
	const { id, family, ask } = ticket;
	const places = placesOf(ticket, how.origin);
	const began = line.now();
	const since = ticket.submittedAt ?? began;
	const facts: Facts = { ...how.facts, id, family };
	let place = places.shift();
	if (place === undefined) throw new JobError('noAddress', facts);
	// A guess is told to nobody before it has proved right.
	if (!place.guessed && (ticket.address || family === undefined)) facts.resultPath = place.path;
	const etaMs = ticket.eta === undefined ? undefined : ticket.eta * 1000;
	let retryAfterMs: number | undefined;
	let askedAt: number | undefined;
	let notYetMs = 0;
	let last: Body | undefined;
	let trouble: { trouble: Trouble; facts: Facts } | undefined;

	for (let asked = 0; ; asked++) {
		const now = line.now();
		// A job of another node was waited for already: the first question comes at once.
		const first = asked === 0 && ticket.submittedAt === undefined;
		if (!how.once && !first) {
			const leftMs = how.deadline - now;
			if (leftMs <= 0 && asked > 0) break;
			await line.sleep(
				nextPause(
					{
						etaMs,
						elapsedMs: now - since,
						asked,
						sinceAskedMs: askedAt === undefined ? undefined : now - askedAt,
						retryAfterMs,
						leftMs,
					},
					how.lessons,
				),
			);
		}
		retryAfterMs = undefined;
		const timeout = how.once
			? askTimeout
			: Math.min(askTimeout, Math.max(5_000, how.deadline - line.now()));
		await how.pace?.turn();
		askedAt = line.now();
		const answer = await line.post(place.path, place.body, timeout);
		if ('broken' in answer) {
			trouble = { trouble: 'noConnection', facts: { ...facts, reason: answer.broken } };
			if (how.once) break;
			line.log?.(`job ${id}: no answer, asking again`);
			continue;
		}
		const reply = ask ? judged(read(answer), ask) : read(answer);
		const known: Facts = { ...facts, status: reply.status };
		if (reply.state === 'done') {
			if (ticket.submittedAt !== undefined)
				how.lessons?.learn({ etaMs, notYetMs, readyMs: line.now() - since });
			const finished = finish(reply, family, ticket.first, line.now() - since, id);
			return { ...finished, resultPath: facts.resultPath };
		}
		const cause = reply.state === 'refused' ? reply.cause : undefined;
		const unknown = reply.state === 'failed' ? reply.unknownJob : cause === 'unknownJob';
		const [next] = places;
		if ((unknown || cause === 'route') && next) {
			// The address does not hold: the next likely one is asked before giving up.
			place = places.shift() ?? place;
			continue;
		}
		const early = ticket.submittedAt !== undefined && line.now() - since < unknownGrace;
		if (unknown && !how.once && early) continue;
		const nothing = unknown || cause === 'route' || reply.status === 404 || reply.status === 405;
		if (place.guessed && nothing) throw new JobError('noAddress', known);
		if (place.guessed && reply.state !== 'refused') facts.resultPath = place.path;
		if (reply.state === 'failed') {
			const Final = unknown && early ? JobError : Verdict;
			const end = reply.unknownJob ? 'unknownJob' : 'jobFailed';
			throw new Final(end, { ...known, reason: reply.reason });
		}
		if (reply.state === 'running') {
			trouble = undefined;
			last = reply.body;
			retryAfterMs = reply.retryAfterMs;
			notYetMs = askedAt - since;
		} else {
			// The path that the user gave sold the job: it is not the one to look at.
			const about: Facts = { ...known, path: undefined, reason: reply.reason };
			const Final = reply.cause === 'key' || (unknown && early) ? JobError : Verdict;
			if (isVerdict(reply)) throw new Final(reply.cause, about);
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
		last,
		waitedMs: line.now() - since,
		reason: trouble?.facts.reason || undefined,
		resultPath: facts.resultPath,
	};
}

type Place = Address & { readonly guessed?: boolean };

/** Where a job may be asked about, the likeliest first: as the user says, as the service said, as its family does it. */
function placesOf({ ask, address, family, fetchResult, id }: Ticket, origin: string): Place[] {
	if (ask) return [ask];
	const told = fetchPathFrom(fetchResult, id, origin);
	const all: Array<Place | undefined> = [
		address?.guessed ? undefined : address,
		told === undefined ? undefined : { path: told, body: {} },
		family && fetchAddress(family, id),
		address?.guessed ? address : undefined,
	];
	const places = all.filter((place) => place !== undefined);
	return places.filter(
		({ path }, index) => places.findIndex((each) => each.path === path) === index,
	);
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
