// npm run e2e:examples: every workflow of examples/ in a real n8n, run from its start node to its end.
import { basename } from 'node:path';
import { PNG } from 'pngjs';
import { exampleWorkflows, type Workflow } from '../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../scripts/lib/house';
import type { Execution } from '../scripts/lib/n8nClient';
import { itemsOf, wordsOf } from '../scripts/lib/pictures';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { endOnSignals, finish } from '../scripts/lib/shutdown';
import { kindOfFile } from '../test/support/media';
import { green, red, report, say } from '../scripts/lib/terminal.mjs';
import { n8nIn, n8nOptions } from './anyN8n';
import { Runs, until } from './runs';

/** The nodes that nothing follows: what a user sees at the end. */
function lastNodes({ nodes, connections }: Workflow): string[] {
	const isNote = (type: string) => type.endsWith('.stickyNote');
	return nodes
		.filter(({ name, type }) => !isNote(type) && !connections[name]?.main.flat().length)
		.map(({ name }) => name);
}

/** What a file is; a picture is decoded to the last pixel. */
function about(kind: string, bytes: Buffer): string {
	if (kind === 'text/plain') return `"${bytes.toString('utf8').trim().slice(0, 60)}"`;
	if (kind !== 'image/png') return `${kind}, ${bytes.length} bytes`;
	const { width, height } = PNG.sync.read(bytes);
	return `${width} x ${height}`;
}

/** Runs a workflow from its start node; one without is started by the callback of a job of another one. */
async function ended({ client }: House, workflow: Workflow, all: Workflow[]): Promise<Execution> {
	const run = async ({ id, nodes }: Workflow): Promise<Execution> => {
		const start = nodes.find(({ type }) => type.endsWith('manualTrigger'));
		return await client.run(id, start?.name ?? '', 120_000);
	};
	const [{ webhookId }] = workflow.nodes;
	const other = webhookId
		? all.find((each) => each !== workflow && JSON.stringify(each).includes(webhookId))
		: undefined;
	if (other === undefined) return await run(workflow);
	const runs = new Runs(client);
	const before = await runs.newest(workflow.id);
	const handedIn = await run(other);
	if (handedIn.status !== 'success') return handedIn;
	const called = await until('A run that the callback starts', 60_000, async () => {
		const id = await runs.newest(workflow.id);
		return id === before ? undefined : id;
	});
	return await runs.end(called);
}

/** Runs a workflow; says what came out, or throws what went wrong. */
async function outcome(house: House, workflow: Workflow, all: Workflow[]): Promise<string> {
	const { client } = house;
	const execution = await ended(house, workflow, all);
	if (execution.status !== 'success') throw new Error(wordsOf(execution));
	const items = lastNodes(workflow).flatMap((name) => itemsOf(execution, name));
	if (items.length === 0) throw new Error('nothing came out');
	if (items.every(({ json }) => json.status === 'processing')) return 'handed in';
	const told: string[] = [];
	for (const { json, binary } of items) {
		const saved = typeof json.fileName === 'string';
		if (saved) told.push(`saved as ${basename(String(json.fileName))}`);
		if ((!saved && json.status !== 'success') || !binary?.data)
			throw new Error(`an item without a file: ${JSON.stringify(json)}`);
		const bytes = await client.file(binary.data);
		const kind = kindOfFile(bytes);
		if (kind !== binary.data.mimeType)
			throw new Error(`the file is ${kind} and not ${binary.data.mimeType}`);
		told.push(about(kind, bytes));
	}
	return `${items.length} file${items.length === 1 ? '' : 's'}: ${[...new Set(told)].join(', ')}`;
}

async function main(): Promise<number> {
	endOnSignals();
	const { n8n: folder, node } = n8nOptions();
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ secondsPerJob: 3 });
	const credentials = [credentialFor(sandbox.url, sandbox.key)];
	const house = await openTemporaryHouse('examples', { n8n, credentials });
	const workflows = exampleWorkflows();
	let failed = 0;
	for (const workflow of workflows) {
		const said = await outcome(house, workflow, workflows).catch((error: Error) => error);
		if (typeof said !== 'string') failed += 1;
		const mark = typeof said === 'string' ? green('✔') : red('✘');
		say(`  ${mark} ${workflow.name.padEnd(32)} ${typeof said === 'string' ? said : said.message}`);
	}
	say(`${workflows.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

main().then(
	(code) => finish(code),
	(error) => {
		report(error);
		return finish(1);
	},
);
