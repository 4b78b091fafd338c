/** Every kind of operation can be parked: what goes in, where it is asked for, what comes out. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { bytesOf } from '../support/n8n';
import { files, kindOfFile } from '../support/media';
import { enterpriseKey, expectEnds, openScene, received, type Parked } from './parkScene';
import { until } from '../support/until';

const scene = openScene();
const item: INodeExecutionData = {
	json: {},
	binary: Object.fromEntries(
		Object.entries(files).map(([kind, { bytes, mimeType, fileName }]) => [
			kind,
			{ data: bytes.toString('base64'), mimeType, fileName },
		]),
	),
};
const enterprise = { apiKey: enterpriseKey, account: 'enterprise' };
const flux = { __rl: true, mode: 'id', value: 'flux' };
const whole = (operation: string, parameters: IDataObject, options: IDataObject = {}) => ({
	...{ resource: operation.split(':')[0], operation: operation.split(':')[1], wait: 'park' },
	...parameters,
	options: { inMemory: 0, ...options },
});
const fromFile = (...names: string[]): IDataObject =>
	Object.fromEntries(
		names.flatMap((name) => {
			const kind = /audio|video/.exec(name)?.[0] ?? 'image';
			return [
				[`${name}_from`, 'binary'],
				[`${name}_field`, kind],
			];
		}),
	);

interface Case {
	name: string;
	parameters: IDataObject;
	credential?: IDataObject;
	/** How a file that goes in must look in the body. */
	sent?: Record<string, RegExp>;
	/** Type of the file that comes out; none: words. */
	type?: RegExp;
}
const link = /^http:\/\/127\.0\.0\.1:\d+\/temp\//;
const base64 = /^data:image\/png;base64,/;

const cases: Case[] = [
	{
		name: 'an image from a file, as base64',
		parameters: whole('image:imageToImage', {
			...{ family: 'images', model_id: flux, prompt: 'a boat' },
			...fromFile('init_image'),
		}),
		sent: { init_image: base64 },
		type: /^image\/png$/,
	},
	{
		name: 'an image from a file that is uploaded first',
		parameters: whole('image:imageToImage', {
			...{ family: 'v3', prompt: 'a boat' },
			...fromFile('init_image'),
		}),
		sent: { init_image: link },
		type: /^image\/png$/,
	},
	{
		name: 'a picture of an enterprise server',
		parameters: whole('image:generate', { family: 'enterprise', model_id: sdxl(), prompt: 'x' }),
		credential: enterprise,
		type: /^image\/png$/,
	},
	{
		name: 'a picture in real time',
		parameters: whole('image:generate', { family: 'realtime', prompt: 'a boat' }),
		type: /^image\/png$/,
	},
	{
		name: 'a background that is removed',
		parameters: whole('imageEditing:removeBackground', {
			...{ family: 'imageEditing' },
			...fromFile('init_image'),
		}),
		type: /^image\/png$/,
	},
	{
		name: 'a caption',
		parameters: whole('imageEditing:caption', {
			...{ family: 'imageEditing' },
			...fromFile('init_image'),
		}),
	},
	{
		name: 'a video',
		parameters: whole('video:textToVideo', {
			...{ family: 'video', model_id: 'cogvideox', prompt: 'a boat' },
		}),
		type: /^(video\/mp4|image\/gif)$/,
	},
	{
		name: 'a video from a file',
		parameters: whole('video:removeWatermark', { family: 'video', ...fromFile('init_video') }),
		sent: { init_video: link },
		type: /^(video\/mp4|image\/gif)$/,
	},
	{
		name: 'a speech',
		parameters: whole('voice:textToSpeech', {
			...{ family: 'voice', prompt: 'hello', language: 'english' },
			voice_id: { __rl: true, mode: 'id', value: 'actor' },
		}),
		type: /^audio\//,
	},
	{
		name: 'lyrics',
		parameters: whole('voice:generateLyrics', { family: 'voice', prompt: 'a boat' }),
	},
	{
		name: 'a transcript',
		parameters: whole('voice:speechToText', {
			...{ family: 'voice', language: 'en' },
			...fromFile('init_audio'),
		}),
	},
	{
		name: 'a 3D model',
		parameters: whole('threeD:textTo3d', { family: 'threeD', prompt: 'a boat' }),
		type: /^model\//,
	},
	{
		name: 'a room',
		parameters: whole('interior:make', {
			...{ family: 'interior', prompt: 'a room' },
			...fromFile('init_image'),
		}),
		type: /^image\/png$/,
	},
	{
		name: 'a face',
		parameters: whole('faceSwap:multiple', {
			...{ family: 'faceswap' },
			...fromFile('init_image', 'target_image'),
		}),
		type: /^image\/png$/,
	},
];
function sdxl(): IDataObject {
	return { __rl: true, mode: 'id', value: 'sdxl' };
}

