import type { SandboxOptions } from '../options';
import type { Books, CallbackEntry } from './books';
import type { Chance } from './chance';
import { isLoopback } from './loopback';
import { generationTime, type Job } from './queue';
import type { Timers } from './timers';

/** The service counts a callback as received when it is answered within half a minute. */
const patienceMs = 30_000;

/** Posts the end of a job to the address that was given as `webhook`. One try, no promise, as documented. */
export class Callbacks {
	private readonly abort = new AbortController();

	constructor(
		private readonly options: SandboxOptions,
		private readonly books: Books,
		private readonly chance: Chance,
		private readonly timers: Timers,
	) {}

	/** Plans the callback of a job that has ended, with everything that may go wrong on the way. */
	announce(job: Job, output: () => unknown): void {
		if (job.webhook) this.post(job.id, job.webhook, this.bodyOf(job, output));
	}

	/** Plans one callback. `id` is the job's, or that of whatever else has come to its end. */
	post(id: number, url: string, body: Record<string, unknown>): void {
		const { callbacks } = this.options;
		if (this.chance.hits('callback loss', callbacks.lossRate)) {
			this.note(id, url, body, 'lost');
			return;
		}
		const times = this.chance.hits('callback twice', callbacks.duplicateRate) ? 2 : 1;
		for (let time = 1; time <= times; time += 1) {
			this.timers.later(callbacks.delaySeconds, () => void this.send(id, url, body));
		}
	}

	/** Posts one callback, if the address is on this machine, and writes down what became of it. */
	async send(job: number, url: string, body: Record<string, unknown>): Promise<CallbackEntry> {
		if (!isLoopback(url)) return this.note(job, url, body, 'refused');
		const entry = this.note(job, url, body, 'unanswered');
		try {
			const answer = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				redirect: 'manual',
				signal: AbortSignal.any([this.abort.signal, AbortSignal.timeout(patienceMs)]),
			});
			await answer.arrayBuffer();
			entry.code = answer.status;
			entry.result = answer.ok ? 'sent' : 'unanswered';
		} catch {
			entry.result = 'unanswered';
		}
		entry.time = Date.now();
		return entry;
	}

	close(): void {
		this.abort.abort();
	}

	private bodyOf(job: Job, output: () => unknown): Record<string, unknown> {
		const id = this.options.callbacks.idAsText ? String(job.id) : job.id;
		if (job.failure !== undefined) {
			return { status: 'failed', id, message: job.failure, track_id: job.trackId };
		}
		return {
			status: 'success',
			id,
			output: output(),
			generationTime: generationTime(job),
			track_id: job.trackId,
			meta: job.meta,
		};
	}

	private note(
		job: number,
		url: string,
		body: Record<string, unknown>,
		result: CallbackEntry['result'],
	): CallbackEntry {
		return this.books.write(this.books.callbacks, { job, url, time: Date.now(), result, body });
	}
}
