import type { Trouble } from '../api/advice';
import { firstCharacters, outputIn, read, type Refused, type Reply } from '../api/reply';
import {
	connectTries,
	finish,
	JobError,
	limitPause,
	submitTimeout,
	type Finished,
	type Open,
	type Order,
} from './job';
import type { Line } from './line';
import type { Entry } from './memory';
import { askOf } from './question';

/**
 * Posts an order until the service takes it on. Rules that must not regress, because a submit costs money:
 *
 * - It is repeated only where nothing can have been bought: the connection was never made, or the service
 *   itself refused because of its queue or rate limit.
 * - A broken line after sending, a 5xx, or an unreadable answer ends it: the job may be running.
 *
 * @param deadline on the line's clock
 * @param how.again waits for another turn after a refusal for want of room; only waits unless said
 * @param how.entry hears what may have been bought, before and after each try
 * @throws JobError
 */
export async function submit(
	order: Order,
	line: Line,
	deadline: number,
	how: { again?: (pauseMs: number) => Promise<void>; entry?: Entry } = {},
): Promise<Finished | Open> {
	const { entry, again = async (pauseMs) => await line.sleep(pauseMs) } = how;
	const taken = await send(order, line, deadline, { entry, again }).catch((error: unknown) => {
		if (error instanceof JobError) {
			if (mayBeBought.has(error.trouble)) entry?.doubt(error.trouble, error.facts);
			else entry?.forget();
		}
		throw error;
	});
	if (taken.state === 'open') entry?.taken(taken.ticket);
	else entry?.finished(taken);
	return taken;
}

/** What leaves it open whether there is a job now. */
const mayBeBought = new Set<Trouble>(['noAnswer', 'noId', 'submitTrouble']);

async function send(
	order: Order,
	line: Line,
	deadline: number,
	{ again, entry }: { again: (pauseMs: number) => Promise<void>; entry?: Entry },
): Promise<Finished | Open> {
	const { family } = order;
	const facts = { ...order.facts, family };
	const started = line.now();
	for (let broken = 0; ;) {
		const submittedAt = line.now();
		entry?.sending();
		const answer = await line.post(order.path, order.body, submitTimeout, order.method);
		if ('broken' in answer) {
			if (answer.sent) throw new JobError('noAnswer', { ...facts, reason: answer.broken });
			entry?.forget();
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
		const named = namedBy(order, reply);
		const told = { ...facts, status: reply.status, id: named };
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
				if (!surelyNotBought({ ...reply, id: named }))
					throw new JobError(troubleOf(reply), { ...told, reason: reply.reason });
				const pause = Math.max(1_000, reply.retryAfterMs ?? limitPause);
				const full = (): JobError =>
					new JobError(/queue/i.test(reply.reason) ? 'queueFull' : 'limit', {
						...told,
						reason: reply.reason,
						seconds: Math.round((line.now() - started) / 1000),
						pause: Math.round(pause / 1000),
					});
				if (line.now() + pause > deadline) throw full();
				entry?.forget();
				line.log?.(`queue full or rate limit, trying again in ${pause} ms`);
				await again(pause);
				// The next turn can come late: what was bought now would be given up at once.
				if (line.now() > deadline) throw full();
			}
		}
	}
}

/** What an answer says was started: its `id`, or what the question about it will name. Nothing that is free counts. */
function namedBy({ question, path, facts }: Order, { id, body }: Reply): string | undefined {
	if (question === undefined) return id;
	return facts?.free ? undefined : askOf(question, { path, body: {} }, body).id;
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
	const mute = cause === 'other' && answered && typeof body.status !== 'string';
	const unclear = mute || (cause === 'limit' && body.status !== 'failed');
	if (cause === 'server' || unclear || (cause === 'unreadable' && answered)) return 'submitTrouble';
	// There is no job yet that could be unknown: it is the address.
	return cause === 'unknownJob' ? 'route' : cause;
}
