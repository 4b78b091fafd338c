// The PostgreSQL and the Redis of a queue mode, in temporary folders.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logs } from '../scripts/lib/paths';
import { freePort, host } from '../scripts/lib/ports';
import { atEnd } from '../scripts/lib/shutdown';
import { Trouble } from '../scripts/lib/terminal.mjs';
import { startProcess } from './queueProcess';
import { until } from './runs';

const works = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** Debian keeps the programs of the server out of PATH, one folder for each version. */
function postgresPrograms(): string | undefined {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a));
	const folders = [...newest.map((version) => join(debian, version, 'bin')), ''];
	return folders.find((folder) => works(join(folder, 'initdb')) && works(join(folder, 'postgres')));
}

/** @throws Trouble that says what is missing on this machine */
export function mustHaveStores(): void {
	const missing = [
		works('redis-server') && works('redis-cli') ? [] : ['redis-server'],
		postgresPrograms() === undefined ? ['postgresql'] : [],
	].flat();
	if (missing.length === 0) return;
	throw new Trouble(
		`Queue mode needs ${missing.join(' and ')}, which ${missing.length > 1 ? 'are' : 'is'} not on this machine; Debian and Ubuntu: apt-get install ${missing.join(' ')}`,
	);
}

/** PostgreSQL does not run as root: then somebody else's number. */
function otherUser(): { uid?: number; gid?: number } {
	if (process.getuid?.() !== 0) return {};
	const number = (what: string, name: string): number | undefined => {
		const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8' });
		return status === 0 ? Number(stdout) : undefined;
	};
	const name = ['postgres', 'nobody'].find((user) => number('-u', user) !== undefined);
	if (name === undefined)
		throw new Trouble('PostgreSQL does not run as root, and there is no user postgres or nobody.');
	return { uid: number('-u', name), gid: number('-g', name) };
}

function folderFor(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), `${name}-`));
	atEnd(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A database that nobody else uses. */
export interface Postgres {
	port: number;
	user: string;
	database: string;
	query<Row>(sql: string): Row[];
}

export async function openPostgres(): Promise<Postgres> {
	const programs = postgresPrograms() ?? '';
	const [user, database] = ['n8n', 'postgres'];
	const who = otherUser();
	const folder = folderFor('postgres');
	if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
	const data = join(folder, 'data');
	const make = ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
	execFileSync(join(programs, 'initdb'), make, { ...who, cwd: folder, stdio: 'pipe' });
	const port = await freePort();
	const settings = { listen_addresses: host, unix_socket_directories: '', fsync: 'off' };
	const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	startProcess(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...given], {
		...who,
		cwd: folder,
		log: join(logs, 'queue-postgres.log'),
		ending: 'SIGINT',
	});
	const at = ['-h', host, '-p', String(port), '-U', user, '-d', database];
	const ask = (sql: string): string =>
		execFileSync(join(programs, 'psql'), ['-X', '-At', '-v', 'ON_ERROR_STOP=1', ...at, '-c', sql], {
			encoding: 'utf8',
			stdio: 'pipe',
			maxBuffer: 1e9,
		});
	await until('PostgreSQL', 60_000, () => {
		try {
			return ask('select 1');
		} catch {
			return undefined;
		}
	});
	return {
		port,
		user,
		database,
		query: <Row>(sql: string) =>
			JSON.parse(ask(`select coalesce(json_agg(t), '[]') from (${sql}) t`)) as Row[],
	};
}

/** A Redis that keeps what it is told, as one of a queue should. */
export interface Redis {
	port: number;
	ask(...args: string[]): string;
	/** Killed, and started again on the same port after so many milliseconds. */
	restart(pause: number): Promise<void>;
}

export async function openRedis(): Promise<Redis> {
	const folder = folderFor('redis');
	const port = await freePort();
	const where = ['--port', String(port), '--bind', host, '--dir', folder];
	const log = join(logs, 'queue-redis.log');
	const start = (goesOn: boolean) =>
		startProcess('redis-server', [...where, '--appendonly', 'yes', '--save', ''], { log, goesOn });
	const ask = (...args: string[]): string =>
		execFileSync('redis-cli', ['-h', host, '-p', String(port), ...args], {
			encoding: 'utf8',
			stdio: 'pipe',
		}).trim();
	const answers = async (): Promise<void> => {
		await until('Redis', 30_000, () => {
			try {
				return ask('ping') === 'PONG' ? true : undefined;
			} catch {
				return undefined;
			}
		});
	};
	let running = start(false);
	await answers();
	return {
		port,
		ask,
		restart: async (pause) => {
			await running.kill();
			await sleep(pause);
			running = start(true);
			await answers();
		},
	};
}
