import type { Picture } from '../paint/picture';
import type { Movie } from './movie';

const { max, round } = Math;

/** Bits of an index into the colour table of 256. */
const depth = 8;

/** An animated GIF that runs for ever, in the 216 colours of six steps each of red, green and blue. */
export function encodeGif({ width, height, fps, frames }: Movie): Buffer {
	const screen = Buffer.alloc(13);
	screen.write('GIF89a', 0, 'latin1');
	screen.writeUInt16LE(width, 6);
	screen.writeUInt16LE(height, 8);
	screen[10] = 0xf7;
	const forEver = Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00', 'latin1');
	const hundredths = max(2, round(100 / fps));
	return Buffer.concat([
		screen,
		colourTable(),
		forEver,
		...frames.map((frame) => encodeFrame(frame, hundredths)),
		Buffer.from(';'),
	]);
}

function encodeFrame(frame: Picture, hundredths: number): Buffer {
	const control = Buffer.from([0x21, 0xf9, 4, 0, hundredths & 0xff, hundredths >> 8, 0, 0]);
	const place = Buffer.alloc(11);
	place[0] = 0x2c;
	place.writeUInt16LE(frame.width, 5);
	place.writeUInt16LE(frame.height, 7);
	place[10] = depth;
	return Buffer.concat([control, place, inBlocks(compress(indicesOf(frame)))]);
}

function colourTable(): Buffer {
	const table = Buffer.alloc(256 * 3);
	for (let index = 0; index < 216; index += 1) {
		const steps = [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6];
		steps.forEach((step, channel) => table.writeUInt8(step * 51, index * 3 + channel));
	}
	return table;
}

function indicesOf({ data }: Picture): Uint8Array {
	const indices = new Uint8Array(data.length / 4);
	const step = Uint8Array.from({ length: 256 }, (_, value) => round(value / 51));
	for (let pixel = 0; pixel < indices.length; pixel += 1) {
		const at = pixel * 4;
		indices[pixel] = step[data[at]] * 36 + step[data[at + 1]] * 6 + step[data[at + 2]];
	}
	return indices;
}

/** LZW as GIF has it: codes that grow from 9 to 12 bits, and a fresh table when that is not enough. */
function compress(indices: Uint8Array): Buffer {
	const clear = 1 << depth;
	const bytes: number[] = [];
	let waiting = 0;
	let bits = 0;
	let length = depth + 1;
	let next = clear + 2;
	// What follows a code: entry (code << 8 | index) holds the code of both together, 0 where there is none yet.
	const table = new Uint16Array(4096 << depth);
	let used: number[] = [];
	const put = (code: number) => {
		waiting |= code << bits;
		bits += length;
		while (bits >= 8) {
			bytes.push(waiting & 0xff);
			waiting >>>= 8;
			bits -= 8;
		}
	};
	put(clear);
	let code = indices[0];
	for (let at = 1; at < indices.length; at += 1) {
		const entry = (code << depth) | indices[at];
		if (table[entry] !== 0) {
			code = table[entry];
			continue;
		}
		put(code);
		if (next < 4096) {
			table[entry] = next;
			used.push(entry);
			if (next === 1 << length) length += 1;
			next += 1;
		} else {
			put(clear);
			for (const each of used) table[each] = 0;
			used = [];
			length = depth + 1;
			next = clear + 2;
		}
		code = indices[at];
	}
	put(code);
	put(clear + 1);
	if (bits > 0) bytes.push(waiting & 0xff);
	return Buffer.from(bytes);
}

/** Data of a GIF comes in pieces of up to 255 bytes, each with its length before it, and an empty one at the end. */
function inBlocks(bytes: Buffer): Buffer {
	const blocks: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += 255) {
		const piece = bytes.subarray(at, at + 255);
		blocks.push(Buffer.from([piece.length]), piece);
	}
	return Buffer.concat([...blocks, Buffer.from([0])]);
}
