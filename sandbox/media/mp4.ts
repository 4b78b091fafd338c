import { encode as encodeJpeg } from 'jpeg-js';
import type { Movie } from './movie';

const quality = 40;
/** Parts of a second in which times are counted. */
const timescale = 1000;
/** No turn and no stretch: the unit matrix of the file format. */
const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

/** An MP4 file whose frames are JPEG pictures (object type 6C), which the format allows and no encoder is needed for. */
export function encodeMp4(movie: Movie): Buffer {
	const frames = movie.frames.map(({ width, height, data }) =>
		Buffer.from(encodeJpeg({ width, height, data: Buffer.from(data) }, quality).data),
	);
	const start = box('ftyp', 'isom', [0x200], 'isomiso2mp41');
	const pictures = box('mdat', ...frames);
	// The table of contents comes last: then it knows where the frames are.
	return Buffer.concat([start, pictures, contents(movie, frames, start.length + 8)]);
}

function contents(movie: Movie, frames: Buffer[], firstAt: number): Buffer {
	const { width, height, fps } = movie;
	const each = Math.round(timescale / fps);
	const length = each * frames.length;
	const none = (count: number) => Array<number>(count).fill(0);
	const table = box(
		'stbl',
		box('stsd', [0, 1], sampleEntry(width, height)),
		box('stts', [0, 1, frames.length, each]),
		box('stsc', [0, 1, 1, frames.length, 1]),
		box('stsz', [0, 0, frames.length, ...frames.map((frame) => frame.length)]),
		box('stco', [0, 1, firstAt]),
	);
	const media = box(
		'mdia',
		box('mdhd', [0, 0, 0, timescale, length, 0x55c40000]),
		box('hdlr', [0, 0], 'vide', none(3), 'sandbox\0'),
		box('minf', box('vmhd', [1, 0, 0]), box('dinf', box('dref', [0, 1], box('url ', [1]))), table),
	);
	const header = [0, 0, 0, timescale, length, 0x10000, 0x1000000, 0, 0, ...matrix, ...none(6), 2];
	const size = [width << 16, height << 16];
	const track = [3, 0, 0, 1, 0, length, 0, 0, 0, 0, ...matrix, ...size];
	return box('moov', box('mvhd', header), box('trak', box('tkhd', track), media));
}

/** What the frames are: `mp4v` with a descriptor that names JPEG. */
function sampleEntry(width: number, height: number): Buffer {
	const head = Buffer.alloc(78);
	head.writeUInt16BE(1, 6);
	head.writeUInt16BE(width, 24);
	head.writeUInt16BE(height, 26);
	head.writeUInt32BE(0x480000, 28);
	head.writeUInt32BE(0x480000, 32);
	head.writeUInt16BE(1, 40);
	head.writeUInt16BE(24, 74);
	head.writeInt16BE(-1, 76);
	const decoder = Buffer.concat([Buffer.from([0x04, 13, 0x6c, 0x11]), Buffer.alloc(11)]);
	const sync = Buffer.from([0x06, 1, 2]);
	const length = 3 + decoder.length + sync.length;
	const descriptor = Buffer.concat([Buffer.from([0x03, length, 0, 1, 0]), decoder, sync]);
	return box('mp4v', head, box('esds', [0], descriptor));
}

/** A box: its length, its name, what is in it. Numbers are 32 bits each. */
function box(name: string, ...parts: (Buffer | string | number[])[]): Buffer {
	const body = Buffer.concat(
		parts.map((part) => {
			if (typeof part === 'string') return Buffer.from(part, 'latin1');
			if (Buffer.isBuffer(part)) return part;
			const bytes = Buffer.alloc(part.length * 4);
			part.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
			return bytes;
		}),
	);
	const head = Buffer.alloc(8);
	head.writeUInt32BE(body.length + 8, 0);
	head.write(name, 4, 'latin1');
	return Buffer.concat([head, body]);
}
