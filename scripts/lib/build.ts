import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { root } from './paths';

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The project's package.json, as far as the scripts need it. */
export function manifest(): Manifest {
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}

function newest(path: string): number {
	const info = statSync(path);
	if (!info.isDirectory()) return info.mtimeMs;
	// The folder's own date tells of a file that was deleted.
	return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether every file that n8n loads is there and none is older than what it was made from. */
export function isBuilt(): boolean {
	const { nodes, credentials } = manifest().n8n;
	const built = [...nodes, ...credentials].map((path) => join(root, path));
	if (!built.every((path) => existsSync(path))) return false;
	const sources = ['nodes', 'credentials', 'gulpfile.js', 'tsconfig.json', 'package.json'];
	const changed = Math.max(...sources.map((path) => newest(join(root, path))));
	return Math.min(...built.map((path) => statSync(path).mtimeMs)) >= changed;
}

/** Runs `npm run build` unless dist is up to date. */
export async function ensureBuilt(): Promise<void> {
	if (isBuilt()) return;
	await npm({
		args: ['run', 'build'],
		cwd: root,
		what: 'The build',
		explain: (output) => {
			const first = output.split('\n').find((line) => /error TS\d+|Error: /.test(line));
			return first && `The build did not work: ${first.trim()}`;
		},
	});
}
