// What becomes of parked executions that are called back while all workers, or Redis, are started anew, as for an update.
import type { Sandbox } from '../sandbox/server';
import { generate } from './batches';
import type { Checks } from './checks';
import type { Figure } from './figures';
import { fetchByIds, listGenerated } from './parkFlows';
import { outputOf } from './parkScene';
import { accountFor, type Bought, listAll, type Row } from './queueBooks';
import type { QueueHouse } from './queueHouse';
import { order, picturesPerOrder, publishParked } from './queueOrders';
import { until } from './runs';

const count = 10;
const generous = 900_000;

/** Nothing ends by itself, and no callback gets lost. */
function calm({ options }: Sandbox): void {
	options.secondsPerJob = 600;
	const callbacks = { lossRate: 0, duplicateRate: 0, delaySeconds: 0, delaySpread: 0 };
	Object.assign(options.callbacks, callbacks);
}

/** Ten executions that are parked until the service calls back: those of them that n8n has in any of these states. */
type Ten = (...states: string[]) => Row[];

async function parkTen(house: QueueHouse, sandbox: Sandbox, path: string): Promise<Ten> {
	calm(sandbox);
	const flow = await publishParked(house, path, 900);
	const ten: Ten = (...states) =>
		listAll(house, { parked: flow }).filter(({ status }) => states.includes(status));
	for (let number = 0; number < count; number++) {
		const taken = async () => ((await order(house, path, number)) === 200 ? true : undefined);
		await until('An order', generous, taken, 2_000);
	}
	await allIn(ten, 'waiting');
	return ten;
}

async function allIn(ten: Ten, ...states: string[]): Promise<Row[]> {
	const all = (): Row[] | undefined => {
		const rows = ten(...states);
		return rows.length === count ? rows : undefined;
	};
	return await until(`That ${count} executions are ${states.join(', ')}`, generous, all, 500);
}

const allOver = async (ten: Ten): Promise<Row[]> =>
	await allIn(ten, 'success', 'error', 'crashed', 'canceled');

const comeOut = (rows: Row[]): Row[] => rows.filter(({ status }) => status === 'success');

/** All workers are stopped, the service calls back, and a supervisor starts the workers again. */
async function callBackWithoutWorkers(
	house: QueueHouse,
	sandbox: Sandbox,
	keepsEvents: boolean,
): Promise<Row[]> {
	const path = keepsEvents ? 'queue-old-folder' : 'queue-new-folder';
	const ten = await parkTen(house, sandbox, path);
	for (const worker of house.workers) worker.keepEvents(keepsEvents);
	await Promise.all(house.workers.map(async ({ kept }) => await kept.kill('SIGTERM')));
	sandbox.finish();
	return await allOver(ten);
}

/** What the editor's Retry of executions brings, and how many submits it takes. */
async function retryAll(
	{ runs }: QueueHouse,
	{ books }: Sandbox,
	rows: Row[],
): Promise<{ pictures: number; again: number }> {
	const before = books.count({ kind: 'submit' });
	let pictures = 0;
	for (const { id } of rows) {
		const retried = await runs.retry(id, false);
		pictures += outputOf(retried).filter(({ binary }) => binary?.data).length;
	}
	return { pictures, again: books.count({ kind: 'submit' }) - before };
}

/** All workers started anew: once in new folders, once in those that they had before. */
export async function workersAnew(
	house: QueueHouse,
	sandbox: Sandbox,
	checks: Checks,
): Promise<Figure[]> {
	const out = comeOut(await callBackWithoutWorkers(house, sandbox, false));
	checks.check(
		'in a new folder: all that are called back meanwhile come out',
		out.length === count,
		`${out.length} of ${count}`,
	);
	const old = await callBackWithoutWorkers(house, sandbox, true);
	const crashed = old.filter(({ status }) => status === 'crashed');
	const { pictures, again } = await retryAll(house, sandbox, crashed);
	const wanted = crashed.length * picturesPerOrder;
	checks.check(
		'in its old folder: a Retry brings their pictures, and buys none again',
		pictures === wanted && again === 0,
		`${pictures} of ${wanted} pictures, ${again} submits`,
	);
	const what = 'Called back while all workers start anew';
	return [
		[`${what}, in new folders: come out`, `${out.length} of ${count}`],
		[`${what}, in their old folders: crashed, says n8n`, `${crashed.length} of ${count}`],
		['Pictures that a Retry of these brought', `${pictures} of ${wanted}`],
	];
}

