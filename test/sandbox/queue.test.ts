import { closeAll, post, run, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { Sandbox } from '../../sandbox/server';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';
const submit = async (sandbox: Sandbox, body: Body = {}) =>
	(await post(sandbox, path, { prompt: 'x', ...body })).body;

it('takes as many jobs as the limit says, over all endpoints, and then tells how long to wait', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 10, queueLimit: 3, retryAfterSeconds: 7 });
	for (const other of [path, path, '/api/v3/text2img']) {
		expect((await post(sandbox, other, { prompt: 'x' })).code).toBe(200);
	}
	expect(await post(sandbox, path, { prompt: 'x' })).toEqual({
		code: 429,
		body: {
			status: 'error',
			message: 'Rate limit exceeded. Maximum 3 queued requests allowed.',
			retry_after: 7,
		},
	});
	expect(sandbox.books.jobs).toHaveLength(3);
});

it('never takes more than the limit, also when all come at once', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 10 });
	const answers = await Promise.all(Array.from({ length: 20 }, () => submit(sandbox)));
	expect(answers.filter(({ status }) => status === 'processing')).toHaveLength(5);
});

it('has room again when a job has ended', async () => {
	const sandbox = await sandboxWith({ queueLimit: 1 });
	await run(sandbox, path, { prompt: 'x' });
	expect((await submit(sandbox)).status).toBe('processing');
});

it('counts every key for itself', async () => {
	const keys = [{ key: 'second', queueLimit: 1 }];
	const sandbox = await sandboxWith({ secondsPerJob: 10, queueLimit: 1, keys });
	expect((await submit(sandbox)).status).toBe('processing');
	expect((await submit(sandbox, { key: 'second' })).status).toBe('processing');
	expect((await submit(sandbox, { key: 'second' })).status).toBe('error');
});

it('works on no more jobs at a time than there are workers, first come, first served', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 0.8, workers: 2 });
	for (let count = 0; count < 5; count += 1) await submit(sandbox);
	expect(sandbox.books.jobs.map(({ state }) => state)).toEqual([
		'working',
		'working',
		'waiting',
		'waiting',
		'waiting',
	]);
	await until(() => sandbox.books.jobs.every(({ state }) => state === 'success'));
	const starts = sandbox.books.jobs.map(({ started }) => started ?? 0);
	expect(starts).toEqual([...starts].sort((a, b) => a - b));
	const [first, , third, , fifth] = sandbox.books.jobs;
	expect(third.started).toBeGreaterThanOrEqual(first.finished ?? Infinity);
	expect(fifth.started).toBeGreaterThanOrEqual(third.finished ?? Infinity);
});

describe('the length of jobs', () => {
	const lengths = async (seed: number, jobSpread?: number) => {
		const sandbox = await sandboxWith({
			secondsPerJob: 10,
			queueLimit: 99,
			workers: 99,
			seed,
			jobSpread,
		});
		for (let count = 0; count < 40; count += 1) await submit(sandbox);
		return sandbox.books.jobs.map(({ eta }) => eta);
	};

	it('is the same for all unless it is told to differ', async () => {
		expect(new Set(await lengths(1)).size).toBe(1);
	});

	it('differs around the usual one, and the estimates know it', async () => {
		const drawn = (await lengths(1, 0.5)).sort((a, b) => a - b);
		expect(drawn[20]).toBeGreaterThan(7);
		expect(drawn[20]).toBeLessThan(14);
		expect(drawn[0]).toBeLessThan(6);
		expect(drawn[39]).toBeGreaterThan(17);
	});

	it('is drawn from the seed', async () => {
		expect(await lengths(2, 0.5)).toEqual(await lengths(2, 0.5));
		expect(await lengths(2, 0.5)).not.toEqual(await lengths(3, 0.5));
	});

	it('is kept to in the work', async () => {
		const sandbox = await sandboxWith({
			secondsPerJob: 0.1,
			jobSpread: 0.8,
			queueLimit: 9,
			workers: 9,
		});
		for (let count = 0; count < 6; count += 1) await submit(sandbox);
		const { jobs } = sandbox.books;
		await until(() => jobs.every(({ state }) => state === 'success'));
		for (const { eta, started = 0, finished = 0 } of jobs) {
			expect(Math.abs((finished - started) / 1000 - eta)).toBeLessThan(0.1);
		}
	});
});

it('estimates from the place in the queue and the work before it', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 10, workers: 2 });
	const etas: unknown[] = [];
	for (let count = 0; count < 5; count += 1) etas.push((await submit(sandbox)).eta);
	[10, 10, 20, 20, 30].forEach((eta, index) => {
		expect(Number(etas[index])).toBeGreaterThan(eta - 1);
		expect(Number(etas[index])).toBeLessThanOrEqual(eta);
	});
});

it('can be wrong about it, within bounds', async () => {
	const sandbox = await sandboxWith({
		secondsPerJob: 100,
		workers: 40,
		queueLimit: 40,
		etaError: 0.5,
	});
	const etas: number[] = [];
	for (let count = 0; count < 40; count += 1) etas.push(Number((await submit(sandbox)).eta));
	expect(Math.min(...etas)).toBeLessThan(70);
	expect(Math.max(...etas)).toBeGreaterThan(130);
	expect(etas.every((eta) => eta >= 49 && eta <= 150)).toBe(true);
});

it('lets a part of the jobs fail', async () => {
	const sandbox = await sandboxWith({ failRate: 0.5, queueLimit: 40, workers: 40 });
	for (let count = 0; count < 40; count += 1) await submit(sandbox);
	await until(() => sandbox.books.jobs.every(({ finished }) => finished !== undefined));
	const failed = sandbox.books.jobs.filter(({ state }) => state === 'failed').length;
	expect(failed).toBeGreaterThan(8);
	expect(failed).toBeLessThan(32);
});

it('writes down what became of a job, and who asked how often', async () => {
	const sandbox = await sandboxWith();
	const { submitted, done } = await run(sandbox, path, { prompt: 'x', samples: 2 });
	await fetch(done.output[0]);
	expect(sandbox.books.job(String(submitted.id))).toMatchObject({
		family: 'realtime',
		endpoint: path,
		owner: 'default',
		state: 'success',
		charged: 0.02,
		eta: 0.03,
		asked: sandbox.books.count({ kind: 'fetch' }),
		delivered: 1,
		downloads: 1,
	});
});

it('shows a submit that was repeated', async () => {
	const sandbox = await sandboxWith();
	await submit(sandbox, { seed: 1 });
	await submit(sandbox, { seed: 1 });
	await submit(sandbox, { seed: 2 });
	expect([...sandbox.books.submitsByFingerprint().values()]).toEqual([2, 1]);
});

it('repeats a run with the same seed, and no other', async () => {
	const told = async (seed: number) => {
		// A worker for each: an estimate that waits for another job's end depends on the clock too.
		const sandbox = await sandboxWith({ seed, secondsPerJob: 100, workers: 3, etaError: 0.4 });
		const answers = [await submit(sandbox), await submit(sandbox), await submit(sandbox)];
		return JSON.stringify(answers).replaceAll(sandbox.url, '');
	};
	expect(await told(5)).toBe(await told(5));
	expect(await told(5)).not.toBe(await told(6));
});

it('closes at once while a submit is held', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 30, holdSeconds: 30 });
	const held = submit(sandbox).catch(() => 'cut');
	await until(() => sandbox.books.jobs.length === 1);
	await sandbox.close();
	await held;
});
