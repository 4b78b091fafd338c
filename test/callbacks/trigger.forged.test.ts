/** Callbacks that anybody can send who knows the URL: none of them is believed. */
import { tells } from './tally';
import { evil, openScene, received, type Body, type Scene } from './triggerScene';
import { until } from '../support/until';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene({ keys: [{ key: 'key-of-somebody-else', owner: 'other' }] });
});
afterEach(async () => expect(await scene.clean()).toEqual([]));
afterAll(async () => await scene.close());

/** A success with links to somewhere else. */
const success = (id: unknown, more: Body = {}): Body => ({
	status: 'success',
	id,
	output: [`${scene.stranger.url}/${evil}.png`],
	...more,
});
const good = { accepted: 0, lost: 0 };

describe('A made-up success', () => {
	test('of a running job starts nothing; its real end comes out once, with the links of the service', async () => {
		const ear = await scene.listen();
		const id = await ear.submit({ track_id: 'row-1' });
		expect(await ear.forge(success(id, { track_id: 'row-1' }))).toEqual(received);
		await scene.stage.idle();
		expect(ear.runs).toEqual([]);
		expect(scene.sandbox.books.job(id)?.asked).toBe(3);
		await scene.finish(id);
		expect(scene.sandbox.books.job(id)?.asked).toBe(4);
		expect(ear.first).toMatchObject([{ id: String(id), url: scene.links(id)[0] }]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('as told by a third party of the sandbox, at every job', async () => {
		const ear = await scene.listen();
		scene.sandbox.options.callbacks.forgedRate = 1;
		const ids = await Promise.all([1, 2, 3].map(async () => await ear.submit()));
		scene.sandbox.options.callbacks.forgedRate = 0;
		const sent = () => scene.sandbox.books.callbacks.filter(({ kind }) => kind === 'forged');
		await until(() => sent().length === 3);
		await scene.quiet();
		expect(ear.runs).toEqual([]);
		await scene.finish(...ids);
		expect(ear.first.map(({ url }) => url).sort()).toEqual(
			ids.flatMap((id) => scene.links(id)).sort(),
		);
		expect(ear.tally(ids)).toEqual({ ...good, delivered: 3 });
	});

	test("of somebody else's job starts nothing, whether it runs or has ended", async () => {
		const ear = await scene.listen({ families: ['images'] });
		const theirs = { key: 'key-of-somebody-else', webhook: undefined };
		const [runs, ended] = [await scene.submit(theirs), await scene.submit(theirs)];
		scene.sandbox.finish(ended);
		for (const id of [runs, ended]) expect(await ear.forge(success(id))).toEqual(received);
		await scene.stage.idle();
		expect(scene.asked(ended)).toHaveLength(3);
		expect(scene.sandbox.books.jobs.map(({ asked }) => asked)).toEqual([0, 0]);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});

	test('of a job that never was is asked about three times at each API, and starts nothing', async () => {
		const ear = await scene.listen();
		expect(await ear.forge(success(4711))).toEqual(received);
		await scene.stage.idle();
		const asked = scene.asked();
		const addresses = [...new Set(asked)];
		expect(asked).toEqual([...addresses, ...addresses, ...addresses]);
		expect(asked).toContain('/api/v6/images/fetch/4711');
		expect(asked).toContain('/api/v4/dreambooth/fetch');
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});

	test.each<[string, (here: string) => Body]>([
		['on another host', () => ({ output: [`https://${evil}.example.test/0.png`] })],
		['on this machine', (here) => ({ output: [`${here}/${evil}.png`] })],
		['on localhost', (here) => ({ output: [`${here.replace('127.0.0.1', 'localhost')}/${evil}`] })],
		['on a link-local address', () => ({ output: [`http://169.254.169.254/${evil}`] })],
		['in a file', () => ({ output: [`file:///etc/passwd?${evil}`] })],
		['as one text', (here) => ({ output: `${here}/${evil}.png` })],
		['in the second addresses', (here) => ({ output: [], proxy_links: [`${here}/${evil}.png`] })],
		['in links to come', (here) => ({ output: undefined, future_links: [`${here}/${evil}.png`] })],
		['in the echo', (here) => ({ meta: { output: [`${here}/${evil}.png`], seed: evil } })],
		['as data', () => ({ output: [`data:image/png;base64,${btoa(evil)}`], message: evil })],
	])('with output %s brings nothing but the files of the service', async (_, lie) => {
		const ear = await scene.listen();
		const [runs, ended] = [await ear.submit(), await ear.submit()];
		scene.finishSilently(ended);
		for (const id of [runs, ended]) await ear.forge(success(id, lie(scene.stranger.url)));
		await scene.stage.idle();
		// The second one has ended and has not been told: that much is true.
		expect(ear.first).toMatchObject([{ id: String(ended), url: scene.links(ended)[0] }]);
		expect(scene.stranger.calls).toEqual([]);
		scene.sandbox.releaseCallbacks();
		await scene.finish(runs);
		expect(ear.tally([runs, ended])).toEqual({ ...good, delivered: 2 });
	});

	test('of an open job in other states: none of them is believed', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		for (const status of ['failed', 'error', 'ready', 'processing', evil, 7, null])
			expect(await ear.forge({ ...success(id), status, message: evil })).toEqual(received);
		await scene.stage.idle();
		expect(ear.runs).toEqual([]);
		await scene.finish(id);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

describe('An ID', () => {
	const tricks = [
		...['../images/text2img', '1/../../x', '..', '.', '%2e%2e', '%2e%2e%2ftext2img', '1%2f2'],
		...['1?key=x', '1#x', '1&x', '1;x', '1\\x', '1\nx', '1\r\nHost: x', '1 x', '1\0', '', ' '],
		...['http://127.0.0.1/1', '//1', '@1', '-1', '１', 'a'.repeat(65), '1e400', '../'.repeat(99)],
		...[[], ['1'], { id: 1 }, true, null, -1, 1e21],
	];
	test.each<[string, (trick: unknown) => Body]>([
		['id', (id) => ({ id })],
		['request_id', (request_id) => ({ request_id })],
		['fetch_result', (id) => ({ fetch_result: `${scene.sandbox.url}/api/v6/images/fetch/${id}` })],
		['training_id', (training_id) => ({ training_status: 'model_ready', training_id })],
		['model_id of a training', (model_id) => ({ training_status: 'model_ready', model_id })],
	])('that is none asks nothing, or at a proper address: %s', async (_, named) => {
		const events = ['jobFinished', 'jobFailed', 'trainingFinished'];
		const ear = await scene.listen({ events, families: ['dreamboothV4', 'images'] });
		await Promise.all(
			tricks.map(async (trick) => {
				const answer = await ear.forge({ ...success(undefined), ...named(trick) });
				expect(answer).toEqual(received);
			}),
		);
		await scene.stage.idle();
		const proper =
			/^\/api\/v\d\/([\w-]+\/)?fetch(\/[A-Za-z0-9][A-Za-z0-9-]{0,63})?$|^\/api\/v3\/fine_tune_status\/[A-Za-z0-9][\w.-]*$/;
		expect(scene.asked().filter((path) => !proper.test(path))).toEqual([]);
		expect(scene.sandbox.books.count({ where: ({ kind }) => kind === 'submit' })).toBe(0);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});

	test('with white space around it is that ID', async () => {
		const ear = await scene.listen({ families: ['images'] });
		const id = await ear.submit();
		scene.finishSilently(id);
		await ear.forge(success(` ${id}\n`));
		await scene.stage.idle();
		expect(scene.asked()).toEqual([`/api/v6/images/fetch/${id}`]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

describe('What was true once', () => {
	test('starts nothing when it is sent again, and nothing is asked', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		await scene.finish(id);
		const [{ body }] = scene.sandbox.books.callbacks;
		const before = scene.asked().length;
		for (const more of [{}, {}, { output: [evil] }, { status: 'failed' }])
			expect(await ear.forge({ ...body, ...more })).toEqual(received);
		await scene.stage.idle();
		expect(scene.asked()).toHaveLength(before);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test.each<[string, (id: number) => string]>([
		['with a nought before it', (id) => `0${id}`],
		['with letters behind it', (id) => `${id}abc`],
		['with a fraction of nought', (id) => `${id}-0`],
	])('is the same job to a service that reads its ID %s', async (_, other) => {
		const ear = await scene.listen({ families: ['images'] });
		const id = await ear.submit();
		await scene.finish(id);
		const body = { status: 'success', id, output: scene.links(id) };
		scene.sandbox.next({ match: `/api/v6/images/fetch/${other(id)}`, answer: { body } });
		await ear.forge(success(other(id)));
		await scene.stage.idle();
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('may be sent twice by the service itself', async () => {
		const ear = await scene.listen();
		scene.sandbox.options.callbacks.duplicateRate = 1;
		const ids = await Promise.all([1, 2, 3].map(async () => await ear.submit()));
		await scene.finish(...ids);
		expect(scene.sandbox.books.callbacks).toHaveLength(6);
		expect(ear.tally(ids)).toEqual({ ...good, delivered: 3 });
	});

	test('starts a run each time where Once is off', async () => {
		const ear = await scene.listen({ once: false });
		const id = await ear.submit();
		await scene.finish(id);
		await scene.tell(id);
		expect(ear.first.map((json) => json.id)).toEqual([String(id), String(id)]);
		let run = 0;
		expect(ear.tally([1, 2], () => String(++run))).toEqual({ ...good, delivered: 2 });
	});
});
