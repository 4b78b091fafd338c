/** A scale of standard deviations, in steps. */
const steps = 64;
const reach = 3.5;
export const scale: readonly number[] = Array.from(
	{ length: steps + 1 },
	(_, step) => reach * ((2 * step) / steps - 1),
);
/** How many examples the bell is worth that everything begins with. */
const bellWorth = 12;

/** How what comes true is scattered around what was expected, in standard deviations. */
export interface Scatter {
	/** The share up to each step of the scale. */
	readonly ready: readonly number[];
	/** The deviations of all these, added up. */
	readonly sums: readonly number[];
}

/** Between these deviations lies an example, and for so much it counts. */
export interface Span {
	readonly from: number;
	readonly to: number;
	readonly weight: number;
}

const portions = scale.slice(1).map((end, step) => Math.exp(-(((scale[step] + end) / 2) ** 2) / 2));
/** The normal distribution, as far as the scale goes. */
export const bell = scatterOf(portions);

/** Each example counts within its span, as the bell has it there; the bell itself counts as if it were some. */
export function scatterFrom(spans: readonly Span[]): Scatter {
	// How the weight of a step differs from that of the step before.
	const change = new Array<number>(steps + 2).fill(0);
	change[0] = bellWorth;
	for (const { from, to, weight } of spans) {
		const begin = placeOf(from);
		const end = placeOf(to);
		const share = at(bell.ready, end) - at(bell.ready, begin);
		if (share < negligible) continue;
		add(change, begin, weight / share);
		add(change, end, -weight / share);
	}
	let weight = 0;
	return scatterOf(portions.map((portion, step) => (weight += change[step]) * portion));
}

/** The mean deviation of what lies within a span; nothing where nothing is believed to lie. */
export function meanWithin({ ready, sums }: Scatter, from: number, to: number): number | undefined {
	const begin = placeOf(from);
	const end = placeOf(to);
	const share = at(ready, end) - at(ready, begin);
	return share < negligible ? undefined : (at(sums, end) - at(sums, begin)) / share;
}

const negligible = 1e-9;

/** In steps from the beginning of the scale. */
function placeOf(deviation: number): number {
	return Math.max(0, Math.min(steps, ((deviation + reach) * steps) / (2 * reach)));
}

/** What is known for each step, at a place between two of them. */
function at(values: readonly number[], place: number): number {
	const step = Math.min(steps - 1, Math.floor(place));
	return values[step] + (place - step) * (values[step + 1] - values[step]);
}

/** A weight that begins at a place counts for the rest of its step, and for all steps after it. */
function add(change: number[], place: number, weight: number): void {
	const step = Math.floor(place);
	change[step] += weight * (step + 1 - place);
	change[step + 1] += weight * (place - step);
}

function scatterOf(shares: readonly number[]): Scatter {
	const whole = shares.reduce((sum, share) => sum + share, 0);
	const ready = [0];
	const sums = [0];
	shares.forEach((share, step) => {
		ready.push(ready[step] + share / whole);
		sums.push(sums[step] + ((share / whole) * (scale[step] + scale[step + 1])) / 2);
	});
	ready[steps] = 1;
	return { ready, sums };
}
