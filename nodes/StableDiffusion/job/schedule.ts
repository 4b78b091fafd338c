import type { Lessons } from './lessons';

/** What the next pause depends on. All times in milliseconds, counted from the submit. */
export interface Moment {
	/** The service's estimate. */
	etaMs?: number;
	/** Since then. */
	elapsedMs: number;
	/** Questions asked so far. */
	asked: number;
	/** Since the last question was sent. */
	sinceAskedMs?: number;
	/** What the service asked for, by `retry_after`. */
	retryAfterMs?: number;
	/** Until the time limit. */
	leftMs: number;
}

/** No job is asked about more often than this. */
export const shortestPause = 500;
const longestPause = 20_000;
/** Without an estimate. Quick models are done by then. */
const firstGuess = 2_000;

/**
 * How long to wait before the next question. Pure.
 *
 * - The first question comes at the estimate, which is the likeliest moment; asking earlier costs calls,
 *   and later makes the user wait.
 * - A job that is not done at its estimate is mostly nearly done, so the next ones follow quickly: a tenth
 *   of the time so far. Because that time grows, so do the pauses: what is late by far is asked about
 *   seldom, up to `longestPause`.
 * - A pause that the service asks for is kept, and the last question falls on the time limit itself,
 *   so that a job which finishes just before it is not given up.
 */
export function nextPause(
	{ etaMs, elapsedMs, asked, retryAfterMs, leftMs }: Moment,
	_lessons?: Lessons,
): number {
	const wish =
		asked === 0
			? (etaMs ?? firstGuess) - elapsedMs
			: Math.min(longestPause, Math.max(1_000, elapsedMs / 10));
	const pause = Math.max(shortestPause, wish, retryAfterMs ?? 0);
	// A last question right behind this one would be one too many.
	const lastOne = leftMs - pause < shortestPause;
	return Math.max(0, lastOne ? leftMs : pause);
}
