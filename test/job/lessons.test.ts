import fc from 'fast-check';
import { momentOf, readyBy } from '../../nodes/StableDiffusion/job/belief';
import { Lessons } from '../../nodes/StableDiffusion/job/lessons';
import { nextPause } from '../../nodes/StableDiffusion/job/schedule';

/** Numbers from 0 to 1 that look like chance and are always the same. */
const part = (index: number): number => (index * 0.618034) % 1;
const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Lessons of jobs, each known to have ended within so many milliseconds. */
function taught(
	jobs: ReadonlyArray<{ etaMs?: number; lengthMs: number }>,
	lessons = new Lessons(),
	within = 400,
): Lessons {
	for (const { etaMs, lengthMs } of jobs)
		lessons.learn({ etaMs, notYetMs: lengthMs - within / 2, readyMs: lengthMs + within / 2 });
	return lessons;
}
const usual = (lessons: Lessons, etaMs?: number): number => momentOf(lessons.expect(etaMs), 0.5);
const width = (lessons: Lessons, etaMs?: number): number => {
	const belief = lessons.expect(etaMs);
	return momentOf(belief, 0.84) - momentOf(belief, 0.16);
};

/** Jobs of 5 to 15 s, with estimates that are the truth times `factor`, give or take a tenth. */
const jobsWith = (factor: number, count = 40) =>
	times(count).map((at) => {
		const lengthMs = 5_000 + 10_000 * part(at);
		return { lengthMs, etaMs: lengthMs * factor * (0.9 + 0.2 * part(7 * at + 3)) };
	});

