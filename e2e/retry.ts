// npm run e2e:retry: a batch goes wrong in the middle and is tried again, by n8n's Retry On Fail, by the editor's
// Retry of the execution, under Continue On Fail, in a loop. What is paid for is not paid for again, and in the
// end everything is there, in order.
//
// --n8n DIR   another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { batch, type BatchOptions, type Draft, loop } from './batches';
import { Checks } from './checks';
import {
	checkAsked,
	checkBought,
	checkEnd,
	checkOutput,
	clear,
	failInAnswer,
	outputOf,
	prompts,
	type Scene,
	submits,
} from './retryScene';

/** The item that goes wrong. */
const bad = 4;
const tries = { retryOnFail: true, maxTries: 5, waitBetweenTries: 300 };

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
	const doubtful = String(
		sandbox.books.requests.find((entry) => entry.fault === fault)?.body?.prompt,
	);
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
	checkEnd(scene, 'the run ends with the failed job', first, /^Image \d+ could not be made/);
	// Of the retry a job fails too: the next retry goes on from there.
	const again = failInAnswer(scene, prompts.at(-1) ?? '');
	const second = await runs.retry(first.id, loadWorkflow);
	await again;
	checkEnd(scene, 'the first Retry ends with another one', second, /^Image \d+ could not be made/);
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
	const draft = batch(`goes on ${spoil}`, wanted, {
		credentialId,
		settings,
		options: { jobsAtOnce: 1 },
	});
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
	const { n8n: folder, node } = n8nOptions();
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

runScript(main);
