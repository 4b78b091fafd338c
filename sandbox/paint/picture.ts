import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';

// Taken out once: where the global object is a guarded one (Jest), each `Math.` in a loop is slow.
const { floor, max, min, round } = Math;

/** Pixels: four bytes each, red, green, blue, opacity, row by row from the top. */
export interface Picture {
	width: number;
	height: number;
	data: Uint8Array;
}

export function blank(width: number, height: number): Picture {
	const data = new Uint8Array(width * height * 4);
	for (let at = 3; at < data.length; at += 4) data[at] = 255;
	return { width, height, data };
}

/** Reads a PNG or a JPEG; undefined for anything else and for broken files. */
export function decodePicture(bytes: Buffer): Picture | undefined {
	try {
		if (bytes.readUInt32BE(0) === 0x89504e47) {
			const { width, height, data } = PNG.sync.read(bytes);
			return { width, height, data };
		}
		if (bytes.readUInt16BE(0) === 0xffd8) {
			return decodeJpeg(bytes, { useTArray: true, formatAsRGBA: true, maxMemoryUsageInMB: 512 });
		}
	} catch {
		// Falls through: a broken picture is no picture.
	}
	return undefined;
}

/** A PNG file. Speed comes before size: neighbour rows are alike here, so the cheap filter does well. */
export function encodePng(picture: Picture): Buffer {
	const { width, height, data } = picture;
	const png = new PNG({ width, height });
	png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
	return PNG.sync.write(png, { filterType: 2, deflateLevel: 3 });
}

/** The picture in another size, with smooth steps between the pixels. The same size gives the same pixels. */
export function resize(picture: Picture, width: number, height: number): Picture {
	if (picture.width === width && picture.height === height) return picture;
	const result = blank(width, height);
	const columns = stops(picture.width, width);
	const rows = stops(picture.height, height);
	let at = 0;
	for (let y = 0; y < height; y += 1) {
		const { low: top, high: bottom, part: down } = rows[y];
		for (let x = 0; x < width; x += 1) {
			const { low: left, high: right, part: across } = columns[x];
			const a = (top * picture.width + left) * 4;
			const b = (top * picture.width + right) * 4;
			const c = (bottom * picture.width + left) * 4;
			const d = (bottom * picture.width + right) * 4;
			for (let channel = 0; channel < 4; channel += 1) {
				const upper = mix(picture.data[a + channel], picture.data[b + channel], across);
				const lower = mix(picture.data[c + channel], picture.data[d + channel], across);
				result.data[at] = round(mix(upper, lower, down));
				at += 1;
			}
		}
	}
	return result;
}

/** `part` 0 gives `under`, 1 gives `over`; both of one size. A number for the whole, or one per pixel. */
export function blend(
	under: Picture,
	over: Picture,
	part: number | ((pixel: number) => number),
): Picture {
	const result = blank(under.width, under.height);
	const pixels = under.width * under.height;
	for (let pixel = 0; pixel < pixels; pixel += 1) {
		const weight = typeof part === 'number' ? part : part(pixel);
		for (let at = pixel * 4; at < pixel * 4 + 4; at += 1) {
			result.data[at] =
				weight === 0 ? under.data[at] : round(mix(under.data[at], over.data[at], weight));
		}
	}
	return result;
}

/** 0 (black) to 255 (white); a see-through pixel counts as black. */
export function brightness(picture: Picture, pixel: number): number {
	const { data } = picture;
	const at = pixel * 4;
	return ((data[at] * 0.299 + data[at + 1] * 0.587 + data[at + 2] * 0.114) * data[at + 3]) / 255;
}

export function mix(from: number, to: number, part: number): number {
	return from + (to - from) * part;
}

function stops(from: number, to: number): { low: number; high: number; part: number }[] {
	return Array.from({ length: to }, (_, index) => {
		const place = min(from - 1, max(0, ((index + 0.5) * from) / to - 0.5));
		const low = floor(place);
		return { low, high: min(from - 1, low + 1), part: place - low };
	});
}
