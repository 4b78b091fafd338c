// Smaller cases of parked executions: what the limit does, what is worth parking for, who may call, Stop.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/server';
import { generate } from './batches';
import { parkAndFetch, parkFor } from './parkFlows';
import {
	addressOf,
	cameByLimit,
	checkBought,
	checkEnds,
	checkPictures,
	clear,
	endsOf,
	finishParked,
	outputOf,
	prompts,
	type Scene,
	startAll,
	toldOf,
} from './parkScene';
import { until } from './runs';

/** Waits until an execution has a status, or fails to have it. */
const reaches = async ({ n8n: { runs } }: Scene, id: string, status: string): Promise<void> =>
	void (await until(`'${status}' of execution ${id}`, 60_000, async () => {
		const { status: now } = await runs.client.execution(id);
		return now === status ? true : undefined;
	}));

/** Every callback is lost, and the limit is short. */
export async function limited(scene: Scene): Promise<void> {
	clear(scene);
	const { sandbox, n8n, checks } = scene;
	sandbox.options.callbacks.lossRate = 1;
	const { credentialId } = n8n;
	const draft = parkAndFetch('limited', prompts, { credentialId, ...parkFor(20) });
	const began = Date.now();
	const [id] = await startAll(scene, draft, 1);
	await reaches(scene, id, 'waiting');
	const [first] = sandbox.books.jobs;
	sandbox.finish(first.id);
	await until('That it goes on', 150_000, async () => {
		const { status } = await n8n.runs.client.execution(id);
		return status === 'waiting' ? undefined : status;
	});
	const resumed = Math.round((Date.now() - began) / 1000);
	// Some are still in the making when Fetch begins.
	await sleep(3_000);
	const { status } = await n8n.runs.client.execution(id);
	checks.check('Fetch waits for what is still open', status === 'running', `it is ${status}`);
	sandbox.finish();
	const ends = await endsOf(scene, [id], 120_000);
	checks.check(
		'the run goes on with open items',
		outputOf(ends[0], generate).every(({ json }) => json.status === 'processing'),
		`a limit of 20 s, and it went on after ${resumed} s; ${toldOf(scene)}`,
	);
	checkEnds(scene, ends);
	checkBought(scene, prompts.length);
	await checkPictures(scene, ends);
}

/** How long a job takes by its prompt, which stands in the books by the time that the sandbox wants to know. */
function secondsByPrompt({ options, books }: Sandbox, seconds: (prompt: string) => number): void {
	Object.defineProperty(options, 'secondsPerJob', {
		configurable: true,
		enumerable: true,
		get: () => seconds(books.jobs.at(-1)?.prompt ?? ''),
		set: (value: number) =>
			Object.defineProperty(options, 'secondsPerJob', { value, writable: true }),
	});
}

/** Looks at an execution until it has ended; gives what it was, each change once. */
async function historyOf({ n8n: { runs } }: Scene, id: string): Promise<string[]> {
	const seen: string[] = [];
	return await until(`The end of execution ${id}`, 120_000, async () => {
		const { status } = await runs.client.execution(id);
		if (seen.at(-1) !== status) seen.push(status);
		return ['new', 'running', 'waiting'].includes(status) ? undefined : seen;
	});
}

/** Jobs that are ready soon are waited for in memory; one that is not parks the run. */
export async function mixed(scene: Scene, words: string[]): Promise<void> {
	clear(scene);
	const { sandbox, n8n, checks } = scene;
	const isSlow = (prompt: string): boolean => prompt.includes('slow');
	const someSlow = words.some(isSlow);
	secondsByPrompt(sandbox, (prompt) => (isSlow(prompt) ? 600 : 1));
	const { credentialId } = n8n;
	const how = { credentialId, ...parkFor(600, { inMemory: 60 }) };
	const began = Date.now();
	const [id] = await startAll(scene, parkAndFetch('mixed', words, how), 1);
	const history = historyOf(scene, id);
	if (someSlow) {
		await reaches(scene, id, 'waiting');
		const open = sandbox.books.jobs.filter(({ finished }) => finished === undefined);
		const parked = Math.round((Date.now() - began) / 1000);
		checks.check('the quick ones are ready when it parks', open.length === 1, `${parked} s`);
		await finishParked(scene);
	}
	const seen = await history;
	const times = seen.filter((status) => status === 'waiting').length;
	checks.check(
		someSlow ? 'it parks once' : 'it never parks',
		times === (someSlow ? 1 : 0),
		seen.join(', '),
	);
	const ends = await endsOf(scene, [id], 10_000);
	checkEnds(scene, ends);
	checks.check('it goes on by itself', !cameByLimit(ends[0]), toldOf(scene));
	checkBought(scene, words.length);
	await checkPictures(scene, ends, words);
}

