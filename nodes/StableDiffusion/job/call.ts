import type { Facts } from '../api/advice';
import { read } from '../api/reply';
import {
	connectTries,
	finish,
	JobError,
	limitPause,
	submitTimeout,
	type Finished,
	type Order,
} from './job';
import type { Line } from './line';

/**
 * Calls an endpoint that makes no job: one question, one answer.
 *
 * @param deadline until which a rate limit is waited out and a broken line tried again; only for calls
 * that may be repeated. Without it the first answer stands.
 * @throws JobError
 */
export async function call(order: Order, line: Line, deadline = -Infinity): Promise<Finished> {
	const facts: Facts = { ...order.facts, family: order.family };
	const began = line.now();
	for (let tried = 1; ; tried++) {
		const answer = await line.post(order.path, order.body, submitTimeout, order.method);
		let pause: number;
		let error: JobError;
		if ('broken' in answer) {
			pause = 1_000 * 2 ** (tried - 1);
			error = new JobError(answer.sent ? 'noReply' : 'noConnection', {
				...facts,
				reason: answer.broken,
			});
			if (tried >= connectTries) throw error;
		} else {
			const reply = read(answer, 'answer');
			// `processing` of a call that makes no job is news of what it asked about.
			if (reply.state === 'done' || reply.state === 'running') {
				return finish(reply, order.family, reply.body, line.now() - began, reply.id);
			}
			// What such a call names by an ID is no job that could be fetched.
			const { status, reason } = reply;
			const told: Facts = { ...facts, status, reason };
			if (reply.state === 'failed') throw new JobError('other', told);
			const busy = reply.cause === 'server';
			error = new JobError(reply.cause, { ...told, unsure: deadline === -Infinity });
			if (reply.cause !== 'limit' && !(busy && tried < connectTries)) throw error;
			pause = reply.retryAfterMs ?? (busy ? 1_000 * 2 ** (tried - 1) : limitPause);
			pause = Math.max(1_000, pause);
		}
		if (line.now() + pause > deadline) throw error;
		line.log?.(`${order.path} is asked again in ${pause} ms`);
		await line.sleep(pause);
	}
}
