// n8n in queue mode as its documentation wants it: PostgreSQL, Redis, main, a webhook process and two workers.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { N8nClient } from '../scripts/lib/n8nClient';
import { type Credential, N8nFolder } from '../scripts/lib/n8nFolder';
import type { InstalledN8n } from '../scripts/lib/n8nInstall';
import { answers } from '../scripts/lib/n8nServer';
import { ownerOf, signIn } from '../scripts/lib/owner';
import { local, logs, root } from '../scripts/lib/paths';
import { freePort, host } from '../scripts/lib/ports';
import { atEnd } from '../scripts/lib/shutdown';
import { during } from '../scripts/lib/terminal.mjs';
import { Kept, type Restart, type Running, startProcess } from './queueProcess';
import { openPostgres, openRedis, type Postgres, type Redis } from './queueStores';
import { Runs, until } from './runs';

/** A supervisor, such as Docker or systemd, starts a process again after about so long. */
const supervised = 10_000;
const startLimit = 180_000;
/** Executions that a worker runs at the same time. */
const concurrency = 5;

/** A worker, and what its log tells. */
export interface Worker {
	kept: Kept;
	/** Executions that it has begun, and those of them that it has not ended, or put away. */
	book(): { begun: string[]; atWork: string[] };
	/** Whether it takes work. */
	isReady(): Promise<boolean>;
	/** Whether it finds its log of events again at its next starts, as in a folder that outlives it. */
	keepEvents(keeps: boolean): void;
}

/** An n8n of many processes; all of them are gone when the script ends. */
export interface QueueHouse {
	runs: Runs;
	credentialId: string;
	/** Where production webhooks and callbacks go. */
	webhooks: string;
	workers: Worker[];
	redis: Redis;
	postgres: Postgres;
	/** What a supervisor had to do. */
	restarts: Restart[];
}

/** What a worker's log tells of its executions, in the words of n8n. */
function bookOf(log: string): { begun: string[]; atWork: string[] } {
	const lines = readFileSync(log, 'utf8').matchAll(
		/Worker (started|finished|errored while running) execution (\d+)/g,
	);
	const begun: string[] = [];
	const atWork = new Set<string>();
	for (const [, what, id] of lines) {
		if (what === 'started') begun.push(id);
		if (what === 'started') atWork.add(id);
		else atWork.delete(id);
	}
	return { begun, atWork: [...atWork] };
}

/**
 * As in a container that is made anew. The events of a worker never say that an execution has ended or is parked: one
 * that finds them again at its start takes what it has begun, and what is to go on elsewhere, for crashed.
 */
function forgetEvents({ path }: N8nFolder): void {
	const home = join(path, '.n8n');
	const events = readdirSync(home).filter((name) => name.startsWith('n8nEventLog'));
	for (const name of events) rmSync(join(home, name), { force: true });
}

export async function openQueueHouse(
	n8n: InstalledN8n,
	{ name, type, data }: Credential,
): Promise<QueueHouse> {
	return await during('queue mode', async (line) => {
		mkdirSync(logs, { recursive: true });
		line.now('PostgreSQL and Redis');
		const postgres = await openPostgres();
		const redis = await openRedis();
		const home = join(local, `queue-house-${process.pid}`);
		atEnd(() => rmSync(home, { recursive: true, force: true }));
		// As on machines of their own: a user folder for each process, which outlives the process.
		const folderOf = (role: string): N8nFolder => {
			const folder = new N8nFolder(n8n, join(home, role));
			folder.installPackage();
			return folder;
		};
		const mainFolder = folderOf('main');
		const mainPort = await freePort();
		const webhookPort = await freePort();
		const webhooks = `http://${host}:${webhookPort}`;
		const shared = {
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: host,
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_DATABASE: postgres.database,
			QUEUE_BULL_REDIS_HOST: host,
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			// /webhook and /webhook-waiting alike are answered by the webhook process, and not by main.
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			// n8n 1.x knows the second name only.
			N8N_WEBHOOK_URL: `${webhooks}/`,
			WEBHOOK_URL: `${webhooks}/`,
			// n8n 1.x has no such mode; its processes share a folder then.
			...(mainFolder.isOld
				? {
						N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
						N8N_BINARY_DATA_STORAGE_PATH: join(home, 'files'),
					}
				: { N8N_DEFAULT_BINARY_DATA_MODE: 'database' }),
			// The usual two connections are few for so many callbacks.
			DB_POSTGRESDB_POOL_SIZE: '10',
			// Usually 0: main then waits for ever for a job that has ended before main came to listen, and a Retry for main.
			N8N_EXECUTIONS_QUEUE_KEEP_LAST_COMPLETED: '100',
			N8N_EXECUTIONS_QUEUE_KEEP_LAST_FAILED: '100',
		};
		const restarts: Restart[] = [];
		const preload = join(root, 'scripts', 'lib', 'endWithParent.cjs');
		const keep = async (
			role: string,
			args: string[],
			own: Record<string, string>,
			folder = folderOf(role),
		): Promise<{ kept: Kept; log: string; keepEvents: Worker['keepEvents'] }> => {
			const log = join(logs, `queue-${role}.log`);
			const env = folder.environment({
				...shared,
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...own,
			});
			let keepsEvents = false;
			const start = (goesOn: boolean): Running => {
				if (!keepsEvents) forgetEvents(folder);
				return startProcess(n8n.node.path, ['-r', preload, n8n.cli, ...args], {
					cwd: folder.path,
					env,
					log,
					goesOn,
				});
			};
			return {
				kept: new Kept(role, start, supervised, restarts),
				log,
				keepEvents: (keeps) => (keepsEvents = keeps),
			};
		};
		const ready = async (port: number): Promise<true | undefined> =>
			(await answers(`http://${host}:${port}/healthz/readiness`)) ? true : undefined;

		line.now('main');
		await keep('main', ['start'], { N8N_PORT: String(mainPort) }, mainFolder);
		const client = new N8nClient(`http://${host}:${mainPort}`);
		await until('main', startLimit, async () => await ready(mainPort));
		await until('An answer for the editor', startLimit, async () => {
			const asked = client.needsOwner();
			return await asked.catch(() => undefined);
		});
		await signIn(client, ownerOf(mainFolder.path));
		const made = await client.send<{ id: string }>('POST', '/credentials', { name, type, data });

		line.now('webhook process and workers');
		await keep('webhook', ['webhook'], { N8N_PORT: String(webhookPort) });
		const workers: Worker[] = [];
		for (const number of [1, 2]) {
			const port = await freePort();
			const { kept, log, keepEvents } = await keep(
				`worker-${number}`,
				['worker', `--concurrency=${concurrency}`],
				{ QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) },
			);
			workers.push({
				kept,
				book: () => bookOf(log),
				isReady: async () => (await ready(port)) === true,
				keepEvents,
			});
		}
		await until('The webhook process', startLimit, async () => await ready(webhookPort));
		for (const worker of workers)
			await until('A worker', startLimit, async () => (await worker.isReady()) || undefined);
		line.done();
		return {
			runs: new Runs(client),
			credentialId: made.id,
			webhooks,
			workers,
			redis,
			postgres,
			restarts,
		};
	});
}
