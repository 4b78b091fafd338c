import { closeAll, neighbour, pause, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';

afterEach(closeAll);

const base = '/api/v1/enterprise';
const load = { url: 'some/model', model_type: 'lora' };

type Models = { model_id: string }[];

describe('a model on an enterprise server', () => {
	it('is there when it is loaded, can be used, and is gone when it is deleted', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 0.5 });
		const { url, received } = await neighbour();
		const verify = async () => (await post(sandbox, `${base}/verify_model`, { model_id })).body;
		const use = async () =>
			(await post(sandbox, `${base}/text2img`, { model_id, prompt: 'x' })).body.status;
		const listed = async () =>
			(await post(sandbox, `${base}/get_all_models`)).body.models as Models;
		const model_id = 'mine';

		await post(sandbox, `${base}/load_model`, { ...load, model_id, webhook: `${url}/end` });
		expect(await verify()).toEqual({
			status: 'error',
			message: 'Model does not exist on server',
		});
		expect(await use()).toBe('error');
		expect(await listed()).toHaveLength(5);

		await until(() => received.length > 0);
		expect(received).toEqual([{ status: 'success', message: 'model loaded', model_id }]);
		expect((await verify()).message).toBe('Model exists on server');
		expect(await use()).toBe('processing');
		expect((await listed()).map((model) => model.model_id)).toContain(model_id);
		const details = await post(sandbox, `${base}/system_details`);
		expect(details.body.model_count).toBe(6);

		await post(sandbox, `${base}/delete_model`, { model_id });
		expect((await verify()).status).toBe('error');
		expect(await use()).toBe('error');
	});

	it('that is broken never gets ready', async () => {
		const sandbox = await sandboxWith();
		const { url, received } = await neighbour();
		const model_id = 'a_broken_one';
		await post(sandbox, `${base}/load_model`, { ...load, model_id, webhook: url });
		await until(() => received.length > 0);
		expect(received[0]).toMatchObject({ status: 'failed', model_id });
		expect((await post(sandbox, `${base}/verify_model`, { model_id })).body.status).toBe('error');
	});

	it('that is deleted while it loads does not come', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 0.5 });
		const { url, received } = await neighbour();
		const model_id = 'mine';
		await post(sandbox, `${base}/load_model`, { ...load, model_id, webhook: url });
		await post(sandbox, `${base}/delete_model`, { model_id });
		await pause(700);
		expect(received).toEqual([]);
		expect((await post(sandbox, `${base}/verify_model`, { model_id })).body.status).toBe('error');
	});

	it('goes to the server of a second key with sync_models', async () => {
		const key = 'second-key';
		const sandbox = await sandboxWith({ keys: [{ key, kind: 'enterprise' }] });
		await post(sandbox, `${base}/delete_model`, { key, model_id: 'flux' });
		const verify = async () =>
			(await post(sandbox, `${base}/verify_model`, { key, model_id: 'flux' })).body.status;
		expect(await verify()).toBe('error');
		expect((await post(sandbox, `${base}/sync_models`, {})).body.status).toBe('error');
		const wrong = await post(sandbox, `${base}/sync_models`, { sync_key: sandbox.key });
		expect(wrong.body).toEqual({ status: 'error', message: 'Invalid sync_key' });
		const { body } = await post(sandbox, `${base}/sync_models`, { sync_key: key });
		expect(body).toEqual({
			status: 'success',
			message: '5 Models synced successfully',
			model_list: expect.arrayContaining(['flux', 'sdxl']) as unknown,
		});
		expect(await verify()).toBe('success');
		expect(JSON.stringify(sandbox.books.requests)).not.toContain(key);
	});
});

it('a VAE tells its end to the webhook', async () => {
	const sandbox = await sandboxWith();
	const { url, received } = await neighbour();
	const body: Body = { vae_url: 'some/vae', vae_type: 'pt', webhook: url };
	await post(sandbox, `${base}/load_vae`, { ...body, vae_id: 'fine' });
	await until(() => received.length > 0);
	expect(received).toEqual([{ status: 'success', message: 'model loaded', model_id: 'fine' }]);
});

describe('a public model', () => {
	const use = (model_id: string) => ({ model_id, prompt: 'x' });
	const path = '/api/v6/images/text2img';

	it('that is cold is processing, and then there', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 60 });
		const reload = async (model_id: string) =>
			(await post(sandbox, '/api/v6/images/model_reload', { model_id })).body.status;
		expect((await post(sandbox, path, use('cold-one'))).body.status).toBe('error');
		expect(await reload('cold-one')).toBe('processing');
		expect(await reload('cold-one')).toBe('processing');
		sandbox.options.secondsPerJob = 0.1;
		expect(await reload('cold-two')).toBe('processing');
		await until(async () => (await reload('cold-two')) === 'success');
		expect(await reload('cold-one')).toBe('processing');
		expect((await post(sandbox, path, use('cold-two'))).body.status).toBe('processing');
	});

	it('that was uploaded is listed for all, or usable for its owner only', async () => {
		const key = 'other-key';
		const sandbox = await sandboxWith({ keys: [{ key }] });
		const upload = (model_id: string, model_visibility: string) =>
			post(sandbox, '/api/v3/load_model', {
				url: 'some/model',
				model_id,
				model_format: 'diffusers',
				model_category: 'flux',
				model_name: 'New',
				model_visibility,
			});
		await upload('for-all', 'public');
		await upload('for-me', 'private');
		let ids: string[] = [];
		await until(async () => {
			const { body } = await post(sandbox, '/api/v4/dreambooth/model_list');
			ids = (body as unknown as Models).map((model) => model.model_id);
			return ids.includes('for-all');
		});
		await pause(100);
		expect(ids.includes('for-me')).toBe(false);
		const status = async (id: string, more: Body) =>
			(await post(sandbox, path, { ...use(id), ...more })).body.status;
		expect(await status('for-all', { key })).toBe('processing');
		expect(await status('for-me', { key })).toBe('error');
		expect(await status('for-me', {})).toBe('processing');
	});
});

describe('clear_queue', () => {
	it('lets the waiting jobs of its own server fail, and no others', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 10, workers: 1 });
		const submit = async (path: string, body: Body) =>
			Number((await post(sandbox, path, { prompt: 'x', ...body })).body.id);
		const inWork = await submit(`${base}/text2img`, { model_id: 'sdxl' });
		const waiting = await submit(`${base}/text2img`, { model_id: 'sdxl' });
		const elsewhere = await submit(`${base}/realtime/text2img`, {});
		await post(sandbox, `${base}/clear_queue`);
		const state = (id: number) => sandbox.books.job(id)?.state;
		expect([inWork, waiting, elsewhere].map(state)).toEqual(['working', 'failed', 'waiting']);
		const fetched = await post(sandbox, `${base}/fetch`, { request_id: waiting });
		expect(fetched.body.status).toBe('failed');
		await post(sandbox, `${base}/realtime/clear_queue`);
		expect(state(elsewhere)).toBe('failed');
	});
});
