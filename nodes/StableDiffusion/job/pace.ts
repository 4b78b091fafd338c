import type { Line } from './line';

/**
 * The questions of a whole run, so that a wide window does not become a storm: so many a second, in the order
 * in which they come due. What was not used is saved up, but never for more than a second: questions come in
 * bunches when jobs do, and to hold back a few that come after a pause would help nobody.
 */
export class Pace {
	/** When the budget would be used up, if all was used that was ever allowed. */
	private usedUntil = -Infinity;

	/** @param perSecond questions, 1 or more */
	constructor(
		private readonly perSecond: number,
		private readonly clock: Pick<Line, 'now' | 'sleep'>,
	) {}

	/** Resolves when the next question may go out. */
	async turn(): Promise<void> {
		const now = this.clock.now();
		this.usedUntil = Math.max(this.usedUntil, now - 1_000) + 1_000 / this.perSecond;
		if (this.usedUntil > now) await this.clock.sleep(this.usedUntil - now);
	}
}
