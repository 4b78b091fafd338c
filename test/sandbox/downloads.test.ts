import { closeAll, run, sandboxWith } from './world';
import type { Sandbox } from '../../sandbox/server';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';

/** A finished picture: its link, and its bytes past the door. */
async function pictureOf(sandbox: Sandbox): Promise<{ link: string; bytes: Buffer }> {
	const { done } = await run(sandbox, path, { prompt: 'x', width: 64, height: 64 });
	const [link] = done.output;
	return { link, bytes: sandbox.read(link) as Buffer };
}

const get = async (link: string, headers: Record<string, string> = {}, method = 'GET') => {
	const answer = await fetch(link, { method, headers });
	return {
		code: answer.status,
		bytes: Buffer.from(await answer.arrayBuffer()),
		header: (name: string) => answer.headers.get(name) ?? undefined,
	};
};

it('a whole file says how a part of it can be had', async () => {
	const sandbox = await sandboxWith();
	const { link, bytes } = await pictureOf(sandbox);
	const whole = await get(link);
	expect(whole).toMatchObject({ code: 200, bytes });
	expect(whole.header('accept-ranges')).toBe('bytes');
	expect(whole.header('etag')).toMatch(/^"[\da-f]{20}"$/);
	expect((await get(link)).header('etag')).toBe(whole.header('etag'));
	const changed = new Date(String(whole.header('last-modified'))).getTime();
	expect(Math.abs(changed - (sandbox.books.jobs[0].finished ?? 0))).toBeLessThan(1000);
	expect((await get(link, {}, 'HEAD')).header('content-length')).toBe(String(bytes.length));
});

describe('a part', () => {
	const parts: [string, (length: number) => [number, number]][] = [
		['bytes=0-9', () => [0, 9]],
		['bytes=10-', (length) => [10, length - 1]],
		['bytes=10-99999999', (length) => [10, length - 1]],
		['bytes=-7', (length) => [length - 7, length - 1]],
		['bytes=-99999999', (length) => [0, length - 1]],
		['Bytes=3-3', () => [3, 3]],
	];
	it.each(parts)('%s is answered with 206', async (range, ends) => {
		const sandbox = await sandboxWith();
		const { link, bytes } = await pictureOf(sandbox);
		const [first, last] = ends(bytes.length);
		const part = await get(link, { range });
		expect(part).toMatchObject({ code: 206, bytes: bytes.subarray(first, last + 1) });
		expect(part.header('content-range')).toBe(`bytes ${first}-${last}/${bytes.length}`);
		expect(part.header('content-length')).toBe(String(last - first + 1));
		expect(sandbox.books.requests.at(-1)).toMatchObject({ code: 206, range });
	});

	it.each(['bytes=9-3', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-', 'bytes=x-', 'much'])(
		'%s is no range that counts, and the file comes whole',
		async (range) => {
			const sandbox = await sandboxWith();
			const { link, bytes } = await pictureOf(sandbox);
			expect(await get(link, { range })).toMatchObject({ code: 200, bytes });
		},
	);

	it.each(['bytes=99999999-', 'bytes=-0'])('%s is beyond the file: 416', async (range) => {
		const sandbox = await sandboxWith();
		const { link, bytes } = await pictureOf(sandbox);
		const none = await get(link, { range });
		expect(none.code).toBe(416);
		expect(none.header('content-range')).toBe(`bytes */${bytes.length}`);
		expect(sandbox.books.jobs[0].downloads).toBe(0);
	});

	it('is given only while the file is still the same one', async () => {
		const sandbox = await sandboxWith();
		const { link, bytes } = await pictureOf(sandbox);
		const { header } = await get(link);
		const range = 'bytes=5-';
		const asked = async (ifRange: string) => (await get(link, { range, 'if-range': ifRange })).code;
		expect(await asked(String(header('etag')))).toBe(206);
		expect(await asked(String(header('last-modified')))).toBe(206);
		expect(await asked('"another"')).toBe(200);
		expect(await asked('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(200);
		expect(bytes.length).toBeGreaterThan(5);
	});

	it('makes a whole of a download that broke', async () => {
		const sandbox = await sandboxWith();
		const { link, bytes } = await pictureOf(sandbox);
		sandbox.next({ match: 'file', fault: 'brokenJson' });
		const answer = await fetch(link);
		const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
		const got: Uint8Array[] = [];
		const broke = (async () => {
			for (;;) {
				const { value, done } = await reader.read();
				if (done) return;
				got.push(value);
			}
		})();
		await expect(broke).rejects.toThrow();
		const begun = Buffer.concat(got);
		expect(begun.length).toBeGreaterThan(0);
		const rest = await get(link, {
			range: `bytes=${begun.length}-`,
			'if-range': String(answer.headers.get('etag')),
		});
		expect(rest.code).toBe(206);
		expect(Buffer.concat([begun, rest.bytes])).toEqual(bytes);
	});
});

it('a truncated download ends cleanly, without a length, and short', async () => {
	const sandbox = await sandboxWith();
	const { link, bytes } = await pictureOf(sandbox);
	sandbox.next({ match: 'file', fault: 'truncated' });
	const short = await get(link);
	expect(short.code).toBe(200);
	expect(short.header('content-length')).toBeUndefined();
	expect(short.header('etag')).toBeDefined();
	expect(short.bytes.length).toBeGreaterThan(bytes.length / 20);
	expect(short.bytes.length).toBeLessThan(bytes.length * 0.95);
	expect(short.bytes).toEqual(bytes.subarray(0, short.bytes.length));
	expect((await get(link)).bytes).toEqual(bytes);
});

it('a link that is not ready answers as if the file were not there, once', async () => {
	const sandbox = await sandboxWith();
	const { link } = await pictureOf(sandbox);
	sandbox.next({ match: 'file', fault: 'notReady' });
	expect((await get(link)).code).toBe(404);
	expect((await get(link)).code).toBe(200);
});

it('the bytes behind a link can be had past the door', async () => {
	const sandbox = await sandboxWith({ faults: { file: { html: 1 } } });
	const { link, bytes } = await pictureOf(sandbox);
	expect(bytes.subarray(1, 4).toString()).toBe('PNG');
	expect(sandbox.books.count({ kind: 'file' })).toBe(0);
	expect(sandbox.read(`${link}x`)).toBeUndefined();
	expect(sandbox.read('https://elsewhere.example.test/0.png')).toBeUndefined();
	sandbox.options.linkSeconds = 0;
	expect(sandbox.read(link)).toBeUndefined();
});
