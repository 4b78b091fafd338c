/** What the service says when it is asked, and where it is asked. */
import { tells } from './tally';
import { evil, openScene, received, type Body, type Scene, speed } from './triggerScene';
import type { Script } from '../../sandbox/server';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterEach(async () => {
	expect(await scene.clean()).toEqual([]);
	speed(30);
});
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };
const images = '/api/v6/images/fetch/';

describe('A true callback comes out once', () => {
	const troubles: Array<[string, Omit<Script, 'match'>]> = [
		['pages in place of answers', { fault: 'html' }],
		['5xx', { fault: 'http5xx' }],
		['429', { fault: 'http429' }],
		['an error with HTTP 200', { fault: 'http200Error' }],
		['half of its JSON', { fault: 'brokenJson' }],
		['cut connections', { fault: 'reset' }],
		['nothing', { answer: { body: '' } }],
		['404 of a gateway', { answer: { code: 404, body: '<h1>Not found</h1>' } }],
		['words that nobody knows', { answer: { body: { status: 'perhaps' } } }],
	];
	test.each(troubles)('where the service first answers with %s', async (_, script) => {
		const ear = await scene.listen({ families: ['images'] });
		const id = await ear.submit();
		scene.sandbox.next({ match: 'fetch', times: 2, ...script });
		await scene.finish(id);
		expect(scene.asked()).toEqual([images + id, images + id, images + id]);
		expect(ear.first).toMatchObject([{ id: String(id), url: scene.links(id)[0] }]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('where the service is a moment behind its own callback', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		scene.sandbox.next({ match: 'fetch', fault: 'late', times: 2 });
		await scene.finish(id);
		expect(scene.asked()).toHaveLength(3);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('where one of many APIs is broken, as it is asked about later', async () => {
		const ear = await scene.listen();
		const id = await ear.submit(
			{ voice_id: 'x', language: 'english' },
			'/api/v6/voice/text_to_speech',
		);
		scene.sandbox.next({ match: '/api/v6/voice/', fault: 'http5xx' });
		await scene.finish(id);
		expect(ear.first).toMatchObject([{ id: String(id), family: 'voice' }]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

test('Where the service does not come to itself, nothing starts, and a later callback is heard', async () => {
	const ear = await scene.listen({ families: ['images'] });
	const id = await ear.submit();
	speed(300);
	scene.sandbox.next({ match: 'fetch', fault: 'html', times: 1_000 });
	scene.finishSilently(id);
	await scene.tell(id);
	expect([ear.runs, scene.asked().length]).toEqual([[], 7]);
	scene.sandbox.clearNext();
	await scene.tell(id);
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

test.each([
	['a key that nobody has', { apiKey: 'nobody' }, 1],
	['a host where nobody listens', { host: 'http://127.0.0.1:1' }, 0],
	['a host that is none', { host: 'http://example.com' }, 0],
	['an empty key', { apiKey: '' }, 0],
])('With %s a callback starts nothing, and is no error', async (_, credential, asked) => {
	speed(300);
	const ear = await scene.listen({}, { credential });
	const id = await ear.submit();
	await scene.finish(id);
	expect(scene.sandbox.books.callbacks).toMatchObject([{ code: 200 }]);
	expect(scene.asked()).toHaveLength(asked);
	expect(ear.runs).toEqual([]);
	ear.tally([]);
});

test('Without a credential a callback starts nothing, and is no error', async () => {
	const ear = await scene.listen({}, { credential: null });
	expect(await ear.forge({ status: 'success', id: 1 })).toEqual(received);
	expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
});

describe('Who is right about the end', () => {
	test('the service that says failed, and not the callback that says success', async () => {
		const ear = await scene.listen();
		const id = await ear.submit({ prompt: 'fail' });
		scene.finishSilently(id);
		await ear.forge({ status: 'success', id, output: [`${scene.stranger.url}/${evil}.png`] });
		await scene.stage.idle();
		const told = { event: 'jobFailed', status: 'failed', message: 'Failed, Try Again' };
		expect(ear.first).toMatchObject([{ id: String(id), ...told, confirmed: true }]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test.each(['failed', 'error'])(
		'the service that says success, and not the callback that says %s',
		async (status) => {
			const ear = await scene.listen();
			const id = await ear.submit();
			scene.finishSilently(id);
			await ear.forge({ status, id, message: evil, messege: evil, error: evil });
			await scene.stage.idle();
			expect(ear.first).toMatchObject([
				{ event: 'jobFinished', id: String(id), status: 'success' },
			]);
			expect(ear.runs[0][0].binary?.data.mimeType).toBe('image/png');
			expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
		},
	);
});

test('Whoever calls is answered before the service is asked', async () => {
	scene.sandbox.options.slowSeconds = 0.5;
	const ear = await scene.listen();
	const id = await ear.submit();
	scene.sandbox.next({ match: 'fetch', fault: 'slow' });
	scene.finishSilently(id);
	const { tookMs, code } = await scene.sandbox.callback(id);
	const answered = scene.sandbox.books.count({
		kind: 'fetch',
		where: (entry) => Boolean(entry.answered),
	});
	expect([code, answered]).toEqual([200, 0]);
	expect(tookMs).toBeLessThan(500);
	await scene.quiet();
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

describe('The API of a job', () => {
	const picture = () => `${scene.sandbox.url}/models/flux.png`;
	const jobs: Array<[family: string, path: string, body: () => Body]> = [
		['images', '/api/v6/images/text2img', () => ({})],
		['realtime', '/api/v6/realtime/text2img', () => ({})],
		[
			'imageEditing',
			'/api/v6/image_editing/super_resolution',
			() => ({ init_image: picture(), model_id: 'realesr-general-x4v3' }),
		],
		['video', '/api/v6/video/text2video_ultra', () => ({ model_id: 'wan2.2' })],
		['voice', '/api/v6/voice/text_to_speech', () => ({ voice_id: 'x', language: 'english' })],
		['v3', '/api/v3/text2img', () => ({})],
		['dreamboothV3', '/api/v4/dreambooth', () => ({})],
		['threeD', '/api/v6/3d/text_to_3d', () => ({})],
		['interior', '/api/v6/interior/make', () => ({ init_image: picture() })],
	];
	test.each(jobs)(
		'is found without being named, and is asked first the next time: %s',
		async (family, path, body) => {
			const ear = await scene.listen();
			const ids = [await ear.submit(body(), path), await ear.submit(body(), path)];
			await scene.finish(ids[0]);
			await scene.finish(ids[1]);
			expect(ear.first).toMatchObject(ids.map((id) => ({ id: String(id), family })));
			expect(scene.asked(ids[1])).toHaveLength(1);
			expect(ear.tally(ids)).toEqual({ ...good, delivered: 2 });
		},
	);

	test('is asked in the order in which APIs are named, whatever had the last job', async () => {
		const ear = await scene.listen({ families: ['voice', 'video', 'images'] });
		const ids = [await ear.submit(), await ear.submit()];
		for (const id of ids) await scene.finish(id);
		for (const id of ids)
			expect(scene.asked(id)).toEqual(
				['voice', 'video', 'images'].map((name) => `/api/v6/${name}/fetch/${id}`),
			);
		expect(ear.tally(ids)).toEqual({ ...good, delivered: 2 });
	});

	test('is looked for at those that are named, and nowhere else', async () => {
		const ear = await scene.listen({ families: ['voice', 'video'] });
		const id = await ear.submit();
		await scene.finish(id);
		const one = ['voice', 'video'].map((name) => `/api/v6/${name}/fetch/${id}`);
		expect(scene.asked()).toEqual([...one, ...one, ...one]);
		expect(ear.runs).toEqual([]);
		ear.tally([]);
	});
});

describe('An enterprise account', () => {
	const credential = () => ({ account: 'enterprise', apiKey: scene.sandbox.enterpriseKey });
	test.each([
		['enterprise', '/api/v1/enterprise/text2img', { model_id: 'sdxl' }],
		['enterprise/realtime', '/api/v1/enterprise/realtime/text2img', {}],
		['enterprise/video', '/api/v1/enterprise/video/text2video', { model_id: 'cogvideox' }],
	])('hears of its jobs, and asks at its own addresses only: %s', async (family, path, body) => {
		const ear = await scene.listen({}, { credential: credential() });
		const id = await ear.submit(body, path);
		await scene.finish(id);
		expect(ear.first).toMatchObject([{ event: 'jobFinished', id: String(id), family }]);
		expect(scene.asked().filter((asked) => !asked.startsWith('/api/v1/enterprise'))).toEqual([]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('does not start at what is forged', async () => {
		const ear = await scene.listen({}, { credential: credential() });
		const id = await ear.submit({ model_id: 'sdxl' }, '/api/v1/enterprise/text2img');
		for (const each of [id, 4711]) await ear.forge({ status: 'success', id: each, output: [evil] });
		await scene.stage.idle();
		expect(scene.sandbox.books.job(id)?.asked).toBe(3);
		await scene.finish(id);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});
