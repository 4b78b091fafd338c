// npm run e2e:retry: a batch goes wrong in the middle and is tried again, by n8n's Retry On Fail, by the editor's
// Retry of the execution, under Continue On Fail, in a loop. What is paid for is not paid for again, and in the
// end everything is there, in order.
//
// --n8n DIR   another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
import { parseArgs } from 'node:util';
import type { Sandbox } from '../sandbox/server';
import type { Execution, Item } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { endOnSignals, finish } from '../scripts/lib/shutdown';
import { report, Trouble } from '../scripts/lib/terminal.mjs';
import { n8nIn, openAnyN8n } from './anyN8n';
import { batch, type BatchOptions, type Draft, generate, loop } from './batches';
import { Checks } from './checks';
import { type Runs, until } from './runs';

const prompts = Array.from({ length: 12 }, (_, index) => `a boat on a lake, number ${index}`);
/** The item that goes wrong. */
const bad = 4;
const tries = { retryOnFail: true, maxTries: 5, waitBetweenTries: 300 };

interface Scene {
	sandbox: Sandbox;
	runs: Runs;
	checks: Checks;
	credentialId: string;
}

/** The same beginning for each case. */
function clear({ sandbox }: Scene): void {
	sandbox.clearNext();
	sandbox.books.clear();
	Object.assign(sandbox.options, { secondsPerJob: 0.6, linkDelaySeconds: 0 });
}

/** As soon as the nth job of a prompt exists, its next question is answered with its failure. The job lives on. */
async function failInAnswer({ sandbox }: Scene, prompt: string, nth = 1): Promise<void> {
	const { id } = await until(
		`Job ${nth} of '${prompt}'`,
		60_000,
		() => sandbox.books.jobs.filter((job) => job.prompt === prompt).at(nth - 1),
		2,
	);
	sandbox.next({
		match: `/api/v6/images/fetch/${id}`,
		answer: { body: { status: 'failed', id, message: 'Generation failed' } },
	});
}

/** How often each prompt was submitted; refusals for want of room do not count. */
function submits({ sandbox }: Scene): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { kind, body, status } of sandbox.books.requests) {
		if (kind !== 'submit' || status === 'error') continue;
		const prompt = String(body?.prompt);
		counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
	}
	return counts;
}

const outputOf = (execution: Execution, run = -1): Item[] =>
	(execution.runs[generate] ?? []).at(run)?.data?.main[0] ?? [];

/** Each of the prompts was submitted once, but for those that are named with another number. */
function checkBought(scene: Scene, wanted: string[], others: Record<string, number> = {}): void {
	const counts = submits(scene);
	const wrong = wanted.filter((prompt) => counts.get(prompt) !== (others[prompt] ?? 1));
	const said = Object.entries(others).map(([prompt, count]) => `'${prompt}' ${count} times`);
	scene.checks.check(
		'every job was bought once',
		wrong.length === 0 && counts.size === wanted.length,
		wrong.length === 0
			? [`${wanted.length} prompts`, ...said].join(', ')
			: wrong.map((prompt) => `'${prompt}' ${counts.get(prompt) ?? 0} times`).join(', '),
	);
}

/** A result that was told once is not asked for again. */
function checkAsked({ sandbox, checks }: Scene): void {
	const again = sandbox.books.jobs.filter(({ delivered }) => delivered > 1);
	const asked = sandbox.books.jobs.reduce((sum, job) => sum + job.asked, 0);
	checks.check(
		'no finished job was asked about again',
		again.length === 0,
		again.length === 0
			? `${asked} questions about ${sandbox.books.jobs.length} jobs`
			: again.map(({ id, delivered }) => `${id} told ${delivered} times`).join(', '),
	);
}

/** The items are those of the prompts, in order, each with its picture. */
async function checkOutput(
	{ sandbox, checks, runs }: Scene,
	items: Item[],
	wanted: string[],
): Promise<void> {
	const wrong = wanted.filter((prompt, index) => {
		const { json, binary } = items[index] ?? {};
		const job = sandbox.books.job(String(json?.id));
		return json?.status !== 'success' || job?.prompt !== prompt || !binary?.data;
	});
	const file = items.at(-1)?.binary?.data;
	const head = file ? (await runs.client.file(file)).subarray(1, 4).toString('latin1') : '';
	checks.check(
		'the output is complete and in order',
		wrong.length === 0 && items.length === wanted.length && head === 'PNG',
		wrong.length === 0
			? `${items.length} items, the last file is ${head || 'missing'}`
			: `${items.length} items; not as it should be: ${wrong.join(', ')}`,
	);
}

const checkEnd = (
	{ checks }: Scene,
	what: string,
	execution: Execution,
	expected: RegExp = /^success$/,
): void => {
	const said = execution.status === 'success' ? 'success' : wordsOf(execution);
	checks.check(what, expected.test(said), said);
};

