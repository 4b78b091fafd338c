import { Batch } from '../../nodes/StableDiffusion/job/batch';
import { Clock } from '../../test/job/clock';
import type { Job } from './jobs';
import { measure, type Measured } from './measure';
import { origin, queueLimit, Service, submitPath } from './service';

/** More than any of these runs takes. */
const limitMs = 7 * 24 * 3_600_000;

/** Lives through the jobs with the node's own code; only the service and the clock are stood in for. */
export async function ours(jobs: readonly Job[], workers: number): Promise<Measured> {
	const clock = new Clock();
	const service = new Service(clock, jobs, workers);
	const batch = new Batch(service.line, { jobsAtOnce: queueLimit });
	const works = jobs.map(async (_, item) => {
		const order = { path: submitPath, body: { job: item }, family: 'images' as const };
		const life = { item, limitMs, wait: true, origin, kind: submitPath };
		const end = await batch.live(order, life);
		if (end.state !== 'finished') throw new Error(`job ${item} was given up`);
		service.known(item);
	});
	await clock.run(Promise.all(works));
	return measure(jobs, service.lived, workers, service.refused);
}
