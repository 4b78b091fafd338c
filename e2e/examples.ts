// npm run e2e:examples: every workflow of examples/ in a real n8n, set going as its user does and run to its end; what
// must come out of each stands in exampleOutcomes.ts.
//
// --n8n DIR     another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
// --only WORDS  only the files with these words in their names
import { exampleFiles, type Workflow } from '../scripts/lib/examples';
import { openTemporaryHouse } from '../scripts/lib/house';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { atEnd, runScript } from '../scripts/lib/shutdown';
import { elapsed, green, red, say } from '../scripts/lib/terminal.mjs';
import { n8nIn, n8nOptions } from './anyN8n';
import { outcomes } from './exampleOutcomes';
import type { ExampleScene } from './exampleScene';
import { startOpenAi } from './openAi';
import { Runs } from './runs';

/** Runs an example; says what came out, or what went wrong. */
async function outcome(scene: ExampleScene, file: string, workflow: Workflow): Promise<string> {
	const look = outcomes[file];
	if (!look) throw new Error('nobody says what must come out');
	return await look(scene, workflow);
}

async function main(): Promise<number> {
	const { n8n: folder, node, only = '' } = n8nOptions({ only: true });
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ secondsPerJob: 3, retryAfterSeconds: 2 });
	const openAi = await startOpenAi();
	atEnd(async () => await openAi.close());
	const credentials = [credentialFor(sandbox.url, sandbox.key)];
	const house = await openTemporaryHouse('examples', { n8n, credentials });
	const workflows = exampleFiles();
	const runs = new Runs(house.client);
	const scene: ExampleScene = { house, runs, sandbox, openAi, workflows };
	const wanted = [...workflows].filter(([file]) => file.includes(only));
	let failed = 0;
	for (const [file, workflow] of wanted) {
		const began = Date.now();
		const said = await outcome(scene, file, workflow).catch((error: Error) => error);
		const good = typeof said === 'string';
		if (!good) failed += 1;
		const told = good ? said : said.message;
		const mark = good ? green('✔') : red('✘');
		say(`  ${mark} ${workflow.name.padEnd(32)} ${told.padEnd(40)} ${elapsed(Date.now() - began)}`);
	}
	say(`${wanted.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

runScript(main);
