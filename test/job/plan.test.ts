import fc from 'fast-check';
import { momentOf, narrowed, readyBy, type Belief } from '../../nodes/StableDiffusion/job/belief';
import { bestMoment } from '../../nodes/StableDiffusion/job/plan';

/** Any job between 1 and 2 s is ready at any moment of it, in steps of 20 ms. */
const even: Belief = {
	moments: Array.from({ length: 51 }, (_, step) => 1_000 + 20 * step),
	ready: Array.from({ length: 51 }, (_, step) => step / 50),
};

/** Beliefs with humps and gaps. */
const beliefs = fc
	.tuple(
		fc.array(fc.oneof(fc.constant(0), fc.nat(1_000)), { minLength: 12, maxLength: 12 }),
		fc.integer({ min: 500, max: 20_000 }),
		fc.integer({ min: 102, max: 140 }),
	)
	.filter(([shares]) => shares.some((share) => share > 0))
	.map(([shares, start, growth]): Belief => {
		const whole = shares.reduce((sum, share) => sum + share, 0);
		let sum = 0;
		return {
			moments: [0, ...shares].map((_, step) => start * (growth / 100) ** step),
			ready: [0, ...shares.map((share) => (sum += share) / whole)],
		};
	});

/** The times of all questions that the plans lead to, for a job that is never ready. */
function planned(belief: Belief, shortest: number): number[] {
	const row: number[] = [];
	for (let notYet = 0; ;) {
		const next = bestMoment(belief, { notYet, earliest: notYet + shortest, shortest });
		if (next === undefined) return row;
		row.push(next);
		notYet = next;
	}
}

/** What a row of questions costs on average, with a price for each question, in small steps of time. */
function cost(belief: Belief, row: readonly number[], price: number): number {
	const end = belief.moments[belief.moments.length - 1];
	const all = [0, ...row.filter((time) => time < end), end];
	let sum = 0;
	for (let at = 1; at < all.length; at++) {
		sum += price * (1 - readyBy(belief, all[at - 1]));
		const slices = 200;
		for (let slice = 0; slice < slices; slice++) {
			const from = all[at - 1] + ((all[at] - all[at - 1]) * slice) / slices;
			const to = all[at - 1] + ((all[at] - all[at - 1]) * (slice + 1)) / slices;
			sum += (readyBy(belief, to) - readyBy(belief, from)) * (all[at] - (from + to) / 2);
		}
	}
	return sum;
}

describe('A belief', () => {
	test('tells the share that is ready by a moment, and the moment of a share', () => {
		expect(readyBy(even, 1_500)).toBeCloseTo(0.5);
		expect(readyBy(even, 10)).toBe(0);
		expect(readyBy(even, 9_000)).toBe(1);
		expect(momentOf(even, 0.25)).toBeCloseTo(1_250);
	});
	test('can be narrowed: little is left outside, and the rest keeps its form', () => {
		const narrow = narrowed(even, 1_400, 1_600, 0.02);
		expect(readyBy(narrow, 1_400)).toBeCloseTo(0.02 / 0.24);
		expect(readyBy(narrow, 1_500)).toBeCloseTo(0.5);
		expect(1 - readyBy(narrow, 1_600)).toBeCloseTo(0.02 / 0.24);
		expect(narrow.ready[0]).toBe(0);
		expect(narrow.ready[50]).toBeCloseTo(1);
	});
	test('is not narrowed where there is no more outside than that', () => {
		expect(narrowed(even, 1_010, 1_990, 0.02)).toBe(even);
	});
	test('stays one when it is narrowed, wherever', () => {
		fc.assert(
			fc.property(beliefs, fc.nat(40_000), fc.nat(40_000), (belief, a, b) => {
				const { ready } = narrowed(belief, Math.min(a, b), Math.max(a, b), 0.01);
				const rises = ready.every((share, step) => step === 0 || share >= ready[step - 1] - 1e-12);
				return rises && ready[0] === 0 && Math.abs(ready[ready.length - 1] - 1) < 1e-9;
			}),
		);
	});
});

describe('A plan', () => {
	test('asks where results are, and not before the first can be there', () => {
		const row = planned(even, 1);
		expect(row[0]).toBeGreaterThan(1_000);
		expect(row[row.length - 1]).toBe(2_000);
		expect(row.length).toBeGreaterThan(4);
		expect(row.length).toBeLessThan(20);
	});
	test('keeps the shortest pause', () => {
		const row = planned(even, 300);
		expect(row.every((time, at) => at === 0 || time - row[at - 1] >= 300)).toBe(true);
	});
	test('says nothing about a job that is later than any', () => {
		expect(bestMoment(even, { notYet: 1_999, earliest: 2_499, shortest: 500 })).toBeUndefined();
		expect(bestMoment(even, { notYet: 0, earliest: 2_500, shortest: 500 })).toBeUndefined();
	});
	test('lies between the earliest moment and the latest that is believed', () => {
		fc.assert(
			fc.property(beliefs, fc.nat(30_000), fc.nat(2_000), (belief, notYet, pause) => {
				const earliest = notYet + 1 + pause;
				const moment = bestMoment(belief, { notYet, earliest, shortest: 500 });
				const last = belief.moments[belief.moments.length - 1];
				return moment === undefined || (moment >= earliest && moment <= last);
			}),
		);
	});
	test('costs no more than any other row of questions at the same price', () => {
		// The price is the plan's own secret: as long as it does not change, only the first plan counts.
		const price = Math.min((1_840 - 1_160) * 0.025, 1_500 * 0.01);
		const first = bestMoment(even, { notYet: 0, earliest: 1, shortest: 1 }) ?? 0;
		const rest = (start: number): number => {
			// After `start` the rest is even again, for which rows of equal steps are the best.
			const rows = Array.from({ length: 30 }, (_, steps) =>
				Array.from({ length: steps + 1 }, (__, at) => start + ((2_000 - start) * at) / (steps + 1)),
			);
			return Math.min(...rows.map((row) => cost(even, row, price)));
		};
		const others = Array.from({ length: 48 }, (_, step) => rest(1_020 + 20 * step));
		expect(rest(first)).toBeLessThan(Math.min(...others) * 1.02);
	});
});
