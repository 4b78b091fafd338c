import { bodiesOf, receiver } from './receiver';
import { closeAll, pause, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { Sandbox } from '../../sandbox/server';
import type { CallbackOptions, SandboxInput } from '../../sandbox/options';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

const path = '/api/v6/realtime/text2img';

const submit = async (sandbox: Sandbox, webhook: string, body: Body = {}) =>
	(
		await post(sandbox, path, {
			prompt: 'x',
			width: 64,
			height: 64,
			webhook,
			track_id: 'order 7',
			...body,
		})
	).body;
const fetched = async (sandbox: Sandbox, id: unknown) =>
	(await post(sandbox, `/api/v6/realtime/fetch/${String(id)}`)).body;
const kinds = ({ books }: Sandbox) => books.callbacks.map(({ kind }) => kind);

it('come out of order with a spread of delays', async () => {
	const hook = await receiver();
	const sandbox = await sandboxWith({
		secondsPerJob: 0,
		queueLimit: 9,
		callbacks: { delaySpread: 0.4 },
	});
	const ids: unknown[] = [];
	for (let count = 0; count < 8; count += 1) ids.push((await submit(sandbox, hook.url)).id);
	await until(() => hook.calls.length === ids.length);
	const told = bodiesOf(hook).map(({ id }) => id);
	expect(told).not.toEqual(ids);
	expect(new Set(told)).toEqual(new Set(ids));
});

it('of a pair come apart with a spread of delays, none before its time', async () => {
	const hook = await receiver();
	const callbacks = { duplicateRate: 1, delaySeconds: 0.1, delaySpread: 0.5 };
	const sandbox = await sandboxWith({ secondsPerJob: 0, callbacks });
	const timers = jest.spyOn(global, 'setTimeout');
	await submit(sandbox, hook.url);
	await until(
		() => sandbox.books.callbacks.every(({ code }) => code === 200) && hook.calls.length === 2,
	);
	const { finished = 0 } = sandbox.books.jobs[0];
	for (const { time } of sandbox.books.callbacks)
		expect(time - finished).toBeGreaterThanOrEqual(95);
	const delays = timers.mock.calls.map(([, ms = 0]) => ms).filter((ms) => ms >= 100 && ms <= 600);
	expect(delays).toHaveLength(2);
	expect(Math.abs(delays[0] - delays[1])).toBeGreaterThan(20);
});

describe('before the submit is answered', () => {
	it('tell a success that a question confirms, and the submit says processing', async () => {
		let isAnswered = false;
		const seen: unknown[] = [];
		const hook = await receiver(async ({ text }) => {
			const { id } = JSON.parse(text) as Body;
			seen.push(isAnswered, (await fetched(sandbox, id)).status);
			return {};
		});
		const sandbox = await sandboxWith({
			secondsPerJob: 60,
			holdSeconds: 5,
			callbacks: { earlyRate: 1 },
		});
		const submitted = await submit(sandbox, hook.url);
		isAnswered = true;
		expect(seen).toEqual([false, 'success']);
		expect(submitted.status).toBe('processing');
		expect(bodiesOf(hook)).toEqual([
			{
				status: 'success',
				id: submitted.id,
				output: submitted.future_links,
				generationTime: expect.any(Number) as unknown,
				track_id: 'order 7',
				meta: submitted.meta,
			},
		]);
		expect(sandbox.books.callbacks).toMatchObject([{ kind: 'early', result: 'sent', code: 200 }]);
	});

	it('do not wait for the delay, but the second of a pair does', async () => {
		const hook = await receiver();
		const callbacks = { earlyRate: 1, duplicateRate: 1, delaySeconds: 60 };
		const sandbox = await sandboxWith({ callbacks });
		const timers = jest.spyOn(global, 'setTimeout');
		await submit(sandbox, hook.url);
		const due = timers.mock.calls.filter(([, ms]) => ms === 60_000);
		await pause(100);
		expect([hook.calls.length, due.length]).toEqual([1, 1]);
		due[0][0]();
		await until(() => hook.calls.length === 2);
		expect(kinds(sandbox)).toEqual(['early', 'early']);
	});

	it('hold the submit for two seconds at most', async () => {
		const hook = await receiver(() => new Promise(() => {}));
		const sandbox = await sandboxWith({ callbacks: { earlyRate: 1 } });
		const began = Date.now();
		expect((await submit(sandbox, hook.url)).status).toBe('processing');
		expect(Date.now() - began).toBeGreaterThan(1900);
		// Nobody has given up waiting for the receiver meanwhile.
		expect(sandbox.books.callbacks[0].tookMs).toBeUndefined();
	});

	it('tell of no failure, and are no matter of jobs without a webhook', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ secondsPerJob: 60, callbacks: { earlyRate: 1 } });
		const failing = await submit(sandbox, hook.url, { prompt: 'fail' });
		await post(sandbox, path, { prompt: 'x', width: 64, height: 64 });
		expect(sandbox.books.jobs.map(({ finished }) => finished)).toEqual([undefined, undefined]);
		sandbox.finish();
		await until(() => hook.calls.length === 1);
		expect(bodiesOf(hook)).toMatchObject([{ id: failing.id, status: 'failed' }]);
		expect(kinds(sandbox)).toEqual(['real']);
	});

	it('can be lost like others', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ callbacks: { earlyRate: 1, lossRate: 1 } });
		const submitted = await submit(sandbox, hook.url);
		expect(sandbox.books.callbacks).toMatchObject([{ kind: 'early', result: 'lost' }]);
		expect(await fetched(sandbox, submitted.id)).toMatchObject({ status: 'success' });
	});
});

