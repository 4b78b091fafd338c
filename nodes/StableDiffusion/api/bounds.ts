import type { FileType } from './fileType';
import { walk } from './wholeFile';

/** What is more than any file of the service has. */
export interface Bounds {
	/** Bytes of a file. */
	readonly bytes: number;
	/** Width times height of a picture. */
	readonly pixels: number;
}

/**
 * A file without an end would fill the disk of n8n, and a picture of a few bytes that claims a million rows
 * the memory of the next node that opens it. The largest picture that the service's upscalers make has
 * 16,384 x 16,384 pixels, its videos have less than 200 MB.
 */
export const bounds: Bounds = { bytes: 1024 ** 3, pixels: 400_000_000 };

/** Looks at the bytes of one file as they come; the reason why no more of it is taken, for people. */
export type Guard = (bytes: Buffer) => string | undefined;

interface Size {
	width: number;
	height: number;
}

/** Takes the bytes of a picture as they come; the size, once it was told. */
type Sizer = (bytes: Buffer) => Size | undefined;

/** For formats whose first bytes tell the size: `read` gets more of them each time, up to `most`. */
function inHead(most: number, read: (head: Buffer) => Size | undefined): () => Sizer {
	return () => {
		let head = Buffer.alloc(0);
		return (bytes) => {
			if (head.length === most) return undefined;
			head = Buffer.concat([head, bytes.subarray(0, most - head.length)]);
			return read(head);
		};
	};
}

const png = inHead(24, (head) =>
	head.length < 24 ? undefined : { width: head.readUInt32BE(16), height: head.readUInt32BE(20) },
);

const gif = inHead(10, (head) =>
	head.length < 10 ? undefined : { width: head.readUInt16LE(6), height: head.readUInt16LE(8) },
);

/** Segments of a JPEG that tell the size. */
const frames = new Set([
	0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/** A JPEG is a row of segments, each with its length; notes and small pictures may come first. */
const jpg = (): Sizer => {
	let size: Size | undefined;
	const segments = walk({
		start: 2,
		open: true,
		read: (head) => {
			if (head[0] !== 0xff) return undefined;
			if (head.length < 9) return { needs: 9 };
			const length = 2 + head.readUInt16BE(2);
			if (!frames.has(head[1])) return { length };
			size = { width: head.readUInt16BE(7), height: head.readUInt16BE(5) };
			return { length, last: true };
		},
	});
	return (bytes) => {
		segments.add(bytes);
		return size;
	};
};

/** WebP comes in three forms, which tell the size each in its own way. */
const webp = inHead(30, (head) => {
	if (head.length < 30) return undefined;
	const form = head.toString('latin1', 12, 16);
	if (form === 'VP8X')
		return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
	if (form === 'VP8L') {
		const bits = head.readUInt32LE(21);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
});

/** AVIF and its kin have a box for the size, among others that are short. */
const boxed = inHead(4096, (head) => {
	const at = head.indexOf('ispe');
	if (at < 0 || at + 16 > head.length) return undefined;
	return { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
});

const sizers: { [extension: string]: (() => Sizer) | undefined } = {
	png,
	jpg,
	gif,
	webp,
	avif: boxed,
	heic: boxed,
};

const many = (value: number): string => value.toLocaleString('en-US');

/** A number of bytes as people say it, in whole MB or GB. */
const size = (bytes: number): string =>
	bytes >= 1024 ** 3 ? `${Math.round(bytes / 1024 ** 3)} GB` : `${Math.ceil(bytes / 1024 ** 2)} MB`;

/** Why a file of so many bytes is not taken; nothing where it may come. */
export const tooLong = (bytes: number, { bytes: most }: Bounds): string | undefined =>
	bytes > most ? `the file is larger than ${size(most)}, which is more than is taken` : undefined;

/** Keeps a file within bounds: its length, and the size that a picture claims. */
export function guardOf(type: FileType, within: Bounds): Guard {
	const sizer = sizers[type.extension]?.();
	let length = 0;
	return (bytes) => {
		length += bytes.length;
		const long = tooLong(length, within);
		if (long !== undefined) return long;
		const told = sizer?.(bytes);
		if (told === undefined || told.width * told.height <= within.pixels) return undefined;
		return `the picture claims ${many(told.width)} x ${many(told.height)} pixels, more than ${many(within.pixels)} are not taken`;
	};
}
