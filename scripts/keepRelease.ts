/**
 * npm run release:keep: keeps what the version in package.json offers, for the tests of later ones: its description
 * (without texts), and what the workflows that were saved with it come to with all defaults. What belongs to a
 * version that is already released stays as it is.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensureBuilt } from './lib/build';
import { root } from './lib/paths';
import {
	builtNodes,
	completed,
	completeFile,
	descriptionFile,
	keptWorkflows,
	ownNodes,
	releaseOf,
	releases,
} from './lib/release';
import { report, say, Trouble } from './lib/terminal.mjs';

/** Whether the changelog has a heading with this version and a date: `## 0.1.0 (2031-05-17)`. */
function isReleased(version: string): boolean {
	const headings = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').match(/^## .*$/gm) ?? [];
	const words = (heading: string): string[] => heading.split(/[^\w.+-]+/);
	return headings.some(
		(heading) => words(heading).includes(version) && /\d{4}-\d{2}-\d{2}/.test(heading),
	);
}

async function write(file: string, content: unknown): Promise<void> {
	const config = await resolveConfig(file);
	// One line each where it fits, so that a change shows as one.
	const text = await format(JSON.stringify(content), { ...config, parser: 'json' });
	writeFileSync(file, text);
	say(`  ${relative(root, file)}  ${Math.round(Buffer.byteLength(text) / 1024)} kB`);
}

async function keep(): Promise<void> {
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		version: string;
	};
	if (isReleased(version)) {
		throw new Trouble(
			`${version} is released: what is kept of it stays as it is. Raise the version in package.json first.`,
		);
	}
	await ensureBuilt();
	const folder = join(releases, version);
	mkdirSync(folder, { recursive: true });
	await write(join(folder, descriptionFile), releaseOf(version));
	const types = builtNodes();
	const complete = [...keptWorkflows(version)].map(([name, workflow]) => [
		name,
		Object.fromEntries(
			ownNodes(workflow, types).flatMap(({ node, type }) =>
				type ? [[node.name, completed(node, type)]] : [],
			),
		),
	]);
	await write(join(folder, completeFile), Object.fromEntries(complete));
}

keep().catch((error: unknown) => {
	report(error);
	process.exitCode = 1;
});
