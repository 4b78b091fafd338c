import { closeAll, neighbour, pause, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { SandboxInput } from '../../sandbox/options';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';

async function called(input: SandboxInput = {}, body: Body = {}) {
	const sandbox = await sandboxWith(input);
	const receiver = await neighbour();
	const webhook = `${receiver.url}/hook?secret=1`;
	const reply = await post(sandbox, path, {
		prompt: 'x',
		webhook,
		track_id: 'order 7',
		width: 64,
		height: 64,
		...body,
	});
	return { sandbox, receiver, submitted: reply.body };
}

it('tell the result of a job', async () => {
	const { receiver, submitted, sandbox } = await called();
	await until(() => receiver.received.length === 1);
	expect(receiver.received[0]).toEqual({
		status: 'success',
		id: submitted.id,
		output: submitted.future_links,
		generationTime: expect.any(Number),
		track_id: 'order 7',
		meta: submitted.meta,
	});
	await until(() => sandbox.books.callbacks[0].result === 'sent');
	expect(sandbox.books.callbacks[0]).toMatchObject({ job: submitted.id, code: 200 });
});

it('tell of a failure, without output', async () => {
	const { receiver, submitted } = await called({}, { prompt: 'fail' });
	await until(() => receiver.received.length === 1);
	expect(receiver.received[0]).toEqual({
		status: 'failed',
		id: submitted.id,
		message: 'Failed, Try Again',
		track_id: 'order 7',
	});
});

it('come also when the submit was answered with the result', async () => {
	const { receiver, submitted } = await called({ holdSeconds: 5 });
	expect(submitted.status).toBe('success');
	await until(() => receiver.received.length === 1);
});

it('can carry the id as text', async () => {
	const { receiver, submitted } = await called({ callbacks: { idAsText: true } });
	await until(() => receiver.received.length === 1);
	expect(receiver.received[0].id).toBe(String(submitted.id));
});

it('can be lost', async () => {
	const { receiver, sandbox } = await called({ callbacks: { lossRate: 1 } });
	await until(() => sandbox.books.callbacks.length === 1);
	await pause(50);
	expect(sandbox.books.callbacks[0].result).toBe('lost');
	expect(receiver.received).toHaveLength(0);
});

it('can come twice', async () => {
	const { receiver } = await called({ callbacks: { duplicateRate: 1 } });
	await until(() => receiver.received.length === 2);
	expect(receiver.received[0]).toEqual(receiver.received[1]);
});

it('can come late', async () => {
	const { receiver, sandbox } = await called({ callbacks: { delaySeconds: 0.15 } });
	await until(() => sandbox.books.jobs[0].state === 'success');
	await pause(50);
	expect(receiver.received).toHaveLength(0);
	await until(() => receiver.received.length === 1);
});

it('go to this computer only', async () => {
	const { sandbox } = await called({}, { webhook: 'https://example.com/hook' });
	await until(() => sandbox.books.callbacks.length === 1);
	expect(sandbox.books.callbacks[0]).toMatchObject({
		url: 'https://example.com/hook',
		result: 'refused',
	});
});

it('that nobody receives are written down, and not tried again', async () => {
	const { sandbox } = await called({}, { webhook: 'http://127.0.0.1:1/hook' });
	await until(() => sandbox.books.callbacks.length === 1);
	await pause(100);
	expect(sandbox.books.callbacks).toMatchObject([{ result: 'unanswered' }]);
});
