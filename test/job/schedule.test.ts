import fc from 'fast-check';
import { Lessons } from '../../nodes/StableDiffusion/job/lessons';
import { nextPause, shortestPause } from '../../nodes/StableDiffusion/job/schedule';

const hour = 3_600_000;

/** The times of all questions about a job that is never done, if each is answered after so many milliseconds. */
function questions(
	etaMs: number | undefined,
	limitMs: number,
	{ answerMs = 0, lessons }: { answerMs?: number; lessons?: Lessons } = {},
): number[] {
	const times: number[] = [];
	for (let now = 0; now < limitMs;) {
		const moment = {
			etaMs,
			elapsedMs: now,
			asked: times.length,
			sinceAskedMs: times.length === 0 ? undefined : now - times[times.length - 1],
			leftMs: limitMs - now,
		};
		now += nextPause(moment, lessons);
		times.push(now);
		now += answerMs;
	}
	return times;
}
const gaps = (times: number[]): number[] =>
	times.slice(1).map((time, index) => time - times[index]);

/** Lessons of jobs that were each known to end within half a second. */
function taught(...jobs: Array<[etaMs: number | undefined, lengthMs: number]>): Lessons {
	const lessons = new Lessons();
	for (const [etaMs, lengthMs] of jobs)
		lessons.learn({ etaMs, notYetMs: lengthMs - 250, readyMs: lengthMs + 250 });
	return lessons;
}
const times = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

describe('The first question, without lessons', () => {
	test.each([2_000, 6_000, 20_940, 81_860, 960_000])('comes at the estimate of %i ms', (etaMs) => {
		expect(nextPause({ etaMs, elapsedMs: 0, asked: 0, leftMs: hour })).toBe(etaMs);
	});
	test('counts the estimate from the submit', () => {
		expect(nextPause({ etaMs: 10_000, elapsedMs: 4_000, asked: 0, leftMs: hour })).toBe(6_000);
	});
	test('comes soon where the estimate is over already, but not at once', () => {
		for (const lessons of [undefined, new Lessons()]) {
			const soon = (etaMs: number, elapsedMs: number): number =>
				nextPause({ etaMs, elapsedMs, asked: 0, leftMs: hour }, lessons);
			expect(soon(10_000, 60_000)).toBe(shortestPause);
			expect(soon(250, 0)).toBe(shortestPause);
		}
		expect(nextPause({ etaMs: 0, elapsedMs: 0, asked: 0, leftMs: hour })).toBe(shortestPause);
	});
	test('comes after two seconds where there is no estimate', () => {
		expect(nextPause({ elapsedMs: 0, asked: 0, leftMs: hour })).toBe(2_000);
		expect(nextPause({ elapsedMs: 1_200, asked: 0, leftMs: hour })).toBe(800);
	});
	test('comes at the time limit where the estimate lies behind it', () => {
		for (const lessons of [undefined, new Lessons()])
			expect(nextPause({ etaMs: 60_000, elapsedMs: 0, asked: 0, leftMs: 10_000 }, lessons)).toBe(
				10_000,
			);
	});
	test('comes at once where nothing is left, since the job is paid for', () => {
		expect(nextPause({ etaMs: 60_000, elapsedMs: 0, asked: 0, leftMs: 0 })).toBe(0);
		expect(nextPause({ etaMs: 60_000, elapsedMs: 0, asked: 0, leftMs: -5 })).toBe(0);
	});
});

describe('The next questions, without lessons', () => {
	test('follow the estimate quickly', () => {
		const [first, second, third] = questions(20_000, hour);
		expect(first).toBe(20_000);
		expect(second - first).toBeLessThanOrEqual(2_000);
		expect(third - second).toBeLessThanOrEqual(2_500);
	});
	test('come further and further apart, up to 20 s', () => {
		for (const etaMs of [undefined, 500, 6_000, 60_000]) {
			const pauses = gaps(questions(etaMs, hour)).slice(0, -1);
			expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
			expect(pauses.at(-1)).toBe(20_000);
		}
	});
	test('end on the time limit itself', () => {
		expect(questions(6_000, 100_000).at(-1)).toBe(100_000);
		expect(questions(undefined, 7_777).at(-1)).toBe(7_777);
		expect(questions(60_000, 10_000)).toEqual([10_000]);
	});
	test('count their pause from question to question, however long an answer takes', () => {
		const moment = { etaMs: 1_000, elapsedMs: 5_000, asked: 1, leftMs: hour };
		expect(nextPause({ ...moment, sinceAskedMs: 80 })).toBe(920);
		expect(nextPause({ ...moment, sinceAskedMs: 1_000 })).toBe(shortestPause - 500);
	});
});

