/** The key goes to the service and nowhere else, whatever a callback says. */
import { bytesOf } from '../support/n8n';
import { png } from '../support/pictures';
import { tells } from './tally';
import { evil, openScene, received, type Body, type Scene } from './triggerScene';
import { stranger, type Stranger } from './triggerStranger';

tells();

let scene: Scene;
/** Where the service keeps its files in some of the tests. */
let store: Stranger;
beforeAll(async () => {
	scene = await openScene();
	store = await stranger();
});
afterEach(async () => {
	store.calls.length = 0;
	expect(await scene.clean()).toEqual([]);
});
afterAll(async () => {
	await scene.close();
	await store.close();
});

const good = { accepted: 0, lost: 0 };
const images = '/api/v6/images/fetch/';
const video = '/api/v6/video/fetch/';

describe('An address for the result', () => {
	test.each<[string, (id: number) => string, boolean?]>([
		['on another host', (id) => `https://${evil}.example.test${images}${id}`],
		['on another port', (id) => `${scene.stranger.url}${video}${id}`],
		['on another port, with a password', (id) => `http://a:b@${port()}${video}${id}`],
		['with the host as a password', (id) => `${scene.sandbox.url}@${port()}${video}${id}`],
		['without a scheme', (id) => `//${port()}${video}${id}`],
		['in a file', (id) => `file://${video}${id}`],
		['at another path', (id) => `${scene.sandbox.url}/${evil}/fetch/${id}`],
		['at another path of the API', (id) => `${scene.sandbox.url}/api/v6/${evil}/fetch/${id}`],
		['that submits', (id) => `${scene.sandbox.url}/api/v6/images/text2img?x=/fetch/${id}`],
		['that climbs', (id) => `${scene.sandbox.url}/api/v6/images/fetch/../../text2img/fetch/${id}`],
		['with a query', (id) => `${scene.sandbox.url}${video}${id}?to=${scene.stranger.url}`],
		['with another job', () => `${scene.sandbox.url}${video}4711`],
		['at the service', (id) => `${scene.sandbox.url}${video}${id}`, true],
		["at the service's own name", (id) => `https://modelslab.com${video}${id}`, true],
	])(
		'%s: the key goes to no other host, and the end comes out',
		async (_, address, counts = false) => {
			const ear = await scene.listen();
			const id = await ear.submit();
			scene.finishSilently(id);
			const lie = { output: [`${scene.stranger.url}/${evil}.png`], fetch_result: address(id) };
			expect(await ear.forge({ status: 'success', id, ...lie })).toEqual(received);
			await scene.stage.idle();
			expect(scene.stranger.calls).toEqual([]);
			const way = [images + id];
			expect(scene.asked()).toEqual(counts ? [video + id, ...way] : way);
			expect(scene.sandbox.books.count({ kind: 'submit' })).toBe(1);
			expect(ear.first).toMatchObject([{ id: String(id), url: scene.links(id)[0] }]);
			expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
		},
	);
	const port = () => scene.stranger.url.replace('http://', '');

	test('as the only name of a job: its host is not asked', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		scene.finishSilently(id);
		await ear.forge({ status: 'success', fetch_result: scene.stranger.url + video + id });
		await scene.stage.idle();
		expect(scene.asked()).toEqual([images + id]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('does not open an API that the user has not named', async () => {
		const ear = await scene.listen({ families: ['images'] });
		const id = await ear.submit({ model_id: 'wan2.2' }, '/api/v6/video/text2video_ultra');
		scene.finishSilently(id);
		await ear.forge({ status: 'success', id, fetch_result: scene.sandbox.url + video + id });
		await scene.stage.idle();
		expect(new Set(scene.asked())).toEqual(new Set([images + id]));
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});
});

describe('A redirect', () => {
	test.each([301, 302, 307, 308])(
		'%d of the service is not followed with the key',
		async (code) => {
			const ear = await scene.listen({ families: ['images'] });
			const id = await ear.submit();
			const headers = { location: `${scene.stranger.url}/api` };
			scene.sandbox.next({ match: 'fetch', answer: { code, body: '', headers } });
			await scene.finish(id);
			expect(scene.stranger.calls).toEqual([]);
			expect(scene.asked()).toHaveLength(2);
			expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
		},
	);
});

describe('A claim that has the key in it', () => {
	const claims: Array<[string, (key: string) => Body]> = [
		['as a value', (key) => ({ key })],
		['in a text', (key) => ({ message: `Bearer ${key}.` })],
		['as a name', (key) => ({ [key]: 1 })],
		['in base64', (key) => ({ auth: Buffer.from(`x:${key}`).toString('base64') })],
		[
			'in an address',
			(key) => ({ output: [`https://example.test/?key=${encodeURIComponent(key)}`] }),
		],
		['deep inside', (key) => ({ a: [{ b: [{ c: [key] }] }] })],
		['as its track ID', (key) => ({ track_id: key })],
	];
	// Characters that have another form in an address, and in JSON.
	const apiKey = 'a key/with+"signs"-0123456789';
	test.each(claims)('%s is shown without it', async (_, claim) => {
		scene.sandbox.options.keys = [{ key: apiKey }];
		const parameters = { secret: 's', options: { includeClaim: true } };
		const ear = await scene.listen(parameters, { credential: { apiKey } });
		const url = `${ear.url}?secret=s`;
		const id = await ear.submit({ key: apiKey, webhook: url });
		scene.finishSilently(id);
		await ear.forge({ status: 'success', id, ...claim(apiKey) }, { url });
		await scene.stage.idle();
		expect(ear.first).toMatchObject([{ id: String(id), claimed: { status: 'success' } }]);
		const text = JSON.stringify([ear.runs, ear.trigger.ids.map((run) => scene.stage.stored(run))]);
		expect(text).toContain('[key hidden]');
		for (const form of [apiKey, encodeURIComponent(apiKey), JSON.stringify(apiKey).slice(1, -1)])
			expect(text).not.toContain(form);
		expect(text).not.toContain(Buffer.from(apiKey).toString('base64').slice(4, -4));
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

describe('The download of a file', () => {
	test('sends no credential', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		const output = [`${store.url}/0.png?sign=1`];
		scene.sandbox.next({ match: 'fetch', answer: { body: { status: 'success', id, output } } });
		await scene.finish(id);
		expect(await bytesOf(ear.runs[0][0])).toEqual(png());
		expect(store.calls).toMatchObject([{ method: 'GET', path: '/0.png?sign=1', body: '' }]);
		const names = Object.keys(store.calls[0].headers).sort();
		expect(names).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
		expect(JSON.stringify(store.calls)).not.toContain(scene.sandbox.key);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('that the service does not have is no reason to lose the event', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		const output = [`${store.url}/0.png`, 'http://127.0.0.1:1/1.png'];
		scene.sandbox.next({ match: 'fetch', answer: { body: { status: 'success', id, output } } });
		await scene.finish(id);
		const [{ message, ...told }] = ear.first;
		expect(told).toMatchObject({ event: 'jobFinished', id: String(id), output, confirmed: true });
		expect(message).toMatch(/^The files could not be handed over: .*ECONNREFUSED/);
		expect(ear.runs[0]).toHaveLength(1);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});
