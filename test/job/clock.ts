import type { Answer } from '../../nodes/StableDiffusion/api/reply';
import type { Broken, Line } from '../../nodes/StableDiffusion/job/line';

interface Timer {
	readonly at: number;
	readonly nth: number;
	readonly fire: () => void;
}

/**
 * A clock for many at once: time stands still while anybody can go on, then jumps to the next timer. A day
 * of a thousand jobs takes as long as their code does.
 */
export class Clock {
	/** Milliseconds since the clock was made. */
	time = 0;
	private count = 0;
	/** A heap: the earliest timer is the first. */
	private readonly timers: Timer[] = [];

	/** The clock's value as a line tells it: an offset, so that nobody takes it for a length of time. */
	now(): number {
		return 1_700_000_000_000 + this.time;
	}

	/** Calls back when that many milliseconds are over: whole ones and never early, like a real timer. */
	after(ms: number, fire: () => void): void {
		if (!(ms >= 0 && Number.isFinite(ms))) throw new Error(`a pause of ${ms} ms`);
		this.push({ at: this.time + Math.ceil(ms), nth: this.count++, fire });
	}

	async sleep(ms: number, over?: AbortSignal): Promise<void> {
		if (over?.aborted) throw over.reason;
		await new Promise<void>((resolve, reject) => {
			const abort = (): void => reject(over?.reason as Error);
			over?.addEventListener('abort', abort, { once: true });
			this.after(ms, () => {
				over?.removeEventListener('abort', abort);
				resolve();
			});
		});
	}

	/**
	 * Lets time go on until the work is done.
	 * @throws what the work throws, or when nobody will ever go on
	 */
	async run<T>(work: Promise<T>): Promise<T> {
		let ended = false;
		const end = (): void => {
			ended = true;
		};
		work.then(end, end);
		for (;;) {
			await new Promise((resolve) => setImmediate(resolve));
			if (ended) return await work;
			const timer = this.pop();
			if (timer === undefined) throw new Error(`at ${this.time} ms everybody waits for ever`);
			this.time = timer.at;
			timer.fire();
		}
	}

	private push(timer: Timer): void {
		const { timers } = this;
		let at = timers.push(timer) - 1;
		while (at > 0) {
			const up = (at - 1) >> 1;
			if (!earlier(timer, timers[up])) break;
			timers[at] = timers[up];
			at = up;
		}
		timers[at] = timer;
	}

	private pop(): Timer | undefined {
		const { timers } = this;
		const first = timers[0];
		const last = timers.pop();
		if (last === undefined || timers.length === 0) return first;
		let at = 0;
		for (;;) {
			let down = 2 * at + 1;
			if (down >= timers.length) break;
			if (down + 1 < timers.length && earlier(timers[down + 1], timers[down])) down += 1;
			if (!earlier(timers[down], last)) break;
			timers[at] = timers[down];
			at = down;
		}
		timers[at] = last;
		return first;
	}
}

const earlier = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.nth < b.nth);

/** What a service does with a call that reaches it: at once, or when it likes. */
export type Served = (call: {
	path: string;
	body: Readonly<Record<string, unknown>>;
}) => Promise<Answer | Broken> | Answer | Broken;

/**
 * A line to such a service. A call reaches it after half the round trip, and its answer takes the other half.
 */
export const lineTo = (clock: Clock, serve: Served, roundTripMs: number): Line => ({
	now: () => clock.now(),
	sleep: async (ms, over) => await clock.sleep(ms, over),
	post: async (path, body, timeoutMs) => {
		await clock.sleep(roundTripMs / 2);
		const told = serve({ path, body });
		const answer =
			told instanceof Promise
				? await Promise.race([
						told,
						clock.sleep(timeoutMs).then(() => ({ broken: 'no answer in time', sent: true })),
					])
				: told;
		await clock.sleep(roundTripMs / 2);
		return answer;
	},
});
