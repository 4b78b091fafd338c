// The programs of the system that the end-to-end checks use.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Trouble } from '../scripts/lib/terminal.mjs';

const inPath = (program: string): string | undefined =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder, program))
		.find((path) => existsSync(path));

/** Debian keeps PostgreSQL's own programs out of the PATH, a folder for each version. */
const debianPostgres = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres`: of the newest version, where there are several. */
export function postgresFolder(): string | undefined {
	const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres) : [];
	const folders = versions
		.sort((one, other) => Number(other) - Number(one))
		.map((version) => join(debianPostgres, version, 'bin'));
	const beside = inPath('initdb');
	if (beside !== undefined) folders.push(join(beside, '..'));
	return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser that is driven; undefined where there is none. */
export const browser = (): string | undefined =>
	browsers.map(inPath).find((path) => path !== undefined);

/** Each Debian package, and whether what it brings is there. */
const needed: Array<[string, () => boolean]> = [
	// n8n's database driver is compiled where no ready-made one can be fetched.
	['python3', () => inPath('python3') !== undefined],
	['make', () => inPath('make') !== undefined],
	['g++', () => inPath('g++') !== undefined],
	['chromium', () => browser() !== undefined],
	['redis-server', () => inPath('redis-server') !== undefined],
	['postgresql', () => postgresFolder() !== undefined],
];

const missing = (): string[] => needed.filter(([, isThere]) => !isThere()).map(([name]) => name);

/**
 * Installs Debian's packages where they are missing and the user may do so.
 * @throws Trouble where a program is missing and cannot be installed here
 */
export function ensureTools(): void {
	const wanted = missing();
	if (wanted.length === 0) return;
	const apt = inPath('apt-get');
	if (apt !== undefined && process.getuid?.() === 0) {
		// In this run level, no server that comes with a package is started.
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
		spawnSync(apt, ['update', '-qq'], { env, stdio: 'ignore' });
		const args = ['install', '-y', '-qq', '--no-install-recommends', ...wanted];
		spawnSync(apt, args, { env, stdio: 'ignore' });
	}
	const still = missing();
	if (still.length === 0) return;
	throw new Trouble(
		`Missing on this machine: ${still.join(', ')}. Install ${still.length === 1 ? 'it' : 'them'} (Debian and Ubuntu, as root: apt-get install ${still.join(' ')}) and start again.`,
	);
}