const make = (scene: Scene, name: string, how: BatchOptions = {}): Draft =>
	batch(name, prompts, { credentialId: scene.credentialId, ...how });

/** One run under Retry On Fail that must end well. */
async function goesWell(
	scene: Scene,
	how: {
		name: string;
		spoil: () => Promise<void> | void;
		twice?: string[];
		options?: BatchOptions;
		wanted?: string[];
	},
): Promise<void> {
	clear(scene);
	const { runs } = scene;
	const { wanted = prompts } = how;
	const draft = batch(how.name, wanted, {
		credentialId: scene.credentialId,
		settings: tries,
		...how.options,
	});
	const id = await runs.start(await runs.save(draft));
	await how.spoil();
	const execution = await runs.end(id);
	checkEnd(scene, 'the run ends well', execution);
	checkBought(scene, wanted, Object.fromEntries((how.twice ?? []).map((prompt) => [prompt, 2])));
	checkAsked(scene);
	await checkOutput(scene, outputOf(execution), wanted);
}

async function onFail(scene: Scene): Promise<void> {
	const { checks, sandbox } = scene;
	await checks.group('Retry On Fail: the service says that a job has failed', async () => {
		const name = 'a job fails';
		const spoil = async () => await failInAnswer(scene, prompts[bad]);
		await goesWell(scene, { name, spoil, twice: [prompts[bad]] });
	});
	await checks.group('Retry On Fail: the time limit passes', async () => {
		const name = 'time limit';
		// As many as there are places, so that no job's time begins before the others have ended.
		const wanted = prompts.slice(0, 5);
		await goesWell(scene, {
			name,
			wanted,
			options: { options: { timeLimit: 1 }, settings: { ...tries, waitBetweenTries: 1_000 } },
			spoil: () => void (sandbox.options.secondsPerJob = 2.5),
		});
	});
	await checks.group('Retry On Fail: the files do not come for a while', async () => {
		const name = 'late files';
		const wanted = prompts.slice(0, 5);
		const spoil = () => void (sandbox.options.linkDelaySeconds = 18);
		await goesWell(scene, { name, wanted, spoil });
	});
	await checks.group('Retry On Fail: pages in place of answers', async () => {
		const spoil = () => sandbox.next({ match: 'fetch', fault: 'html', times: 8 });
		await goesWell(scene, { name: 'pages', spoil });
	});
}

/** A submit that brought no usable answer: nobody knows whether it was sold. */
async function inDoubt(scene: Scene, fault: 'resetAfter' | 'html' | 'brokenJson'): Promise<void> {
	const { runs, sandbox } = scene;
	clear(scene);
	sandbox.next({ match: 'submit', fault, skip: bad });
	const draft = make(scene, `in doubt ${fault}`, { settings: tries });
	const workflow = await runs.save(draft);
	const first = await runs.run(workflow);
	checkEnd(scene, 'the run ends with a word about it', first, /submit/i);
	const doubtful = String(sandbox.books.requests.find((entry) => entry.fault === fault)?.body?.prompt);
	const bought = prompts.filter((prompt) => submits(scene).has(prompt));
	checkBought(scene, bought);
	const second = await runs.retry(first.id, false);
	checkEnd(scene, "the editor's Retry does not send it again either", second, /submit/i);
	checkBought(scene, bought);
	await runs.change(
		workflow,
		make(scene, draft.name, { settings: tries, options: { sendAgain: true } }),
	);
	const third = await runs.retry(second.id, true);
	checkEnd(scene, "with 'Send Again When in Doubt' saved, Retry goes on to the end", third);
	checkBought(scene, prompts, { [doubtful]: 2 });
	checkAsked(scene);
	await checkOutput(scene, outputOf(third), prompts);
}

async function inEditor(scene: Scene, loadWorkflow: boolean): Promise<void> {
	const { runs } = scene;
	clear(scene);
	const workflow = await runs.save(make(scene, `editor ${loadWorkflow}`));
	const id = await runs.start(workflow);
	await failInAnswer(scene, prompts[bad]);
	const first = await runs.end(id);
	checkEnd(scene, 'the run ends with the failed job', first, /fail/i);
	// Of the retry a job fails too: the next retry goes on from there.
	const again = failInAnswer(scene, prompts.at(-1) ?? '');
	const second = await runs.retry(first.id, loadWorkflow);
	await again;
	checkEnd(scene, 'the first Retry ends with another one', second, /fail/i);
	const third = await runs.retry(second.id, loadWorkflow);
	checkEnd(scene, 'the Retry of the Retry ends well', third);
	checkBought(scene, prompts, { [prompts[bad]]: 2, [prompts.at(-1) ?? '']: 2 });
	checkAsked(scene);
	await checkOutput(scene, outputOf(third), prompts);
}

