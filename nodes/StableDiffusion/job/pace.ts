import type { Line } from './line';

/**
 * The questions of a whole run, so that a wide window does not become a storm: at most so many within any
 * second, in the order in which they come due.
 */
export class Pace {
	/** When the last questions went out or will go out. */
	private readonly times: number[] = [];

	/** @param perSecond questions, 1 or more */
	constructor(
		private readonly perSecond: number,
		private readonly clock: Pick<Line, 'now' | 'sleep'>,
	) {}

	/** Resolves when the next question may go out. */
	async turn(): Promise<void> {
		const now = this.clock.now();
		const earlier = this.times.length >= this.perSecond ? this.times[0] + 1_000 : now;
		const at = Math.max(now, earlier);
		this.times.push(at);
		if (this.times.length > this.perSecond) this.times.shift();
		if (at > now) await this.clock.sleep(at - now);
	}
}
