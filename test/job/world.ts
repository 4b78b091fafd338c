import type { Answer } from '../../nodes/StableDiffusion/api/reply';
import { JobError } from '../../nodes/StableDiffusion/job/job';
import type { Broken, Line } from '../../nodes/StableDiffusion/job/line';

/** What the service does with one call. */
export interface Told {
	readonly answer: Answer | Broken;
	/** Milliseconds from the call to its end; the caller's timeout cuts it off. */
	readonly takes?: number;
	/** Whether a job may have been sold by it. Only histories look at this. */
	readonly sells?: boolean;
}

/** A call as it went out. */
export interface Posted {
	readonly at: number;
	readonly ended: number;
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly timeoutMs: number;
	readonly sold: boolean;
}

export type Service = (call: { path: string; nth: number; at: number }) => Told;

/** Nothing in these tests needs more calls; what asks on and on shall fail rather than hang. */
const enough = 5_000;

/**
 * A line without a network and a clock without time: it goes on only while somebody waits or calls.
 * Times are told in milliseconds since the beginning of the world.
 */
export class World implements Line {
	readonly posts: Posted[] = [];
	readonly pauses: number[] = [];
	readonly notes: string[] = [];
	private time = 0;

	constructor(private readonly service: Service) {}

	now(): number {
		// An offset, so that nobody takes the clock's value for a length of time.
		return 1_700_000_000_000 + this.time;
	}
	/** The same moment on the line's clock. */
	at(ms: number): number {
		return 1_700_000_000_000 + ms;
	}
	get elapsed(): number {
		return this.time;
	}

	sleep(ms: number): Promise<void> {
		if (!(ms >= 0 && Number.isFinite(ms))) throw new Error(`a pause of ${ms} ms`);
		this.pauses.push(ms);
		// Like a real timer: whole milliseconds, and never early.
		this.time += Math.ceil(ms);
		return Promise.resolve();
	}

	log(message: string): void {
		this.notes.push(message);
	}

	post(
		path: string,
		body: Readonly<Record<string, unknown>>,
		timeoutMs: number,
	): Promise<Answer | Broken> {
		if (this.posts.length >= enough) throw new Error(`asked ${enough} times without an end`);
		const at = this.time;
		const { answer, takes = 0, sells = false } = this.service({ path, nth: this.posts.length, at });
		const late = takes > timeoutMs;
		this.time += Math.min(takes, timeoutMs);
		this.posts.push({ at, ended: this.time, path, body, timeoutMs, sold: sells || late });
		return Promise.resolve(late ? { broken: 'ETIMEDOUT: no answer in time', sent: true } : answer);
	}

	get paths(): string[] {
		return this.posts.map(({ path }) => path);
	}
	get times(): number[] {
		return this.posts.map(({ at }) => at);
	}
}

/** Answers in turn; the last one again and again. */
export const script =
	(...all: Told[]): Service =>
	({ nth }) =>
		all[Math.min(nth, all.length - 1)];

export const http = (status: number, body: unknown, retryAfter?: string): Told => ({
	answer: { status, body, retryAfter },
});
export const ok = (body: unknown): Told => http(200, body);
/** The connection was never made. */
export const unsent = (why = 'ECONNREFUSED'): Told => ({ answer: { broken: why, sent: false } });
/** The line broke after the request had gone out. */
export const cut = (why = 'ECONNRESET'): Told => ({ answer: { broken: why, sent: true } });
export const slow = (ms: number, told: Told): Told => ({ ...told, takes: ms });

export const file = 'https://files.example.test/0.png';
export const page = '<html><body>Bad gateway</body></html>';

export const done = (id: number | string = 17): Told =>
	ok({ status: 'success', id, output: [file] });
export const queued = (more: Record<string, unknown> = {}): Told =>
	ok({ status: 'processing', id: 17, messege: 'queued', output: [], ...more });
/** What a fetch says of a job that is not done: no id, no estimate. */
export const notYet = (more: Record<string, unknown> = {}): Told =>
	ok({ status: 'processing', message: 'try again later.', output: '', ...more });
export const unknownJob = ok({
	status: 'failed',
	id: '',
	message: 'Request not found',
	output: '',
});
export const rateLimit = (retry_after?: number): Told =>
	http(429, { status: 'error', message: 'Rate limit exceeded', retry_after });

/** The JobError that a promise ends in; anything else fails the test. */
export async function jobError(promise: Promise<unknown>): Promise<JobError> {
	const thrown: unknown = await promise.then(
		(value) => {
			throw new Error(`no JobError but ${JSON.stringify(value)}`);
		},
		(error: unknown) => error,
	);
	if (!(thrown instanceof JobError)) throw thrown;
	return thrown;
}