/** Somebody who knows the address, and somebody who only guesses it, says that the jobs are done. */
export async function forged(scene: Scene): Promise<void> {
	clear(scene);
	const { sandbox, n8n, checks } = scene;
	const { credentialId } = n8n;
	const draft = parkAndFetch('forged', prompts, { credentialId, ...parkFor(600) });
	const [id] = await startAll(scene, draft, 1);
	await reaches(scene, id, 'waiting');
	const url = addressOf(scene, id);
	const { jobs } = sandbox.books;
	const post = async (to: string, job: number): Promise<number | undefined> => {
		const output = ['http://127.0.0.1:1/evil.png'];
		const body = { status: 'success', id: job, output, webhook_type: 'image_generation' };
		return (await sandbox.callback(job, { url: to, body })).code;
	};
	const codesOf = async (to: string): Promise<string> => {
		const all = Array.from({ length: 20 }, async (_, index) => await post(to, jobs[index % 3].id));
		return [...new Set(await Promise.all(all))].join(', ');
	};
	const before = sandbox.books.count({ kind: 'fetch' });
	const codes = await codesOf(url);
	await sleep(4_000);
	const asked = sandbox.books.count({ kind: 'fetch' }) - before;
	checks.check('20 forged callbacks are answered like true ones', codes === '200', codes);
	checks.check('they cost a handful of questions', asked <= 6, `${asked} questions`);
	const wrong = url.includes('signature=') ? url.replace(/.{4}$/, 'ffff') : `${url}?signature=ff`;
	const refused = await codesOf(wrong);
	await sleep(2_000);
	const more = sandbox.books.count({ kind: 'fetch' }) - before - asked;
	const wanted = n8n.isOld ? '200' : '401';
	checks.check(
		n8n.isOld ? 'n8n 1.x has no signatures' : 'with a wrong signature they are turned away',
		refused === wanted && (n8n.isOld || more === 0),
		`${refused}, ${more} questions`,
	);
	const { status } = await n8n.runs.client.execution(id);
	checks.check('it stays parked', status === 'waiting', `it is ${status}`);
	sandbox.finish();
	const ends = await endsOf(scene, [id], 60_000);
	checkEnds(scene, ends);
	await checkPictures(scene, ends);
}

/** A parked execution is stopped in n8n. */
export async function stopped(scene: Scene): Promise<void> {
	clear(scene);
	const { sandbox, n8n, checks } = scene;
	const { credentialId, runs } = n8n;
	const draft = parkAndFetch('stopped', prompts, { credentialId, ...parkFor(600) });
	const [id] = await startAll(scene, draft, 1);
	await reaches(scene, id, 'waiting');
	await runs.stop(id);
	const { status } = await runs.end(id, 10_000);
	checks.check('Stop ends it as canceled', status === 'canceled', `it is ${status}`);
	const asked = sandbox.books.count({ kind: 'fetch' });
	sandbox.finish();
	await sleep(4_000);
	const codes = sandbox.books.callbacks.map(({ code }) => code);
	const after = sandbox.books.count({ kind: 'fetch' }) - asked;
	const { status: later } = await runs.client.execution(id);
	checks.check(
		'later callbacks are turned away and set nothing off',
		codes.every((code) => code === 409) && after === 0 && later === 'canceled',
		`HTTP ${codes.join(', ')}; ${after} questions; it is ${later}`,
	);
}
