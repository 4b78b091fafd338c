// npm run e2e:queue: queue mode as it is run for real, with a PostgreSQL, a Redis, a webhook process and two workers of
// its own. While 200 orders of three pictures come in, one worker is killed with -9, and later Redis is killed and
// started again. Half of the executions wait in memory, half are parked until the service calls back.
// Long, because one run is judged from many sides: its orders, executions, pictures, and what the killed worker had.
//
// --n8n DIR   another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/server';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { say } from '../scripts/lib/terminal.mjs';
import { n8nIn, n8nOptions } from './anyN8n';
import { Checks } from './checks';
import { type Figure, figures } from './figures';
import { type Account, accountFor, type Bought, listAll, type Row } from './queueBooks';
import { openQueueHouse, type QueueHouse } from './queueHouse';
import {
	type Kind,
	kinds,
	type Order,
	picturesPerOrder,
	publishFlows,
	sendOrders,
} from './queueOrders';
import { checkFound, redisAnew, workersAnew } from './queueRecovery';
import { until } from './runs';
import { ensureTools } from './tools';

/** Orders of each kind. */
const each = 100;
/** Milliseconds between two orders. */
const pause = 300;
/** How long an execution stays parked at most, in seconds. */
const limits = { usual: 60, old: 165 };
/** How long Redis is away, in milliseconds; after 10 s n8n would end itself. */
const redisAway = 3_000;
/** n8n looks 30 s long whether an execution has not ended after all. */
const quietSeconds = 45;
const generous = 900_000;

const atWork = ['new', 'running', 'waiting'];

/** What every part of the script needs. */
interface Scene {
	house: QueueHouse;
	sandbox: Sandbox;
	checks: Checks;
	flows: Record<Kind, string>;
	orders: Order[];
}

/** What was where when the worker was killed. */
interface Killed {
	/** Milliseconds since 1970. */
	time: number;
	/** Executions that the worker had in its hands: n8n had them as running. */
	caught: Row[];
	/** Executions that were parked. */
	parked: Row[];
}

/** Kills the first worker when it has its hands full, and enough is parked. */
async function killWorker({ house, flows }: Scene): Promise<Killed> {
	const [{ kept, book }] = house.workers;
	const now = (): Row[] => listAll(house, flows);
	await until(
		'That the worker has its hands full',
		generous,
		() => {
			const hands = new Set(book().atWork);
			const rows = now();
			const inMemory = rows.filter(({ id, kind }) => kind === 'memory' && hands.has(id));
			const parked = rows.filter(({ status }) => status === 'waiting');
			return inMemory.length >= 2 && parked.length >= 5 ? true : undefined;
		},
		200,
	);
	const parked = now().filter(({ status }) => status === 'waiting');
	await kept.kill();
	const time = Date.now();
	const hands = new Set(book().atWork);
	const rows = now();
	return {
		time,
		caught: rows.filter(({ id, status }) => hands.has(id) && status === 'running'),
		parked: parked.filter(({ id }) => rows.find((row) => row.id === id)?.status === 'waiting'),
	};
}

/** Waits until so many orders have come in. */
async function ordered({ orders }: Scene, count: number): Promise<void> {
	await until('That the orders come in', generous, () =>
		orders.length >= count ? true : undefined,
	);
}

/** What came while Redis was away. */
interface Away {
	from: number;
	to: number;
	parked: Row[];
}

async function restartRedis({ house, flows }: Scene): Promise<Away> {
	const parked = listAll(house, flows).filter(({ status }) => status === 'waiting');
	const from = Date.now();
	await house.redis.restart(redisAway);
	return { from, to: Date.now(), parked };
}

/**
 * Waits until n8n has nothing to do any more. What the killed worker had in its hands may stay listed as running: then
 * nobody has work, and nobody gets any.
 */
