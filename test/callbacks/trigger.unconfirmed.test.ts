/** Without confirmation: what a callback says goes on as what it is, nobody's word but its own. */
import { tells } from './tally';
import { openScene, received, type Body, type Ear, type Scene } from './triggerScene';
import type { IDataObject } from 'n8n-workflow';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterEach(async () => {
	// Nobody was asked for anything: neither the service nor whoever is linked to.
	expect(scene.sandbox.books.count({ where: ({ kind }) => kind !== 'submit' })).toBe(0);
	expect(await scene.clean()).toEqual([]);
});
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };
const everything = [
	...['jobFinished', 'jobFailed', 'stillProcessing'],
	...['trainingStage', 'trainingFinished', 'modelLoaded'],
];
const listen = async (parameters: IDataObject = {}): Promise<Ear> =>
	await scene.listen({ confirm: false, events: everything, ...parameters }, { credential: null });
const link = (name: string) => `${scene.stranger.url}/${name}.png`;

test('The true end of a job goes on with its links, without files and without a credential', async () => {
	const ear = await listen({ options: { fileName: '{track_id}' }, simplify: true });
	const id = await ear.submit({ track_id: 'row-1', seed: 7 });
	await scene.finish(id);
	expect(ear.runs).toEqual([
		[
			{
				json: {
					...{ event: 'jobFinished', id: String(id), status: 'success', confirmed: false },
					...{ url: scene.links(id)[0], index: 0, track_id: 'row-1', seed: 7 },
					generationTime: expect.any(Number) as number,
				},
			},
		],
	]);
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

describe('A claim', () => {
	const training = { status: 'success', model_id: 'tr1', logs: 'on' };
	const claims: Array<[string, () => Body, () => IDataObject[]]> = [
		[
			'of several files',
			() => ({ id: 1, status: 'success', output: [link('a'), link('b')] }),
			() => [
				{ event: 'jobFinished', id: '1', status: 'success', url: link('a'), index: 0 },
				{ event: 'jobFinished', id: '1', status: 'success', url: link('b'), index: 1 },
			],
		],
		[
			'of second addresses',
			() => ({ id: '1', status: 'success', output: [], proxy_links: [link('a')] }),
			() => [{ event: 'jobFinished', id: '1', status: 'success', url: link('a'), index: 0 }],
		],
		[
			'of no files',
			() => ({ id: 1, status: 'success', output: [], future_links: [link('a')] }),
			() => [{ event: 'jobFinished', id: '1', status: 'success' }],
		],
		[
			'of a failure',
			() => ({ id: 1, status: 'failed', messege: 'No memory', track_id: 'row-1' }),
			() => [
				{ event: 'jobFailed', id: '1', status: 'failed', message: 'No memory', track_id: 'row-1' },
			],
		],
		[
			'that it is running',
			() => ({ id: 1, status: 'processing', eta: 5 }),
			() => [{ event: 'stillProcessing', id: '1', status: 'processing' }],
		],
		[
			'of a stage of a training',
			() => ({ ...training, training_status: 'deploying_gpu' }),
			() => [{ event: 'trainingStage', id: 'tr1', status: 'processing', stage: 'deploying_gpu' }],
		],
		[
			'of the end of a training',
			() => ({ ...training, training_status: 'model_ready' }),
			() => [{ event: 'trainingFinished', id: 'tr1', status: 'success', stage: 'model_ready' }],
		],
		[
			'of a training that failed',
			() => ({ ...training, status: 'failed', training_status: 'training_failed' }),
			() => [{ event: 'jobFailed', id: 'tr1', status: 'failed', stage: 'training_failed' }],
		],
		[
			'of a model',
			() => ({ status: 'success', message: 'model loaded', model_id: 'mine' }),
			() => [{ event: 'modelLoaded', id: 'mine', status: 'success' }],
		],
		[
			'of a VAE that was not loaded',
			() => ({ status: 'failed', message: 'no such file', vae_id: 'mine' }),
			() => [{ event: 'jobFailed', id: 'mine', status: 'failed', message: 'no such file' }],
		],
	];
	test.each(claims)('%s is told as such, once', async (_, body, items) => {
		const ear = await listen();
		const [{ event, id }] = items();
		const others = await listen({ events: everything.filter((one) => one !== event) });
		for (let times = 0; times < 3; times++) expect(await ear.hear(body())).toEqual(received);
		expect(await others.forge(body())).toEqual(received);
		await scene.stage.idle();
		expect(ear.runs).toEqual([items().map((json) => ({ json: { ...json, confirmed: false } }))]);
		expect(ear.tally([String(id)])).toEqual({ ...good, delivered: 1 });
		expect(others.tally([])).toEqual({ ...good, delivered: 0 });
	});

	test('of several files may be one item, with what it says beside it', async () => {
		const ear = await listen({ options: { outputItems: 'job', includeClaim: true } });
		const claimed = { id: 1, status: 'success', output: [link('a'), link('b')], track_id: 'x' };
		await ear.hear(claimed);
		await scene.stage.idle();
		const json = { id: '1', output: claimed.output, track_id: 'x', claimed, confirmed: false };
		expect(ear.runs).toMatchObject([[{ json }]]);
		expect(ear.runs[0][0]).not.toHaveProperty('binary');
		expect(ear.tally([1])).toEqual({ ...good, delivered: 1 });
	});

	test('of files that are no links brings no file either', async () => {
		const ear = await listen({ download: true });
		const bytes = scene.sandbox.read(`${scene.sandbox.url}/models/flux.png`) as Buffer;
		for (const [id, output] of [
			[1, bytes.toString('base64')],
			[2, `data:image/png;base64,${bytes.toString('base64')}`],
			[3, 'file:///etc/passwd'],
			[4, 'some words'],
		])
			await ear.hear({ id, status: 'success', output });
		await scene.stage.idle();
		expect(ear.runs.flat().map(({ binary }) => binary)).toEqual(Array(4).fill(undefined));
		expect(ear.tally([1, 2, 3, 4])).toEqual({ ...good, delivered: 4 });
	});
});

describe('Once', () => {
	test('goes by the content where there is no ID', async () => {
		const ear = await listen();
		const bodies = ['a', 'a', 'b', 'a', 'c'].map((name) => ({
			status: 'success',
			output: [link(name)],
		}));
		for (const body of bodies) await ear.hear(body);
		await scene.stage.idle();
		const urlOf = ({ json }: { json: IDataObject }) => String(json.url);
		const urls = ['a', 'b', 'c'].map(link);
		expect(ear.tally(urls, urlOf)).toEqual({ ...good, delivered: 3 });
	});

	test('holds for callbacks that come at the same moment', async () => {
		const ear = await listen();
		const ids = Array.from({ length: 20 }, (_, index) => index + 1);
		const body = (id: number) => ({ id, status: 'success', output: [link(String(id))] });
		await Promise.all([...ids, ...ids, ...ids].map(async (id) => await ear.hear(body(id))));
		await scene.stage.idle();
		expect(ear.tally(ids)).toEqual({ ...good, delivered: 20 });
	});

	test('takes the end of a job for another event than its running', async () => {
		const ear = await listen();
		for (const status of ['processing', 'processing', 'success', 'processing', 'success', 'failed'])
			await ear.hear({ id: 1, status, output: [] });
		await scene.stage.idle();
		const events = ['stillProcessing', 'jobFinished', 'jobFailed'];
		const nameOf = ({ json }: { json: IDataObject }) => String(json.event);
		expect(ear.tally(events, nameOf)).toEqual({ ...good, delivered: 3 });
	});

	test('starts a run at each callback where it is off', async () => {
		const ear = await listen({ once: false });
		for (let times = 0; times < 3; times++) await ear.hear({ id: 1, status: 'success' });
		await scene.stage.idle();
		let run = 0;
		expect(ear.tally([1, 2, 3], () => String(++run))).toEqual({ ...good, delivered: 3 });
	});
});

test('The secret and the track ID still count', async () => {
	const ear = await listen({ secret: 'word', trackIdFilter: 'prefix', trackId: 'row-' });
	const body = (id: number, track_id: string) => ({ id, status: 'success', track_id });
	const known = { url: `${ear.url}?secret=word` };
	expect((await ear.forge(body(1, 'row-1'))).status).toBe(401);
	expect(await ear.forge(body(2, 'other'), known)).toEqual(received);
	expect(await ear.hear(body(3, 'row-3'), known)).toEqual(received);
	await scene.stage.idle();
	expect(ear.tally([3])).toEqual({ ...good, delivered: 1 });
});
