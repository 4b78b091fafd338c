import { narrowed, type Belief } from './belief';
import { bell, meanWithin, scale, scatterFrom } from './scatter';

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
const weights = Array.from({ length: memory }, (_, age) => fading ** age);
/** What was learned is thought over when it has grown by one part in so many. */
const oneIn = 32;
/** How many examples the prior is worth for the spread. */
const priorWorth = 0.5;
/** Nothing is known more exactly than this, nor less. */
const leastSpread = 0.04;
const mostSpread = 2;

/**
 * How what comes true relates to a number that is known beforehand, learned from examples whose truth is
 * known within an interval. It is a line through the logarithms, as wide as the examples scatter around it:
 *
 * - The line is a Bayesian regression. It begins at "what is known comes true", and goes to wherever the
 *   examples are: a known number that is wrong by a factor moves its level, one that says little its slope.
 * - The scatter begins as a bell and becomes what was seen: two humps where quick and slow ones are mixed, an
 *   edge where there is one.
 * - What lies outside all that was seen, as a ratio to what is known, is as unlikely as the next of n things
 *   being the greatest of all: one in n + 1.
 * - Within its interval a truth lies where the belief so far says it does, not in the middle. A job that is
 *   found ready at the first question was mostly ready long before, and only this way can that be learned.
 */
export class Relation {
	/** The latest first. */
	private readonly examples: Example[] = [];
	/** Examples that came after what was last thought over. */
	private unread = 0;
	/** Their weights, added up. */
	private weight = 0;
	/** The line: its height over what is known at the centre of the examples, and what it gains away from there. */
	private line = { centre: 0, level: 0, slope: 0 };
	/** How many examples level and slope are as sure as. */
	private sure = { level: Infinity, slope: Infinity };
	/** Of the examples around the line. */
	private variance: number;
	private scatter = bell;
	/** The least and the greatest ratio of truth to known, in logarithms. */
	private least = -Infinity;
	private most = Infinity;

	constructor(private readonly prior: Prior) {
		this.variance = prior.spread ** 2;
	}

	/** @param known above 0 @param from that is not true yet, 0 or more @param to that is true */
	learn(known: number, from: number, to: number): void {
		const { examples } = this;
		const end = Math.log(Math.max(1, to));
		const begin = Math.min(end, Math.log(Math.max(1, from)));
		examples.unshift({ known: Math.log(known), from: begin, to: end, truth: end });
		if (examples.length > memory) examples.pop();
		// One more among many says little: it is thought over together with those to come.
		this.unread += 1;
		if (this.unread * oneIn < examples.length) return;
		this.unread = 0;
		this.locate();
		this.fit();
		this.form();
	}

	/** What to expect where this is known, above 0. */
	expect(known: number): Belief {
		const at = Math.log(known);
		const middle = this.height(at);
		const spread = this.spreadAt(at);
		const belief = {
			moments: scale.map((deviation) => Math.exp(middle + spread * deviation)),
			ready: this.scatter.ready,
		};
		if (this.weight === 0) return belief;
		const from = Math.exp(at + this.least);
		const to = Math.exp(at + this.most);
		return narrowed(belief, from, to, 1 / (this.weight + 1));
	}

	private height(known: number): number {
		const { centre, level, slope } = this.line;
		return known + level + slope * (known - centre);
	}

	/** The scatter, and how unsure the line is there. */
	private spreadAt(known: number): number {
		const { level, slope } = this.sure;
		const doubt = 1 + 1 / level + (known - this.line.centre) ** 2 / slope;
		return Math.min(mostSpread, Math.max(leastSpread, Math.sqrt(this.variance * doubt)));
	}

	/** Where each truth lies within its interval, as is believed now. */
	private locate(): void {
		const spread = this.spreadAt(this.line.centre);
		for (const example of this.examples) {
			const { known, from, to } = example;
			const middle = this.height(known);
			const mean = meanWithin(this.scatter, (from - middle) / spread, (to - middle) / spread);
			// Outside of all belief: as near to it as may be.
			example.truth = Math.max(from, Math.min(to, middle + spread * (mean ?? 0)));
		}
	}

	private fit(): void {
		const { examples, prior } = this;
		let [n, x, d, xx, xd, dd] = [0, 0, 0, 0, 0, 0];
		let [least, most] = [Infinity, -Infinity];
		examples.forEach(({ known, truth }, age) => {
			const over = truth - known;
			const weight = weights[age];
			n += weight;
			x += weight * known;
			d += weight * over;
			xx += weight * known * known;
			xd += weight * known * over;
			dd += weight * over * over;
			least = Math.min(least, over);
			most = Math.max(most, over);
		});
		// Around the centre, level and slope do not depend on each other.
		const centre = x / n;
		const noise = prior.spread ** 2;
		const sure = {
			level: n + noise / prior.level ** 2,
			slope: Math.max(0, xx - n * centre ** 2) + noise / prior.slope ** 2,
		};
		const level = d / sure.level;
		const slope = (xd - centre * d) / sure.slope;
		const rest = Math.max(0, dd - level * d - slope * (xd - centre * d));
		this.weight = n;
		this.line = { centre, level, slope };
		this.sure = sure;
		this.variance = (priorWorth * noise + rest) / (priorWorth + n);
		this.least = least;
		this.most = most;
	}

	private form(): void {
		const spread = this.spreadAt(this.line.centre);
		const spans = this.examples.map(({ known, from, to }, age) => {
			const middle = this.height(known);
			return { from: (from - middle) / spread, to: (to - middle) / spread, weight: weights[age] };
		});
		this.scatter = scatterFrom(spans);
	}
}
