import type { Lessons } from './lessons';
import { bestMoment } from './plan';

/** What the next pause depends on. All times in milliseconds. */
export interface Moment {
	/** The service's estimate, counted from the submit. */
	etaMs?: number;
	/** Since the submit was sent. */
	elapsedMs: number;
	/** Questions asked so far. */
	asked: number;
	/** Since the last question was sent; missing before the first. */
	sinceAskedMs?: number;
	/** What the service asked for, by `retry_after`. */
	retryAfterMs?: number;
	/** Until the time limit. */
	leftMs: number;
}

/** No job is asked about more often than this, from the sending of a question to the sending of the next. */
export const shortestPause = 500;
const longestPause = 20_000;
/** Without an estimate. Quick models are done by then. */
const firstGuess = 2_000;

/**
 * How long to wait before the next question, in milliseconds from now. Pure.
 *
 * - With lessons: when the rest of what is believed of such jobs says. Each question must be worth what it
 *   spares on average, so they come where results are likely, and none where there is hardly any.
 * - Without, and for a job that is later than the lessons can explain: the first question comes at the
 *   estimate, which is the likeliest moment. A job that is not done then is mostly nearly done, so the next
 *   ones follow quickly: a tenth of the time so far. Because that time grows, so do the pauses.
 * - What was asked about once is asked about again within `longestPause`, since any belief can be wrong.
 * - A pause that the service asks for is kept, and the last question falls on the time limit itself,
 *   so that a job which finishes just before it is not given up.
 */
export function nextPause(moment: Moment, lessons?: Lessons): number {
	const { asked, sinceAskedMs = 0, retryAfterMs = 0, leftMs } = moment;
	const soonest = Math.max(0, shortestPause - sinceAskedMs);
	const wish = planned(moment, soonest, lessons) ?? unplanned(moment);
	const latest = asked === 0 ? wish : Math.min(wish, longestPause - sinceAskedMs);
	const pause = Math.ceil(Math.max(soonest, latest, retryAfterMs));
	// A last question right behind this one would be one too many.
	const lastOne = leftMs - pause < shortestPause;
	return Math.max(asked === 0 ? 0 : soonest, lastOne ? leftMs : pause);
}

function planned(
	{ etaMs, elapsedMs, sinceAskedMs = elapsedMs }: Moment,
	soonest: number,
	lessons?: Lessons,
): number | undefined {
	const moment =
		lessons &&
		bestMoment(lessons.expect(etaMs), {
			notYet: elapsedMs - sinceAskedMs,
			earliest: elapsedMs + soonest,
			shortest: shortestPause,
		});
	return moment === undefined ? undefined : moment - elapsedMs;
}

const unplanned = ({ etaMs, elapsedMs, asked, sinceAskedMs = 0 }: Moment): number =>
	asked === 0
		? (etaMs ?? firstGuess) - elapsedMs
		: Math.min(longestPause, Math.max(1_000, elapsedMs / 10)) - sinceAskedMs;
