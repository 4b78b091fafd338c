import type { CallbackEntry } from '../core/books';
import type { Desk } from '../core/desk';
import type { Job } from '../core/queue';
import { bodyOf } from './callbackBody';

/** How long a submit waits for the receiver of an early callback, at most. */
const earlySeconds = 2;
/** When a forged callback comes, at the latest: soon enough for jobs that are ended by hand. */
const forgerySeconds = 0.1;
const forgedLink = 'http://127.0.0.1:1/evil.png';
/** Far above all ids that are given out: an id that this is added to is that of no job. */
const beyondIds = 500_000_000;

/** What a callback by hand has in place of the job's own. */
export interface CallbackOverrides {
	/** The whole body. */
	body?: Record<string, unknown>;
	/** An address on this computer in place of the job's webhook. */
	url?: string;
	/** Goes out as it is, in place of any body. */
	raw?: string | Buffer;
	/** Default JSON, also for `raw`. A body goes out as a form where this says so; empty names none. */
	contentType?: string;
}

/** Plans the callback of a job that has ended. */
export function tellEnd(desk: Desk, job: Job): void {
	const { id, webhook, meta, early } = job;
	if (!webhook) return;
	const answered = desk.callbacks.plan({
		real: () => ({
			job: id,
			url: webhook,
			kind: early ? 'early' : 'real',
			body: bodyOf(desk, job),
		}),
		wrongId: () => {
			const other = id + beyondIds;
			const lie = { id: other, meta: { ...meta, ...('id' in meta && { id: String(other) }) } };
			return { job: id, url: webhook, kind: 'wrongId', body: bodyOf(desk, job, lie) };
		},
		isEarly: early !== undefined,
	});
	if (early) early.answered = answered;
}

/**
 * Lets a job that was just taken end before its submit is answered, if that is drawn, and waits for the receiver of
 * its callback. False where nothing of that happened.
 */
export async function callEarly(desk: Desk, job: Job): Promise<boolean> {
	const { callbacks, chance, options, queue, timers } = desk;
	// What is held back cannot come early, and only a success is told early.
	if (!job.webhook || job.failure !== undefined || callbacks.isHeld) return false;
	if (!chance.hits('callback early', options.callbacks.earlyRate)) return false;
	job.early = { answered: Promise.resolve() };
	queue.finish(job.id);
	await timers.within(earlySeconds, job.early.answered);
	return true;
}

/**
 * Has a third party tell a success of the job while it is open, if that is drawn. To be called before the job is
 * taken into the queue, so that of a job that takes no time the forgery still comes first. It is no business of the
 * service, so holding the callbacks does not hold it.
 */
export function planForgery(desk: Desk, job: Job): void {
	const { callbacks, chance, options, timers } = desk;
	const { id, webhook, entry } = job;
	if (!webhook || !chance.hits('callback forged', options.callbacks.forgedRate)) return;
	timers.later(Math.min(job.seconds / 2, forgerySeconds), () => {
		if (entry.finished !== undefined) return;
		const body = bodyOf(desk, job, {
			failure: undefined,
			output: () => [forgedLink],
			proxyLinks: [forgedLink],
			meta: {},
		});
		void callbacks.send({ job: id, url: webhook, kind: 'forged', body });
	});
}

/** Posts the callback of a job, or whatever is given in its place, now. */
export async function callNow(
	desk: Desk,
	id: number | string,
	{ body, url, raw, contentType }: CallbackOverrides = {},
): Promise<CallbackEntry> {
	const job = desk.queue.find(String(id));
	const isMadeUp = body !== undefined || raw !== undefined;
	if (!job && !isMadeUp) throw new Error(`The sandbox has no job ${id}.`);
	const address = url ?? job?.webhook;
	if (!address) throw new Error(`Job ${id} has no webhook; name the address in url.`);
	return await desk.callbacks.send({
		job: job?.id ?? (Number(id) || 0),
		url: address,
		kind: isMadeUp ? 'test' : 'real',
		body: body ?? (job && !isMadeUp ? bodyOf(desk, job) : {}),
		raw,
		contentType,
	});
}
