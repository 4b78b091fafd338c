/** Who may call at all, and whose word on `track_id` counts. */
import { tells } from './tally';
import {
	evil,
	openScene,
	received,
	type Body,
	type Ear,
	type How,
	type Scene,
} from './triggerScene';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterEach(async () => expect(await scene.clean()).toEqual([]));
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };
const secret = 'a long & random=text/ü+?#%';
const query = `?secret=${encodeURIComponent(secret)}`;
const withSecret = { secret };
const turnedAway = { status: 401, said: { received: false } };

describe('A trigger with a secret', () => {
	test('hears whoever knows it, whatever characters it has', async () => {
		const ear = await scene.listen(withSecret);
		const id = await ear.submit({ webhook: ear.url + query });
		await scene.finish(id);
		expect(scene.sandbox.books.callbacks).toMatchObject([
			{ code: 200, answer: '{"received":true}' },
		]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('counts among other values of the query', async () => {
		const ear = await scene.listen(withSecret);
		const id = await ear.submit({ webhook: `${ear.url}${query}&other=1` });
		await scene.finish(id);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	const encoded = encodeURIComponent(secret);
	test.each<[string, string, (How & { body?: Body })?]>([
		['without one', ''],
		['with an empty one', '?secret='],
		['with a wrong one', '?secret=wrong'],
		['with its beginning', `?secret=${encoded.slice(0, 6)}`],
		['with something behind it', `${query}x`],
		['with a space behind it', `${query}%20`],
		['in capitals', `?secret=${encoded.toUpperCase()}`],
		['that is not encoded', `?secret=${secret}`],
		['twice', `${query}&secret=${encoded}`],
		['right and then wrong', `${query}&secret=wrong`],
		['in a list', `?secret[]=${encoded}`],
		['in an object', `?secret[secret]=${encoded}`],
		['under another name', `?Secret=${encoded}`],
		['in a header', '', { headers: { secret: encoded, 'x-secret': encoded } }],
		['as a token', '', { headers: { authorization: `Bearer ${encoded}` } }],
		['as a cookie', '', { headers: { cookie: `secret=${encoded}` } }],
		['in the body', '', { body: { secret } }],
		['in the fragment', `#secret=${encoded}`],
		['in the path, as the editor shows it', encodeURIComponent(query)],
	])('turns away whoever comes %s, and asks nothing', async (_, end, how = {}) => {
		const ear = await scene.listen(withSecret);
		const id = await ear.submit({ webhook: ear.url + query });
		scene.finishSilently(id);
		const url = ear.url + end;
		const body = { status: 'success', id, output: [evil], ...how.body };
		expect(await ear.forge(body, { ...how, url })).toEqual(turnedAway);
		await scene.stage.idle();
		expect(scene.asked()).toEqual([]);
		scene.sandbox.releaseCallbacks();
		await scene.finish(id);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('turns away what is no callback at all, and is not at other paths', async () => {
		const ear = await scene.listen(withSecret);
		for (const body of ['', '[]', '"text"', evil.repeat(100_000)])
			expect(await ear.forge(body, { contentType: 'text/plain' })).toEqual(turnedAway);
		for (const path of [`/${encoded}`, `${query.replace('?', '%2F')}`])
			expect((await ear.forge({ id: 1 }, { url: ear.url + path })).status).toBe(404);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});
});

/** The item of a job that has ended and whose callback says that it has this track ID. */
async function itemOf(ear: Ear, track_id: unknown, url = ear.url, prompt = 'a lamp') {
	const id = await ear.submit({ webhook: undefined, prompt });
	scene.sandbox.finish(id);
	await ear.forge({ status: 'success', id, track_id }, { url });
	await scene.stage.idle();
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	return ear.first[0];
}

describe('The track ID of an item', () => {
	test.each(['a lamp', 'fail'])(
		'is not that of the callback, without a secret (%s)',
		async (prompt) => {
			const ear = await scene.listen();
			expect(await itemOf(ear, `${evil}-7`, ear.url, prompt)).not.toHaveProperty('track_id');
		},
	);

	test.each([
		['a lamp', 'jobFinished'],
		['fail', 'jobFailed'],
	])('is that of the callback where the sender knows the secret (%s)', async (prompt, event) => {
		const ear = await scene.listen(withSecret);
		const item = await itemOf(ear, 'row-17', ear.url + query, prompt);
		expect(item).toMatchObject({ event, track_id: 'row-17', confirmed: true });
	});

	test.each(['a lamp', 'fail'])('is left out where there is none (%s)', async (prompt) => {
		const ear = await scene.listen(withSecret);
		const item = await itemOf(ear, null, ear.url + query, prompt);
		expect(item).not.toHaveProperty('track_id');
	});

	test('stands in what is claimed, where that is wanted', async () => {
		const ear = await scene.listen({ options: { includeClaim: true } });
		const item = await itemOf(ear, `${evil}-7`);
		expect(item).not.toHaveProperty('track_id');
		expect(item.claimed).toMatchObject({ track_id: `${evil}-7` });
	});
});

describe('A filter by track ID', () => {
	const filters: Array<[filter: string, value: string, id: unknown, passes: boolean]> = [
		['exact', 'row-1', 'row-1', true],
		['exact', 'row-1', 'row-12', false],
		['exact', 'row-1', 'Row-1', false],
		['exact', '17', 17, true],
		['exact', 'row-1', null, false],
		['exact', 'row-1', ['row-1'], false],
		['prefix', 'row-', 'row-1', true],
		['prefix', 'row-', 'row-', true],
		['prefix', 'row-', 'a row-1', false],
		['prefix', 'row-', undefined, false],
		['any', 'row-', 'other', true],
	];
	test.each(filters)('%s %s: %p passes: %s', async (trackIdFilter, trackId, track_id, passes) => {
		const ear = await scene.listen({ trackIdFilter, trackId });
		const id = await ear.submit({ webhook: undefined });
		scene.sandbox.finish(id);
		const callback = { status: 'success', id, track_id };
		const answer = passes ? await ear.hear(callback) : await ear.forge(callback);
		expect(answer).toEqual(received);
		await scene.stage.idle();
		// Where the callback has no track ID, the service may still have one.
		const isOther = typeof track_id === 'string' && !passes;
		expect(scene.asked()).toHaveLength(isOther ? 0 : 1);
		expect(ear.tally(passes ? [id] : [])).toEqual({ ...good, delivered: passes ? 1 : 0 });
	});

	test('goes by the word of the service, where the service has one', async () => {
		const ear = await scene.listen({ trackIdFilter: 'exact', trackId: 'row-1' });
		const ids = [4711, 4712];
		for (const [index, id] of ids.entries()) {
			const output = [`${scene.sandbox.url}/models/flux.png`];
			const body = { status: 'success', id, output, track_id: index === 0 ? 'row-1' : 'row-2' };
			scene.sandbox.next({ match: `/api/v6/images/fetch/${id}`, answer: { body } });
			await ear.forge({ status: 'success', id, track_id: 'row-1' });
		}
		await scene.stage.idle();
		expect(ear.first).toMatchObject([{ id: '4711', track_id: 'row-1' }]);
		expect(ear.tally([4711])).toEqual({ ...good, delivered: 1 });
	});
});
