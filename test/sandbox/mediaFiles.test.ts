import { createHash } from 'node:crypto';
import { decode as decodeJpeg } from 'jpeg-js';
import { encodeFlac } from '../../sandbox/media/flac';
import { encodeGif } from '../../sandbox/media/gif';
import { normalOf, turnedBody } from '../../sandbox/media/mesh';
import { encodeGlb, encodeObj, encodePly, encodeStl } from '../../sandbox/media/meshFiles';
import { pan } from '../../sandbox/media/movie';
import { silentMp3 } from '../../sandbox/media/mp3';
import { encodeMp4 } from '../../sandbox/media/mp4';
import { kindOf } from '../../sandbox/media/signatures';
import { melody } from '../../sandbox/media/sound';
import { encodeWav, littleEndian } from '../../sandbox/media/wav';
import { paintScene } from '../../sandbox/paint/scene';
import { decodeGif } from './mediaGif';
import { closeAll, download, post, run, sandboxWith } from './world';

afterEach(closeAll);

const sound = melody('a tune', 3, 1.1);
const mesh = turnedBody('a vase', 3);
const movie = pan(paintScene('a boat at sea', 7, 60, 40), { width: 120, height: 80, fps: 8 }, 3);

describe('sounds', () => {
	it('as wav hold every sample', () => {
		const file = encodeWav(sound);
		expect(kindOf(file)).toBe('wav');
		expect(file.readUInt32LE(4)).toBe(file.length - 8);
		expect(file.readUInt32LE(24)).toBe(16_000);
		expect(file.subarray(44).equals(littleEndian(sound.samples))).toBe(true);
		expect(Math.max(...sound.samples)).toBeGreaterThan(5000);
	});

	it('as flac hold every sample, in blocks whose checksums are right', () => {
		const file = encodeFlac(sound);
		expect(kindOf(file)).toBe('flac');
		expect(file.readUInt32BE(22)).toBe(sound.samples.length);
		const pcm = littleEndian(sound.samples);
		expect(file.subarray(26, 42).equals(createHash('md5').update(pcm).digest())).toBe(true);
		let at = 42;
		const parts: Buffer[] = [];
		while (at < file.length) {
			const isFull = file[at + 2] >> 4 === 0xc;
			const head = isFull ? 5 : 7;
			const count = isFull ? 4096 : file.readUInt16BE(at + 5) + 1;
			const end = at + head + 2 + count * 2;
			expect(file.readUInt16BE(at)).toBe(0xfff8);
			expect(rest(file.subarray(at, at + head + 1), 8, 0x07)).toBe(0);
			expect(rest(file.subarray(at, end + 2), 16, 0x8005)).toBe(0);
			parts.push(Buffer.from(file.subarray(at + head + 2, end)).swap16());
			at = end + 2;
		}
		expect(Buffer.concat(parts).equals(pcm)).toBe(true);
	});

	it.each([
		['128k', 417],
		['192k', 626],
		['320k', 1044],
	])('as mp3 of %s are frames of one length', (bitrate, length) => {
		const file = silentMp3(1, bitrate);
		expect(kindOf(file)).toBe('mp3');
		expect(file).toHaveLength(39 * length);
		for (let at = 0; at < file.length; at += length) expect(file.readUInt16BE(at)).toBe(0xfffb);
	});
});

/** What is left of a cyclic check over data with its checksum at the end: 0 when it is right. */
function rest(bytes: Buffer, bits: number, polynomial: number): number {
	let left = 0;
	for (let bit = 0; bit < bytes.length * 8; bit += 1) {
		const next = (bytes[bit >> 3] >> (7 - (bit & 7))) & 1;
		const top = (left >> (bits - 1)) & 1;
		left = (left << 1) & (2 ** bits - 1);
		if (top !== next) left ^= polynomial;
	}
	return left;
}

describe('moving pictures', () => {
	it('differ from frame to frame', () => {
		expect(movie.frames).toHaveLength(3);
		expect(Buffer.from(movie.frames[0].data).equals(movie.frames[1].data)).toBe(false);
	});

	it('as gif can be read back, to the nearest colour of the table', () => {
		// Noise fills the table of codes, which then has to be cleared on the way.
		const noise = { ...movie.frames[0], data: new Uint8Array(movie.frames[0].data) };
		let draw = 1;
		noise.data.forEach((_, at) => (noise.data[at] = (draw = (draw * 48271) % 0x7fffffff) & 255));
		const shown = { ...movie, frames: [...movie.frames, noise] };
		const { width, height, frames } = decodeGif(encodeGif(shown));
		expect([width, height, frames.length]).toEqual([120, 80, 4]);
		frames.forEach((colours, index) => {
			expect(colours).toHaveLength(120 * 80);
			const { data } = shown.frames[index];
			const wrong = colours.filter((colour, pixel) =>
				colour.some((part, channel) => Math.abs(part - data[pixel * 4 + channel]) > 26),
			);
			expect(wrong).toHaveLength(0);
		});
	});

	it('as mp4 have boxes that fill the file, and JPEG pictures where the table says', () => {
		const file = encodeMp4(movie);
		const outer = boxes(file, 0, file.length);
		expect(outer.map(({ name }) => name)).toEqual(['ftyp', 'mdat', 'moov']);
		const find = (path: string) => {
			let [from, to] = [0, file.length];
			for (const name of path.split('/')) {
				const box = boxes(file, from, to).find((each) => each.name === name);
				if (!box) throw new Error(`No ${name} in ${path}`);
				[from, to] = [box.start, box.end];
			}
			return file.subarray(from, to);
		};
		const table = 'moov/trak/mdia/minf/stbl';
		const sizes = find(`${table}/stsz`);
		let at = find(`${table}/stco`).readUInt32BE(8);
		expect(sizes.readUInt32BE(8)).toBe(3);
		for (let index = 0; index < 3; index += 1) {
			const size = sizes.readUInt32BE(12 + index * 4);
			const picture = decodeJpeg(file.subarray(at, at + size));
			expect([picture.width, picture.height]).toEqual([120, 80]);
			at += size;
		}
		expect(find('moov/mvhd').readUInt32BE(16)).toBe(375);
	});
});

