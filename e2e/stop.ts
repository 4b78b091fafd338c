// npm run e2e:stop: Stop in a real n8n, pressed in the editor and sent by REST. The run ends without waiting for what is
// out, and nothing is asked of the service afterwards, whatever the node was at.
//
// --n8n DIR   another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH; by REST only
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/server';
import type { Owner } from '../scripts/lib/owner';
import { n8nHome, root } from '../scripts/lib/paths';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { say } from '../scripts/lib/terminal.mjs';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { batch, type BatchOptions, stockWait } from './batches';
import { openPage, type Page } from './browser';
import { Checks } from './checks';
import { type Runs, until } from './runs';
import { isOpen, type Moment, moments, prompts } from './stopMoments';
import { type Call, watchWire } from './wire';

/**
 * A run must be over so many milliseconds after one of n8n's own nodes, stopped in the same moment, is: far less than
 * what is out would take to come, and more than a busy machine takes for a click.
 */
const bound = 5_000;
/** How long nothing may happen after that: longer than any pause of the node's in these cases. */
const watched = 6_000;
const pictures = join(n8nHome, 'out');

/** Everything between Stop and the judgement. */
interface Scene {
	sandbox: Sandbox;
	calls: Call[];
	runs: Runs;
	checks: Checks;
	credentialId: string;
	/** A saved workflow of n8n's own nodes, which is stopped in the same moment. */
	stock: string;
}

/** Where the editor is, and who signs in there. */
type Editor = { url: string; owner: Owner };

/** Empties books and queue, so that each case begins like the first. */
async function clear({ sandbox, calls }: Scene): Promise<void> {
	const { options, books } = sandbox;
	await until('The end of the last jobs', 60_000, () => {
		sandbox.finish();
		return books.jobs.every(({ finished }) => finished) ? true : undefined;
	});
	Object.assign(options, { queueLimit: 5, retryAfterSeconds: 30, slowSeconds: 5 });
	options.faults.file = {};
	sandbox.clearNext();
	books.clear();
	calls.length = 0;
}

/**
 * Presses Stop and judges what comes after it.
 * @param press resolves as soon as it is pressed or sent, or with the milliseconds until the editor showed the end
 */
async function stop(
	{ sandbox, calls, runs, checks, stock }: Scene,
	execution: string,
	press: (began: number) => Promise<number | void>,
): Promise<void> {
	const { books } = sandbox;
	const beside = await runs.start(stock);
	const open = calls.filter(isOpen);
	const began = Date.now();
	const end = async (id: string): Promise<number> =>
		await until('The end of the run', 60_000, async () => {
			const { status } = await runs.client.execution(id);
			return status === 'canceled' ? Date.now() - began : undefined;
		});
	const [shown, ended, bare] = await Promise.all([
		press(began),
		end(execution),
		runs.stop(beside).then(async () => await end(beside)),
	]);
	const soon = (time: number): boolean => time <= bare + bound;
	const took = (time: number): string => `${time} ms, n8n's own Wait node ${bare} ms`;
	checks.check(
		'n8n shows the run as ended before what was out could come',
		soon(ended),
		took(ended),
	);
	if (typeof shown === 'number')
		checks.check('the editor shows it as ended, too', soon(shown), took(shown));
	const seen = books.requests.length;
	await sleep(watched);
	const late = calls.reduce((last, call) => Math.max(last, call.began), 0) - began;
	const after = books.requests.slice(seen).map(({ kind, path }) => `${kind} ${path}`);
	checks.check(
		`nothing is asked of the service in the ${watched / 1000} s after it`,
		after.length === 0,
		after.length === 0
			? `${seen} calls in all, the last one ${late} ms after Stop`
			: `${after.length} more: ${[...new Set(after)].join(', ')}`,
	);
	const last = Math.max(0, ...open.map(({ ended: end = Infinity }) => end - began));
	// Some are answered in the moment in which Stop is pressed.
	const kept = open.filter(({ cut, ended: end = Infinity }) =>
		cut ? !soon(end - began) : end - began > ended,
	);
	const dropped = open.filter(({ cut }) => cut);
	checks.check(
		'the calls that were open are dropped, and not waited for',
		kept.length === 0,
		open.length === 0
			? 'none was open'
			: `${dropped.length} of ${open.length} dropped, the last one was over after ${last} ms`,
	);
	const { raw } = await runs.client.execution(execution);
	const { customData } = JSON.parse(raw) as { customData?: Record<string, string> };
	const told = Object.values(customData ?? {}).join(', ');
	const taken = takenOn(sandbox, calls, began);
	const missing = taken.filter((id) => !told.includes(String(id)));
	const lost = books.jobs.length - taken.length;
	checks.check(
		'the stopped execution names every job that was taken on before',
		missing.length === 0,
		`${taken.length - missing.length} of ${taken.length} jobs${lost > 0 ? `; ${lost} submits were out, their answers are lost` : ''}`,
	);
}

