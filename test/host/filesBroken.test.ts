import { gzipSync } from 'node:zlib';
import { png } from '../support/pictures';
import {
	bigPng,
	closeAll,
	fetched,
	firstByte,
	host,
	ranges,
	same,
	type Manner,
	type Mode,
	type Serve,
} from './filesSupport';

afterEach(closeAll);

const picture = png(64, 64, [10, 200, 90]);
const file = bigPng(picture, 400_000);
const other = bigPng(png(64, 64, [200, 10, 90]), 390_000);
const etag = '"a1"';
const modified = 'Wed, 21 Oct 2026 07:28:00 GMT';

describe.each<Mode>(['memory', 'filesystem'])('A file, kept by n8n in %s', (mode) => {
	test.each<[string, Manner]>([
		['with its length told', {}],
		['in pieces of untold length', { chunked: true }],
		['until the line ends', { headers: { connection: 'close' }, chunked: true }],
	])('comes as it is, %s', async (_name, manner) => {
		const came = await fetched(host(file, manner), { mode });
		same(came.bytes, file);
		expect(came.server.asked).toHaveLength(1);
	});

	test('whose line breaks goes on behind what is there, where the host can do that', async () => {
		const came = await fetched(
			host(file, { cut: 150_000, etag, ranges: true }, { etag, ranges: true }),
			{ mode },
		);
		same(came.bytes, file);
		expect(firstByte(came)).toBeGreaterThan(64);
		expect(firstByte(came)).toBeLessThanOrEqual(150_000);
		expect(came.server.asked[1].ifRange).toBe(etag);
	});

	test('whose line breaks is asked for from the start otherwise, and comes whole', async () => {
		const came = await fetched(host(file, { cut: 150_000, etag }, { etag }), { mode });
		same(came.bytes, file);
		expect(came.server.asked).toHaveLength(2);
	});

	test('that the host stops sending, for good, is an error with its reason', async () => {
		const came = await fetched(host(file, { cut: 150_000 }), { mode });
		expect(came.bytes).toBe('the line broke (ECONNRESET)');
		expect(came.server.asked).toHaveLength(6);
		expect(came.left).toBe(0);
	});
});

