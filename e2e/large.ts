// npm run e2e:large: large runs in a real n8n. A thousand rows in one execution, and a hundred executions at once on
// one account: nothing is lost, bought twice or left behind, and n8n goes on answering.
//
// --n8n DIR     another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
// --only WORDS  only the groups with these words in their names
import { mustBeLinux } from '../bench/lib/n8nProcess';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { Checks } from './checks';
import { type Figure, figures } from './figures';
import { crowd, inMemory, parked } from './largeCrowd';
import { checkGrowth, checkRows, figuresOf, type Run, runRows } from './largeRows';
import type { Scene } from './parkScene';

/** What n8n may have, in MB. */
const heapMb = 512;

async function main(): Promise<number> {
	mustBeLinux();
	const { n8n: folder, node, only } = n8nOptions({ only: true });
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ credits: 1_000 });
	const credential = credentialFor(sandbox.url, sandbox.key);
	credential.data.plan = 'unlimitedPremium';
	const checks = new Checks();
	const environment = {
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		// With room for more, Node.js lets garbage lie, and the peak says nothing of what is needed.
		NODE_OPTIONS: `--max-old-space-size=${heapMb}`,
	};
	const house = await openAnyN8n(n8n, credential, { name: 'large', environment });
	const scene: Scene = { sandbox, checks, n8n: house };
	const told: Figure[] = [['heap that n8n may have, MB', heapMb]];
	const rows = async (): Promise<void> => {
		// The first one loads what every execution needs.
		await runRows(scene, 10);
		const runs: Run[] = [];
		for (const count of [100, 1_000]) {
			const run = await runRows(scene, count);
			await checkRows(scene, run);
			told.push(...figuresOf(scene, run));
			runs.push(run);
		}
		checkGrowth(scene, runs[0], runs[1]);
	};
	const groups: Array<[string, () => Promise<void>]> = [
		['1,000 rows in one execution', rows],
		[inMemory.name, async () => void told.push(...(await crowd(scene, inMemory)))],
		[parked.name, async () => void told.push(...(await crowd(scene, parked)))],
	];
	for (const [name, work] of groups) {
		if (only === undefined || name.includes(only)) await checks.group(name, work);
	}
	// The documentation shows whole runs.
	figures(only === undefined ? 'large' : 'large-part', told);
	return checks.end();
}

runScript(main);
