import type { Line } from '../../nodes/StableDiffusion/job/line';
import { lineTo, type Clock } from '../../test/job/clock';
import type { Job } from './jobs';

export const submitPath = '/api/v6/images/text2img';
export const origin = 'https://sd.example.test';
/** From sending a question to having its answer. */
export const roundTripMs = 80;
/** Jobs that the account may have in the queue, those in work included. */
export const queueLimit = 5;

/** What became of one job. All times on the simulated clock. */
export interface Lived {
	readonly lengthMs: number;
	/** When the service had its result. */
	readonly readyAt: number;
	/** When whoever asked knew. */
	knownAt: number;
	questions: number;
}

/**
 * The service on a simulated clock: so many jobs in work at once, the others behind them in order. A job begins
 * when its submit arrives and a worker is free.
 */
export class Service {
	readonly line: Line;
	/** By place in the list of jobs. */
	readonly lived: Lived[] = [];
	/** Submits that found the queue full. */
	refused = 0;
	private readonly freeAt: number[];
	/** Of the jobs that were taken on last. */
	private readonly queue: Lived[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly jobs: readonly Job[],
		workers: number,
	) {
		this.freeAt = new Array<number>(workers).fill(0);
		this.line = lineTo(
			clock,
			({ path, body }) => ({
				status: 200,
				body: path === submitPath ? this.submitted(Number(body.job)) : this.asked(path),
			}),
			roundTripMs,
		);
	}

	/** Whoever waits for this job has its result now. */
	known(job: number): void {
		this.lived[job].knownAt = this.clock.time;
	}

	private submitted(job: number): object {
		const now = this.clock.time;
		while (this.queue.length > 0 && this.queue[0].readyAt <= now) this.queue.shift();
		if (this.queue.length >= queueLimit) {
			this.refused += 1;
			return {
				status: 'error',
				message: 'Rate limit exceeded. Maximum 5 queued requests allowed.',
			};
		}
		const { lengthMs, etaMs } = this.jobs[job];
		const worker = this.freeAt.indexOf(Math.min(...this.freeAt));
		const readyAt = Math.max(now, this.freeAt[worker]) + lengthMs;
		this.freeAt[worker] = readyAt;
		const lived = { lengthMs, readyAt, knownAt: NaN, questions: 0 };
		this.lived[job] = lived;
		this.queue.push(lived);
		this.queue.sort((a, b) => a.readyAt - b.readyAt);
		const eta = etaMs === undefined ? undefined : etaMs / 1000;
		return { status: 'processing', id: job + 1, eta, output: [] };
	}

	private asked(path: string): object {
		const id = Number(path.split('/').at(-1));
		const lived = this.lived[id - 1];
		lived.questions += 1;
		return lived.readyAt <= this.clock.time
			? { status: 'success', id, output: [`${origin}/${id}.png`] }
			: { status: 'processing', id, output: [] };
	}
}