/**
 * The jobs whose submit was answered before Stop was pressed. Of the others the node may have heard or not:
 * answers that were on their way are cut off with everything else.
 */
function takenOn({ books }: Sandbox, calls: Call[], began: number): number[] {
	const submits = books.requests.filter(({ kind }) => kind === 'submit');
	const paths = new Set(submits.map(({ path }) => path));
	// Both books are written in the order of arrival.
	const lines = calls.filter(({ path }) => paths.has(path));
	return submits.flatMap(({ job }, index) => {
		const { cut, ended = Infinity } = lines[index];
		return job !== undefined && !cut && ended < began ? [job] : [];
	});
}

async function byRest(scene: Scene, moment: Moment, how: BatchOptions): Promise<void> {
	const { sandbox, calls, runs } = scene;
	await clear(scene);
	moment.prepare(sandbox);
	const { parameters } = moment;
	const workflow = await runs.save(batch(`Stop ${moment.name}`, prompts, { ...how, parameters }));
	const execution = await runs.start(workflow);
	await until(moment.name, 30_000, () => moment.reached(sandbox, calls) || undefined, 5);
	await stop(scene, execution, async () => {
		await runs.stop(execution);
	});
}

async function shoot(page: Page, name: string): Promise<void> {
	const path = join(pictures, `stop-${name}.png`);
	await page.screenshot({ path });
	say(`  ${relative(root, path)}`);
}

async function signIn(page: Page, { url, owner }: Editor): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.locator('input[type=email]').fill(owner.email);
	await page.locator('input[type=password]').fill(owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((at) => !at.pathname.startsWith('/signin'));
}

async function inEditor(scene: Scene, page: Page, { url }: Editor, moment: Moment): Promise<void> {
	const { sandbox, calls, runs, credentialId } = scene;
	await clear(scene);
	moment.prepare(sandbox);
	const name = moment.name.replace('while ', '').replaceAll(' ', '-');
	const { parameters } = moment;
	const workflow = await runs.save(
		batch(`Stop ${moment.name}`, prompts, { parameters, credentialId }),
	);
	await page.goto(`${url}/workflow/${workflow}`);
	await page.locator('[data-test-id=canvas-node]').first().waitFor();
	await page.waitForTimeout(800);
	await page.locator('[data-test-id=execute-workflow-button]').first().click();
	await until(moment.name, 30_000, () => moment.reached(sandbox, calls) || undefined, 5);
	const button = page.locator('[data-test-id=stop-execution-button]').first();
	await button.waitFor();
	await shoot(page, `${name}-1-running`);
	const execution = await until('The execution', 5_000, async () => await runs.newest(workflow));
	await stop(scene, execution, async (began) => {
		await button.click();
		const took = await until('The end in the editor', 20_000, async () =>
			(await button.isVisible()) ? undefined : Date.now() - began,
		);
		return took;
	});
	await shoot(page, `${name}-2-stopped`);
	await page.goto(`${url}/workflow/${workflow}/executions/${execution}`);
	await page.waitForTimeout(2_500);
	await shoot(page, `${name}-3-execution`);
}

/** All moments, by REST, with what makes n8n call a stopped node once more. */
async function allByRest(scene: Scene): Promise<void> {
	const { credentialId } = scene;
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };
	const settings: Array<[string, BatchOptions]> = [
		['', {}],
		[', Retry On Fail on', { settings: retry }],
		[', Continue On Fail on', { settings: { ...retry, onError: 'continueRegularOutput' } }],
	];
	for (const [words, how] of settings) {
		for (const moment of moments) {
			await scene.checks.group(`Stop by REST ${moment.name}${words}`, async () => {
				await byRest(scene, moment, { ...how, credentialId });
			});
		}
	}
}

async function allInEditor(scene: Scene, page: Page, house: Editor): Promise<void> {
	mkdirSync(pictures, { recursive: true });
	await signIn(page, house);
	for (const moment of moments) {
		await scene.checks.group(`Stop in the editor ${moment.name}`, async () => {
			await inEditor(scene, page, house, moment);
		});
	}
}

async function main(): Promise<number> {
	const { n8n: folder, node } = n8nOptions();
	const n8n = await n8nIn(folder, node);
	// A browser that is missing is told before n8n starts.
	const page = folder === undefined ? await openPage() : undefined;
	const sandbox = await openSandbox({ workers: 8 });
	const calls = watchWire(sandbox.port);
	const { credentialId, ...house } = await openAnyN8n(n8n, credentialFor(sandbox.url, sandbox.key));
	const stock = await house.runs.save(stockWait);
	const scene = { sandbox, calls, runs: house.runs, credentialId, stock, checks: new Checks() };
	if (page) await allInEditor(scene, page, house);
	await allByRest(scene);
	return scene.checks.end();
}

runScript(main);