describe('with a wrong id', () => {
	it.each(['x', 'fail'])('name no job, and the right one does not come (%s)', async (prompt) => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ callbacks: { wrongIdRate: 1 } });
		const { id } = await submit(sandbox, hook.url, { prompt });
		await until(() => sandbox.books.callbacks[0]?.code === 200);
		await pause(50);
		const [told, ...others] = bodiesOf(hook);
		expect(others).toEqual([]);
		expect(told.id).not.toBe(id);
		expect(JSON.stringify(told)).not.toContain(`"id":"${String(id)}"`);
		expect(told.track_id).toBe('order 7');
		expect((await fetched(sandbox, told.id)).message).toBe('Request not found');
		expect(sandbox.books.callbacks).toMatchObject([{ job: id, kind: 'wrongId', result: 'sent' }]);
	});

	it('name none in the address of the question either', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ callbacks: { wrongIdRate: 1, shape: 'fetchResult' } });
		await submit(sandbox, hook.url);
		await until(() => hook.calls.length === 1);
		const question = new URL(String(bodiesOf(hook)[0].fetch_result)).pathname;
		expect((await post(sandbox, question)).body.message).toBe('Request not found');
	});
});

describe('of a third party', () => {
	it.each([
		['x', 'success'],
		['fail', 'failed'],
	])('tell a success of a job that is open, and the real one follows (%s)', async (prompt, end) => {
		const states: unknown[] = [];
		const hook = await receiver(() => {
			states.push(sandbox.books.jobs[0].state);
			return {};
		});
		const sandbox = await sandboxWith({ secondsPerJob: 60, callbacks: { forgedRate: 1 } });
		const { id } = await submit(sandbox, hook.url, { prompt });
		await until(() => hook.calls.length === 1);
		sandbox.finish();
		await until(() => hook.calls.length === 2);
		expect(states).toEqual(['working', end]);
		const [forged, real] = bodiesOf(hook);
		expect(forged).toEqual({
			status: 'success',
			id,
			output: ['http://127.0.0.1:1/evil.png'],
			generationTime: expect.any(Number) as unknown,
			track_id: 'order 7',
			meta: {},
		});
		expect(real).toMatchObject({ status: end, id });
		expect(kinds(sandbox)).toEqual(['forged', 'real']);
	});

	it('do not come to a job that has ended', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ secondsPerJob: 60, callbacks: { forgedRate: 1 } });
		await submit(sandbox, hook.url);
		sandbox.finish();
		await pause(200);
		expect(kinds(sandbox)).toEqual(['real']);
	});

	it('come before the real one also where a job takes no time', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ secondsPerJob: 0, callbacks: { forgedRate: 1 } });
		await submit(sandbox, hook.url);
		await until(() => sandbox.books.callbacks.length === 2);
		expect(kinds(sandbox)).toEqual(['forged', 'real']);
	});
});

describe('what is drawn', () => {
	/** What became of the callbacks of 24 jobs, one after the other: lost, how many came, and whether of a failure. */
	async function drawn(callbacks: Partial<CallbackOptions> = {}): Promise<string> {
		const hook = await receiver();
		const input: SandboxInput = { secondsPerJob: 0, holdSeconds: 5, seed: 3, failRate: 0.2 };
		const sandbox = await sandboxWith({
			...input,
			callbacks: { lossRate: 0.4, duplicateRate: 0.4, ...callbacks },
		});
		for (let count = 0; count < 24; count += 1) await submit(sandbox, hook.url);
		const { jobs, callbacks: entries } = sandbox.books;
		const own = (id: number) =>
			entries.filter(({ job, kind }) => job === id && kind !== 'forged').map((each) => each.result);
		await until(() => jobs.every(({ id }) => own(id).length > 0));
		await pause(100);
		return jobs
			.map(({ id, state }) =>
				own(id)[0] === 'lost' ? 'l' : `${own(id).length}${state === 'failed' ? 'f' : ''}`,
			)
			.join('');
	}

	// Written down before there were other ways than these two.
	const before = '1flll21lll2ll1112212ll1l1';

	it('is what it was when the other parts are 0', async () => {
		expect(await drawn()).toBe(before);
	});

	it.each([{ delaySpread: 0.02 }, { wrongIdRate: 0.5 }, { forgedRate: 0.5 }, { earlyRate: 0.5 }])(
		'is not shifted by %j',
		async (more) => {
			expect(await drawn(more)).toBe(before);
		},
	);

	it('is a part of the callbacks, in each way', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({
			secondsPerJob: 0.02,
			queueLimit: 99,
			workers: 9,
			callbacks: { earlyRate: 0.3, wrongIdRate: 0.3, forgedRate: 0.3 },
		});
		for (let count = 0; count < 40; count += 1) await submit(sandbox, hook.url);
		await until(
			() => sandbox.books.callbacks.filter(({ kind }) => kind !== 'forged').length === 40,
		);
		for (const kind of ['real', 'early', 'wrongId', 'forged'] as const) {
			const count = kinds(sandbox).filter((each) => each === kind).length;
			expect([kind, count > 2 && count < 30]).toEqual([kind, true]);
		}
	});
});
