import { bodiesOf, receiver } from './receiver';
import { closeAll, pause, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { Sandbox } from '../../sandbox/server';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';
const submit = async (sandbox: Sandbox, webhook?: string, body: Body = {}) =>
	(await post(sandbox, path, { prompt: 'x', width: 64, height: 64, webhook, ...body })).body;

describe('what the receiver answers', () => {
	it('is written down with its code, its words and its time', async () => {
		const hook = await receiver(async () => {
			await pause(120);
			return { code: 202, text: 'yes '.repeat(200) };
		});
		const sandbox = await sandboxWith();
		const began = Date.now();
		await submit(sandbox, hook.url);
		await until(() => sandbox.books.callbacks[0]?.tookMs !== undefined);
		const [entry] = sandbox.books.callbacks;
		expect(entry).toMatchObject({ kind: 'real', result: 'sent', code: 202 });
		expect(entry.answer).toBe('yes '.repeat(50));
		expect(entry.tookMs).toBeGreaterThanOrEqual(110);
		expect(entry.tookMs).toBeLessThanOrEqual(Date.now() - began + 1);
	});

	it('is kept also when it is a refusal', async () => {
		const hook = await receiver(() => ({ code: 404, text: 'not registered' }));
		const sandbox = await sandboxWith();
		await submit(sandbox, hook.url);
		await until(() => sandbox.books.callbacks[0]?.tookMs !== undefined);
		expect(sandbox.books.callbacks).toMatchObject([
			{ result: 'unanswered', code: 404, answer: 'not registered' },
		]);
	});

	it('is nothing where nobody listens', async () => {
		const sandbox = await sandboxWith();
		await submit(sandbox, 'http://127.0.0.1:1/hook');
		await until(() => sandbox.books.callbacks[0]?.tookMs !== undefined);
		const [entry] = sandbox.books.callbacks;
		expect(entry.result).toBe('unanswered');
		expect(entry).not.toHaveProperty('code');
		expect(entry).not.toHaveProperty('answer');
	});
});

describe('a callback by hand', () => {
	it('is the one that the job would get, past all rates', async () => {
		const hook = await receiver(() => ({ code: 201, text: 'thanks' }));
		const sandbox = await sandboxWith({ callbacks: { lossRate: 1, wrongIdRate: 1 } });
		const { id, future_links, meta } = await submit(sandbox, hook.url, { track_id: 'mine' });
		await until(() => sandbox.books.callbacks.length === 1);
		const entry = await sandbox.callback(Number(id));
		expect(bodiesOf(hook)).toEqual([
			{
				status: 'success',
				id,
				output: future_links,
				generationTime: expect.any(Number) as unknown,
				track_id: 'mine',
				meta,
			},
		]);
		expect(entry).toMatchObject({
			job: id,
			kind: 'real',
			result: 'sent',
			code: 201,
			answer: 'thanks',
			tookMs: expect.any(Number) as unknown,
		});
		expect(sandbox.books.callbacks.at(-1)).toBe(entry);
	});

	it.each([
		['x', 'success'],
		['fail', 'failed'],
	])('can come before the end of the job (%s)', async (prompt, status) => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ secondsPerJob: 60 });
		const { id } = await submit(sandbox, hook.url, { prompt });
		await sandbox.callback(String(id));
		expect(bodiesOf(hook)).toMatchObject([{ status, id }]);
		expect(sandbox.books.jobs[0].state).toBe('working');
	});

	it('goes to another address, with another body, for a job that may be none', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith();
		const body = { status: 'processing', id: 'abc-1' };
		const entry = await sandbox.callback('abc-1', { url: hook.url, body });
		expect(entry).toMatchObject({ job: 0, kind: 'test', result: 'sent', body });
		expect(hook.calls).toEqual([{ type: 'application/json', text: JSON.stringify(body) }]);
	});

	it('can be any text or bytes, under any type or none', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith();
		const { id } = await submit(sandbox, hook.url);
		await until(() => hook.calls.length === 1);
		await sandbox.callback(Number(id), { raw: '{"half' });
		await sandbox.callback(Number(id), { raw: Buffer.from('<a/>'), contentType: 'text/xml' });
		await sandbox.callback(Number(id), { raw: 'x', contentType: '' });
		const form = 'application/x-www-form-urlencoded';
		await sandbox.callback(Number(id), { body: { a: ['b'], c: 'd' }, contentType: form });
		expect(hook.calls.slice(1)).toEqual([
			{ type: 'application/json', text: '{"half' },
			{ type: 'text/xml', text: '<a/>' },
			{ type: undefined, text: 'x' },
			{ type: form, text: 'a=%5B%22b%22%5D&c=d' },
		]);
		expect(sandbox.books.callbacks[1]).toMatchObject({ job: id, kind: 'test', raw: '{"half' });
	});

	it('goes to this computer only', async () => {
		const sandbox = await sandboxWith();
		const entry = await sandbox.callback(1, { url: 'http://192.0.2.1/hook', body: {} });
		expect(entry).toMatchObject({ result: 'refused', url: 'http://192.0.2.1/hook' });
		expect(entry).not.toHaveProperty('tookMs');
	});

	it('says what it misses', async () => {
		const sandbox = await sandboxWith();
		const { id } = await submit(sandbox);
		await expect(sandbox.callback(1)).rejects.toThrow('no job 1');
		await expect(sandbox.callback(Number(id))).rejects.toThrow('no webhook');
		await expect(sandbox.callback(1, { body: {} })).rejects.toThrow('no webhook');
	});
});

