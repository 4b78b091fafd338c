/** What is only accepted at once: models that are loaded, trainings. */
import nock from 'nock';
import { key, see } from '../support/n8n';
import { closedWorld, service } from '../support/service';

closedWorld();

const account = { account: 'enterprise' };
const load = {
	resource: 'model',
	operation: 'load',
	url: 'someone/model',
	model_id: 'mine',
	model_type: 'huggingface',
};
const train = {
	resource: 'model',
	operation: 'startTraining',
	instance_prompt: 'photo of zwx mug',
	class_prompt: 'photo of a mug',
	images: 'https://example.com/1.jpg, https://example.com/2.jpg',
	training_type: 'men',
	max_train_steps: 20,
};
const paths = {
	load: '/api/v1/enterprise/load_model',
	verify: '/api/v1/enterprise/verify_model',
	train: '/api/v3/lora_fine_tune',
	status: '/api/v3/fine_tune_status/Ab3',
};
const started = { status: 'success', message: 'model load started' };
const missing = { status: 'error', message: 'Model does not exist on server' };
const there = { status: 'success', message: 'Model exists on server' };
const fetch = { resource: 'result', operation: 'fetch' };

describe('loading a model', () => {
	test('ends when the server has it', async () => {
		const sent = service(paths.load, [200, started]);
		const asks = service(paths.verify, [200, missing], [200, there]);
		const { items, error } = await see({ parameters: load, credential: account });
		expect(error).toBeUndefined();
		expect(sent).toEqual([
			{ key, url: 'someone/model', model_id: 'mine', model_type: 'huggingface' },
		]);
		expect(asks).toEqual([
			{ key, model_id: 'mine' },
			{ key, model_id: 'mine' },
		]);
		expect(items[0].json).toEqual({
			id: 'mine',
			status: 'success',
			model_id: 'mine',
			family: 'enterprise',
			operation: 'model:load',
			message: 'Model exists on server',
			waited: expect.any(Number),
		});
		expect(items[0].binary).toBeUndefined();
	});

	test('that is not waited for is taken up by Result > Fetch, whatever the name of the model', async () => {
		const model_id = 'My Model/v2';
		service(paths.load, [200, started]);
		const { items } = await see({
			parameters: { ...load, model_id, wait: 'no' },
			credential: account,
		});
		expect(items[0].json).toMatchObject({
			id: model_id,
			status: 'processing',
			operation: 'model:load',
		});
		const asks = service(paths.verify, [200, there]);
		const fetched = await see({ parameters: fetch, items, credential: account });
		expect(asks).toEqual([{ key, model_id }]);
		expect(fetched.items[0].json).toMatchObject({ id: model_id, status: 'success' });
	});

	test('that takes too long names the model, and can be taken up again', async () => {
		service(paths.load, [200, started]);
		nock('https://sd.example.test').post(paths.verify).reply(200, missing).persist();
		const { error } = await see({
			parameters: { ...load, options: { timeLimit: 2 } },
			credential: account,
		});
		expect(error?.message).toBe('Model mine was not ready after 2 s');
		expect(error?.description).toContain('Result > Fetch');
		expect(error?.description).not.toContain('paid');
	});

	test('goes on from an error branch', async () => {
		service(paths.load, [200, started]);
		service(paths.verify, [401, { status: 'error', message: 'Invalid API key' }]);
		const { errors } = await see({
			parameters: load,
			credential: account,
			nodeExtra: { onError: 'continueErrorOutput' },
		});
		expect(errors[0].json.details).toMatchObject({ id: 'mine', operation: 'model:load' });
		const asks = service(paths.verify, [200, there]);
		const fetched = await see({ parameters: fetch, items: errors, credential: account });
		expect([fetched.error, asks.length]).toEqual([undefined, 1]);
	});
});

describe('a training', () => {
	test('goes through its stages to the end', async () => {
		const sent = service(paths.train, [
			200,
			{ status: 'success', messege: 'deploying_gpu', data: 'a while', training_id: 'Ab3' },
		]);
		service(
			paths.status,
			[200, { status: 'success', messege: 'training_started', data: 'Step 1' }],
			[200, { status: 'success', messege: 'model_ready', data: 'done' }],
		);
		const { items, error } = await see({ parameters: train });
		expect(error).toBeUndefined();
		expect(sent[0]).toEqual({
			key,
			instance_prompt: 'photo of zwx mug',
			class_prompt: 'photo of a mug',
			images: ['https://example.com/1.jpg', 'https://example.com/2.jpg'],
			training_type: 'men',
			max_train_steps: '20',
		});
		expect(items[0].json).toMatchObject({
			id: 'Ab3',
			training_id: 'Ab3',
			status: 'success',
			message: 'model_ready',
		});
	});

	test('that fails is an error with its name', async () => {
		service(paths.train, [200, { status: 'success', training_id: 'Ab3' }]);
		service(paths.status, [200, { status: 'success', messege: 'training_failed' }]);
		const { error } = await see({ parameters: train });
		expect(error?.message).toBe('Training Ab3 could not be made');
		expect(error?.description).toContain('training_failed');
	});

	test('is started once, also when the answer is lost', async () => {
		const sent = service(paths.train, [502, '<html>Bad gateway</html>']);
		const { error } = await see({ parameters: train });
		expect(error?.description).toContain('not sent again');
		expect(sent).toHaveLength(1);
	});
});

describe('verifying a model', () => {
	const verify = {
		resource: 'model',
		operation: 'verify',
		model_id: { __rl: true, mode: 'id', value: 'mine' },
	};

	test.each([
		[there, { exists: true, status: 'success', message: 'Model exists on server' }],
		[missing, { exists: false, message: 'Model does not exist on server' }],
	])('gives a yes or a no: %j', async (body, json) => {
		service(paths.verify, [200, body]);
		const { items, error } = await see({ parameters: verify, credential: account });
		expect([error, items[0].json]).toEqual([undefined, json]);
	});

	test('is an error where there is no answer', async () => {
		service(paths.verify, [401, { status: 'error', message: 'Invalid API key' }]);
		const { error } = await see({ parameters: verify, credential: account });
		expect(error?.message).toBe('The API key was rejected');
	});
});
