import { usualPace } from '../../nodes/StableDiffusion/job/batch';
import { Pace } from '../../nodes/StableDiffusion/job/pace';
import { shortestPause } from '../../nodes/StableDiffusion/job/schedule';
import { Window } from '../../nodes/StableDiffusion/job/window';
import { Clock } from '../../test/job/clock';
import type { Job } from './jobs';
import { measure, type Measured } from './measure';
import { bestRow } from './optimum';
import { queueLimit, Service, submitPath } from './service';

/** The pause before the next question, in milliseconds, from how many were asked and how long ago the submit was. */
type Pause = (asked: number, elapsedMs: number, job: Job) => number;

export interface Policy {
	readonly name: string;
	readonly pause: Pause;
	/** Whether it keeps to the rules of ours: half a second between questions, so many a second in all. */
	readonly ruled?: boolean;
}

const fixed =
	(ms: number): Pause =>
	() =>
		ms;

/** How others wait: a loop of a Wait node and a question, or what clients of such services have built in. */
export const policies: readonly Policy[] = [
	{ name: 'every 2 s', pause: fixed(2_000) },
	{ name: 'every 5 s', pause: fixed(5_000) },
	{ name: 'every 20 s', pause: fixed(20_000) },
	{
		name: '3 s, x1.5 a time, to 15 s',
		pause: (asked) => Math.min(15_000, 3_000 * 1.5 ** asked),
	},
	{
		name: '5 s, x1.5 a minute, to 30 s',
		pause: (_, elapsedMs) => Math.min(30_000, 5_000 * 1.5 ** Math.floor(elapsedMs / 60_000)),
	},
];

/** Whoever knows the true distribution of lengths, under all rules that hold for us. */
export function knowing(sigma: number, priceMs: number): Policy {
	const rows = new Map<Job, number[]>();
	return {
		name: 'whoever knows the distribution, with our window and rules',
		ruled: true,
		pause: (asked, elapsedMs, job) => {
			const row = rows.get(job) ?? bestRow(job.etaMs ?? NaN, sigma, priceMs, shortestPause);
			rows.set(job, row);
			return Math.max(0, (row[asked] ?? 0) - elapsedMs);
		},
	};
}

/** Lives through the jobs with such a policy: one after the other, or as many at once as the queue takes. */
export async function others(
	jobs: readonly Job[],
	workers: number,
	{ pause, ruled }: Policy,
	how: { readonly serial: boolean },
): Promise<Measured> {
	const clock = new Clock();
	const service = new Service(clock, jobs, workers);
	const { line } = service;
	const window = new Window(how.serial ? 1 : queueLimit, line);
	const pace = new Pace(ruled ? usualPace : Infinity, line);
	const works = jobs.map(async (job, item) => {
		const place = await window.enter(item);
		const began = clock.time;
		await line.post(submitPath, { job: item }, Infinity);
		let askedAt = -Infinity;
		for (let asked = 0; ; asked++) {
			const rule = ruled ? shortestPause - (clock.time - askedAt) : 0;
			await line.sleep(Math.max(rule, pause(asked, clock.time - began, job)));
			await pace.turn();
			askedAt = clock.time;
			const answer = await line.post(`/fetch/${item + 1}`, {}, Infinity);
			if ('body' in answer && (answer.body as { status: string }).status === 'success') break;
		}
		service.known(item);
		place.leave();
	});
	await clock.run(Promise.all(works));
	return measure(jobs, service.lived, workers, service.refused);
}
