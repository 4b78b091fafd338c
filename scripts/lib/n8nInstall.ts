import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installArgs, isInstalled, lockHash, markInstalled, npm } from './npm.mjs';
import { type NodeForN8n, type NodeHome, nodeForN8n } from './nodeForN8n';
import { n8nHome } from './paths';
import { Trouble } from './terminal.mjs';

/** n8n, ready to run. */
export interface InstalledN8n {
	version: string;
	node: NodeForN8n;
	/** The JavaScript file to run with that Node. */
	cli: string;
	/** Whether it was there already. */
	wasThere: boolean;
}

/** A folder whose package.json pins an n8n, and the Node.js that it runs on. */
export interface N8nHome {
	folder: string;
	node: NodeHome;
}

/** The n8n of npm start. */
export const newest: N8nHome = {
	folder: n8nHome,
	node: { major: 24, folder: join(n8nHome, 'node') },
};
/** The oldest n8n that is still maintained. */
export const oldest: N8nHome = {
	folder: join(n8nHome, 'old'),
	node: { major: 20, folder: join(n8nHome, 'old', 'node') },
};

const neededBytes = 3.5e9;

/** n8n's version as the folder's package.json pins it. */
export function n8nVersion({ folder }: N8nHome): string {
	const text = readFileSync(join(folder, 'package.json'), 'utf8');
	return (JSON.parse(text) as { dependencies: { n8n: string } }).dependencies.n8n;
}

function mustFit(folder: string): void {
	const { bavail, bsize } = statfsSync(folder);
	const free = bavail * bsize;
	if (free >= neededBytes) return;
	const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
	throw new Trouble(
		`n8n takes about ${gigabytes(neededBytes)} GB of disk while it installs, and ${gigabytes(free)} GB are free: make room and start again.`,
	);
}

/** What the installation depends on: the lock file, and the add-on interface of the Node that runs it. */
function stampFor(folder: string, node: NodeForN8n): string {
	const abi = execFileSync(node.path, ['-p', 'process.versions.modules'], { encoding: 'utf8' });
	return JSON.stringify({ lock: lockHash(folder), abi: abi.trim(), arch: process.arch });
}

function explainCompiler(output: string): string | undefined {
	const missing =
		/not found: make|make: not found|g\+\+: (command )?not found|find Python|No Xcode|Visual Studio/i;
	if (!missing.test(output)) return undefined;
	return "n8n's database driver has to be compiled here, and the tools for that are missing: install Python 3, make and a C++ compiler (Debian and Ubuntu: apt-get install python3 make g++), then start again.";
}

/** sqlite3 is the one package of n8n's that is not usable as it comes from npm. */
async function ensureSqlite(
	folder: string,
	node: NodeForN8n,
	onProgress: (text: string) => void,
): Promise<void> {
	const loads = () => {
		try {
			execFileSync(node.path, ['-e', "require('sqlite3')"], { cwd: folder, stdio: 'ignore' });
			return true;
		} catch {
			return false;
		}
	};
	if (loads()) return;
	onProgress('compiling the database driver (sqlite3), about a minute');
	await npm({
		args: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
		cwd: folder,
		what: "Compiling n8n's database driver (sqlite3)",
		node: node.path,
		env: {
			PATH: `${node.bin}${delimiter}${process.env.PATH ?? ''}`,
			npm_config_nodedir: node.headers,
		},
		explain: explainCompiler,
	});
	if (!loads())
		throw new Trouble("n8n's database driver (sqlite3) was compiled but does not load.");
}

/** Installs n8n into its folder where it is missing or out of date: minutes the first time, nothing later. */
export async function ensureN8n(
	home: N8nHome,
	onProgress: (text: string) => void,
): Promise<InstalledN8n> {
	const { folder } = home;
	const stampFile = join(folder, 'node_modules', '.n8n-ready.json');
	if (!existsSync(stampFile)) mustFit(folder);
	const node = await nodeForN8n(home.node, onProgress);
	const cli = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const ready = { version: n8nVersion(home), node, cli };
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampFor(folder, node)) {
		return { ...ready, wasThere: true };
	}
	if (!isInstalled(folder)) {
		await npm({
			args: [...installArgs],
			cwd: folder,
			what: 'Installing n8n',
			node: node.path,
			env: { PATH: `${node.bin}${delimiter}${process.env.PATH ?? ''}` },
			onProgress: (text) => onProgress(`${text}; the first time takes some minutes`),
		});
		markInstalled(folder);
	}
	await ensureSqlite(folder, node, onProgress);
	writeFileSync(stampFile, stampFor(folder, node));
	return { ...ready, wasThere: false };
}
