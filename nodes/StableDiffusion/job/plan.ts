import { momentOf, readyBy, type Belief } from './belief';

/** What is asked of a plan. All times in milliseconds since the submit. */
export interface Wanted {
	/** The job was not ready then. */
	readonly notYet: number;
	/** No question before. */
	readonly earliest: number;
	/** Between two questions. */
	readonly shortest: number;
}

/** Rarer things than this are no reason to plan: then the belief is wrong, and somebody else must decide. */
const hardlyAny = 0.004;

/**
 * What a question is worth, in milliseconds of waiting for a result that lies ready: about a fortieth of the time
 * in which the middle two thirds of such jobs get ready, so that all kinds of jobs take about as many
 * questions; but at most a hundredth of what a job takes that has taken so long already, so that what is
 * quite unknown is asked about more often, not waited for longer.
 *
 * @param gone share of the jobs that were ready before
 */
const priceOf = (belief: Belief, gone: number): number =>
	Math.min(
		(momentOf(belief, 0.84) - momentOf(belief, 0.16)) * 0.0243,
		momentOf(belief, (1 + gone) / 2) * 0.01,
	);

/**
 * When to ask next, in milliseconds since the submit; nothing where the job is later than the belief can
 * explain.
 *
 * A question costs its price, and a result that lies ready costs the time until the next question. Dynamic
 * programming from the last moment of the belief back to now finds the row of questions that costs least on
 * average. Its first one is the answer: after each "not yet" it is planned anew, with what has been learned
 * meanwhile.
 */
export function bestMoment(
	belief: Belief,
	{ notYet, earliest, shortest }: Wanted,
): number | undefined {
	const gone = readyBy(belief, notYet);
	if (1 - gone < hardlyAny) return undefined;
	const price = priceOf(belief, gone);
	// The moments that are weighed against each other, from `notYet` on; questions may be asked from `first` on.
	const times = [notYet];
	const ready = [gone];
	let first = 0;
	belief.moments.forEach((moment, step) => {
		if (moment <= notYet) return;
		if (first === 0 && moment > earliest) {
			first = times.push(earliest) - 1;
			ready.push(readyBy(belief, earliest));
		}
		if (moment === earliest) return;
		times.push(moment);
		ready.push(belief.ready[step]);
	});
	if (first === 0) return undefined;
	const last = times.length - 1;
	// The time at which those got ready, added up over all that were ready by then.
	const sums = [0];
	for (let at = 1; at <= last; at++)
		sums.push(sums[at - 1] + ((ready[at] - ready[at - 1]) * (times[at] + times[at - 1])) / 2);
	const wait = (from: number, to: number): number =>
		times[to] * (ready[to] - ready[from]) - (sums[to] - sums[from]);
	// What is still to pay after a question at each moment that was answered with "not yet".
	const toPay = new Array<number>(last + 1).fill(0);
	for (let from = last - 1; from >= first; from--) {
		// Moments are as near as can be to those half a second later.
		const soonest = times[from] + shortest - (times[from + 1] - times[from]) / 2;
		let least = Infinity;
		for (let to = from + 1; to <= last; to++) {
			if (times[to] < soonest && to < last) continue;
			least = Math.min(least, wait(from, to) + toPay[to]);
		}
		toPay[from] = least + price * (1 - ready[from]);
	}
	let best = first;
	for (let to = first; to <= last; to++)
		if (wait(0, to) + toPay[to] < wait(0, best) + toPay[best]) best = to;
	return times[best];
}
