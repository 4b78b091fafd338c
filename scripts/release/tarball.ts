/** The package as npm packs it, and as somebody gets it who installs it. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Packed {
	/** Where it was unpacked. */
	folder: string;
	tarball: string;
	/** Paths within. */
	files: string[];
	/** In bytes, as a tarball. */
	size: number;
	/** In bytes, unpacked. */
	unpackedSize: number;
}

interface PackReport {
	filename: string;
	size: number;
	unpackedSize: number;
	files: Array<{ path: string }>;
}

/** Loaded when it is needed: jest, which reads the rules, cannot load it. */
const npm = async (options: Parameters<typeof import('../lib/npm.mjs').npm>[0]): Promise<string> =>
	await (await import('../lib/npm.mjs')).npm(options);

const temporary: string[] = [];
process.once('exit', () => {
	for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the process ends. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'release-'));
	temporary.push(folder);
	return folder;
}

async function pack(root: string): Promise<Packed> {
	const folder = temporaryFolder();
	const output = await npm({
		args: ['pack', '--json', '--loglevel=error', '--pack-destination', folder],
		cwd: root,
		what: 'Packing',
	});
	const [report] = JSON.parse(output.slice(output.indexOf('['))) as PackReport[];
	const tarball = join(folder, report.filename);
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	return {
		folder: join(folder, 'package'),
		tarball,
		files: report.files.map(({ path }) => path),
		size: report.size,
		unpackedSize: report.unpackedSize,
	};
}

const known = new Map<string, Promise<Packed>>();

/** Packs and unpacks a package, once however often it is asked for. */
export async function packed(root: string): Promise<Packed> {
	const packing = known.get(root) ?? pack(root);
	known.set(root, packing);
	return await packing;
}

/** Run in the folder of the installation: loads all that n8n would, and the main file. */
const loading = `
const { n8n, name } = require(process.argv[1] + '/package.json');
const main = require(process.argv[1]);
for (const path of [...n8n.nodes, ...n8n.credentials]) {
	const exported = require(process.argv[1] + '/' + path);
	const wanted = path.split('/').pop().split('.')[0];
	const made = new exported[wanted]();
	if (!(made.description?.properties ?? made.properties)?.length) throw new Error(path + ' has no parameters');
	if (main[wanted] !== exported[wanted]) throw new Error(wanted + ' is not in the main file');
}
`;

/** The version of n8n-workflow that the project is tested with. */
const peer = (root: string): string =>
	(
		JSON.parse(
			readFileSync(join(root, 'node_modules', 'n8n-workflow', 'package.json'), 'utf8'),
		) as { version: string }
	).version;

/**
 * Installs the tarball into an empty folder, with its peer and nothing else, and loads it there.
 * @returns what was wrong with loading it
 * @throws Trouble where npm could not install
 */
export async function installAndLoad(root: string, name: string): Promise<string[]> {
	const { tarball } = await packed(root);
	const home = join(temporaryFolder(), 'home');
	mkdirSync(home);
	writeFileSync(join(home, 'package.json'), '{ "private": true }');
	await npm({
		args: [
			...['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
			...['--fetch-retries=1', tarball, `n8n-workflow@${peer(root)}`],
		],
		cwd: home,
		what: 'Installing the tarball',
	});
	const args = ['-e', loading, join(home, 'node_modules', ...name.split('/'))];
	try {
		await promisify(execFile)(process.execPath, args, { cwd: home });
		return [];
	} catch (error) {
		const { stderr = '' } = error as { stderr?: string };
		const said = stderr.split('\n').find((line) => line.includes('Error')) ?? String(error);
		return [`on Node.js ${process.versions.node}: ${said}`];
	}
}