describe('A broken line', () => {
	test('is mended by date where the host names no mark of the file', async () => {
		const manner = { modified, ranges: true };
		const came = await fetched(host(file, { ...manner, cut: 150_000 }, manner));
		same(came.bytes, file);
		expect(firstByte(came)).toBeLessThanOrEqual(150_000);
		expect(came.server.asked[1].ifRange).toBe(modified);
	});

	test.each([
		['no mark', {}],
		['a weak mark', { etag: 'W/"a1"' }],
	])('is not mended by a range where the file has %s', async (_name, manner) => {
		const came = await fetched(host(file, { ...manner, ranges: true, cut: 9_000 }, manner));
		same(came.bytes, file);
		expect(ranges(came)).toEqual([false, false]);
	});

	test('may break again and again, as long as more comes', async () => {
		const large = bigPng(picture, 9_600_000);
		const came = await fetched(host(large, { cut: 1_200_000, etag, ranges: true }));
		same(came.bytes, large);
		expect(came.server.asked.length).toBeGreaterThan(7);
	});

	test('may break while the known part is passed over', async () => {
		const came = await fetched(host(file, { cut: 150_000 }, { cut: 60_000 }, { cut: 200_000 }, {}));
		same(came.bytes, file);
		expect(came.server.asked).toHaveLength(4);
	});

	test('may break in the first bytes', async () => {
		const came = await fetched(host(file, { cut: 20 }, { cut: 0 }, {}));
		same(came.bytes, file);
	});

	test('may be followed by a moment in which the link is dead', async () => {
		const came = await fetched(
			host(
				file,
				{ cut: 150_000, etag, ranges: true },
				{ status: 404, body: 'not found' },
				{ status: 503, body: 'busy' },
				{ etag, ranges: true },
			),
		);
		same(came.bytes, file);
		expect(ranges(came)).toEqual([false, true, true, true]);
	});

	test('goes on at the second address, which the first one knows nothing of', async () => {
		const dead: Serve = (_request, response) => response.writeHead(410).end();
		const came = await fetched(
			(request, response, before) => {
				if (before === 0) host(file, { cut: 150_000, etag, ranges: true })(request, response, 0);
				else if (request.url === '/file') dead(request, response, 0);
				else host(file, { etag: '"of another host"' })(request, response, 0);
			},
			{ second: '/second' },
		);
		same(came.bytes, file);
		expect(came.server.asked.map(({ path }) => path)).toEqual(['/file', '/file', '/second']);
		expect(ranges(came)).toEqual([false, true, false]);
	});

	test.each([
		['from the start', 'bytes 0-412345/412346'],
		['without saying where', undefined],
	])('is mended even if the host answers a range %s', async (_name, contentRange) => {
		const came = await fetched((request, response, before) => {
			if (before === 0) return host(file, { cut: 150_000, etag })(request, response, 0);
			if (request.headers.range === undefined) return host(file, {})(request, response, 0);
			response.writeHead(206, contentRange ? { 'content-range': contentRange } : {}).end(file);
		});
		same(came.bytes, file);
		expect(ranges(came)).toEqual([false, true, false]);
	});

	test('is mended by the mark that the file has by now, where its bytes are the same', async () => {
		const manner = { etag: '"of the second line"', cut: 300_000 };
		const came = await fetched(
			host(file, { etag, cut: 150_000 }, manner, { ...manner, ranges: true, cut: undefined }),
		);
		same(came.bytes, file);
		expect(came.server.asked[2].ifRange).toBe(manner.etag);
	});

	test('of a body that the host packed is mended without ranges', async () => {
		const packed = gzipSync(Buffer.concat([file, Buffer.alloc(300_000)]));
		const encoding = { 'content-encoding': 'gzip' };
		const manner = { body: packed, etag, ranges: true, headers: encoding };
		const came = await fetched(host(file, { ...manner, cut: 300_000 }, manner));
		same(came.bytes, Buffer.concat([file, Buffer.alloc(300_000)]));
		expect(came.server.asked.at(-1)?.range).toBeUndefined();
	});
});

describe('A file that is another one by the time it is asked for again', () => {
	test.each<[string, Manner, Manner]>([
		['by its mark', { etag, ranges: true }, { etag: '"b2"', ranges: true }],
		['by its bytes', {}, {}],
		['by its length', { chunked: true }, { chunked: true }],
	])('is fetched anew, as seen %s: never half of each', async (_name, first, then) => {
		const came = await fetched(host(file, { ...first, cut: 150_000 }, { ...then, body: other }));
		same(came.bytes, other);
		// The file and n8n's note about it: nothing of the first one is left.
		expect(came.left).toBe(2);
	});

	test('is noticed where the host goes on with a range all the same', async () => {
		const came = await fetched((request, response, before) => {
			if (before === 0) return host(file, { cut: 150_000, etag })(request, response, 0);
			delete request.headers['if-range'];
			host(other, { etag: '"b2"', ranges: true })(request, response, 0);
		});
		same(came.bytes, other);
	});

	test('is noticed where it became shorter than what is there', async () => {
		const short = png(8, 8);
		const came = await fetched(
			host(file, { cut: 150_000, etag, ranges: true }, { body: short, etag, ranges: true }),
		);
		same(came.bytes, short);
	});

	test('is noticed where it became shorter and the host knows no ranges', async () => {
		const short = png(8, 8);
		same((await fetched(host(file, { cut: 150_000 }, { body: short }))).bytes, short);
	});

	test('every time is given up in the end', async () => {
		const came = await fetched((request, response, before) =>
			host(bigPng(png(8, 8, [before, 0, 0]), 60_000), { cut: before % 2 ? 60_000 : 30_000 })(
				request,
				response,
				0,
			),
		);
		expect(came.bytes).toMatch(/^the (file changed while it came|line broke \(ECONNRESET\))$/);
		expect(came.left).toBe(0);
		expect(came.server.asked.length).toBeLessThan(9);
	});
});
