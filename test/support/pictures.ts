import { PNG } from 'pngjs';

/** A real PNG of one colour. */
export function png(
	width = 16,
	height = 16,
	colour: [number, number, number] = [200, 80, 40],
): Buffer {
	const picture = new PNG({ width, height });
	for (let i = 0; i < width * height; i++) picture.data.set([...colour, 255], i * 4);
	return PNG.sync.write(picture);
}

/** The first bytes of a JPG, enough to be known as one. */
export const jpgHead = Buffer.concat([
	Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
	Buffer.alloc(100),
]);
