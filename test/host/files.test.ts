import { gzipSync } from 'node:zlib';
import { png } from '../support/pictures';
import {
	bigPng,
	closeAll,
	contextIn,
	download,
	DownloadFailed,
	fetched,
	firstByte,
	got,
	host,
	quick,
	receive,
	same,
	serve,
	type Came,
	type Manner,
	type Serve,
} from './filesSupport';

afterEach(closeAll);

const picture = png(64, 64, [10, 200, 90]);
const file = bigPng(picture, 400_000);
const etag = '"a1"';

describe('A line that ends in order, but too early', () => {
	const early: Manner = { chunked: true, cut: 150_000, how: 'end' };

	test.each([
		['PNG', file],
		[
			'JPG',
			Buffer.concat([
				Buffer.from('ffd8ffe0', 'hex'),
				Buffer.alloc(200_000, 1),
				Buffer.from('ffd9', 'hex'),
			]),
		],
	])('is noticed by the end that a %s has', async (_name, whole) => {
		const came = await fetched(host(whole, early, {}));
		same(came.bytes, whole);
	});

	test('goes on with a range where the host has more by now', async () => {
		const came = await fetched(
			host(file, { ...early, etag, ranges: true }, { etag, ranges: true }),
		);
		same(came.bytes, file);
		expect(firstByte(came)).toBe(150_000);
	});

	test.each<[string, Manner, number]>([
		['twice at the same byte', early, 2],
		[
			'and a host that says there is no more',
			{ body: file.subarray(0, 150_000), etag, ranges: true },
			2,
		],
	])('is all that the host has, if it does so %s: it is not lost', async (_name, manner, times) => {
		const came = await fetched(host(file, manner));
		same(came.bytes, file.subarray(0, 150_000));
		expect(came.server.asked).toHaveLength(times);
	});

	test('is no file, if the link dies with it: its own format says that more belongs to it', async () => {
		const server = await serve(host(file, early, { status: 404 }));
		const lost = await download(await contextIn('memory'), server.link(), { name: 'a' }, quick);
		expect(lost).toBeInstanceOf(DownloadFailed);
		expect((lost as Error).message).toBe('the link answered with HTTP 404');
	});

	test('sends to the second address for the rest', async () => {
		const came = await fetched(
			(request, response) => host(file, request.url === '/file' ? early : {})(request, response, 0),
			{ second: '/second' },
		);
		same(came.bytes, file);
		expect(came.server.asked.map(({ path }) => path)).toEqual(['/file', '/second']);
	});
});

describe('Checks are not stricter than the service', () => {
	test('bytes behind the end of a picture are taken with it', async () => {
		const more = Buffer.concat([file, Buffer.from('made by a service that signs its pictures')]);
		const came = await fetched(host(more, { chunked: true }));
		same(came.bytes, more);
		expect(came.server.asked).toHaveLength(1);
	});

	/** A host that tells a length of which ten bytes never come. */
	const boastful =
		(content: Buffer): Serve =>
		(_request, response) => {
			response.writeHead(200, { 'content-length': content.length + 10 });
			response.write(content, () => setTimeout(() => response.destroy(), 100));
		};

	test('a length that is told too large does not lose a whole file', async () => {
		const came = await fetched(boastful(file));
		same(came.bytes, file);
		expect(came.server.asked.length).toBeGreaterThan(1);
	});

	test('nor a file of a kind that does not say its end, after all tries', async () => {
		const sound = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(9_000, 5)]);
		const came = await fetched(boastful(sound));
		same(came.bytes, sound);
		expect(came.server.asked).toHaveLength(6);
	});

	test('a packed file is not measured by its packed length', async () => {
		const packed = gzipSync(picture, { level: 0 });
		expect(packed.length).toBeGreaterThan(picture.length);
		const came = await fetched(
			host(picture, { body: packed, headers: { 'content-encoding': 'gzip' } }),
		);
		same(came.bytes, picture);
		expect(came.server.asked).toHaveLength(1);
	});
});

describe('Base64 text behind a link', () => {
	const text = `data:image/png;base64,${picture.toString('base64')}`;

	test('is taken up where it breaks off', async () => {
		const came = await fetched(
			host(
				Buffer.from(text),
				{ cut: 90, how: 'end', chunked: true, etag, ranges: true },
				{ etag, ranges: true },
			),
		);
		same(came.bytes, picture);
		expect(firstByte(came)).toBe(90);
	});

	test('is fetched again where the picture in it is cut', async () => {
		const came = await fetched(
			host(Buffer.from(text), { chunked: true, cut: 120, how: 'end' }, {}),
		);
		same(came.bytes, picture);
		expect(came.server.asked).toHaveLength(2);
	});
});

