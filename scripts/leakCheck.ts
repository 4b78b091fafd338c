// npm run leak-check: does the API key stay where it belongs? Runs one success and every kind of failure in a
// real n8n, then looks for the key in everything that n8n and the node have left behind.
import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import { type Sandbox } from '../sandbox/server';
import { type Case, cases, credentialIds, type Keys, workflowOf } from './leak/cases';
import {
	filesBelow,
	type Find,
	findIn,
	needlesFor,
	searchFiles,
	searchProcesses,
} from './leak/search';
import { type House, openTemporaryHouse } from './lib/house';
import { type Credential } from './lib/n8nFolder';
import { out, root } from './lib/paths';
import { itemsOf, makePictures, wordsOf } from './lib/pictures';
import { credentialFor, openSandbox } from './lib/sandbox';
import { endOnSignals, finish } from './lib/shutdown';
import { prepare } from './lib/steps';
import { during, green, red, report, say, Trouble } from './lib/terminal.mjs';

const mark = randomBytes(6).toString('hex');
/** Quotes, slashes and spaces make the key look different in every encoding. */
const keyOf = (owner: string) => `Leak+${owner}/"${mark}"\\ =${randomBytes(6).toString('hex')}`;
const keys: Keys = { good: keyOf('good'), wrong: keyOf('wrong'), poor: keyOf('poor') };
/** A key that is leaked on purpose, to see that the search finds what is there. */
const bait = keyOf('bait');
const baited: Case = {
	name: 'bait: a key typed into the prompt',
	ends: 'success',
	parameters: { prompt: `a picture of ${bait}` },
};
const allCases = [...cases, baited];
const needles = Object.entries(keys).flatMap(([owner, key]) => needlesFor(owner, key));

interface Row {
	name: string;
	asExpected: boolean;
	words: string;
	finds: Find[];
}

async function open(): Promise<{ sandbox: Sandbox; house: House }> {
	const n8n = await prepare();
	const sandbox = await openSandbox({
		key: keys.good,
		keys: [{ key: keys.poor, owner: 'poor', credits: 0 }],
		secondsPerJob: 0.5,
	});
	const credentials = Object.entries(credentialIds).map(([owner, id]): Credential => {
		return { ...credentialFor(sandbox.url, keys[owner as keyof Keys]), id, name: owner };
	});
	const house = await openTemporaryHouse('leak-check', {
		n8n,
		credentials,
		workflows: allCases.map(workflowOf),
		environment: { N8N_LOG_LEVEL: 'debug' },
	});
	return { sandbox, house };
}

/** Runs one case and searches what n8n says about it. */
async function runCase(
	each: Case,
	index: number,
	{ sandbox, house }: { sandbox: Sandbox; house: House },
): Promise<Row> {
	Object.assign(sandbox.options, { refusals: 'codes', secondsPerJob: 0.5 });
	sandbox.clearNext();
	each.arrange?.(sandbox, keys);
	const workflow = workflowOf(each, index);
	const execution = await house.client.run(workflow.id, 'Start', 120_000);
	const items = itemsOf(execution, 'Generate image');
	const errors = items.filter(({ json }) => json.error !== undefined);
	const said =
		execution.status === 'error'
			? wordsOf(execution)
			: JSON.stringify((errors[0] ?? items[0])?.json ?? {});
	// Of several items every one has its own fate: all but the bad one are there.
	const complete =
		each.items === undefined || (items.length === each.items.length && errors.length === 1);
	return {
		name: each.name,
		asExpected: execution.status === each.ends && complete,
		words: said.split('\n').join(' '),
		finds: findIn(`execution '${each.name}'`, execution.raw, needles),
	};
}

function show(rows: Row[]): void {
	const columns = process.stdout.columns ?? 200;
	const width = Math.max(...rows.map(({ name }) => name.length));
	say();
	for (const { name, asExpected, words, finds } of rows) {
		const good = asExpected && finds.length === 0;
		const text = `${asExpected ? '' : 'ended otherwise than meant: '}${words}`;
		const room = columns - width - 8;
		say(
			`  ${good ? green('✔') : red('✘')} ${name.padEnd(width)}  ${text.length > room ? `${text.slice(0, room - 1)}…` : text}`,
		);
	}
}

async function leakCheck(): Promise<void> {
	endOnSignals();
	const opened = await open();
	const { house, sandbox } = opened;
	const rows: Row[] = [];
	await during('runs', async (line) => {
		for (const [index, each] of allCases.entries()) {
			line.now(each.name);
			rows.push(await runCase(each, index, opened));
		}
		Object.assign(sandbox.options, { secondsPerJob: 0.5 });
		sandbox.clearNext();
		await makePictures(house.client, workflowOf(cases[0], 0));
		line.done(`${rows.length} in a real n8n, at log level debug`);
	});
	show(rows);

	const places = () => [house.folder.path, house.logFile, out].flatMap(filesBelow);
	const whileRunning = places();
	const database = whileRunning.filter((path) => path.startsWith(house.folder.databaseFile));
	if (searchFiles(database, needlesFor('bait', bait)).length === 0) {
		throw new Trouble('The search is blind: it does not find the bait in the database.');
	}
	const stored = house.folder.query<{ data: string }>('select data from credentials_entity');
	const finds = [
		...rows.flatMap((row) => row.finds),
		...searchFiles(whileRunning, needles),
		...searchProcesses(house.server.pid, needles),
		...findIn("the sandbox's books", JSON.stringify(sandbox.books), needles),
	];
	await house.server.stop();
	const afterwards = places();
	finds.push(...searchFiles(afterwards, needles));

	const bytes = new Set([...whileRunning, ...afterwards]).size;
	say();
	say(
		`  searched: ${bytes} files (database with its journal, stored files, logs, out/), ${rows.length} executions as n8n shows them, arguments and environment of n8n's processes`,
	);
	say(
		`  for ${Object.keys(keys).length} keys in ${needles.length / Object.keys(keys).length} forms; ${stored.length} credentials are there, encrypted`,
	);
	for (const { place, needle } of finds) {
		say(`  ${red('✘')} ${needle}: ${place.startsWith(root) ? relative(root, place) : place}`);
	}
	const astray = rows.filter(({ asExpected }) => !asExpected).length;
	if (finds.length > 0) throw new Trouble(`The key was found in ${finds.length} places.`);
	if (astray > 0) throw new Trouble(`${astray} runs ended otherwise than meant.`);
	say(`  ${green('✔')} found nowhere, but for the bait`);
	say(`${rows.length} passed, 0 failed`);
}

leakCheck().then(
	() => finish(0),
	(error) => {
		report(error);
		return finish(1);
	},
);
