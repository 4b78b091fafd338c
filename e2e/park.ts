// npm run e2e:park: executions that are parked until the service calls back, in a real n8n. They outlive a kill -9,
// hold nothing of n8n meanwhile, and come out once, whatever becomes of the callbacks.
//
// --n8n DIR     another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
// --only WORDS  only the groups with these words in their names; several after commas
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { Checks } from './checks';
import { forged, limited, mixed, stopped } from './parkCases';
import { called } from './parkChild';
import { countedN8n, holdsNothing } from './parkHolds';
import { killed } from './parkKill';
import { inLoop, twice } from './parkPlaces';
import { queued } from './parkQueue';
import { prompts, type Scene } from './parkScene';

const someSlow = [prompts[0], 'a boat that takes slow care', ...prompts.slice(1)];

async function main(): Promise<number> {
	const { n8n: folder, node, only } = n8nOptions({ only: true });
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ workers: 1000, queueLimit: 1000, holdSeconds: 0 });
	const credential = credentialFor(sandbox.url, sandbox.key);
	const checks = new Checks();
	const house = await openAnyN8n(n8n, credential, { name: 'park', environment: countedN8n });
	const scene: Scene = { sandbox, checks, n8n: house };
	const groups: Array<[string, () => Promise<void>]> = [
		['50 executions parked, n8n killed with -9', async () => await killed(scene)],
		['50 executions parked, and what they hold', async () => await holdsNothing(scene)],
		['All callbacks lost', async () => await limited(scene)],
		['Jobs that are ready at once', async () => await mixed(scene, prompts)],
		['One slow job among quick ones', async () => await mixed(scene, someSlow)],
		['Forged callbacks', async () => await forged(scene)],
		['Stop', async () => await stopped(scene)],
		['Parked in every round of a loop', async () => await inLoop(scene)],
		['Two nodes parked one behind the other', async () => await twice(scene)],
		['Called by another workflow', async () => await called(scene, 'once')],
		['Called by another workflow, for each item', async () => await called(scene, 'each')],
		['Called by another workflow, callbacks lost', async () => await called(scene, 'once', 20)],
		['Queue mode', async () => await queued(scene, n8n)],
	];
	for (const [name, work] of groups) {
		const isWanted = only === undefined || only.split(',').some((words) => name.includes(words));
		if (isWanted) await checks.group(name, work);
	}
	return checks.end();
}

runScript(main);