function boxes(file: Buffer, from: number, to: number) {
	const found: { name: string; start: number; end: number }[] = [];
	for (let at = from; at < to; at += file.readUInt32BE(at)) {
		const end = at + file.readUInt32BE(at);
		found.push({ name: file.toString('latin1', at + 4, at + 8), start: at + 8, end });
	}
	return found;
}

describe('models', () => {
	it('are closed: every edge belongs to two triangles, in opposite directions', () => {
		const edges = new Set<string>();
		for (const [a, b, c] of mesh.triangles) {
			for (const edge of [`${a} ${b}`, `${b} ${c}`, `${c} ${a}`]) {
				expect(edges.has(edge)).toBe(false);
				edges.add(edge);
			}
		}
		for (const edge of edges) expect(edges.has(edge.split(' ').reverse().join(' '))).toBe(true);
	});

	it('face outwards', () => {
		const bottom = mesh.triangles.find(([a]) => a === 0);
		expect(bottom && normalOf(mesh, bottom)[1]).toBeLessThan(0);
	});

	it('as glb have a description that fits the numbers', () => {
		const file = encodeGlb(mesh);
		expect(file.readUInt32LE(8)).toBe(file.length);
		const length = file.readUInt32LE(12);
		const description = JSON.parse(file.toString('utf8', 20, 20 + length));
		const [points, corners] = description.accessors;
		expect(points).toMatchObject({
			count: mesh.points.length,
			max: [expect.any(Number), 1, expect.any(Number)],
		});
		expect(corners.count).toBe(mesh.triangles.length * 3);
		expect(file.toString('latin1', 24 + length, 28 + length)).toBe('BIN\0');
		expect(description.buffers[0].byteLength).toBeLessThanOrEqual(file.readUInt32LE(20 + length));
	});

	it('as stl, obj and ply have every triangle', () => {
		const count = mesh.triangles.length;
		const stl = encodeStl(mesh);
		expect(stl.readUInt32LE(80)).toBe(count);
		expect(stl).toHaveLength(84 + count * 50);
		expect(encodeObj(mesh).toString().match(/^f /gm)).toHaveLength(count);
		const ply = encodePly(mesh).toString();
		expect(ply).toContain(`element face ${count}\n`);
		expect(ply.trim().split('\n')).toHaveLength(10 + mesh.points.length + count - 1);
	});
});

describe('a format that is asked for', () => {
	it.each([
		['/api/v6/voice/music_gen', 'output_format', ['wav', 'mp3', 'flac'], { prompt: 'drums' }],
		['/api/v6/3d/text_to_3d', 'output_format', ['glb', 'obj', 'stl', 'ply'], { prompt: 'a vase' }],
		[
			'/api/v6/video/text2video',
			'output_type',
			['gif', 'mp4'],
			{ model_id: 'wanx', prompt: 'a boat', width: 64, height: 64 },
		],
	])('of %s is the one of the file', async (path, name, formats, body) => {
		const sandbox = await sandboxWith();
		for (const format of formats) {
			const { done } = await run(sandbox, path, { ...body, [name]: format });
			expect(done.output[0]).toMatch(new RegExp(`\\.${format}$`));
			const kind = kindOf(await download(done.output[0]));
			expect(kind ?? format).toBe(format);
		}
	});

	it('may be base64 for a video of an own server', async () => {
		const sandbox = await sandboxWith();
		const init_image = `${sandbox.url}/models/flux.png`;
		const { done } = await run(sandbox, '/api/v1/enterprise/video/img2video', {
			model_id: 'svd',
			init_image,
			output_type: 'base64',
			width: 64,
			height: 64,
		});
		expect(kindOf(Buffer.from(done.output[0], 'base64'))).toBe('mp4');
	});
});

it('a call that is switched off is no call', async () => {
	const sandbox = await sandboxWith();
	const body = { prompt: 'a walk', scenes: [] };
	expect((await post(sandbox, '/api/v6/video/scene_maker', body)).code).toBe(404);
});

it('the page lists what can be heard', async () => {
	const sandbox = await sandboxWith();
	const { done } = await run(sandbox, '/api/v6/voice/sfx', { prompt: 'rain' });
	const state = await (await fetch(`${sandbox.url}/sandbox/state`)).json();
	expect(state.jobs).toMatchObject([
		{ prompt: 'rain', state: 'success', links: [new URL(done.output[0]).pathname] },
	]);
	const page = await (await fetch(sandbox.url)).text();
	expect(page).toContain("make('audio'");
});
