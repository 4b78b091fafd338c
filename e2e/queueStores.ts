// The PostgreSQL and the Redis of a queue mode, in temporary folders.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logs } from '../scripts/lib/paths';
import { freePort, host } from '../scripts/lib/ports';
import { atEnd } from '../scripts/lib/shutdown';
import { Trouble } from '../scripts/lib/terminal.mjs';
import { startProcess } from './queueProcess';
import { until } from './runs';
import { postgresFolder } from './tools';

/** What a program answers; nothing while it cannot be asked. */
function orNothing<Answer>(ask: () => Answer): Answer | undefined {
	try {
		return ask();
	} catch {
		return undefined;
	}
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
	const programs = postgresFolder() ?? '';
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
	await until('PostgreSQL', 60_000, () => orNothing(() => ask('select 1')));
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
	/**
	 * Killed, and started again so many milliseconds later. Nobody reaches it before it has loaded, as behind a readiness
	 * probe.
	 */
	restart(pause: number): Promise<void>;
	/**
	 * Killed, and started again open to everybody: whoever asks it anything is told that it is loading.
	 * @returns when as many are connected as before; what it gives lets Redis end loading
	 */
	restartLoading(): Promise<() => Promise<void>>;
}

/** What it has in it beside n8n's, so that it has something to load. */
const ballast = 100_000;
/** How long each piece of it takes, in microseconds, when loading is to take longer than anybody waits. */
const perPiece = 300;

export async function openRedis(): Promise<Redis> {
	const folder = folderFor('redis');
	const port = await freePort();
	// The script's own way to it, which is there before anybody else's.
	const socket = join(folder, 'socket');
	const log = join(logs, 'queue-redis.log');
	const start = (goesOn: boolean, openPort: number, ...more: string[]) => {
		const where = ['--unixsocket', socket, '--port', String(openPort), '--bind', host];
		const keeps = ['--dir', folder, '--appendonly', 'yes', '--save', ''];
		return startProcess('redis-server', [...where, ...keeps, ...more], { log, goesOn });
	};
	const ask = (...args: string[]): string =>
		execFileSync('redis-cli', ['-s', socket, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
	const loaded = async (): Promise<void> => {
		await until('Redis', 30_000, () =>
			orNothing(() => ask('ping')) === 'PONG' ? true : undefined,
		);
	};
	const set = (name: string, value: number): void => {
		const said = ask('config', 'set', name, String(value));
		if (said !== 'OK') throw new Trouble(`Redis does not set ${name}: ${said}`);
	};
	const clients = (): number => Number(/connected_clients:(\d+)/.exec(ask('info', 'clients'))?.[1]);
	let running = start(false, 0);
	await loaded();
	const pieces = Array.from({ length: ballast }, (_, number) => `set ballast:${number} 1\r\n`);
	execFileSync('redis-cli', ['-s', socket, '--pipe'], { input: pieces.join(''), stdio: 'pipe' });
	set('port', port);
	return {
		port,
		ask,
		restart: async (pause) => {
			await running.kill();
			await sleep(pause);
			running = start(true, 0);
			await loaded();
			set('port', port);
		},
		restartLoading: async () => {
			const before = clients();
			await running.kill();
			running = start(true, port, '--key-load-delay', String(perPiece));
			await until('That all are at Redis again', 30_000, () =>
				(orNothing(clients) ?? 0) >= before ? true : undefined,
			);
			return async () => {
				set('key-load-delay', 0);
				await loaded();
			};
		},
	};
}
