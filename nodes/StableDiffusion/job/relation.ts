import { narrowed, type Belief } from './belief';

/** One thing that was seen, in logarithms. */
interface Example {
	/** The number that was known beforehand. */
	readonly known: number;
	/** Between these lies what came true. */
	readonly from: number;
	readonly to: number;
	/** Where between them it is taken to lie. */
	truth: number;
}

/** What is believed before anything was seen; standard deviations of logarithms. */
export interface Prior {
	/** Of what comes true around what is known. */
	readonly spread: number;
	/** How far what is known may lie beside the truth as a rule. */
	readonly level: number;
	/** And how far from proportional to it. */
	readonly slope: number;
}

/** The load of a service changes: what lies long back counts less, and is forgotten at last. */
const memory = 200;
const fading = 0.99;
/** What was learned is thought over when it has grown by one part in so many. */
const readAt = 32;
/** How many examples the prior is worth, for the spread and for the form of the distribution. */
const spreadWorth = 1;
const formWorth = 12;
/** Nothing is known more exactly than this, nor less. */
const leastSpread = 0.04;
const mostSpread = 2;

/** A scale of standard deviations, and the bell curve's share up to each. */
const steps = 64;
const reach = 3.5;
const scale = Array.from({ length: steps + 1 }, (_, step) => reach * ((2 * step) / steps - 1));
const portions = scale.slice(1).map((end, step) => density((scale[step] + end) / 2));
const bell = cumulated(portions);

/**
 * How what comes true relates to a number that is known beforehand, learned from examples whose truth is
 * known within an interval. It is a line through the logarithms, as wide as the examples scatter around it:
 *
 * - The line is a Bayesian regression. It begins at "what is known comes true", and goes to wherever the
 *   examples are: a known number that is wrong by a factor moves its level, one that says little its slope.
 * - The form of the scatter begins as a bell and becomes what was seen: two humps where quick and slow ones
 *   are mixed, a sharp edge where there is one.
 * - What lies outside all that was seen, as a ratio to what is known, is as unlikely as the next of n things
 *   being the greatest of all: one in n + 1.
 * - Within its interval a truth lies where the belief so far says it does, not in the middle. A job that is
 *   found ready at the first question was mostly ready long before, and only this way can that be learned.
 */
export class Relation {
	private readonly examples: Example[] = [];
	private form = bell;
	private means = meansOf(bell);
	private spread: number;
	/** The line: its height over what is known, at the centre of the examples, and what it gains per step away. */
	private line = { centre: 0, level: 0, slope: 0 };
	private unread = 0;
	private least = 0;
	private most = 0;
	private weight = 0;
	/** Of the scatter alone, and how sure level and slope are (in examples). */
	private variance: number;
	private sure = { level: Infinity, slope: Infinity };

	constructor(private readonly prior: Prior) {
		this.spread = prior.spread;
		this.variance = prior.spread ** 2;
	}

	/** @param known above 0 @param from that is not true yet, 0 or more @param to that is true */
	learn(known: number, from: number, to: number): void {
		const { examples } = this;
		const logs = [known, Math.max(1, Math.min(from, to)), Math.max(1, to)].map(Math.log);
		examples.unshift({ known: logs[0], from: logs[1], to: logs[2], truth: logs[2] });
		if (examples.length > memory) examples.pop();
		// One more among many says little: it is thought over together with those to come.
		this.unread += 1;
		if (this.unread * readAt < examples.length) return;
		this.unread = 0;
		for (const example of examples) example.truth = this.likeliest(example);
		this.fit();
		this.shape();
	}

	/** What to expect where this is known, above 0. */
	expect(known: number): Belief {
		const at = Math.log(known);
		const away = at - this.line.centre;
		const doubt = 1 + 1 / this.sure.level + away ** 2 / this.sure.slope;
		const spread = Math.min(mostSpread, Math.max(leastSpread, Math.sqrt(this.variance * doubt)));
		const middle = this.height(at);
		const belief = {
			moments: scale.map((deviations) => Math.exp(middle + spread * deviations)),
			ready: this.form,
		};
		if (this.examples.length === 0) return belief;
		const [from, to] = [this.least, this.most].map((ratio) => Math.exp(at + ratio));
		return narrowed(belief, from, to, 1 / (this.weight + 1));
	}

