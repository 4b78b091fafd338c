import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { PNG } from 'pngjs';
import { ourNode, type Workflow } from './examples';
import { type Execution, type Item, type N8nClient } from './n8nClient';
import { out, root } from './paths';
import { Trouble } from './terminal.mjs';

/** Where our node puts its file. */
const binaryField = 'data';

/** A picture that n8n has made and that is now a file. */
export interface Picture {
	/** Relative to the project. */
	path: string;
	width: number;
	height: number;
}

/** What an execution ended with, in the node's own words. */
export function wordsOf(execution: Execution): string {
	const nodeError = Object.values(execution.runs)
		.flat()
		.find((run) => run.error)?.error;
	const error = nodeError ?? execution.error;
	if (!error) return `it ended as '${execution.status}'`;
	return [error.message, error.description].filter(Boolean).join(' - ');
}

/** The items that came out of a node. */
export function itemsOf(execution: Execution, node: string): Item[] {
	return (execution.runs[node] ?? []).flatMap((run) => run.data?.main[0] ?? []);
}

/** Decodes every pixel of a PNG; says what is wrong with one that is none or has another size. */
function checkPng(bytes: Buffer, wanted: { width: number; height: number }): PNG {
	let picture: PNG;
	try {
		picture = PNG.sync.read(bytes);
	} catch (error) {
		throw new Trouble(`A file that came back is no readable PNG: ${(error as Error).message}`);
	}
	const { width, height } = picture;
	if (width === wanted.width && height === wanted.height) return picture;
	throw new Trouble(
		`A picture has ${width} x ${height} pixels where ${wanted.width} x ${wanted.height} were asked for.`,
	);
}

/** Runs a workflow of one Stable Diffusion node in n8n and writes its pictures to out/. */
export async function makePictures(client: N8nClient, workflow: Workflow): Promise<Picture[]> {
	const node = ourNode(workflow);
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'))?.name ?? '';
	const execution = await client.run(workflow.id, trigger, 600_000);
	if (execution.status !== 'success') {
		throw new Trouble(`'${workflow.name}' made no picture: ${wordsOf(execution)}`);
	}
	const { width, height } = node.parameters.options as { width: number; height: number };
	const pictures: Picture[] = [];
	for (const { binary } of itemsOf(execution, node.name)) {
		const file = binary?.[binaryField];
		if (!file)
			throw new Trouble(`'${workflow.name}' gave an item without a file in '${binaryField}'.`);
		const bytes = await client.file(file);
		checkPng(bytes, { width, height });
		mkdirSync(out, { recursive: true });
		const path = join(out, basename(file.fileName ?? `picture-${pictures.length}.png`));
		writeFileSync(path, bytes);
		pictures.push({ path: relative(root, path), width, height });
	}
	if (pictures.length === 0) throw new Trouble(`'${workflow.name}' gave no items.`);
	return pictures;
}
