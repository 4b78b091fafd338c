// n8n is killed while fifty executions are parked.
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../scripts/lib/terminal.mjs';
import { parkAndFetch, parkFor } from './parkFlows';
import {
	allParked,
	cameByLimit,
	checkBought,
	checkEnds,
	checkPictures,
	clear,
	endsOf,
	executionOf,
	prompts,
	type Scene,
	startAll,
	toldOf,
} from './parkScene';
import { until } from './runs';

const count = 50;
/** How often a job ends once n8n is back, in milliseconds: so often as a busy account sees it. */
const pause = 80;

/** Waits until n8n has looked into everything that it was told. */
async function quiet({ sandbox: { books } }: Scene): Promise<void> {
	for (let seen = -1; seen !== books.requests.length; await sleep(2_500))
		seen = books.requests.length;
}

/** The jobs of all executions by their place: every execution's first one, every one's second one, ... */
function byPlace(scene: Scene): number[][] {
	const jobsOf = new Map<string, number[]>();
	for (const job of scene.sandbox.books.jobs) {
		const execution = executionOf(scene, job);
		jobsOf.set(execution, [...(jobsOf.get(execution) ?? []), job.id]);
	}
	return prompts.map((_, place) => [...jobsOf.values()].map((ids) => ids[place]));
}

/** Executions whose last callback never came: they can only come out at the limit. */
function withoutLast(scene: Scene, last: number[]): Set<string> {
	const { callbacks } = scene.sandbox.books;
	const lost = new Set(callbacks.filter(({ result }) => result === 'lost').map(({ job }) => job));
	const jobs = scene.sandbox.books.jobs.filter(({ id }) => last.includes(id) && lost.has(id));
	return new Set(jobs.map((job) => executionOf(scene, job)));
}

/**
 * All parked, n8n killed, some jobs over by the time it is back, the others soon after; a tenth of the callbacks
 * lost and a tenth sent twice.
 */
export async function killed(scene: Scene): Promise<void> {
	clear(scene);
	const { sandbox, n8n, checks } = scene;
	// Before its limit n8n 1.x leaves an execution to its timer, so the callbacks need that much more time.
	const limit = n8n.isOld ? 165 : 130;
	const began = Date.now();
	const seconds = () => Math.round((Date.now() - began) / 1000);
	const { credentialId } = n8n;
	const draft = parkAndFetch('killed', prompts, { credentialId, ...parkFor(limit) });
	const ids = await startAll(scene, draft, count);
	await allParked(scene, count);
	const parkedAfter = seconds();
	sandbox.holdCallbacks();
	await n8n.kill();
	checks.check('all are parked, and n8n is killed', true, `limit ${limit} s, ${parkedAfter} s`);
	const places = byPlace(scene);
	for (const job of places[0]) sandbox.finish(job);
	await n8n.startAgain();
	// While n8n 1.x recovers from the crash, each of them is listed as crashed for a moment.
	await allParked(scene, count);
	checks.check('they are parked when n8n is back', true, `${count}, after ${seconds()} s`);
	Object.assign(sandbox.options.callbacks, { lossRate: 0.1, duplicateRate: 0.1, delaySpread: 1 });
	const held = sandbox.releaseCallbacks();
	for (const jobs of places.slice(1)) {
		// A callback that n8n gets round to late would find the next job ended as well.
		await quiet(scene);
		for (const job of jobs) {
			sandbox.finish(job);
			await sleep(pause);
		}
	}
	say(`  ${held} callbacks held until then; the last job has ended after ${seconds()} s`);
	const lost = withoutLast(scene, places.at(-1) ?? []);
	await until('The end of those that are called back', 120_000, async () => {
		const out = await n8n.runs.list('success');
		return ids.filter((id) => out.includes(id)).length >= count - lost.size ? true : undefined;
	});
	say(`  all that were called back about their last job are out after ${seconds()} s`);
	const ends = await endsOf(scene, ids, limit * 1000 + 120_000);
	say(`  all are out after ${seconds()} s; ${toldOf(scene)}`);
	checkEnds(scene, ends);
	const late = ends.filter(cameByLimit).map(({ id }) => id);
	checks.check(
		'the limit lets those go on that were not called back about their last job',
		late.length === lost.size && late.every((id) => lost.has(id)),
		`${count - late.length} by callback, ${late.length} by the limit, of ${lost.size}`,
	);
	checkBought(scene, count * prompts.length);
	await checkPictures(scene, ends);
}