async function allEnded({ house, flows, orders }: Scene, killed: Killed): Promise<Row[]> {
	const caught = idsOf(killed.caught);
	const length = (name: string): number => Number(house.redis.ask('llen', `bull:jobs:${name}`));
	let quiet = 0;
	return await until(
		'The end of all executions',
		generous,
		() => {
			const rows = listAll(house, flows);
			const open = rows.filter(({ status }) => atWork.includes(status));
			const taken = orders.filter(({ code }) => code === 200).length;
			if (rows.length < taken || open.some(({ id }) => !caught.has(id))) return undefined;
			if (open.length === 0) return rows;
			const atRest = length('active') === 0 && length('wait') === 0;
			quiet = atRest ? quiet + 1 : 0;
			return quiet > quietSeconds ? rows : undefined;
		},
		1_000,
	);
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
const idsOf = (rows: Row[]): Set<string> => new Set(rows.map(({ id }) => id));
const list = (all: string[], none: string): string => (all.length === 0 ? none : all.join('; '));

/** The answers that the callers and the service got, by HTTP code. */
function codes(all: Array<{ code?: number }>): string {
	const counts = new Map<string, number>();
	for (const { code } of all) {
		const what = code ? `HTTP ${code}` : 'no answer';
		counts.set(what, (counts.get(what) ?? 0) + 1);
	}
	return list(
		[...counts].sort().map(([what, count]) => `${count} × ${what}`),
		'none',
	);
}

/** Every order is taken, and none of them twice. */
function checkOrders({ checks, orders }: Scene, rows: Row[], away: Away): void {
	const taken = orders.filter(({ code }) => code === 200);
	checks.check(
		'every order is taken by the webhook process',
		taken.length === each * kinds.length,
		`${orders.length} orders: ${codes(orders)}`,
	);
	checks.check(
		'every order is one execution',
		rows.length === taken.length,
		`${rows.length} executions`,
	);
	const meanwhile = orders.filter(({ began }) => began >= away.from && began < away.to);
	say(`  ${meanwhile.length} orders came while Redis was away: ${codes(meanwhile)}`);
}

/** What the killed worker had parked goes on elsewhere, and so does all that it had nothing to do with. */
function checkExecutions(
	{ checks }: Scene,
	{ rows, broken }: Account,
	killed: Killed,
	away: Away,
): void {
	const caught = idsOf(killed.caught);
	const out = new Set(rows.filter(({ status }) => status === 'success').map(({ id }) => id));
	for (const [when, parked] of [
		['the worker was killed', killed.parked],
		['Redis was killed', away.parked],
	] as const) {
		const gone = parked.filter(({ id }) => !out.has(id) && !caught.has(id));
		checks.check(
			`all that were parked when ${when} come out`,
			gone.length === 0 && parked.length > 0,
			`${parked.length - gone.length} of ${parked.length}`,
		);
	}
	const strange = broken.filter(({ id }) => !caught.has(id));
	checks.check(
		'all others but those in the hands of the killed worker end well',
		strange.length === 0,
		list(
			strange.map(({ id, kind, status, words }) => `${id} (${kind}): ${status}, ${words}`),
			`${out.size} of ${rows.length}`,
		),
	);
}

/** Nothing is bought twice or delivered twice; what is lost was in the hands of the killed worker. */
function checkPictures(
	{ checks }: Scene,
	account: Account,
	killed: Killed,
): Record<Kind, Bought[]> {
	const caught = idsOf(killed.caught);
	const lost = { memory: [] as Bought[], parked: [] as Bought[] };
	for (const kind of kinds) {
		const what = kind === 'memory' ? 'in memory' : 'parked';
		const own = account.bought.filter((one) => one.kind === kind);
		lost[kind] = own.filter(({ delivered }) => delivered === 0);
		const elsewhere = lost[kind].filter(({ execution }) => !caught.has(execution));
		checks.check(
			`${what}: none is lost but by the killed worker`,
			elsewhere.length === 0,
			`${lost[kind].length} lost, ${lost[kind].length - elsewhere.length} of them by the killed worker`,
		);
		const twice = own.filter(({ delivered }) => delivered > 1);
		checks.check(`${what}: none comes out twice`, twice.length === 0, `${twice.length}`);
		checks.check(
			`${what}: none is bought twice`,
			account.twice[kind] === 0,
			`${account.twice[kind]} of ${own.length} jobs`,
		);
	}
	checks.check(
		'each that comes out has its file, which is a picture',
		account.readable === account.items,
		`${account.readable} of ${account.items}`,
	);
	return lost;
}

/** n8n does not run again what the killed worker had in its hands. */
function checkCaught({ checks, house }: Scene, account: Account, killed: Killed): void {
	const begun = house.workers.flatMap(({ book }) => book().begun);
	const again = killed.caught.filter(({ id, kind }) => {
		const times = begun.filter((one) => one === id).length;
		// A parked execution is begun once more when it goes on.
		return kind === 'memory' && times > 1;
	});
	checks.check(
		'no worker runs again what the killed one had in its hands',
		again.length === 0,
		`${again.length} of ${killed.caught.length}`,
	);
	const { broken } = account;
	const words = new Set(broken.map(({ status, words: said }) => `${status}: ${said}`));
	for (const said of words) say(`  n8n shows them as ${said}`);
	const nodes = broken.reduce((sum, one) => sum + one.nodes, 0);
	const named = broken.reduce((sum, one) => sum + one.named, 0);
	const jobs = broken.reduce((sum, one) => sum + one.jobs, 0);
	say(`  in them n8n shows ${nodes} nodes, and names ${named} of their ${jobs} jobs`);
}

function rowsOf(
	{ house, sandbox, orders }: Scene,
	account: Account,
	killed: Killed,
	away: Away,
	lost: Record<Kind, Bought[]>,
	found: number,
	took: number,
): Figure[] {
	const { callbacks } = sandbox.books;
	const meanwhile = callbacks.filter(({ time }) => time >= away.from && time <= away.to);
	const caughtIds = idsOf(killed.caught);
	const told = account.broken.flatMap(({ id, stopped }) =>
		caughtIds.has(id) && stopped !== null ? [stopped - killed.time] : [],
	);
	const slowest = (all: Order[]): string =>
		`${Math.max(0, ...all.map(({ tookMs = 0 }) => tookMs))} ms`;
	const isMeanwhile = ({ began }: Order): boolean => began >= away.from && began < away.to;
	const perKind = kinds.flatMap((kind): Figure[] => {
		const what = kind === 'memory' ? 'In memory' : 'Parked';
		const own = account.rows.filter((row) => row.kind === kind);
		const bought = account.bought.filter((one) => one.kind === kind);
		const out = bought.filter(({ delivered }) => delivered > 0);
		const caught = killed.caught.filter((row) => row.kind === kind).length;
		return [
			[`${what}: executions`, own.length],
			[`${what}: ended with success`, own.filter(({ status }) => status === 'success').length],
			[`${what}: in the hands of the worker when it was killed`, caught],
			[`${what}: jobs bought`, bought.length],
			[`${what}: bought twice`, account.twice[kind]],
			[`${what}: pictures delivered`, out.length],
			[`${what}: delivered twice`, out.filter(({ delivered }) => delivered > 1).length],
			[`${what}: lost with the killed worker`, lost[kind].length],
		];
	});
	return [
		['Executions asked for', orders.length],
		['Pictures asked for', orders.length * picturesPerOrder],
		...perKind,
		['Executions parked when the worker was killed', killed.parked.length],
		['Executions parked when Redis was killed', away.parked.length],
		['Parked executions that went on by the limit and Fetch', account.byLimit],
		[
			'n8n tells of a killed execution after (first, last)',
			told.length === 0 ? 'never' : `${seconds(Math.min(...told))}, ${seconds(Math.max(...told))}`,
		],
		[
			'Killed executions that n8n goes on listing as running',
			account.broken.filter(({ status }) => atWork.includes(status)).length,
		],
		['Lost pictures fetched by ID afterwards', found],
		['Callbacks lost', callbacks.filter(({ result }) => result === 'lost').length],
		['Callbacks sent', codes(callbacks.filter(({ result }) => result !== 'lost'))],
		['Redis away', `${away.to - away.from} ms`],
		['Orders while Redis was away', codes(orders.filter(isMeanwhile))],
		['Orders sent again after 503', orders.filter(({ again }) => again > 0).length],
		['Slowest answer to an order while Redis was away', slowest(orders.filter(isMeanwhile))],
		['Slowest answer to another order', slowest(orders.filter((one) => !isMeanwhile(one)))],
		['Callbacks while Redis was away', codes(meanwhile.filter(({ result }) => result !== 'lost'))],
		[
			'Processes started again',
			list(
				house.restarts.map(({ name, how }) => `${name}, ended ${how}`),
				'none',
			),
		],
		['From the first order to the last end', seconds(took)],
	];
}

async function main(): Promise<number> {
	const { n8n: folder, node } = n8nOptions();
	ensureTools(['redis-server', 'postgresql']);
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({
		workers: 60,
		queueLimit: 60,
		secondsPerJob: 4.5,
		jobSpread: 0.4,
		holdSeconds: 0,
		callbacks: { lossRate: 0.05, duplicateRate: 0.05, delaySeconds: 2, delaySpread: 4 },
	});
	const credential = credentialFor(sandbox.url, sandbox.key);
	// The runs of a worker share the plan's places; these are as many as its five runs want.
	credential.data.plan = 'unlimitedPremium';
	const house = await openQueueHouse(n8n, credential);
	const isOld = await house.runs.client.isOld();
	const flows = await publishFlows(house, isOld ? limits.old : limits.usual);
	const checks = new Checks();
	const scene: Scene = { house, sandbox, checks, flows, orders: [] };
	const began = Date.now();
	const sending = sendOrders(house, each, pause, scene.orders);
	await ordered(scene, 40);
	const killed = await killWorker(scene);
	say(
		`  worker killed after ${seconds(killed.time - began)}, ${killed.caught.length} executions in its hands, ${killed.parked.length} parked`,
	);
	const [worker] = house.workers;
	await sleep(1_000);
	await until(
		'The worker, started again',
		generous,
		async () => (await worker.isReady()) || undefined,
	);
	say(`  started again by its supervisor, ready after ${seconds(Date.now() - killed.time)}`);
	await ordered(scene, 130);
	const away = await restartRedis(scene);
	say(
		`  Redis killed and started again after ${seconds(away.from - began)}, ${away.parked.length} parked`,
	);
	await sending;
	const rows = await allEnded(scene, killed);
	const took = Date.now() - began;
	say(`  all have ended after ${seconds(took)}`);
	const account = await accountFor(house, sandbox, rows);
	const told: Figure[] = [];
	await checks.group('200 executions, a worker killed, Redis killed', async () => {
		checkOrders(scene, rows, away);
		checkExecutions(scene, account, killed, away);
		const lost = checkPictures(scene, account, killed);
		checkCaught(scene, account, killed);
		const found = await checkFound(house, sandbox, checks, [...lost.memory, ...lost.parked]);
		told.push(...rowsOf(scene, account, killed, away, lost, found, took));
		const others = house.restarts.filter(({ name }) => name !== worker.kept.name);
		checks.check(
			'no other process ends',
			others.length === 0,
			list(
				others.map(({ name, how }) => `${name} ${how}`),
				`${house.restarts.length} restart in all`,
			),
		);
	});
	await checks.group('All workers started anew while the service calls back', async () => {
		told.push(...(await workersAnew(house, sandbox, checks)));
	});
	await checks.group('Redis started anew while the service calls back', async () => {
		told.push(...(await redisAnew(house, sandbox, checks, redisAway)));
	});
	say('Figures');
	figures('queue', told);
	return checks.end();
}

runScript(main);