/** What is lost stands in the service's own list, and Result > Fetch gets it by ID. Gives how many files came. */
export async function checkFound(
	{ runs, credentialId }: QueueHouse,
	{ options, books }: Sandbox,
	checks: Checks,
	lost: Bought[],
): Promise<number> {
	const ids = lost.map(({ job }) => String(job.id));
	if (ids.length === 0) return 0;
	options.callbacks.lossRate = 0;
	const before = books.count({ kind: 'submit' });
	const listed = await runs.run(await runs.save(listGenerated('List', { credentialId })), generous);
	const known = new Set(outputOf(listed, generate).map(({ json }) => String(json.id)));
	const found = ids.filter((id) => known.has(id));
	checks.check(
		'Account > Get Many Generated Files names what was lost',
		found.length === ids.length,
		`${found.length} of ${ids.length}, among ${known.size}`,
	);
	const fetched = await runs.run(
		await runs.save(fetchByIds('Fetch', ids, { credentialId })),
		generous,
	);
	const files = outputOf(fetched, generate).filter(({ binary }) => binary?.data);
	const again = books.count({ kind: 'submit' }) - before;
	checks.check(
		'Result > Fetch gets it by ID, and nothing is bought again',
		files.length === ids.length && again === 0,
		`${files.length} of ${ids.length} files, ${again} submits, ${fetched.status}`,
	);
	return files.length;
}

/** Parks ten executions, and ends when n8n is just putting each of them into the queue, because it was called back. */
async function callBackIntoQueue(house: QueueHouse, sandbox: Sandbox, path: string): Promise<Ten> {
	const ten = await parkTen(house, sandbox, path);
	// Redis goes on telling, and takes nothing in.
	house.redis.ask('client', 'pause', String(generous), 'write');
	sandbox.finish();
	await allIn(ten, 'running');
	return ten;
}

/** Redis killed while n8n puts executions into its queue: once opened when it has loaded, once open while it loads. */
export async function redisAnew(
	house: QueueHouse,
	sandbox: Sandbox,
	checks: Checks,
	away: number,
): Promise<Figure[]> {
	const { redis } = house;
	const behindProbe = await callBackIntoQueue(house, sandbox, 'queue-redis-loaded');
	await redis.restart(away);
	const out = comeOut(await allOver(behindProbe));
	checks.check(
		'opened when it has loaded: all come out',
		out.length === count,
		`${out.length} of ${count}`,
	);

	const open = await callBackIntoQueue(house, sandbox, 'queue-redis-loads');
	const letLoad = await redis.restartLoading();
	const { callbacks } = sandbox.books;
	await until('That n8n has answered all callbacks', generous, () =>
		callbacks.some(({ result, tookMs }) => result === 'unanswered' && tookMs === undefined)
			? undefined
			: true,
	);
	await letLoad();
	const account = await accountFor(house, sandbox, await allOver(open));
	const own = new Set(account.rows.map(({ id }) => id));
	const lost = account.bought.filter(
		({ execution, delivered }) => own.has(execution) && delivered === 0,
	);
	const failed = account.broken;
	const strange = failed.filter(({ words }) => !words.includes('LOADING'));
	checks.check(
		'open while it loads: what does not come out failed by that',
		strange.length === 0,
		strange.map(({ id, status, words }) => `${id}: ${status}, ${words}`).join('; ') ||
			`${failed.length} of ${count}`,
	);
	const { pictures, again } = await retryAll(house, sandbox, failed);
	checks.check('a Retry of these buys none again', again === 0, `${again} submits`);
	const found = await checkFound(house, sandbox, checks, lost);
	const what = 'Being queued when Redis starts anew';
	return [
		[`${what}, opened when it has loaded: come out`, `${out.length} of ${count}`],
		[`${what}, open while it loads: failed, says n8n`, `${failed.length} of ${count}`],
		['Pictures that a Retry of these brought', `${pictures} of ${lost.length}`],
		['Pictures of these fetched by ID afterwards', `${found} of ${lost.length}`],
	];
}
