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

/** Older ones cannot open their port later on, which queue mode wants. */
const oldestRedis = 7;

function hasRedis(): boolean {
	const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
	const major = Number(/ v=(\d+)/.exec(stdout ?? '')?.[1]);
	return major >= oldestRedis && inPath('redis-cli') !== undefined;
}

/** What is needed, by Debian's package that brings it. */
const needed = {
	// n8n's database driver is compiled where no ready-made one can be fetched.
	python3: { what: 'Python 3', isThere: () => inPath('python3') !== undefined },
	make: { what: 'make', isThere: () => inPath('make') !== undefined },
	'g++': { what: 'g++', isThere: () => inPath('g++') !== undefined },
	chromium: { what: 'Chromium', isThere: () => browser() !== undefined },
	'redis-server': { what: `Redis ${oldestRedis} or newer`, isThere: hasRedis },
	postgresql: { what: 'PostgreSQL', isThere: () => postgresFolder() !== undefined },
};

type Package = keyof typeof needed;

/**
 * Installs Debian's packages where they are missing and the user may do so.
 * @param packages those that must be there; all of them unless said otherwise
 * @throws Trouble where a program is missing and cannot be installed here
 */
export function ensureTools(packages = Object.keys(needed) as Package[]): void {
	const missing = (): Package[] => packages.filter((name) => !needed[name].isThere());
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
	const whats = still.map((name) => needed[name].what).join(', ');
	throw new Trouble(
		`Missing on this machine: ${whats}. Install ${still.length === 1 ? 'it' : 'them'} (Debian and Ubuntu, as root: apt-get install ${still.join(' ')}) and start again.`,
	);
}
