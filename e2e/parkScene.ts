// What parked executions are judged by: n8n's lists, the sandbox's books, and what came out.
import { setTimeout as sleep } from 'node:timers/promises';
import { PNG } from 'pngjs';
import type { JobEntry, Sandbox } from '../sandbox/server';
import type { Execution, Item } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import type { AnyN8n } from './anyN8n';
import { type Draft, generate } from './batches';
import type { Checks } from './checks';
import { fetchResult } from './parkFlows';
import { until } from './runs';

export const prompts = ['a boat on a lake', 'a boat in a storm', 'a boat on the beach'];

/** What every case needs. */
export interface Scene {
	sandbox: Sandbox;
	n8n: AnyN8n;
	checks: Checks;
}

/** Nothing ends by itself, and no callback gets lost. */
export function clear({ sandbox }: Scene): void {
	sandbox.finish();
	sandbox.releaseCallbacks();
	sandbox.clearNext();
	sandbox.books.clear();
	Object.assign(sandbox.options, { secondsPerJob: 600 });
	Object.assign(sandbox.options.callbacks, {
		lossRate: 0,
		duplicateRate: 0,
		delaySeconds: 0,
		delaySpread: 0,
	});
}

/** Saves a workflow and starts it so often. */
export async function startAll(
	{ n8n: { runs } }: Scene,
	draft: Draft,
	times: number,
): Promise<string[]> {
	const workflow = await runs.save(draft);
	const ids: string[] = [];
	while (ids.length < times) ids.push(await runs.start(workflow));
	return ids;
}

/** Waits until n8n lists so many executions as waiting. */
export async function allParked({ n8n: { runs } }: Scene, count: number): Promise<void> {
	const all = async () => ((await runs.count('waiting')) === count ? true : undefined);
	await until(`That ${count} executions are parked`, 180_000, all, 200);
}

/** Which execution a job calls back. */
export function executionOf({ sandbox }: Scene, { id }: JobEntry): string {
	const submit = sandbox.books.requests.find(({ kind, job }) => kind === 'submit' && job === id);
	return /webhook-waiting\/(\d+)/.exec(String(submit?.body?.webhook))?.[1] ?? '';
}

/** The address at which an execution is called back. */
export function addressOf({ sandbox }: Scene, execution: string): string {
	const all = sandbox.books.requests.map(({ body }) => String(body?.webhook));
	return all.find((url) => new URL(url).pathname.endsWith(`/${execution}`)) ?? '';
}

/** What came out of a node in its last run. */
export const outputOf = (execution: Execution, node = fetchResult): Item[] =>
	(execution.runs[node] ?? []).at(-1)?.data?.main[0] ?? [];

/** Whether it was the limit that let an execution go on: then items are open behind the parked node. */
export const cameByLimit = (execution: Execution): boolean =>
	outputOf(execution, generate).some(({ json }) => json.status !== 'success');

/**
 * Ends all jobs of executions that have just been parked. n8n says 'waiting' before it takes callbacks, and answers 409
 * until then: on a busy machine for some 100 ms.
 */
export async function finishParked({ sandbox }: Scene): Promise<void> {
	await sleep(1_000);
	sandbox.finish();
}

/** The ends of all; read once more, because n8n 1.x tells the end of an execution before what came out of it. */
export async function endsOf(
	{ n8n: { runs } }: Scene,
	ids: string[],
	limit: number,
): Promise<Execution[]> {
	const end = Date.now() + limit;
	for (const id of ids) await runs.end(id, Math.max(10_000, end - Date.now()));
	await sleep(500);
	return await Promise.all(ids.map(async (id) => await runs.client.execution(id)));
}

/** Every execution must have ended well. */
export function checkEnds({ checks }: Scene, ends: Execution[]): void {
	const bad = ends.filter(({ status }) => status !== 'success');
	checks.check(
		'every execution ends well',
		bad.length === 0,
		bad.length === 0
			? `${ends.length} of ${ends.length}`
			: bad.map((end) => `${end.id}: ${end.status}, ${wordsOf(end)}`).join('; '),
	);
}

/** Every job was submitted once, and no submit was refused. */
export function checkBought({ sandbox, checks }: Scene, count: number): void {
	const { books } = sandbox;
	const submits = books.count({ kind: 'submit' });
	checks.check(
		'each job is submitted exactly once',
		submits === count && books.jobs.length === count,
		`${submits} submits, ${books.jobs.length} jobs, ${count} wanted`,
	);
}

/** The items of all executions: each picture once, in the order of the prompts, and readable. */
export async function checkPictures(
	scene: Scene,
	ends: Execution[],
	wanted: string[] = prompts,
): Promise<void> {
	const { sandbox, checks, n8n } = scene;
	const outputs = ends.map((end) => outputOf(end));
	const items = outputs.flat();
	const ids = new Set(items.map(({ json }) => String(json.id)));
	const total = ends.length * wanted.length;
	checks.check(
		`${total} of ${total} pictures come out, each once`,
		items.length === total && ids.size === total,
		`${items.length} items, ${ids.size} jobs`,
	);
	const wrong = ends.filter((end, index) => {
		const made = outputs[index].map(({ json }) => sandbox.books.job(String(json.id)));
		const isOwn = made.every((job) => job && executionOf(scene, job) === end.id);
		return !isOwn || made.map((job) => job?.prompt).join() !== wanted.join();
	});
	checks.check(
		"each execution has its own jobs' pictures, in the order of its prompts",
		wrong.length === 0,
		wrong.length === 0 ? `${ends.length} executions` : wrong.map(({ id }) => id).join(', '),
	);
	let readable = 0;
	for (const { json, binary } of items) {
		if (json.status !== 'success' || !binary?.data) continue;
		const { width } = PNG.sync.read(await n8n.runs.client.file(binary.data));
		readable += width === 256 ? 1 : 0;
	}
	checks.check('each has its file, which is a picture', readable === total, `${readable} files`);
}

/** What became of the callbacks, in one line. */
export function toldOf({ sandbox }: Scene): string {
	const counts = new Map<string, number>();
	for (const { result, code } of sandbox.books.callbacks) {
		const what = result === 'lost' ? 'lost' : `HTTP ${code ?? 'none'}`;
		counts.set(what, (counts.get(what) ?? 0) + 1);
	}
	const asked = sandbox.books.jobs.reduce((sum, job) => sum + job.asked, 0);
	const all = [...counts].sort().map(([what, count]) => `${count} ${what}`);
	return `callbacks: ${all.join(', ')}; ${asked} questions about ${sandbox.books.jobs.length} jobs`;
}
