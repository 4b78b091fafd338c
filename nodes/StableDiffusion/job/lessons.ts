import type { Belief } from './belief';
import { Relation } from './relation';

/** What became of one job. All times in milliseconds since its submit was sent. */
export interface Seen {
	/** The service's estimate. */
	readonly etaMs?: number;
	/** When the last question was sent that was answered with "not yet"; 0 if there was none. */
	readonly notYetMs: number;
	/** When the answer came that told the end. */
	readonly readyMs: number;
}

/** Estimates are taken to be right, give or take a third, before anything was seen. */
const usualErrors = { spread: 0.3, level: 0.6, slope: 1 };
/** Jobs without any estimate: from two seconds to twenty, as a rule. */
const usualLength = 6_000;
const usualLengths = { spread: 0.9, level: 0.9, slope: 1 };
/** Estimates beyond are the greatest that is believed: eleven days. */
const longest = 1e9;

/**
 * What a run has learned of one kind of job (endpoint and model): how long it takes, and what the service's
 * estimate says about that. Jobs with and without an estimate are kept apart, since they are mostly not alike.
 */
export class Lessons {
	private readonly estimated = new Relation(usualErrors);
	private readonly plain = new Relation(usualLengths);

	/** One job that has ended. What cannot be is not learned from. */
	learn({ etaMs, notYetMs, readyMs }: Seen): void {
		if (!(readyMs > 0 && readyMs < longest && notYetMs >= 0)) return;
		if (usable(etaMs)) this.estimated.learn(Math.min(longest, etaMs), notYetMs, readyMs);
		else this.plain.learn(usualLength, notYetMs, readyMs);
	}

	/** When a job with this estimate will be ready. */
	expect(etaMs?: number): Belief {
		return usable(etaMs)
			? this.estimated.expect(Math.min(longest, etaMs))
			: this.plain.expect(usualLength);
	}
}

/** An estimate of no time at all says nothing. */
const usable = (etaMs: number | undefined): etaMs is number => etaMs !== undefined && etaMs >= 1;
