// Queue mode: the worker parks an execution, n8n's main process hears the callback, a worker goes on.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { InstalledN8n } from '../scripts/lib/n8nInstall';
import { answers } from '../scripts/lib/n8nServer';
import { root } from '../scripts/lib/paths';
import { freePort, host } from '../scripts/lib/ports';
import { credentialFor } from '../scripts/lib/sandbox';
import { say } from '../scripts/lib/terminal.mjs';
import { type AnyN8n, openAnyN8n } from './anyN8n';
import { parkAndFetch, parkFor } from './parkFlows';
import {
	allParked,
	checkBought,
	checkEnds,
	checkPictures,
	clear,
	endsOf,
	finishParked,
	prompts,
	type Scene,
	startAll,
	toldOf,
} from './parkScene';
import { startProcess } from './queueProcess';
import { until } from './runs';

const count = 5;

const redisIsThere = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** An n8n in queue mode: main process, one worker, and a Redis of their own. */
async function openQueue(
	scene: Scene,
	n8n: InstalledN8n,
): Promise<{ n8n: AnyN8n; redis: (...args: string[]) => string }> {
	const port = String(await freePort());
	const redis = (...args: string[]): string =>
		execFileSync('redis-cli', ['-p', port, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
	startProcess('redis-server', ['--port', port, '--bind', host, '--save', '', '--dir', '/tmp'], {});
	await until('Redis', 10_000, () => {
		try {
			return redis('ping');
		} catch {
			return undefined;
		}
	});
	const environment = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: host,
		QUEUE_BULL_REDIS_PORT: port,
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	};
	const { url, key } = scene.sandbox;
	const credential = credentialFor(url, key);
	const main = await openAnyN8n(n8n, credential, { name: 'queue', environment });
	const health = String(await freePort());
	const preload = join(root, 'scripts', 'lib', 'endWithParent.cjs');
	startProcess(n8n.node.path, ['-r', preload, n8n.cli, 'worker', '--concurrency=5'], {
		cwd: main.folder.path,
		log: main.log.replace('.log', '-worker.log'),
		env: main.folder.environment({
			...main.environment,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			// The worker tells the service where to call back; n8n 1.x knows the second name only.
			N8N_WEBHOOK_URL: `${main.url}/`,
			WEBHOOK_URL: `${main.url}/`,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: health,
		}),
	});
	await until('The worker', 60_000, async () =>
		(await answers(`http://${host}:${health}/healthz/readiness`)) ? true : undefined,
	);
	return { n8n: main, redis };
}

/** Bull's own counters. */
function jobsIn(redis: (...args: string[]) => string): { active: number; waiting: number } {
	const length = (name: string): number => Number(redis('llen', `bull:jobs:${name}`));
	return { active: length('active'), waiting: length('wait') };
}

/** Five executions parked in queue mode; the service calls back for all of them. */
export async function queued(scene: Scene, installed: InstalledN8n): Promise<void> {
	if (!redisIsThere()) {
		say(
			'  left out: there is no redis-server here (Debian and Ubuntu: apt-get install redis-server)',
		);
		return;
	}
	const { n8n, redis } = await openQueue(scene, installed);
	const inQueue = { ...scene, n8n };
	const { checks } = scene;
	clear(inQueue);
	const { credentialId } = n8n;
	const draft = parkAndFetch('queued', prompts, { credentialId, ...parkFor(600) });
	const ids = await startAll(inQueue, draft, count);
	await allParked(inQueue, count);
	// The worker tells n8n that an execution is parked before Bull counts its job as done.
	await until('The end of the jobs in Bull', 10_000, () =>
		jobsIn(redis).active === 0 ? true : undefined,
	);
	const { active, waiting } = jobsIn(redis);
	checks.check(
		'the worker has nothing to do while they are parked',
		active === 0 && waiting === 0,
		`${count} parked; Bull counts ${active} active jobs and ${waiting} waiting ones`,
	);
	const jobsBefore = Number(redis('get', 'bull:jobs:id'));
	await finishParked(inQueue);
	const ends = await endsOf(inQueue, ids, 120_000);
	const jobs = Number(redis('get', 'bull:jobs:id'));
	checks.check(
		'a worker goes on with each of them once',
		jobs - jobsBefore === count,
		`${jobs - jobsBefore} jobs in Bull; ${toldOf(inQueue)}`,
	);
	checkEnds(inQueue, ends);
	checkBought(inQueue, count * prompts.length);
	await checkPictures(inQueue, ends);
}
