import { imageToImage, removeBackground, scene, type Wish } from './operations';
import { blank, blend, brightness, mix, resize, type Picture } from './picture';

// Taken out once: where the global object is a guarded one (Jest), each `Math.` in a loop is slow.
const { abs, floor, hypot, max, min, round } = Math;

/** Several inputs as one of the given size, each with the same weight. */
export function mixture(inputs: Picture[], width: number, height: number): Picture {
	const [first, ...others] = inputs.map((input) => resize(input, width, height));
	return others.reduce((sum, other, index) => blend(sum, other, 1 / (index + 2)), first);
}

/**
 * A scene that follows the lines of the control picture. With `hint` the lines are looked for; without, the picture
 * is a drawing of them already, white on black. `weight` 0 ignores them, 1 draws them in full.
 */
export function controlled(
	control: Picture,
	wish: Wish,
	how: { hint: boolean; weight: number },
): Picture {
	const { width, height } = wish;
	const shape = resize(control, width, height);
	const lines = how.hint ? edges(shape) : (pixel: number) => brightness(shape, pixel) / 255;
	const weight = min(1, how.weight);
	return blend(scene(wish), blank(width, height), (pixel) => lines(pixel) * weight);
}

/** The face in a light frame, before a ground that the prompt chooses. */
export function portrait(face: Picture, wish: Wish): Picture {
	const { width, height } = wish;
	const result = scene(wish);
	const fit = min((width * 0.7) / face.width, (height * 0.7) / face.height);
	const inner = resize(face, max(1, round(face.width * fit)), max(1, round(face.height * fit)));
	const border = max(1, round(min(width, height) * 0.02));
	const left = round((width - inner.width) / 2);
	const top = round((height - inner.height) / 2);
	const frame = blank(min(width, inner.width + border * 2), min(height, inner.height + border * 2));
	frame.data.fill(245);
	paste(result, frame, max(0, left - border), max(0, top - border), () => 1);
	paste(result, inner, left, top, (pixel) => inner.data[pixel * 4 + 3] / 255);
	return result;
}

const garmentPlaces: Record<string, { top: number; bottom: number }> = {
	upper_body: { top: 0.2, bottom: 0.55 },
	lower_body: { top: 0.5, bottom: 0.95 },
	dresses: { top: 0.2, bottom: 0.95 },
};

/** The garment over the middle of the person, with the prompt's colours in its cloth. Sized as the person. */
export function dressed(person: Picture, garment: Picture, kind: string, wish: Wish): Picture {
	const { width, height } = person;
	const { top, bottom } = garmentPlaces[kind];
	const size = {
		width: max(1, round(width * 0.6)),
		height: max(1, round(height * (bottom - top))),
	};
	const cloth = imageToImage(garment, { ...wish, ...size, strength: 0.15 });
	const result: Picture = { width, height, data: Uint8Array.from(person.data) };
	// Towards the sides the cloth lets the person through, so that it seems to be worn.
	const part = (pixel: number) => {
		const across = abs((pixel % size.width) / size.width - 0.5) * 2;
		return across < 0.8 ? 0.9 : 0.9 * (1 - (across - 0.8) / 0.2);
	};
	paste(result, cloth, round((width - size.width) / 2), round(height * top), part);
	return result;
}

/** The face of one picture in the place of the face of another; both are looked for where portraits have them. */
export function swapped(person: Picture, face: Picture): Picture {
	const { width, height } = person;
	const result: Picture = { width, height, data: Uint8Array.from(person.data) };
	const oval = resize(face, max(1, round(width * 0.4)), max(1, round(height * 0.5)));
	const part = (pixel: number) => {
		const across = ((pixel % oval.width) + 0.5) / oval.width - 0.5;
		const down = (floor(pixel / oval.width) + 0.5) / oval.height - 0.5;
		return min(1, max(0, (0.5 - hypot(across, down)) * 8));
	};
	paste(result, oval, round((width - oval.width) / 2), round(height * 0.15), part);
	return result;
}

/** White where the named thing is, black elsewhere. The ground can be named too, else it is what stands before it. */
export function maskOf(input: Picture, thing: string): Picture {
	const inverse = /\bback ?ground\b/i.test(thing);
	const soft = removeBackground(input, { onlyMask: true, inverse });
	const result = blank(input.width, input.height);
	for (let pixel = 0; pixel < input.width * input.height; pixel += 1) {
		result.data.fill(soft.data[pixel * 4] > 127 ? 255 : 0, pixel * 4, pixel * 4 + 3);
	}
	return result;
}

/** How much of an edge every pixel is, 0 to 1. */
function edges(picture: Picture): (pixel: number) => number {
	const { width, height } = picture;
	const light = Float64Array.from({ length: width * height }, (_, pixel) =>
		brightness(picture, pixel),
	);
	return (pixel) => {
		const right = pixel % width < width - 1 ? pixel + 1 : pixel;
		const below = pixel + width < light.length ? pixel + width : pixel;
		return min(1, (abs(light[right] - light[pixel]) + abs(light[below] - light[pixel])) / 128);
	};
}

/** Puts one picture onto another at a place; what would lie outside is left out. */
function paste(
	under: Picture,
	over: Picture,
	left: number,
	top: number,
	part: (pixel: number) => number,
): void {
	for (let pixel = 0; pixel < over.width * over.height; pixel += 1) {
		const x = left + (pixel % over.width);
		const y = top + floor(pixel / over.width);
		if (x >= under.width || y >= under.height) continue;
		const to = (y * under.width + x) * 4;
		const weight = part(pixel);
		for (let channel = 0; channel < 3; channel += 1) {
			const from = over.data[pixel * 4 + channel];
			under.data[to + channel] = round(mix(under.data[to + channel], from, weight));
		}
	}
}