describe('held callbacks', () => {
	it('come when they are released, also to a receiver that was away meanwhile', async () => {
		const first = await receiver();
		const sandbox = await sandboxWith({ queueLimit: 9 });
		await submit(sandbox, first.url);
		await until(() => first.calls.length === 1);

		sandbox.holdCallbacks();
		const jobs = [await submit(sandbox, first.url), await submit(sandbox, first.url)];
		await until(() => sandbox.books.jobs.every(({ state }) => state === 'success'));
		await first.close();
		await pause(50);
		expect(sandbox.books.callbacks).toHaveLength(1);

		const second = await receiver(undefined, first.port);
		expect(sandbox.releaseCallbacks()).toBe(2);
		await until(() => second.calls.length === 2);
		expect(new Set(bodiesOf(second).map(({ id }) => id))).toEqual(
			new Set(jobs.map(({ id }) => id)),
		);
		await pause(30);
		expect(sandbox.books.callbacks.map(({ result }) => result)).toEqual(['sent', 'sent', 'sent']);
		expect(sandbox.releaseCallbacks()).toBe(0);
	});

	it('are lost, doubled and delayed only then', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith();
		sandbox.holdCallbacks();
		await submit(sandbox, hook.url);
		await until(() => sandbox.books.jobs[0].state === 'success');
		Object.assign(sandbox.options.callbacks, { duplicateRate: 1, delaySeconds: 0.2 });
		await pause(20);
		const released = Date.now();
		sandbox.releaseCallbacks();
		await until(() => hook.calls.length === 2);
		expect(Date.now() - released).toBeGreaterThan(190);

		sandbox.holdCallbacks();
		await submit(sandbox, hook.url);
		sandbox.finish();
		sandbox.options.callbacks.lossRate = 1;
		sandbox.releaseCallbacks();
		expect(sandbox.books.callbacks.at(-1)).toMatchObject({ result: 'lost' });
	});

	it('are also those that were on their way, and no draw is made for them again', async () => {
		const hook = await receiver();
		const callbacks = { delaySeconds: 0.1, duplicateRate: 1 };
		const sandbox = await sandboxWith({ secondsPerJob: 60, callbacks });
		await submit(sandbox, hook.url);
		sandbox.finish();
		sandbox.holdCallbacks();
		sandbox.options.callbacks.lossRate = 1;
		await pause(200);
		expect(sandbox.books.callbacks).toEqual([]);
		expect(sandbox.releaseCallbacks()).toBe(2);
		await until(() => hook.calls.length === 2);
	});

	it('are none by hand, none of a third party, and none is early', async () => {
		const hook = await receiver();
		const callbacks = { earlyRate: 1, forgedRate: 1 };
		const sandbox = await sandboxWith({ secondsPerJob: 60, callbacks });
		sandbox.holdCallbacks();
		const { id } = await submit(sandbox, hook.url);
		expect(sandbox.books.jobs[0].state).toBe('working');
		await until(() => hook.calls.length === 1);
		await sandbox.callback(Number(id));
		expect(sandbox.books.callbacks.map(({ kind }) => kind)).toEqual(['forged', 'real']);
	});
});
