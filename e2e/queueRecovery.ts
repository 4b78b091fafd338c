// What becomes of parked executions that are called back while all workers are started anew, as for an update.
import type { Sandbox } from '../sandbox/server';
import type { Checks } from './checks';
import type { Figure } from './figures';
import { outputOf } from './parkScene';
import { listAll, type Row } from './queueBooks';
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

/** Parks ten executions, stops all workers, lets the service call back, and waits for what comes of it. */
async function callBackMeanwhile(
	house: QueueHouse,
	sandbox: Sandbox,
	keepsEvents: boolean,
): Promise<Row[]> {
	calm(sandbox);
	const path = keepsEvents ? 'queue-old-folder' : 'queue-new-folder';
	const flow = await publishParked(house, path, 900);
	const inState = (...states: string[]): Row[] =>
		listAll(house, { parked: flow }).filter(({ status }) => states.includes(status));
	for (let number = 0; number < count; number++) {
		const taken = async () => ((await order(house, path, number)) === 200 ? true : undefined);
		await until('An order', generous, taken, 2_000);
	}
	const allIn =
		(...states: string[]) =>
		() =>
			inState(...states).length === count ? true : undefined;
	await until(`That ${count} executions are parked`, generous, allIn('waiting'), 500);
	for (const worker of house.workers) worker.keepEvents(keepsEvents);
	await Promise.all(house.workers.map(async ({ kept }) => await kept.kill('SIGTERM')));
	sandbox.finish();
	await until('The end', generous, allIn('success', 'error', 'crashed', 'canceled'), 500);
	return inState('success', 'error', 'crashed', 'canceled');
}

/** The executions that n8n takes for crashed have all that a Retry needs. */
async function retryAll(
	{ runs }: QueueHouse,
	{ books }: Sandbox,
	checks: Checks,
	crashed: Row[],
): Promise<number> {
	const before = books.count({ kind: 'submit' });
	let pictures = 0;
	for (const { id } of crashed) {
		const retried = await runs.retry(id, false);
		pictures += outputOf(retried).filter(({ binary }) => binary?.data).length;
	}
	const again = books.count({ kind: 'submit' }) - before;
	const wanted = crashed.length * picturesPerOrder;
	checks.check(
		'in its old folder: a Retry brings their pictures, and buys none again',
		pictures === wanted && again === 0,
		`${pictures} of ${wanted} pictures, ${again} submits`,
	);
	return pictures;
}

/** All workers started anew: once in new folders, once in those that they had before. */
export async function startedAnew(
	house: QueueHouse,
	sandbox: Sandbox,
	checks: Checks,
): Promise<Figure[]> {
	const fresh = await callBackMeanwhile(house, sandbox, false);
	const out = fresh.filter(({ status }) => status === 'success');
	checks.check(
		'in a new folder: all that are called back meanwhile come out',
		out.length === count,
		`${out.length} of ${count}`,
	);
	const old = await callBackMeanwhile(house, sandbox, true);
	const crashed = old.filter(({ status }) => status === 'crashed');
	const pictures = await retryAll(house, sandbox, checks, crashed);
	const what = 'Called back while all workers start anew';
	return [
		[`${what}, in new folders: come out`, `${out.length} of ${count}`],
		[`${what}, in their old folders: crashed, says n8n`, `${crashed.length} of ${count}`],
		[
			'Pictures that a Retry of these brought',
			`${pictures} of ${crashed.length * picturesPerOrder}`,
		],
	];
}
