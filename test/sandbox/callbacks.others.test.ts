import { bodiesOf, receiver } from './receiver';
import { closeAll, neighbour, png, post, run, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { CallbackOptions } from '../../sandbox/options';

afterEach(closeAll);

const base = '/api/v1/enterprise';
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

async function training(callbacks: Partial<CallbackOptions> = {}) {
	const hook = await receiver();
	const { url } = await neighbour({ '/in.png': png(8, 8, () => [9, 9, 9]) });
	const sandbox = await sandboxWith({ secondsPerJob: 0.3, callbacks });
	const { body } = await post(sandbox, '/api/v3/lora_fine_tune', {
		instance_prompt: 'photo of ambika0',
		class_prompt: 'photo of a person',
		images: [`${url}/in.png`],
		training_type: 'null',
		max_train_steps: 18,
		webhook: hook.url,
	});
	return { sandbox, hook, id: body.training_id };
}

describe('a training', () => {
	it('tells every stage as a success, with its log and its model, and no id', async () => {
		const { hook, id, sandbox } = await training();
		await until(() => hook.calls.length === stages.length);
		// Each one is a call of its own, and a busy computer may let two of them pass each other.
		const place = ({ training_status: stage }: Body) => stages.indexOf(String(stage));
		expect(bodiesOf(hook).sort((a, b) => place(a) - place(b))).toEqual(
			stages.map((stage) => ({
				status: 'success',
				training_status: stage,
				logs: expect.stringContaining(stage) as unknown,
				model_id: id,
			})),
		);
		expect(new Set(sandbox.books.callbacks.map(({ kind }) => kind))).toEqual(new Set(['real']));
	});

	it('knows nothing of wrong ids, forgers and haste', async () => {
		const { hook, sandbox } = await training({ wrongIdRate: 1, forgedRate: 1, earlyRate: 1 });
		await until(() => hook.calls.length === stages.length);
		const told = bodiesOf(hook).map(({ training_status: stage }) => stage);
		expect(new Set(told)).toEqual(new Set(stages));
		expect(sandbox.books.callbacks.every(({ kind }) => kind === 'real')).toBe(true);
	});

	it('is held back, delayed and formed like a job', async () => {
		const { hook, sandbox } = await training({ shape: 'form' });
		await until(() => hook.calls.length > 0);
		sandbox.holdCallbacks();
		const already = sandbox.books.callbacks.length;
		const list = async () => (await post(sandbox, '/api/v3/finetune_list')).body.data as string[];
		let models: string[] = [];
		while (models.length === 0) models = await list();
		expect(sandbox.books.callbacks).toHaveLength(already);
		expect(sandbox.releaseCallbacks()).toBe(stages.length - already);
		await until(() => hook.calls.length === stages.length);
		const told = hook.calls.map(({ text }) => new URLSearchParams(text).get('training_status'));
		expect(new Set(told)).toEqual(new Set(stages));
	});
});

describe('a model of an enterprise server', () => {
	const kinds: [path: string, body: Body, id: string][] = [
		['load_model', { model_id: 'mine', url: 'some/model', model_type: 'lora' }, 'mine'],
		[
			'load_model_v2',
			{ model_id: 'mine', url: 'some/model', model_category: 'lora', model_format: 'ckpt' },
			'mine',
		],
		['load_vae', { vae_id: 'fine', vae_url: 'some/vae', vae_type: 'pt' }, 'fine'],
	];

	it.each(kinds)('tells the end of %s', async (path, body, id) => {
		const hook = await receiver();
		const sandbox = await sandboxWith();
		const given = { ...body, webhook: hook.url };
		expect((await post(sandbox, `${base}/${path}`, given)).body.status).toBe('success');
		await until(() => hook.calls.length === 1);
		expect(bodiesOf(hook)).toEqual([{ status: 'success', message: 'model loaded', model_id: id }]);
		await until(() => sandbox.books.callbacks[0].result === 'sent');
		expect(sandbox.books.callbacks).toMatchObject([{ kind: 'real', code: 200, answer: 'ok' }]);
	});

	it.each(kinds)('tells that %s did not come to a good end', async (path, body) => {
		const hook = await receiver();
		const sandbox = await sandboxWith();
		const name = path === 'load_vae' ? 'vae_id' : 'model_id';
		const given = { ...body, [name]: 'broken', webhook: hook.url };
		await post(sandbox, `${base}/${path}`, given);
		await until(() => hook.calls.length === 1);
		expect(bodiesOf(hook)).toMatchObject([{ status: 'failed', model_id: 'broken' }]);
	});
});

it.each([
	['/api/v3/text2img', {}],
	['/api/v6/realtime/text2img', {}],
	['/api/v6/images/text2img', { model_id: 'sdxl' }],
	['/api/v1/enterprise/text2img', { model_id: 'sdxl' }],
])(
	'what a callback of %s tells beside the result, a question does not tell',
	async (path, body) => {
		const hook = await receiver();
		const sandbox = await sandboxWith();
		const { done } = await run(sandbox, path, {
			prompt: 'x',
			width: 256,
			height: 256,
			webhook: hook.url,
			track_id: 'mine',
			...body,
		});
		await until(() => hook.calls.length === 1);
		const [told] = bodiesOf(hook);
		expect(told).toMatchObject({ id: done.id, output: done.output, track_id: 'mine' });
		for (const name of ['meta', 'track_id', 'generationTime']) {
			expect(told).toHaveProperty(name);
			expect(done).not.toHaveProperty(name);
		}
	},
);
