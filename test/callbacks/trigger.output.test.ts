/** What goes on in the workflow: the same as from the action node. */
import { bytesOf } from '../support/n8n';
import { tells } from './tally';
import { openScene, type Body, type Ear, type Scene } from './triggerScene';
import { until } from '../support/until';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterEach(async () => expect(await scene.clean()).toEqual([]));
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };

/** Result > Fetch of the same job. */
async function fetchedBy(family: string, id: number, more: IDataObject = {}) {
	const run = await scene.stage.execute({
		parameters: {
			resource: 'result',
			operation: 'fetch',
			jobFrom: 'id',
			family,
			jobId: id,
			...more,
		},
		credential: { host: scene.sandbox.url, apiKey: scene.sandbox.key },
	});
	return scene.stage.result(run).items;
}

/** What an item has that is not of this moment alone. */
const lasting = ({ json, binary = {} }: INodeExecutionData) => {
	const files = Object.entries(binary).map(([name, file]) => [name, { ...file, id: undefined }]);
	return { json: { ...json, event: undefined, confirmed: undefined, waited: undefined }, files };
};

const picture = () => `${scene.sandbox.url}/models/flux.png`;
const jobs: Array<[string, string, string, () => Body]> = [
	['a picture', 'images', '/api/v6/images/text2img', () => ({ seed: 7 })],
	['four pictures', 'images', '/api/v6/images/text2img', () => ({ samples: 4 })],
	['a picture of v3', 'v3', '/api/v3/text2img', () => ({ samples: '2' })],
	['a picture as base64', 'realtime', '/api/v6/realtime/text2img', () => ({ base64: true })],
	['words', 'imageEditing', '/api/v6/image_editing/caption', () => ({ init_image: picture() })],
	['a video', 'video', '/api/v6/video/text2video_ultra', () => ({ model_id: 'wan2.2' })],
	[
		'a sound',
		'voice',
		'/api/v6/voice/text_to_speech',
		() => ({ voice_id: 'x', language: 'english' }),
	],
	['a 3D model', 'threeD', '/api/v6/3d/text_to_3d', () => ({})],
];
const settings: Array<[string, IDataObject]> = [
	['as usual', {}],
	['as one item', { options: { outputItems: 'job' } }],
	['without files', { download: false }],
	['with the raw response', { simplify: false }],
	['in another field', { binaryField: 'file' }],
];

describe('Items', () => {
	const some = new Set(['four pictures', 'a picture as base64', 'words']);
	const rows = settings.flatMap(([how, parameters], index) =>
		jobs
			.filter(([name]) => index === 0 || some.has(name))
			.map(([name, ...job]) => [name, how, parameters, ...job] as const),
	);
	test.each(rows)(
		'of %s, %s, are those of the action node',
		async (_name, _how, parameters, family, path, body) => {
			const ear = await scene.listen(parameters);
			const id = await ear.submit(body(), path);
			await scene.finish(id);
			const expected = await fetchedBy(family, id, parameters);
			expect(expected.length).toBeGreaterThan(0);
			expect(ear.runs).toHaveLength(1);
			expect(ear.runs[0].map(lasting)).toEqual(expected.map(lasting));
			const [{ json }] = ear.runs[0];
			expect(json).toMatchObject({ event: 'jobFinished', id: String(id), confirmed: true });
			expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
		},
	);
});

describe('Four pictures of one job', () => {
	const four = async (ear: Ear) => {
		const id = await ear.submit({ samples: 4 });
		await scene.finish(id);
		return { id, links: scene.links(id), items: ear.runs[0] };
	};

	test('are four items, each with its file', async () => {
		const ear = await scene.listen();
		const { id, links, items } = await four(ear);
		expect(links).toHaveLength(4);
		expect(items.map(({ json }) => [json.index, json.url])).toEqual([...links.entries()]);
		for (const [index, item] of items.entries())
			expect(await bytesOf(item)).toEqual(scene.sandbox.read(links[index]));
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('are one item with four files, where that is wanted', async () => {
		const ear = await scene.listen({ options: { outputItems: 'job' } });
		const { id, links, items } = await four(ear);
		expect(items).toMatchObject([{ json: { id: String(id), output: links } }]);
		const names = ['data', 'data_1', 'data_2', 'data_3'];
		expect(Object.keys(items[0].binary ?? {})).toEqual(names);
		for (const [index, name] of names.entries())
			expect(await bytesOf(items[0], name)).toEqual(scene.sandbox.read(links[index]));
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

describe('The name of a file', () => {
	test.each<[string, string, unknown, (id: number) => string]>([
		['has the track ID', '{track_id}-{index}', 'row-17', () => 'row-17-0.png'],
		['has nothing of a path in it', '{track_id}', '../../etc/passwd', () => 'etc-passwd.png'],
		['has nothing in the place of none', '{id}{track_id}', null, (id) => `${id}.png`],
	])('%s', async (_, fileName, track_id, expected) => {
		const ear = await scene.listen({ secret: 's', options: { fileName } });
		const id = await ear.submit({ webhook: `${ear.url}?secret=s`, track_id });
		await scene.finish(id);
		expect(ear.runs[0][0].binary?.data.fileName).toBe(expected(id));
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

test('The response stands in the item as the service gave it, where Simplify is off', async () => {
	const ear = await scene.listen({ simplify: false });
	const id = await ear.submit();
	await scene.finish(id);
	const response = { status: 'success', id, output: scene.links(id) };
	expect(ear.first).toEqual([expect.objectContaining({ response })]);
	expect(ear.first[0]).not.toHaveProperty('submitResponse');
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

test('An open item is taken by Result > Fetch, which waits for the end', async () => {
	const next = [{ parameters: { resource: 'result', operation: 'fetch', jobFrom: 'item' } }];
	const ear = await scene.listen({ events: ['stillProcessing'] }, { next });
	const id = await ear.submit();
	await scene.sandbox.callback(id, { body: { status: 'processing', id } });
	await until(() => ear.trigger.ids.length === 1);
	scene.finishSilently(id);
	await scene.quiet();
	const { status, items } = scene.stage.result(ear.trigger.ids[0]);
	expect(status).toBe('success');
	expect(items).toMatchObject([{ json: { id: String(id), status: 'success' } }]);
	expect(await bytesOf(items[0])).toEqual(scene.sandbox.read(scene.links(id)[0]));
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

test('While a user listens for a test event nothing is remembered, in neither direction', async () => {
	const ear = await scene.listen();
	const id = await ear.submit();
	scene.finishSilently(id);
	const { testUrl, workflowId } = ear.trigger;
	for (const url of [testUrl, testUrl, ear.url, ear.url, testUrl]) await scene.tell(id, { url });
	expect(ear.first.map((json) => json.id)).toEqual(Array(4).fill(String(id)));
	expect((await scene.stage.staticData(workflowId)).seen).toHaveLength(1);
	let run = 0;
	expect(ear.tally([1, 2, 3, 4], () => String(++run))).toEqual({ ...good, delivered: 4 });
});