describe('Lessons', () => {
	test('begin with the estimate, give or take a third', () => {
		const lessons = new Lessons();
		expect(usual(lessons, 10_000)).toBeCloseTo(10_000);
		expect(readyBy(lessons.expect(10_000), 7_000)).toBeGreaterThan(0.1);
		expect(readyBy(lessons.expect(10_000), 14_000)).toBeLessThan(0.9);
	});
	test.each([1 / 3, 1, 3])('find out that estimates are %f times the truth', (factor) => {
		const lessons = taught(jobsWith(factor));
		for (const lengthMs of [6_000, 10_000, 14_000]) {
			const found = usual(lessons, lengthMs * factor) / lengthMs;
			expect(found).toBeGreaterThan(0.88);
			expect(found).toBeLessThan(1.12);
		}
	});
	test('grow surer with every job', () => {
		const widths = [0, 5, 20, 100].map((count) => width(taught(jobsWith(1, count)), 10_000));
		expect(widths).toEqual([...widths].sort((a, b) => b - a));
		expect(widths[3]).toBeLessThan(widths[0] / 2);
	});
	test('find out that estimates say nothing', () => {
		const jobs = times(60).map((at) => ({
			lengthMs: 7_500 + 1_000 * part(at),
			etaMs: 4_000 + 12_000 * part(5 * at + 1),
		}));
		const lessons = taught(jobs);
		for (const etaMs of [4_000, 8_000, 16_000]) {
			expect(usual(lessons, etaMs)).toBeGreaterThan(7_000);
			expect(usual(lessons, etaMs)).toBeLessThan(9_000);
		}
	});
	test('see that there are quick and slow ones under one estimate', () => {
		const jobs = times(80).map((at) => ({
			etaMs: 9_000,
			lengthMs: (at % 2 ? 3_000 : 20_000) * (0.95 + 0.1 * part(at)),
		}));
		const belief = taught(jobs).expect(9_000);
		expect(readyBy(belief, 4_000)).toBeGreaterThan(0.35);
		expect(readyBy(belief, 17_000) - readyBy(belief, 4_000)).toBeLessThan(0.2);
	});
	test('believe little outside of what was ever seen', () => {
		// All are much alike, so that estimates say little; but none was ready before 0.6 of its estimate.
		const jobs = times(80).map((at) => {
			const lengthMs = 7_000 + 2_000 * part(at);
			return { lengthMs, etaMs: lengthMs * (0.6 + part(11 * at + 5)) };
		});
		const lessons = taught(jobs);
		expect(readyBy(lessons.expect(9_000), 7_700)).toBeGreaterThan(0.2);
		expect(readyBy(lessons.expect(13_000), 7_700)).toBeLessThan(0.03);
		expect(1 - readyBy(lessons.expect(4_800), 8_300)).toBeLessThan(0.03);
	});
	test('move on to earlier questions when every job is found ready at the first one', () => {
		const lessons = new Lessons();
		const asked: number[] = [];
		for (let job = 0; job < 30; job++) {
			const first = nextPause({ etaMs: 30_000, elapsedMs: 0, asked: 0, leftMs: 1e6 }, lessons);
			asked.push(first);
			const ready = 8_000;
			if (first < ready) break;
			lessons.learn({ etaMs: 30_000, notYetMs: 0, readyMs: first });
		}
		expect(asked).toEqual([...asked].sort((a, b) => b - a));
		expect(asked[asked.length - 1]).toBeLessThan(9_000);
	});
	test('follow the load of the service', () => {
		const slowed = jobsWith(1, 100).map((job) => ({ ...job, lengthMs: job.lengthMs * 3 }));
		const lessons = taught(slowed, taught(jobsWith(1, 150)));
		expect(usual(lessons, 10_000)).toBeGreaterThan(25_000);
		taught(jobsWith(1, 300), lessons);
		expect(usual(lessons, 10_000)).toBeLessThan(11_500);
	});
	test('learn the length of jobs that come without an estimate', () => {
		const lessons = taught(times(30).map((at) => ({ lengthMs: 40_000 + 4_000 * part(at) })));
		expect(usual(lessons)).toBeGreaterThan(35_000);
		expect(usual(lessons)).toBeLessThan(48_000);
		expect(width(lessons)).toBeLessThan(width(new Lessons()) * 2);
	});
	test('keep jobs with and without an estimate apart, and no time at all is no estimate', () => {
		const lessons = taught(times(30).map(() => ({ lengthMs: 40_000 })));
		expect(usual(lessons, 10_000)).toBeCloseTo(10_000);
		expect(usual(lessons, 0)).toBe(usual(lessons));
		expect(usual(lessons, NaN)).toBe(usual(lessons));
	});
	test('are quick and cheap on a run of jobs: near the end, with few questions', () => {
		// One after the other, 80 ms for each question, estimates of 0.6 to 1.6 times the truth.
		const lessons = new Lessons();
		let [lag, length, questions] = [0, 0, 0];
		for (const at of times(200)) {
			const ready = 4_000 * Math.exp(1.5 * part(at));
			const etaMs = ready * (0.6 + part(11 * at + 5));
			let [now, asked, notYetMs] = [80, 0, 0];
			for (let sent: number | undefined; ;) {
				const sinceAskedMs = sent === undefined ? undefined : now - sent;
				now += nextPause({ etaMs, elapsedMs: now, asked, sinceAskedMs, leftMs: 1e6 }, lessons);
				sent = now;
				asked += 1;
				now += 80;
				if (sent >= ready) break;
				notYetMs = sent;
			}
			lessons.learn({ etaMs, notYetMs, readyMs: now });
			lag += now - ready;
			length += ready;
			questions += asked;
		}
		expect(lag / length).toBeLessThan(0.07);
		expect(questions / 200).toBeLessThan(4.8);
	});
	test('are harmed by nothing: what is expected is a belief, whatever was seen', () => {
		const ms = fc.oneof(
			fc.double({ min: 0, max: 60_000, noNaN: true }),
			fc.constantFrom(0, 1, 0.001, 1e9, 1e300, Infinity, -5, NaN),
		);
		const seen = fc.record(
			{ etaMs: ms, notYetMs: ms, readyMs: ms },
			{ requiredKeys: ['notYetMs', 'readyMs'] },
		);
		fc.assert(
			fc.property(fc.array(seen, { maxLength: 60 }), ms, (all, etaMs) => {
				const lessons = new Lessons();
				for (const one of all) lessons.learn(one);
				const { moments, ready } = lessons.expect(etaMs);
				return (
					moments.every((moment, at) => moment > (at === 0 ? 0 : moments[at - 1])) &&
					moments.every(Number.isFinite) &&
					ready.every((share, at) => share >= (at === 0 ? 0 : ready[at - 1] - 1e-12)) &&
					ready[0] === 0 &&
					Math.abs(ready[ready.length - 1] - 1) < 1e-9
				);
			}),
			{ numRuns: 1_000 },
		);
	});
});