describe('A parked job', () => {
	test.each(cases)('makes $name', async ({ parameters, credential, sent = {}, type }) => {
		const parked = await scene.park({ parameters, credential, items: [item] });
		expect(parked.submits).toHaveLength(1);
		const [{ body, unknown }] = parked.submits;
		expect(unknown).toEqual([]);
		for (const [name, form] of Object.entries(sent)) expect([body?.[name]].flat()[0]).toMatch(form);
		expect(await parked.end(0)).toMatchObject(received);
		const { items } = await parked.done();
		expect(items).toMatchObject([{ json: { family: parameters.family }, pairedItem: { item: 0 } }]);
		if (type) {
			expect(items[0].binary?.data.mimeType).toMatch(type);
			expect(kindOfFile(await bytesOf(items[0]))).toBe(items[0].binary?.data.mimeType);
		} else expect(String(items[0].json.text)).toMatch(/\S/);
		expect(parked.asked).toBe(1);
	});
});

describe('What is only accepted at once is parked as well:', () => {
	const training = (instance_prompt: string): IDataObject =>
		whole('model:startTraining', {
			...{ family: 'v3', instance_prompt, class_prompt: 'a mug', training_type: 'men' },
			...{ max_train_steps: 20, images_from: 'binary', images_field: 'image' },
		});

	test('a training goes on at its last stage, and not before', async () => {
		const { options, books } = scene.sandbox;
		// The first stage lasts until the executions are parked.
		options.secondsPerJob = 4 * 7;
		const prompts = ['a photo of zwx', 'a photo that will fail'];
		const all = await Promise.all(
			prompts.map(async (prompt) => {
				const parameters = training(prompt);
				return await scene.park({ parameters, items: [item] });
			}),
		);
		Object.assign(options, { secondsPerJob: 1 });
		options.callbacks.lossRate = 0;
		const { path, body } =
			books.requests.find(({ body: sent }) => sent?.webhook === all[0].url) ?? {};
		expect([path, body?.webhook]).toEqual(['/api/v3/lora_fine_tune', all[0].url]);
		const ready = { status: 'success', training_status: 'model_ready', logs: 'x', model_id: 'x' };
		for (const parked of all) {
			await parked.forge({ body: ready });
			expect(scene.stage.status(parked.id)).toBe('waiting');
		}
		for (const parked of all) await scene.stage.until(parked.id, 'success');
		const [good, bad] = all.map(({ id }) => scene.stage.result(id).items);
		expect(good).toMatchObject([
			{
				json: { status: 'success', operation: 'model:startTraining', message: 'model_ready' },
				pairedItem: { item: 0 },
			},
		]);
		expect(bad).toMatchObject([{ json: { operation: 'model:startTraining', itemIndex: 0 } }]);
		expect(bad[0].json.error).toMatch(/^Training \w+ could not be made$/);
		const told = (parked: Parked) =>
			books.callbacks
				.filter(
					({ url, kind, result }) => url === parked.url && kind === 'real' && result === 'sent',
				)
				.map((callback) => callback.body.training_status);
		expect(told(all[0]).length).toBeGreaterThan(4);
		expect(told(all[0]).at(-1)).toBe('model_ready');
		for (const { id } of all) expect(scene.stage.resumes(id).runs).toHaveLength(1);
		const ids = books.requests
			.filter(({ path }) => path.startsWith('/api/v3/fine_tune_status/'))
			.map(({ path }) => ({ id: String(path.split('/').at(-1)) }));
		const named = [...new Map(ids.map((one) => [one.id, one])).values()];
		expect(named).toHaveLength(2);
		expectEnds(named, [...good, ...bad]);
	});

	test('a model is there when its server says so; one that never is goes on at the limit', async () => {
		const { options } = scene.sandbox;
		Object.assign(options, { secondsPerJob: 4.5 });
		options.callbacks.lossRate = 0;
		const load = (model_id: string, timeLimit: number): IDataObject =>
			whole(
				'model:load',
				{ family: 'enterprise', url: 'a/b', model_id, model_type: 'huggingface' },
				{ timeLimit },
			);
		const [good, bad] = await Promise.all(
			[load('mine', 60), load('broken', 2)].map(async (parameters) => {
				return await scene.park({ parameters, credential: enterprise, items: [item] });
			}),
		);
		await good.forge({ body: { status: 'success', message: 'model loaded', model_id: 'mine' } });
		await until(() => scene.stage.status(bad.id) === 'success');
		expect(scene.stage.resumes(bad.id).runs).toEqual([]);
		const open = { id: 'broken', status: 'processing', operation: 'model:load' };
		expect(scene.stage.result(bad.id).items).toMatchObject([{ json: open }]);
		await scene.stage.until(good.id, 'success');
		const { items } = scene.stage.result(good.id);
		expect(items).toMatchObject([{ json: { id: 'mine', status: 'success', model_id: 'mine' } }]);
		expect(scene.stage.resumes(good.id).runs).toHaveLength(1);
		expectEnds([{ id: 'mine' }], items);
	});
});
