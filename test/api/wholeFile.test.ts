import { encode as encodeJpeg } from 'jpeg-js';
import fc from 'fast-check';
import { typeOfBytes, typeOfLink, type FileType } from '../../nodes/StableDiffusion/api/fileType';
import { endOf, isWhole } from '../../nodes/StableDiffusion/api/wholeFile';
import { encodeGif } from '../../sandbox/media/gif';
import { turnedBody } from '../../sandbox/media/mesh';
import { encodeGlb, encodeStl } from '../../sandbox/media/meshFiles';
import { pan } from '../../sandbox/media/movie';
import { silentMp3 } from '../../sandbox/media/mp3';
import { encodeMp4 } from '../../sandbox/media/mp4';
import { melody } from '../../sandbox/media/sound';
import { encodeWav } from '../../sandbox/media/wav';
import { paintScene } from '../../sandbox/paint/scene';
import { png } from '../support/pictures';

const movie = pan(paintScene('a boat at sea', 7, 60, 40), { width: 60, height: 40, fps: 4 }, 1);
const mesh = turnedBody('a vase', 3);
const jpg = encodeJpeg({ data: Buffer.alloc(32 * 32 * 4, 90), width: 32, height: 32 }, 80).data;

const chunk = (head: string, content: Buffer): Buffer => {
	const length = Buffer.alloc(4);
	length.writeUInt32LE(content.length + (head === 'RIFF' ? 4 : 0));
	return Buffer.concat([Buffer.from(head), length, content]);
};
const webp = (() => {
	const inner = chunk('VP8 ', Buffer.alloc(300, 3));
	const size = Buffer.alloc(4);
	size.writeUInt32LE(inner.length + 4);
	return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBP'), inner]);
})();

/** One box of mp4; `wide` writes its size in 64 bits. */
function box(type: string, content: Buffer, wide = false): Buffer {
	const head = Buffer.alloc(wide ? 16 : 8);
	head.writeUInt32BE(wide ? 1 : content.length + 8);
	head.write(type, 4, 'latin1');
	if (wide) head.writeBigUInt64BE(BigInt(content.length + 16), 8);
	return Buffer.concat([head, content]);
}
const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isommp42'));
const zip = Buffer.concat([
	Buffer.from('PK\x03\x04', 'latin1'),
	Buffer.alloc(200, 1),
	Buffer.from('PK\x05\x06', 'latin1'),
	Buffer.alloc(18),
]);

const known = (bytes: Buffer): FileType => {
	const type = typeOfBytes(bytes);
	if (type === undefined) throw new Error('a sample of no known kind');
	return type;
};
const stlType = typeOfLink('https://files.example.test/a.stl') as FileType;

const samples: Array<[string, Buffer, FileType]> = [
	['PNG', png(40, 30), known(png())],
	['JPG', jpg, known(jpg)],
	['WebP', webp, known(webp)],
	['GIF', encodeGif(movie), known(encodeGif(movie))],
	['WAV', encodeWav(melody('a tune', 3, 0.2)), known(encodeWav(melody('a tune', 3, 0.2)))],
	['MP4', encodeMp4(movie), known(encodeMp4(movie))],
	[
		'MP4 with a size of 64 bits',
		Buffer.concat([ftyp, box('mdat', Buffer.alloc(500, 7), true), box('moov', Buffer.alloc(90))]),
		known(ftyp),
	],
	['GLB', encodeGlb(mesh), known(encodeGlb(mesh))],
	['binary STL', encodeStl(mesh), stlType],
	['ZIP', zip, known(zip)],
];

describe.each(samples)('The end of a %s', (name, file, type) => {
	test('is there in the whole file', () => {
		expect(isWhole(type, file)).toBe(true);
	});
	test('is there whatever pieces the file comes in', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 40 }), (sizes) => {
				const end = endOf(type);
				let at = 0;
				for (const size of sizes) end.add(file.subarray(at, (at += size)));
				for (; at < file.length; at += 7) end.add(file.subarray(at, at + 7));
				return end.isThere() === true;
			}),
			{ numRuns: 30 },
		);
	});
	test('is missed in a file that is cut anywhere', () => {
		// Between two boxes an mp4 may end.
		const boundaries = name.startsWith('MP4') ? boundariesOf(file) : [];
		const called = Array.from({ length: Math.min(2_000, file.length - 100) }, (_, back) => {
			const cut = file.length - 1 - back;
			return boundaries.includes(cut) || isWhole(type, file.subarray(0, cut)) === false;
		});
		expect(called.length).toBeGreaterThan(20);
		expect(called).not.toContain(false);
	});
	test('is there before bytes that somebody put behind it', () => {
		const more = Buffer.concat([file, Buffer.alloc(9)]);
		// Behind a box nothing but another box is known, and nothing is no box.
		expect(isWhole(type, more)).toBe(name.startsWith('MP4') ? undefined : true);
	});
});

function boundariesOf(file: Buffer): number[] {
	const all: number[] = [];
	for (let at = 0; at < file.length;) {
		const size = file.readUInt32BE(at);
		at += size === 1 ? Number(file.readBigUInt64BE(at + 8)) : size;
		all.push(at);
	}
	return all;
}

describe('Where a format does not say its end', () => {
	test.each([
		['an MP3', silentMp3(1, '128k'), known(silentMp3(1, '128k'))],
		['a text', Buffer.from('some words'), typeOfLink('https://e.com/a.txt') as FileType],
		['a text STL', Buffer.from(`solid a\n${'facet '.repeat(40)}\nendsolid a\n`), stlType],
	])('%s is never called cut', (_name, file, type) => {
		expect(isWhole(type, file)).toBeUndefined();
		expect(isWhole(type, file.subarray(0, file.length >> 1))).toBeUndefined();
	});
	test.each([0, 0xffff_ffff, 0x7fff_ffff, 0x7fff_ffdb])(
		'a sound of %d bytes, which stands for "not known", is not called cut',
		(size) => {
			const file = encodeWav(melody('a tune', 3, 0.2));
			file.writeUInt32LE(size, 4);
			expect(isWhole(known(file), file)).toBeUndefined();
		},
	);
	test('a box that goes on to the end of the file is not called cut', () => {
		const last = box('mdat', Buffer.alloc(100));
		last.writeUInt32BE(0);
		expect(isWhole(known(ftyp), Buffer.concat([ftyp, last]))).toBeUndefined();
	});
	test('a file that is not written as its format wants is not called cut', () => {
		const file = png(40, 30);
		file.write('\0\0\0\0', 12, 'latin1');
		expect(isWhole(known(file), file)).toBeUndefined();
	});
	test('any bytes behind any signature are answered, and quickly', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...samples),
				fc.uint8Array({ maxLength: 400 }),
				([, file, type], noise) => {
					const answer = isWhole(type, Buffer.concat([file.subarray(0, 24), noise]));
					return [true, false, undefined].includes(answer);
				},
			),
			{ numRuns: 500 },
		);
	});
});
