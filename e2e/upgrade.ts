// npm run e2e:upgrade: workflows that were saved with earlier versions of the package, in a real n8n with this one.
// The editor knows every node and finds fault with none, and each workflow runs to its end at the sandbox.
//
// --n8n DIR     another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
// --only WORDS  only the workflows with these words in their file names
import type { Sandbox } from '../sandbox/server';
import type { Workflow } from '../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../scripts/lib/house';
import type { Execution, Item } from '../scripts/lib/n8nClient';
import type { Credential } from '../scripts/lib/n8nFolder';
import { itemsOf, wordsOf } from '../scripts/lib/pictures';
import { keptVersions, keptWorkflows, outcomesFile, readKept } from '../scripts/lib/release';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { kindOfFile } from '../test/support/media';
import { n8nIn, n8nOptions } from './anyN8n';
import { openPage, type Page } from './browser';
import { Checks } from './checks';
import { Runs, until } from './runs';
import { flawed, look, seesFlaws, signInto } from './upgradeEditor';

/** Items by node, for each file. */
type Outcomes = Record<string, Record<string, number>>;

/** What every case needs. */
interface Scene {
	page: Page;
	sandbox: Sandbox;
	house: House;
	checks: Checks;
	isOld: boolean;
}

/** A busy machine must not make a check fail. */
const limit = 180_000;

/** The credentials that the saved workflows name. */
function credentialsFor({ url, key, enterpriseKey }: Sandbox): Credential[] {
	const usual = credentialFor(url, key);
	const data = { ...usual.data, apiKey: enterpriseKey, account: 'enterprise' };
	return [usual, { ...usual, id: 'sandboxcred00002', name: 'Sandbox Enterprise', data }];
}

async function opens(scene: Scene, workflow: Workflow, picture: string): Promise<void> {
	const { page, house, checks } = scene;
	const { nodes, marks, panels, issues } = await look(page, house, workflow, picture);
	checks.check(
		'the editor knows every node and marks none',
		nodes === workflow.nodes.length && marks.length === 0,
		`${nodes} of ${workflow.nodes.length} nodes; ${marks.join(', ') || 'no mark'}`,
	);
	checks.check(
		'no panel has issues',
		issues.length === 0,
		issues.join('; ') || `${panels} panels of new forms were opened`,
	);
}

/** Every file must be what it is called. */
async function filesOf({ house }: Scene, items: Item[]): Promise<{ good: number; bad: string[] }> {
	const bad: string[] = [];
	let good = 0;
	for (const file of items.flatMap(({ binary }) => Object.values(binary ?? {}))) {
		const kind = kindOfFile(await house.client.file(file));
		if (kind === file.mimeType) good += 1;
		else bad.push(`${String(file.fileName)} is ${String(kind)} and not ${file.mimeType}`);
	}
	return { good, bad };
}

async function checkEnd(
	scene: Scene,
	execution: Execution,
	wanted: Record<string, number>,
): Promise<void> {
	const { checks } = scene;
	const well = execution.status === 'success';
	checks.check('it runs to its end', well, well ? execution.status : wordsOf(execution));
	const told = Object.entries(wanted).map(([name, count]) => ({
		name,
		count,
		items: itemsOf(execution, name),
	}));
	const wrong = told.filter(({ items, count }) => items.length !== count);
	checks.check(
		'every last node gives its items',
		wrong.length === 0,
		(wrong.length > 0 ? wrong : told)
			.map(({ name, items, count }) => `${name}: ${items.length} of ${count}`)
			.join(', '),
	);
	const { good, bad } = await filesOf(
		scene,
		told.flatMap(({ items }) => items),
	);
	checks.check(
		'every file is what it is called',
		bad.length === 0,
		bad.join('; ') || `${good} files`,
	);
}

/** A job calls the trigger back, as it was told to when it was handed in. */
async function calledBack(scene: Scene, workflow: Workflow): Promise<Execution> {
	const { sandbox, house, checks } = scene;
	const [{ webhookId, parameters }] = workflow.nodes;
	const runs = new Runs(house.client);
	const address = `${house.server.url}/webhook/${webhookId}/webhook`;
	const stranger = await fetch(address, { method: 'POST', body: '{}' });
	checks.check('the trigger is at its address', stranger.status === 401, `${stranger.status}`);
	await fetch(`${sandbox.url}/api/v6/images/text2img`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			key: sandbox.key,
			model_id: 'flux',
			prompt: 'a ferry',
			width: 256,
			height: 256,
			track_id: 'order-8',
			webhook: `${address}?secret=${encodeURIComponent(String(parameters.secret))}`,
		}),
	});
	const id = await until('A run that the callback starts', limit, async () => {
		return await runs.newest(workflow.id);
	});
	const end = await runs.end(id, limit);
	if (!scene.isOld) return end;
	// n8n 1.x tells the end of an execution before what came out of it.
	return await until('The data of the run', 20_000, async () => {
		const whole = await house.client.execution(id);
		return Object.keys(whole.runs).length > 0 ? whole : undefined;
	});
}

async function runsWell(
	scene: Scene,
	workflow: Workflow,
	wanted: Record<string, number>,
): Promise<void> {
	const start = workflow.nodes.find(({ type }) => type.endsWith('.manualTrigger'));
	const execution = start
		? await scene.house.client.run(workflow.id, start.name, limit)
		: await calledBack(scene, workflow);
	await checkEnd(scene, execution, wanted);
}

async function main(): Promise<number> {
	const { n8n: folder, node, only } = n8nOptions({ only: true });
	const n8n = await n8nIn(folder, node);
	// A browser that is missing is told before n8n starts.
	const page = await openPage();
	page.setDefaultTimeout(90_000);
	const sandbox = await openSandbox({ secondsPerJob: 1, workers: 4 });
	const all = keptVersions().flatMap((version) => {
		const outcomes = readKept<Outcomes>(version, outcomesFile);
		return [...keptWorkflows(version)].map(([file, workflow]) => ({
			name: `${version}/${file}`,
			picture: `${version}-${file.replace('.json', '')}`,
			workflow,
			wanted: outcomes[file] ?? {},
		}));
	});
	const chosen = all.filter(({ name }) => only === undefined || name.includes(only));
	const house = await openTemporaryHouse('upgrade', {
		n8n,
		credentials: credentialsFor(sandbox),
		workflows: [...chosen.map(({ workflow }) => workflow), flawed],
	});
	const isOld = n8n.version.startsWith('1.');
	const checks = new Checks();
	const scene: Scene = { page, sandbox, house, checks, isOld };
	await signInto(page, house);
	await checks.group('A flawed workflow', async () => await seesFlaws(page, house, checks));
	for (const { name, picture, workflow, wanted } of chosen) {
		await checks.group(`${name}: ${workflow.name}`, async () => {
			await opens(scene, workflow, `${picture}-n8n-${n8n.version}`);
			await runsWell(scene, workflow, wanted);
		});
	}
	return checks.end();
}

runScript(main);
