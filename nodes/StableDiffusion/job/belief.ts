/**
 * When a job may be ready: moments in milliseconds from its submit, each later than the one before, and
 * the share of such jobs that are ready by then. It rises from 0 at the first moment to 1 at the last, in
 * straight lines between them.
 */
export interface Belief {
	readonly moments: readonly number[];
	readonly ready: readonly number[];
}

/** Share of jobs that are ready by a moment. */
export const readyBy = ({ moments, ready }: Belief, moment: number): number =>
	between(moments, ready, moment);

/** The moment by which a share of the jobs is ready. */
export const momentOf = ({ moments, ready }: Belief, share: number): number =>
	between(ready, moments, share);

/** The same belief, but no more than a share of `most` before one moment and no more than that after another. */
export function narrowed(belief: Belief, from: number, to: number, most: number): Belief {
	const { moments, ready } = belief;
	const before = readyBy(belief, from);
	const after = 1 - readyBy(belief, to);
	const early = before > most ? most / before : 1;
	const late = after > most ? most / after : 1;
	if (early === 1 && late === 1) return belief;
	const share = (at: number): number =>
		early * Math.min(at, before) +
		Math.max(0, Math.min(at, 1 - after) - before) +
		late * Math.max(0, at - (1 - after));
	const whole = share(1);
	return { moments, ready: ready.map((at) => share(at) / whole) };
}

/** The height at x of the line through points whose xs never fall. */
function between(xs: readonly number[], ys: readonly number[], x: number): number {
	let low = 0;
	let high = xs.length - 1;
	if (x <= xs[low]) return ys[low];
	if (x >= xs[high]) return ys[high];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (xs[middle] <= x) low = middle;
		else high = middle;
	}
	return ys[low] + ((ys[high] - ys[low]) * (x - xs[low])) / (xs[high] - xs[low]);
}