	private height(known: number): number {
		const { centre, level, slope } = this.line;
		return known + level + slope * (known - centre);
	}

	/** Where on the scale a value lies, in steps. */
	private place(value: number, middle: number): number {
		const deviations = (value - middle) / this.spread;
		return Math.max(0, Math.min(steps, ((deviations + reach) * steps) / (2 * reach)));
	}

	/** The mean of the belief within an example's interval. */
	private likeliest({ known, from, to }: Example): number {
		const { form, means, spread } = this;
		const middle = this.height(known);
		const begin = this.place(from, middle);
		const end = this.place(to, middle);
		const mass = upTo(form, end) - upTo(form, begin);
		// Outside of all belief: as near to it as may be.
		if (mass < 1e-9) return Math.max(from, Math.min(to, middle));
		return middle + (spread * (upTo(means, end) - upTo(means, begin))) / mass;
	}

	private fit(): void {
		const { examples, prior } = this;
		let [n, x, d, xx, xd, dd] = [0, 0, 0, 0, 0, 0];
		let weight = 1;
		for (const { known, truth } of examples) {
			const over = truth - known;
			n += weight;
			x += weight * known;
			d += weight * over;
			xx += weight * known * known;
			xd += weight * known * over;
			dd += weight * over * over;
			weight *= fading;
		}
		// Around the centre, level and slope do not depend on each other.
		const centre = x / n;
		const noise = prior.spread ** 2;
		const sure = {
			level: n + noise / prior.level ** 2,
			slope: xx - n * centre ** 2 + noise / prior.slope ** 2,
		};
		const level = d / sure.level;
		const slope = (xd - centre * d) / sure.slope;
		const rest = Math.max(0, dd - level * d - slope * (xd - centre * d));
		this.line = { centre, level, slope };
		this.sure = sure;
		this.weight = n;
		this.variance = (spreadWorth * noise + rest) / (spreadWorth + n);
		this.spread = Math.max(leastSpread, Math.sqrt(this.variance * (1 + 1 / sure.level)));
		const ratios = examples.map(({ known, truth }) => truth - known);
		this.least = Math.min(...ratios);
		this.most = Math.max(...ratios);
	}

	/** Each example counts where its interval lies, as the bell has it there; the bell itself counts as the prior. */
	private shape(): void {
		// How the weight of a step differs from that of the step before.
		const change = new Array<number>(steps + 2).fill(0);
		change[0] = formWorth;
		let weight = 1;
		for (const { known, from, to } of this.examples) {
			const middle = this.height(known);
			const begin = this.place(from, middle);
			const end = this.place(to, middle);
			const mass = upTo(bell, end) - upTo(bell, begin);
			if (mass > 1e-9) {
				changeAt(begin, weight / mass, change);
				changeAt(end, -weight / mass, change);
			}
			weight *= fading;
		}
		let count = 0;
		const shares = portions.map((portion, step) => (count += change[step]) * portion);
		this.form = cumulated(shares);
		this.means = meansOf(this.form);
	}
}

/** What is cumulated, at a place between steps. */
function upTo(sums: readonly number[], place: number): number {
	const step = Math.min(steps - 1, Math.floor(place));
	return sums[step] + (place - step) * (sums[step + 1] - sums[step]);
}

/** A weight that begins at a place counts for the rest of its step, and for all steps after it. */
function changeAt(place: number, weight: number, change: number[]): void {
	const step = Math.floor(place);
	change[step] += weight * (step + 1 - place);
	change[step + 1] += weight * (place - step);
}

/** The deviations of all shares up to each step, added up. */
function meansOf(form: readonly number[]): number[] {
	let sum = 0;
	return form.map((share, step) =>
		step === 0 ? 0 : (sum += ((share - form[step - 1]) * (scale[step] + scale[step - 1])) / 2),
	);
}

function density(deviations: number): number {
	return Math.exp(-(deviations ** 2) / 2);
}

/** From shares to the share up to each, from 0 to 1. */
function cumulated(shares: readonly number[]): readonly number[] {
	let sum = 0;
	const sums = [0, ...shares.map((share) => (sum += share))];
	return sums.map((each) => each / sum);
}