describe('Questions with lessons', () => {
	test('begin near the estimate before anything was learned', () => {
		for (const etaMs of [2_000, 6_000, 20_000, 300_000]) {
			const [first] = questions(etaMs, hour, { lessons: new Lessons() });
			expect(first / etaMs).toBeGreaterThan(0.5);
			expect(first / etaMs).toBeLessThan(1.1);
		}
	});
	test('are few: a job of five minutes is asked about less than sixty times', () => {
		for (const lessons of [undefined, new Lessons()]) {
			expect(questions(undefined, 300_000, { lessons }).length).toBeLessThan(60);
			expect(questions(10_000, 300_000, { lessons }).length).toBeLessThan(55);
			expect(questions(undefined, hour, { lessons }).length).toBeLessThan(240);
		}
	});
	test('come when jobs of that kind were ready, whatever the estimate said', () => {
		const lessons = taught(...times(30, (i): [number, number] => [9_000, 29_000 + 70 * i]));
		const asked = questions(9_000, hour, { lessons });
		expect(asked[0]).toBeGreaterThan(25_000);
		expect(asked.filter((time) => time >= 28_500 && time <= 31_500).length).toBeGreaterThan(3);
	});
	test('come sooner after an answer that took long: it tells of the time before', () => {
		const lessons = taught(...times(40, (i): [number, number] => [10_000, 5_000 + 250 * i]));
		const after = (sinceAskedMs: number): number =>
			nextPause({ etaMs: 10_000, elapsedMs: 9_500, asked: 1, sinceAskedMs, leftMs: hour }, lessons);
		expect(after(1_500)).toBe(0);
		expect(after(600)).toBeGreaterThan(0);
	});
	test('skip the time between two humps', () => {
		const lessons = taught(
			...times(60, (i): [number, number] => [9_000, (i % 2 ? 3_000 : 20_000) + 9 * i]),
		);
		const asked = questions(9_000, hour, { lessons });
		const between = asked.filter((time) => time > 4_500 && time < 18_000);
		expect(asked[0]).toBeLessThan(4_000);
		expect(between.length).toBeLessThanOrEqual(4);
		expect(asked.filter((time) => time >= 18_000 && time < 23_000).length).toBeGreaterThan(3);
	});
	test('go on at most 20 s apart where a job is later than any before', () => {
		const lessons = taught(...times(50, (i): [number, number] => [8_000, 8_000 + 20 * i]));
		const late = gaps(questions(8_000, hour, { lessons }));
		expect(Math.max(...late.slice(0, -1))).toBe(20_000);
		expect(late.length).toBeLessThan(240);
	});
	test('end on the time limit itself', () => {
		const lessons = taught(...times(20, (): [number, number] => [8_000, 8_000]));
		expect(questions(8_000, 100_000, { lessons }).at(-1)).toBe(100_000);
		expect(questions(8_000, 8_123, { lessons }).at(-1)).toBe(8_123);
	});
});

describe('A pause that the service asks for', () => {
	test('is kept', () => {
		for (const lessons of [undefined, new Lessons()]) {
			const pause = (retryAfterMs: number, asked: number): number =>
				nextPause({ elapsedMs: 5_000, asked, retryAfterMs, leftMs: hour }, lessons);
			expect(pause(9_000, 0)).toBe(9_000);
			expect(pause(30_000, 3)).toBe(30_000);
			expect(pause(60_000, 3)).toBe(60_000);
		}
	});
	test('counts from its answer', () => {
		const moment = { elapsedMs: 5_000, asked: 3, sinceAskedMs: 400, leftMs: hour };
		expect(nextPause({ ...moment, retryAfterMs: 9_000 })).toBe(9_000);
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
	/** What a run may have seen: mostly like the service, now and then nonsense. */
	const seen = fc.record(
		{
			etaMs: fc.oneof(fc.integer({ min: 1_000, max: 60_000 }), ms),
			notYetMs: fc.oneof(fc.nat(30_000), ms),
			readyMs: fc.oneof(fc.integer({ min: 100, max: 60_000 }), ms, fc.constant(NaN)),
		},
		{ requiredKeys: ['notYetMs', 'readyMs'] },
	);
	const lessons = fc.option(
		fc.array(seen, { maxLength: 20 }).map((all) => {
			const made = new Lessons();
			for (const one of all) made.learn(one);
			return made;
		}),
		{ nil: undefined },
	);

	test('leaves half a second after the last question, and is never past the limit but for that', () => {
		fc.assert(
			fc.property(moment, lessons, (now, learned) => {
				const pause = nextPause(now, learned);
				const soonest = now.asked === 0 ? 0 : Math.max(0, 500 - (now.sinceAskedMs ?? 0));
				return pause >= soonest && pause <= Math.max(soonest, now.leftMs) && Number.isFinite(pause);
			}),
			{ numRuns: 3_000 },
		);
	});
	test('keeps what the service asks for, as far as the limit lets it', () => {
		fc.assert(
			fc.property(moment, lessons, (now, learned) => {
				const asked = now.retryAfterMs ?? 0;
				return nextPause(now, learned) >= Math.max(0, Math.min(asked, now.leftMs));
			}),
			{ numRuns: 3_000 },
		);
	});
	test('after the first question is over within 20 s, unless the service asks for more', () => {
		fc.assert(
			fc.property(moment, lessons, (now, learned) => {
				const asked = now.retryAfterMs ?? 0;
				const pause = nextPause(now, learned);
				return now.asked === 0 || pause <= Math.max(20_000, asked + 1) + shortestPause;
			}),
			{ numRuns: 3_000 },
		);
	});
	test('leaves at least half a second between two questions, the last one included', () => {
		fc.assert(
			fc.property(
				fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
				fc.integer({ min: 1_000, max: 300_000 }),
				fc.nat(2_000),
				lessons,
				(etaMs, limitMs, answerMs, learned) =>
					gaps(questions(etaMs, limitMs, { answerMs, lessons: learned })).every(
						(gap) => gap >= 500,
					),
			),
			{ numRuns: 600 },
		);
	});
});