describe('In place of a file', () => {
	test.each<[string, Manner]>([
		['a 404', { status: 404, body: 'not found' }],
		['a 403 with a page', { status: 403, body: '<?xml version="1.0"?><Error/>' }],
		['a page', { body: '<!DOCTYPE html><html>One moment</html>' }],
		['a message in JSON', { body: '{"status":"processing"}' }],
		['nothing', { body: '' }],
		['nothing of no length', { status: 204, chunked: true }],
	])('%s is no file, and asked again', async (_name, manner) => {
		const came = await fetched(host(file, manner, manner, {}));
		same(came.bytes, file);
		expect(came.server.asked).toHaveLength(3);
	});

	test.each([
		['a page', '<html><body>Not yet</body></html>', '/chair.obj'],
		['a message', '{"message":"not ready"}', '/chair.obj'],
		['a page', '\ufeff<!doctype html>', '/words.txt'],
		['a page', '<?xml version="1.0"?><Error/>', '/words.json'],
	])('%s is no file, whatever the ending of the link', async (_name, body, path) => {
		const geometry = Buffer.from('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n');
		const came = await fetched(host(geometry, { body }, {}), { path });
		same(came.bytes, geometry);
	});

	test('a text in JSON is a file where its link says so', async () => {
		const words = Buffer.from('{"text":"Hello there."}');
		const came = await fetched(host(words, {}), { path: '/words.json' });
		same(came.bytes, words);
		expect(came.server.asked).toHaveLength(1);
	});

	test('what stays there is told after all tries', async () => {
		const came = await fetched(host(file, { status: 404 }));
		expect(came.bytes).toBe('the link answered with HTTP 404');
		expect(came.server.asked).toHaveLength(6);
	});

	test('addresses are tried in turn', async () => {
		const came = await fetched(
			(request, response) =>
				host(file, request.url === '/second' ? {} : { status: 404 })(request, response, 0),
			{ path: '//file', second: '/second' },
		);
		same(came.bytes, file);
		expect(came.server.asked.map(({ path }) => path)).toEqual(['//file', '/file', '/second']);
	});
});

describe('A host that asks for a pause', () => {
	const later = (status: number, pause: string): Manner => ({
		status,
		headers: { 'retry-after': pause },
	});
	const gap = ({ server: { asked } }: Came): number => asked[1].at - asked[0].at;

	test.each([
		['in seconds', () => '1'],
		['by a date', () => new Date(Date.now() + 2_000).toUTCString()],
	])('gets it, %s', async (_name, pause) => {
		const came = await fetched((request, response, before) =>
			host(file, before === 0 ? later(before ? 503 : 429, pause()) : {})(request, response, 0),
		);
		same(came.bytes, file);
		expect(gap(came)).toBeGreaterThan(900);
	});

	test('does not get more than the limit', async () => {
		const server = await serve(host(file, later(503, '86400'), {}));
		const within = { ...quick, longestPause: 50 };
		const binary = await download(await contextIn('memory'), server.link(), { name: 'a' }, within);
		same(await got({ binary } as never), file);
	});

	test('does not use up the patience with it', async () => {
		const busy = later(503, '86400');
		const server = await serve(host(file, busy, busy, busy, {}));
		const within = { ...quick, longestPause: 400, patience: 700 };
		const binary = await download(await contextIn('memory'), server.link(), { name: 'a' }, within);
		same(await got({ binary } as never), file);
	});

	test('is not waited for when it asks for nonsense', async () => {
		same((await fetched(host(file, later(429, 'soon'), {}))).bytes, file);
		same((await fetched(host(file, later(503, '-5'), {}))).bytes, file);
	});
});

describe('What cannot be had', () => {
	test('is told in words, not thrown: nobody listens', async () => {
		const server = await serve(host(file));
		const link = server.link();
		await closeAll();
		const lost = await download(await contextIn('memory'), link, { name: 'a' }, quick);
		expect(lost).toBeInstanceOf(DownloadFailed);
		expect((lost as Error).message).toBe('no answer (ECONNREFUSED)');
	});

	test('is told in words, not thrown: an address that is none', async () => {
		const link = 'http://127.0.0.1:99999/a.png';
		const lost = await download(await contextIn('memory'), link, { name: 'a' }, quick);
		expect(lost).toBeInstanceOf(DownloadFailed);
	});

	test('is not fetched again when it is n8n that cannot keep it', async () => {
		const { mkdirSync, writeFileSync } = require('node:fs') as typeof import('node:fs');
		const context = await contextIn('filesystem', { workflow: 'no-folder' });
		const folder = context.helpers.getBinaryPath('filesystem-v2:workflows');
		mkdirSync(folder, { recursive: true });
		// Where n8n wants a folder there is a file.
		writeFileSync(`${folder}/no-folder`, '');
		const server = await serve(host(file, { chunked: true }));
		const lost = await download(context, server.link(), { name: 'a' }, quick);
		expect((lost as Error).message).toMatch(/^n8n could not store the file: /);
		expect(server.asked).toHaveLength(1);
		await server.quiet();
		const alone = await receive(context, picture.toString('base64'), { name: 'a' });
		expect((alone as Error).message).toMatch(/^n8n could not store the file: /);
	});
});
