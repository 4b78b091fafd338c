import { bodiesOf, receiver } from './receiver';
import { closeAll, pause, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { Sandbox } from '../../sandbox/server';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';
const submit = async (sandbox: Sandbox, body: Body = {}) =>
	(await post(sandbox, path, { prompt: 'x', width: 64, height: 64, ...body })).body;
const states = ({ books }: Sandbox) => books.jobs.map(({ state }) => state);

it('ends one job, and the next one goes to work', async () => {
	const hook = await receiver();
	const sandbox = await sandboxWith({ secondsPerJob: 60, workers: 1 });
	const { id } = await submit(sandbox, { webhook: hook.url });
	await submit(sandbox);
	await submit(sandbox);
	expect(sandbox.finish(Number(id))).toBe(1);
	expect(states(sandbox)).toEqual(['success', 'working', 'waiting']);
	await until(() => hook.calls.length === 1);
	expect(bodiesOf(hook)).toMatchObject([{ status: 'success', id }]);
	const fetched = await post(sandbox, `/api/v6/realtime/fetch/${String(id)}`);
	expect(fetched.body).toMatchObject({ status: 'success', id });
});

it('ends also a job that waits, without a time in work', async () => {
	const hook = await receiver();
	const sandbox = await sandboxWith({ secondsPerJob: 60, workers: 1 });
	await submit(sandbox);
	const { id } = await submit(sandbox, { webhook: hook.url });
	expect(sandbox.finish(String(id))).toBe(1);
	expect(states(sandbox)).toEqual(['working', 'success']);
	const { started = 0, finished = 0 } = sandbox.books.jobs[1];
	expect(finished - started).toBeLessThan(50);
	await until(() => hook.calls.length === 1);
	expect(bodiesOf(hook)[0].generationTime).toBeLessThan(0.1);
});

it('ends all that wait or are in work, badly where they are to fail', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 60, workers: 1 });
	await submit(sandbox);
	await submit(sandbox, { prompt: 'fail' });
	await submit(sandbox);
	expect(sandbox.finish()).toBe(3);
	expect(states(sandbox)).toEqual(['success', 'failed', 'success']);
	expect(sandbox.finish()).toBe(0);
	// There is room for others, and they take their time.
	await submit(sandbox);
	expect(states(sandbox).at(-1)).toBe('working');
});

it('knows no job twice, and no job that is none', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 60 });
	const { id } = await submit(sandbox);
	expect([sandbox.finish(Number(id)), sandbox.finish(Number(id)), sandbox.finish(1)]).toEqual([
		1, 0, 0,
	]);
});

it('is the only end of a job: its own time, when it comes, changes nothing', async () => {
	const hook = await receiver();
	const sandbox = await sandboxWith({ secondsPerJob: 0.15, workers: 1 });
	await submit(sandbox, { webhook: hook.url });
	sandbox.finish();
	const { finished } = sandbox.books.jobs[0];
	// The second job is in work when the time of the first is up, and is not ended by that.
	sandbox.options.secondsPerJob = 60;
	await submit(sandbox);
	await pause(250);
	expect(states(sandbox)).toEqual(['success', 'working']);
	expect(sandbox.books.jobs[0].finished).toBe(finished);
	expect(hook.calls).toHaveLength(1);
});

it('answers a submit that is held open', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 60, holdSeconds: 60 });
	const held = submit(sandbox);
	await until(() => sandbox.books.jobs.length === 1);
	sandbox.finish();
	expect(await held).toMatchObject({ status: 'success', output: [expect.any(String)] });
});
