import { closeAll, neighbour, pause, png, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { Sandbox } from '../../sandbox/server';

afterEach(closeAll);

const stages = [
	'deploying_gpu',
	'training_started',
	'training_success',
	'trained_model_compressing',
	'trained_model_uploading',
	'trained_model_uploaded',
	'deploying_model',
	'model_ready',
];
const notFound = { code: 404, body: { status: 'error', messege: 'Training not found' } };

async function world(secondsPerJob: number) {
	const sandbox = await sandboxWith({ secondsPerJob });
	const { url, received } = await neighbour({ '/in.png': png(8, 8, () => [9, 9, 9]) });
	const start = async (change: Body = {}) => {
		const { body } = await post(sandbox, '/api/v3/lora_fine_tune', {
			instance_prompt: 'photo of ambika0',
			class_prompt: 'photo of a person',
			images: [`${url}/in.png`],
			training_type: 'null',
			max_train_steps: 18,
			webhook: `${url}/hook`,
			...change,
		});
		return String(body.training_id);
	};
	return { sandbox, received, start };
}

const status = (sandbox: Sandbox, id: string, body: Body = {}) =>
	post(sandbox, `/api/v3/fine_tune_status/${id}`, body);

describe('a training', () => {
	it('goes through its stages, tells each of them, and ends with a model', async () => {
		const { sandbox, received, start } = await world(0.7);
		const id = await start();
		const seen: unknown[] = [];
		while (seen.at(-1) !== 'model_ready') {
			const { body } = await status(sandbox, id);
			expect(body).toMatchObject({ status: 'success', data: expect.stringContaining('Step:1') });
			if (body.messege !== seen.at(-1)) seen.push(body.messege);
			await pause(10);
		}
		// A busy computer may miss a stage, but never sees them in another order.
		expect(seen).toEqual(stages.filter((stage) => seen.includes(stage)));
		expect(seen.length).toBeGreaterThan(1);

		await until(() => received.length === stages.length);
		const told = received.map((body) => body.training_status);
		expect(new Set(told)).toEqual(new Set(stages));
		expect(received[told.indexOf('model_ready')]).toEqual({
			status: 'success',
			training_status: 'model_ready',
			logs: expect.stringContaining('Step:8') as unknown,
			model_id: id,
		});
		const list = await post(sandbox, '/api/v3/finetune_list');
		expect(list.body).toEqual({ status: 'success', messege: 'model list', data: [id] });
		const use = { model_id: id, prompt: 'x' };
		const { body } = await post(sandbox, '/api/v6/images/text2img', use);
		expect(body.status).toBe('processing');
	});

	it('costs a dollar, and is refused to a key that has none', async () => {
		const { sandbox, start } = await world(10);
		sandbox.options.credits = 1.5;
		await start();
		const balance = await post(sandbox, '/api/wallet_balance');
		expect(balance.body.data).toEqual({ balance: 0.5, currency: 'USD' });
		expect(await start()).toBe('undefined');
	});

	it('with the word fail fails', async () => {
		const { sandbox, received, start } = await world(0.05);
		const id = await start({ instance_prompt: 'this will fail' });
		await until(() => received.length === 3);
		const told = received.map((body) => body.training_status);
		const failed = told.indexOf('training_failed');
		expect(new Set(told)).toEqual(new Set([...stages.slice(0, 2), 'training_failed']));
		expect(received[failed]).toMatchObject({ status: 'failed' });
		const { body } = await status(sandbox, id);
		expect(body).toMatchObject({ status: 'failed', messege: 'training_failed' });
		await pause(60);
		expect(received).toHaveLength(3);
		expect((await post(sandbox, '/api/v3/finetune_list')).body.data).toEqual([]);
	});

	it('goes on by hand, once for each stage, until it has ended', async () => {
		const { sandbox, received, start } = await world(600);
		const id = await start();
		for (const stage of stages.slice(1)) expect(sandbox.advance(id)).toBe(stage);
		expect((await status(sandbox, id)).body.messege).toBe('model_ready');
		expect(sandbox.advance(id)).toBeUndefined();
		expect(sandbox.advance('nothing')).toBeUndefined();
		await until(() => received.length === stages.length);
	});

	it.each(['cancel_training', 'cancle_training'])('can be stopped by %s, once', async (path) => {
		const { sandbox, received, start } = await world(10);
		const id = await start();
		const cancel = () => post(sandbox, `/api/v3/${path}/${id}`);
		expect((await cancel()).body).toMatchObject({ status: 'success', messege: expect.any(String) });
		expect((await status(sandbox, id)).body.messege).toBe('training_cancelled');
		expect(await cancel()).toMatchObject({ code: 400, body: { status: 'error' } });
		await until(() => received.length === 2);
		expect(received[1].training_status).toBe('training_cancelled');
	});

	it('goes with its model when it is deleted', async () => {
		const { sandbox, received, start } = await world(0.03);
		const id = await start();
		await until(() => received.length === stages.length);
		const { body } = await post(sandbox, `/api/v3/finetune/delete/${id}`);
		expect(body).toMatchObject({ status: 'success', messege: expect.any(String) });
		expect(await status(sandbox, id)).toEqual(notFound);
		expect((await post(sandbox, '/api/v3/finetune_list')).body.data).toEqual([]);
		const use = { model_id: id, prompt: 'x' };
		expect((await post(sandbox, '/api/v6/images/text2img', use)).body.status).toBe('error');
	});

	it.each(['fine_tune_status', 'cancel_training', 'cancle_training', 'finetune/delete'])(
		'that is unknown, or of another key, is not found by %s',
		async (path) => {
			const { sandbox, start } = await world(10);
			sandbox.options.keys.push({ key: 'other-key' });
			const id = await start();
			expect(await post(sandbox, `/api/v3/${path}/nothing`)).toEqual(notFound);
			expect(await post(sandbox, `/api/v3/${path}/${id}`, { key: 'other-key' })).toEqual(notFound);
			const wrong = { key: sandbox.enterpriseKey };
			expect((await post(sandbox, `/api/v3/${path}/${id}`, wrong)).code).toBe(401);
		},
	);
});
