/**
 * npm run describe: the size of the built node's description, which n8n sends to every editor that opens. Fails
 * above the limit: one endpoint more has to cost its own fields and no more.
 */
import { join } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { ensureBuilt } from './lib/build';
import { root } from './lib/paths';
import { report } from './lib/terminal.mjs';

/** In bytes of JSON. */
const limit = 380_000;
const built = join(root, 'dist/nodes/StableDiffusion/StableDiffusion.node.js');

/** Properties with all that stand within them: the options of a collection, the values of a collection of sets. */
function count(properties: readonly unknown[]): number {
	return properties.reduce<number>((sum, each) => {
		const { type, options = [] } = each as Pick<INodeProperties, 'type' | 'options'>;
		if (type === 'collection') return sum + 1 + count(options);
		if (type !== 'fixedCollection') return sum + 1;
		const sets = options as Array<{ values: unknown[] }>;
		return sum + 1 + sets.reduce((within, { values }) => within + count(values), 0);
	}, 0);
}

async function describe(): Promise<boolean> {
	await ensureBuilt();
	const module = require(built) as { StableDiffusion: new () => INodeType };
	const { description } = new module.StableDiffusion();
	const { properties } = description;
	const operations = properties.filter(({ name }) => name === 'operation');
	const bytes = Buffer.byteLength(JSON.stringify(description));
	console.log(`description ${bytes} bytes of JSON, at most ${limit}`);
	console.log(`properties  ${properties.length}, ${count(properties)} with those inside of others`);
	console.log(`operations  ${operations.flatMap(({ options = [] }) => options).length}`);
	return bytes <= limit;
}

describe().then(
	(fits) => (process.exitCode = fits ? 0 : 1),
	(error: unknown) => {
		report(error);
		process.exitCode = 1;
	},
);