async function anotherPrompt(scene: Scene): Promise<void> {
	const { runs } = scene;
	clear(scene);
	const name = 'another prompt';
	const workflow = await runs.save(make(scene, name));
	const id = await runs.start(workflow);
	await failInAnswer(scene, prompts[bad]);
	const first = await runs.end(id);
	scene.sandbox.books.clear();
	const parameters = { prompt: '={{ $json.prompt }} at night' };
	await runs.change(workflow, make(scene, name, { parameters }));
	const second = await runs.retry(first.id, true);
	checkEnd(scene, 'the Retry ends well', second);
	const wanted = prompts.map((prompt) => `${prompt} at night`);
	checkBought(scene, wanted);
	await checkOutput(scene, outputOf(second), wanted);
}

/** The first item decides whether n8n tries a node again that goes on by itself. */
async function goesOn(scene: Scene, spoil: 'fail' | 'resetAfter'): Promise<void> {
	const { runs, sandbox, checks } = scene;
	clear(scene);
	const maxTries = 3;
	const wanted = [spoil === 'fail' ? 'a boat that must fail' : prompts[0], ...prompts.slice(1)];
	if (spoil === 'resetAfter') sandbox.next({ match: 'submit', fault: spoil });
	const settings = { ...tries, maxTries, onError: 'continueRegularOutput' };
	const { credentialId } = scene;
	const draft = batch(`goes on ${spoil}`, wanted, { credentialId, settings, options: { jobsAtOnce: 1 } });
	const execution = await runs.run(await runs.save(draft));
	checkEnd(scene, 'the run goes on', execution);
	checkBought(scene, wanted, spoil === 'fail' ? { [wanted[0]]: maxTries } : {});
	checkAsked(scene);
	const [first, ...rest] = outputOf(execution);
	checks.check(
		'the first item is its error',
		typeof first?.json.error === 'string',
		String(first?.json.error),
	);
	await checkOutput(scene, rest, wanted.slice(1));
}

/** The same prompts in every round: a round's jobs are its own. */
async function inLoop(scene: Scene): Promise<void> {
	const { runs, checks, credentialId } = scene;
	clear(scene);
	const four = prompts.slice(0, 4);
	const draft = loop('loop', [...four, ...four], 4, { settings: tries, credentialId });
	const id = await runs.start(await runs.save(draft));
	await failInAnswer(scene, four[2], 2);
	const execution = await runs.end(id);
	checkEnd(scene, 'the run ends well', execution);
	const twice = Object.fromEntries(four.map((prompt) => [prompt, 2]));
	checkBought(scene, four, { ...twice, [four[2]]: 3 });
	checkAsked(scene);
	const rounds = [0, 1].map((round) => outputOf(execution, round));
	for (const items of rounds) await checkOutput(scene, items, four);
	const ids = new Set(rounds.flat().map(({ json }) => json.id));
	checks.check('each round has jobs of its own', ids.size === 8, `${ids.size} jobs`);
}

async function main(): Promise<number> {
	endOnSignals();
	const { n8n: folder, node } = options();
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ workers: 8, holdSeconds: 0, retryAfterSeconds: 1 });
	const { runs, credentialId } = await openAnyN8n(n8n, credentialFor(sandbox.url, sandbox.key));
	const checks = new Checks();
	const scene = { sandbox, runs, checks, credentialId };
	await onFail(scene);
	for (const fault of ['resetAfter', 'html', 'brokenJson'] as const) {
		await checks.group(`A submit without a usable answer (${fault})`, async () => {
			await inDoubt(scene, fault);
		});
	}
	for (const loadWorkflow of [false, true]) {
		const form = loadWorkflow ? 'with currently saved workflow' : 'with original workflow';
		await checks.group(`Retry in the editor, ${form}`, async () => {
			await inEditor(scene, loadWorkflow);
		});
	}
	await checks.group('Retry in the editor, with another prompt saved', async () => {
		await anotherPrompt(scene);
	});
	await checks.group('Continue On Fail and Retry On Fail, the first job fails', async () => {
		await goesOn(scene, 'fail');
	});
	await checks.group('Continue On Fail and Retry On Fail, the first job is in doubt', async () => {
		await goesOn(scene, 'resetAfter');
	});
	await checks.group('Retry On Fail in a loop', async () => await inLoop(scene));
	return checks.end();
}

function options(): { n8n?: string; node?: string } {
	try {
		return parseArgs({ options: { n8n: { type: 'string' }, node: { type: 'string' } } }).values;
	} catch (error) {
		throw new Trouble(`${(error as Error).message}. The options are --n8n DIR and --node PATH.`);
	}
}

main().then(
	(code) => finish(code),
	(error) => {
		report(error);
		return finish(1);
	},
);
