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
const bell = cumulated(scale.slice(1).map((end, step) => density((scale[step] + end) / 2)));

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
	private spread: number;
	/** The line: its height over what is known, at the centre of the examples, and what it gains per step away. */
	private line = { centre: 0, level: 0, slope: 0 };
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

	/** Where on the scale an example's interval begins and ends, in steps. */
	private interval({ known, from, to }: Example): [number, number] {
		const middle = this.height(known);
		const place = (end: number): number => {
			const deviations = (end - middle) / this.spread;
			return Math.max(0, Math.min(steps, ((deviations + reach) * steps) / (2 * reach)));
		};
		return [place(from), place(to)];
	}

	/** The mean of the belief within an example's interval. */
	private likeliest(example: Example): number {
		const { form, spread } = this;
		const [begin, end] = this.interval(example);
		let mass = 0;
		let sum = 0;
		for (let step = Math.floor(begin); step < end; step++) {
			const first = Math.max(step, begin);
			const last = Math.min(step + 1, end);
			const share = (form[step + 1] - form[step]) * (last - first);
			mass += share;
			sum += (share * (first + last)) / 2;
		}
		const middle = this.height(example.known);
		// Outside of all belief: as near to it as may be.
		if (mass < 1e-9) return Math.max(example.from, Math.min(example.to, middle));
		return middle + spread * reach * ((2 * sum) / mass / steps - 1);
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
		const counts = bell.slice(1).map(() => formWorth);
		let weight = 1;
		for (const example of this.examples) {
			const [begin, end] = this.interval(example);
			let mass = 0;
			for (let step = Math.floor(begin); step < end; step++)
				mass += (bell[step + 1] - bell[step]) * overlap(step, begin, end);
			if (mass > 1e-9)
				for (let step = Math.floor(begin); step < end; step++)
					counts[step] += (weight / mass) * overlap(step, begin, end);
			weight *= fading;
		}
		this.form = cumulated(counts.map((count, step) => count * (bell[step + 1] - bell[step])));
	}
}

const overlap = (step: number, begin: number, end: number): number =>
	Math.min(step + 1, end) - Math.max(step, begin);

function density(deviations: number): number {
	return Math.exp(-(deviations ** 2) / 2);
}

/** From shares to the share up to each, from 0 to 1. */
function cumulated(shares: readonly number[]): readonly number[] {
	let sum = 0;
	const sums = [0, ...shares.map((share) => (sum += share))];
	return sums.map((each) => each / sum);
}
