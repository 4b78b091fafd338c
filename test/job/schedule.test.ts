import fc from 'fast-check';
import { nextPause, shortestPause } from '../../nodes/StableDiffusion/job/schedule';

const hour = 3_600_000;

/** The times of all questions about a job that is never done, if each is answered at once. */
function questions(etaMs: number | undefined, limitMs: number, submitMs = 0): number[] {
	const times: number[] = [];
	for (let now = submitMs; now < limitMs;) {
		now += Math.ceil(
			nextPause({ etaMs, elapsedMs: now, asked: times.length, leftMs: limitMs - now }),
		);
		times.push(now);
	}
	return times;
}
const gaps = (times: number[]): number[] =>
	times.slice(1).map((time, index) => time - times[index]);

describe('The first question', () => {
	test.each([2_000, 6_000, 20_940, 81_860, 960_000])('comes at the estimate of %i ms', (etaMs) => {
		expect(nextPause({ etaMs, elapsedMs: 0, asked: 0, leftMs: hour })).toBe(etaMs);
	});
	test('counts the estimate from the submit', () => {
		expect(nextPause({ etaMs: 10_000, elapsedMs: 4_000, asked: 0, leftMs: hour })).toBe(6_000);
	});
	test('comes soon where the estimate is over already, but not at once', () => {
		expect(nextPause({ etaMs: 10_000, elapsedMs: 30_000, asked: 0, leftMs: hour })).toBe(
			shortestPause,
		);
		expect(nextPause({ etaMs: 250, elapsedMs: 0, asked: 0, leftMs: hour })).toBe(shortestPause);
		expect(nextPause({ etaMs: 0, elapsedMs: 0, asked: 0, leftMs: hour })).toBe(shortestPause);
	});
	test('comes after two seconds where there is no estimate', () => {
		expect(nextPause({ elapsedMs: 0, asked: 0, leftMs: hour })).toBe(2_000);
		expect(nextPause({ elapsedMs: 1_200, asked: 0, leftMs: hour })).toBe(800);
	});
	test('comes at the time limit where the estimate lies behind it', () => {
		expect(nextPause({ etaMs: 60_000, elapsedMs: 0, asked: 0, leftMs: 10_000 })).toBe(10_000);
	});
	test('comes at once where nothing is left, since the job is paid for', () => {
		expect(nextPause({ etaMs: 60_000, elapsedMs: 0, asked: 0, leftMs: 0 })).toBe(0);
		expect(nextPause({ etaMs: 60_000, elapsedMs: 0, asked: 0, leftMs: -5 })).toBe(0);
	});
});

describe('The next questions', () => {
	test('follow the estimate quickly', () => {
		const [first, second, third] = questions(20_000, hour);
		expect(first).toBe(20_000);
		expect(second - first).toBeLessThanOrEqual(2_000);
		expect(third - second).toBeLessThanOrEqual(2_500);
	});
	test('come further and further apart, up to 20 s', () => {
		for (const etaMs of [undefined, 500, 6_000, 60_000]) {
			const times = questions(etaMs, hour);
			const pauses = gaps(times).slice(0, -1);
			expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
			expect(pauses.at(-1)).toBe(20_000);
		}
	});
	test('are few: a job of five minutes is asked about less than sixty times', () => {
		expect(questions(undefined, 300_000).length).toBeLessThan(60);
		expect(questions(10_000, 300_000).length).toBeLessThan(45);
		expect(questions(undefined, hour).length).toBeLessThan(240);
	});
	test('end on the time limit itself', () => {
		expect(questions(6_000, 100_000).at(-1)).toBe(100_000);
		expect(questions(undefined, 7_777).at(-1)).toBe(7_777);
		expect(questions(60_000, 10_000)).toEqual([10_000]);
	});
});

describe('A pause that the service asks for', () => {
	test('is kept', () => {
		expect(nextPause({ elapsedMs: 0, asked: 0, retryAfterMs: 9_000, leftMs: hour })).toBe(9_000);
		expect(nextPause({ elapsedMs: 5_000, asked: 3, retryAfterMs: 30_000, leftMs: hour })).toBe(
			30_000,
		);
		expect(nextPause({ elapsedMs: 5_000, asked: 3, retryAfterMs: 60_000, leftMs: hour })).toBe(
			60_000,
		);
	});
	test('makes no pause shorter', () => {
		expect(nextPause({ elapsedMs: 50_000, asked: 3, retryAfterMs: 100, leftMs: hour })).toBe(5_000);
		expect(nextPause({ etaMs: 8_000, elapsedMs: 0, asked: 0, retryAfterMs: 0, leftMs: hour })).toBe(
			8_000,
		);
	});
	test('does not reach over the time limit', () => {
		expect(nextPause({ elapsedMs: 5_000, asked: 3, retryAfterMs: 60_000, leftMs: 7_000 })).toBe(
			7_000,
		);
	});
});

describe('Any pause', () => {
	const ms = fc.oneof(
		fc.double({ min: 0, max: 1e7, noNaN: true }),
		fc.nat(1_000),
		fc.constant(Infinity),
	);
	const moment = fc.record(
		{
			etaMs: ms,
			elapsedMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
			asked: fc.nat(1_000),
			sinceAskedMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
			retryAfterMs: ms,
			leftMs: fc.double({ min: -1e6, max: 1e7, noNaN: true }),
		},
		{ requiredKeys: ['elapsedMs', 'asked', 'leftMs'] },
	);

	test('leaves half a second after the last question, and is never past the limit but for that', () => {
		fc.assert(
			fc.property(moment, (now) => {
				const pause = nextPause(now);
				const soonest = now.asked === 0 ? 0 : Math.max(0, 500 - (now.sinceAskedMs ?? 0));
				return pause >= soonest && pause <= Math.max(soonest, now.leftMs) && Number.isFinite(pause);
			}),
			{ numRuns: 20_000 },
		);
	});
	test('keeps what the service asks for, as far as the limit lets it', () => {
		fc.assert(
			fc.property(moment, (now) => {
				const asked = now.retryAfterMs ?? 0;
				return nextPause(now) >= Math.max(0, Math.min(asked, now.leftMs));
			}),
			{ numRuns: 20_000 },
		);
	});
	test('leaves at least half a second between two questions, the last one included', () => {
		fc.assert(
			fc.property(
				fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
				fc.integer({ min: 1_000, max: 300_000 }),
				(etaMs, limitMs) => gaps(questions(etaMs, limitMs)).every((gap) => gap >= 500),
			),
			{ numRuns: 5_000 },
		);
	});
});
