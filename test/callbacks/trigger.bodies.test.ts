/** The forms in which a callback may come, and what is none. */
import { bytesOf } from '../support/n8n';
import { tells } from './tally';
import { evil, openScene, received, type Body, type Scene } from './triggerScene';
import type { CallbackOptions } from '../../sandbox/server';
import { gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterEach(async () => expect(await scene.clean()).toEqual([]));
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };
const form = 'application/x-www-form-urlencoded';

describe('A true callback', () => {
	const forms: Array<[string, Partial<CallbackOptions>, Body?]> = [
		['as it is printed', {}],
		['with an id as text', { idAsText: true }],
		['with one text as output', { shape: 'text' }],
		['with second addresses alone', { shape: 'proxy' }],
		['as a form', { shape: 'form' }],
		['with the address of the question in place of an id', { shape: 'fetchResult' }],
		['that comes before its submit is answered', { earlyRate: 1 }],
	];
	test.each(forms)('%s starts one run with the file', async (_, options) => {
		Object.assign(scene.sandbox.options.callbacks, options);
		const ear = await scene.listen();
		const id = await ear.submit();
		if (!options.earlyRate) await scene.finish(id);
		await scene.quiet();
		expect(scene.sandbox.books.callbacks).toMatchObject([{ code: 200 }]);
		const [[item]] = ear.runs;
		expect(item.json).toMatchObject({ event: 'jobFinished', id: String(id), confirmed: true });
		expect(item.binary?.data.id).toMatch(/^filesystem/);
		const bytes = await bytesOf(item);
		expect(bytes).toEqual(scene.sandbox.read(scene.links(id)[0]));
		expect(PNG.sync.read(bytes)).toMatchObject({ width: 256, height: 256 });
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test.each(forms.slice(0, 6))(
		'%s tells a failure in the words of the service',
		async (_, options) => {
			Object.assign(scene.sandbox.options.callbacks, options);
			const ear = await scene.listen();
			const id = await ear.submit({ prompt: 'fail' });
			await scene.finish(id);
			expect(ear.first).toEqual([
				{
					...{ event: 'jobFailed', id: String(id), status: 'failed', family: 'images' },
					...{ message: 'Failed, Try Again', confirmed: true },
				},
			]);
			expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
		},
	);

	test.each<[string, (body: Body, id: number) => Parameters<Scene['tell']>[1]]>([
		['without a content type', (body) => ({ raw: JSON.stringify(body), contentType: '' })],
		['as text', (body) => ({ raw: JSON.stringify(body), contentType: 'text/plain' })],
		[
			'as bytes',
			(body) => ({ raw: JSON.stringify(body), contentType: 'application/octet-stream' }),
		],
		['as HTML', (body) => ({ raw: JSON.stringify(body), contentType: 'text/html' })],
		['with a mark at its beginning', (body) => ({ raw: `\ufeff${JSON.stringify(body)}` })],
		['with a character set', (body) => ({ body, contentType: 'application/json; charset=utf-8' })],
		[
			'as JSON under the name of a form',
			(body) => ({ raw: JSON.stringify(body), contentType: form }),
		],
		['with request_id', ({ id, ...body }) => ({ body: { ...body, request_id: id } })],
		['with other words for its status', (body) => ({ body: { ...body, status: 'ready' } })],
		['with more than is known', (body) => ({ body: { ...body, more: { id: 1, output: [] } } })],
		['with nothing but id and status', (_, id) => ({ body: { id, status: 'success' } })],
	])('%s starts one run', async (_, of) => {
		const ear = await scene.listen();
		const id = await ear.submit();
		scene.finishSilently(id);
		const body = { status: 'success', id, output: scene.links(id), track_id: 'ü' };
		await scene.tell(id, of(body, id));
		expect(scene.sandbox.books.callbacks).toMatchObject([{ code: 200 }]);
		expect(ear.runs).toMatchObject([[{ binary: { data: { mimeType: 'image/png' } } }]]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

describe('What is no callback starts nothing', () => {
	const nothing: Array<[string, string | Buffer, string, number]> = [
		['nothing', '', 'application/json', 200],
		['nothing of a type', '', '', 200],
		['an empty form', '', form, 200],
		['spaces', '   ', 'text/plain', 200],
		['an empty object', '{}', 'application/json', 200],
		['an array', '[{"id":1,"status":"success"}]', 'application/json', 200],
		['an empty array', '[]', 'application/json', 200],
		['a text', '"success"', 'application/json', 200],
		['a number', '1', 'application/json', 200],
		['null', 'null', 'application/json', 200],
		['half of it', '{"id":1,"status":', 'application/json', 422],
		['half of it, as text', '{"id":1,"status":', 'text/plain', 200],
		['words', 'success 1', 'text/plain', 200],
		['a page', '<h1>success</h1>', 'text/html', 200],
		['XML', '<a><id>1</id></a>', 'text/xml', 200],
		['no XML', '<a', 'application/xml', 422],
		['no form', '%%%=&&&=%zz', form, 200],
		['no multipart form', 'success', 'multipart/form-data; boundary=x', 400],
		['a message alone', '{"message":"job finished"}', 'application/json', 200],
		['bytes', Buffer.from([0, 1, 254, 255]), 'application/octet-stream', 200],
		['no gzip', gzipSync('{"id":1}'), 'application/json', 422],
		[
			'another product',
			'{"event":"workflow.completed","execution":{"id":1}}',
			'application/json',
			200,
		],
	];
	test.each(nothing)('%s', async (_, body, contentType, status) => {
		for (const confirm of [true, false]) {
			const ear = await scene.listen({ confirm });
			expect((await ear.forge(body, { contentType })).status).toBe(status);
			await scene.stage.idle();
			expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
		}
		expect(scene.asked()).toEqual([]);
	});
});

describe('A body without measure', () => {
	const large = (megabytes: number) => evil.repeat((megabytes * 1024 * 1024) / evil.length);

	test('beyond 16 MB is turned away by n8n', async () => {
		const ear = await scene.listen();
		const { status, said } = await ear.forge({ id: 1, status: 'success', large: large(20) });
		expect([status, said]).toEqual([500, expect.objectContaining({ code: 0 })]);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});

	const junk: Array<[string, (id: number) => Body | string, string?]> = [
		['5 MB beside the ID', (id) => ({ id, status: 'success', junk: large(5), [large(1)]: 1 })],
		['5 MB of messages', (id) => ({ id, status: 'failed', message: large(5) })],
		['a long output', (id) => ({ id, output: Array.from({ length: 400_000 }, () => evil) })],
		['many names', (id) => `{"id":${id},"status":"success",${manyNames}"z":1}`],
		['objects in objects', (id) => `{"id":${id},"status":"success","a":${deep('{"a":', '}')}}`],
		['lists in lists', (id) => `{"id":${id},"status":"success","output":${deep('[', ']')}}`],
		[
			'deep texts',
			(id) => ({ id, status: 'success', meta: deep('[', ']'), output: '['.repeat(1e6) }),
		],
	];
	const manyNames = Array.from(
		{ length: 300_000 },
		(_, index) => `"${evil}${index}":${index},`,
	).join('');
	const deep = (open: string, close: string) => `${open.repeat(200_000)}1${close.repeat(200_000)}`;
	test.each(junk)('%s: nothing of it comes out', async (_, of) => {
		const ear = await scene.listen();
		const id = await ear.submit();
		scene.finishSilently(id);
		for (const unknown of [0.5, '../', true]) await ear.forge(of(unknown as number));
		expect(await ear.forge(of(id))).toEqual(received);
		await scene.stage.idle();
		expect(scene.asked()).toEqual([`/api/v6/images/fetch/${id}`]);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('5 MB of text that is no JSON to n8n are not looked at', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		scene.finishSilently(id);
		const body = JSON.stringify({ id, status: 'success', junk: large(5) });
		for (const contentType of ['text/plain', 'application/octet-stream', ''])
			expect(await ear.forge(body, { contentType })).toEqual(received);
		await scene.stage.idle();
		expect(scene.asked()).toEqual([]);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});
});

describe('Names that could change other objects', () => {
	const inner = '{"polluted":"evil","toString":1}';
	const names = `"__proto__":${inner},"constructor":{"prototype":${inner}},"prototype":${inner}`;
	test.each<[string, (id: number) => string, string]>([
		['in JSON', (id) => `{"id":${id},"status":"success",${names}}`, 'application/json'],
		['as text', (id) => `{"id":${id},"status":"success",${names}}`, 'text/plain'],
		[
			'in what is inside',
			(id) =>
				`{"id":${id},"status":"success","meta":{${names},"a":[{${names}}]},"output":[{${names}}]}`,
			'application/json',
		],
		[
			'in a form',
			(id) =>
				`id=${id}&status=success&__proto__=${inner}&__proto__[polluted]=evil&constructor[prototype][polluted]=evil&constructor=1&meta=${encodeURIComponent(`{${names}}`)}`,
			form,
		],
	])('%s are left out', async (_, of, contentType) => {
		const ear = await scene.listen({ options: { includeClaim: true } });
		const id = await ear.submit();
		scene.finishSilently(id);
		expect(await ear.forge(of(id), { contentType })).toEqual(received);
		await scene.stage.idle();
		expect(ear.first).toMatchObject([{ id: String(id), claimed: { status: 'success' } }]);
		const claimed = JSON.stringify(ear.first[0].claimed);
		expect(claimed).not.toMatch(/"(__proto__|constructor|prototype)"/);
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect({}).not.toHaveProperty('polluted');
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});
