import { Lessons } from '../../nodes/StableDiffusion/job/lessons';
import { nextPause } from '../../nodes/StableDiffusion/job/schedule';
import { table } from './markdown';

/** When the node asks about a job, worked out by its own code on a clock that is never waited for. Seconds. */

/** A question there and back. */
const roundTrip = 0.08;
const limit = 300;

/** Moments of all questions about a job, the last one being that which finds it ready. */
function questionsOf(lessons: Lessons, estimate: number, ready: number): number[] {
	const asked: number[] = [];
	for (let now = 0; (asked.at(-1) ?? 0) < ready; now += roundTrip) {
		const last = asked.at(-1);
		const pause = nextPause(
			{
				etaMs: estimate * 1000,
				elapsedMs: now * 1000,
				asked: asked.length,
				sinceAskedMs: last === undefined ? undefined : (now - last) * 1000,
				leftMs: (limit - now) * 1000,
			},
			lessons,
		);
		now += pause / 1000;
		asked.push(now);
	}
	return asked;
}

/** Spread evenly between 0 and 1, without chance. */
const spread = (index: number): number => (index * 0.618034) % 1;

/** What a run knows after some jobs which took longer than estimated. */
function learnedFrom(jobs: number): Lessons {
	const lessons = new Lessons();
	for (let job = 0; job < jobs; job++) {
		const estimate = 8 + 4 * spread(job);
		const asked = questionsOf(lessons, estimate, estimate * (1.25 + 0.3 * spread(3 * job + 1)));
		lessons.learn({
			etaMs: estimate * 1000,
			notYetMs: (asked.at(-2) ?? 0) * 1000,
			readyMs: ((asked.at(-1) ?? 0) + roundTrip) * 1000,
		});
	}
	return lessons;
}

const estimate = 10;
/** In the middle between two questions of the fixed interval, where a result lies ready as long as on average. */
const ready = 12.5;
const jobsBefore = 20;

/** One job, and the questions about it by somebody who waits in one of several ways. */
export const story = {
	estimate,
	ready,
	jobsBefore,
	interval: 5,
	fixed: [5, 10, 15],
	first: questionsOf(new Lessons(), estimate, ready),
	learned: questionsOf(learnedFrom(jobsBefore), estimate, ready),
} as const;

/** How long after the job was ready the question came that found it. */
export const lateBy = (asked: readonly number[]): number => (asked.at(-1) ?? 0) - story.ready;

/** The same story in words. */
export function momentsTable(): string {
	const rows: Array<[string, readonly number[]]> = [
		[`Every ${story.interval} s, as a loop with a Wait node asks`, story.fixed],
		['This node, the first job of a run', story.first],
		[
			`This node, after ${story.jobsBefore} jobs that took 1.25 to 1.55 times their estimate`,
			story.learned,
		],
	];
	return table(
		['Who asks', 'Asked after, in seconds', 'Late by'],
		rows.map(([who, asked]) => [
			who,
			asked.map((moment) => moment.toFixed(1)).join(', '),
			`${lateBy(asked).toFixed(1)} s`,
		]),
	);
}
