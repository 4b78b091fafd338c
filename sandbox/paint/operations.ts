import { blank, blend, brightness, mix, resize, type Picture } from './picture';
import { paintScene } from './scene';

/** What every operation may be told; sizes in pixels. */
export interface Wish {
	prompt: string;
	seed: number;
	width: number;
	height: number;
	/** 0 keeps the input, 1 keeps nothing of it. */
	strength: number;
}

/** The input shows through the new picture, the more the smaller the strength is. */
export function imageToImage(input: Picture, wish: Wish): Picture {
	const under = resize(input, wish.width, wish.height);
	return opaque(blend(under, scene(wish), wish.strength));
}

/**
 * New pixels, those of `made`, where the mask is white; where it is black the input stays as it is, to the byte.
 */
export function inpaint(
	input: Picture,
	mask: Picture,
	wish: Wish,
	made: Picture = scene(wish),
): Picture {
	const under = resize(input, wish.width, wish.height);
	const area = resize(mask, wish.width, wish.height);
	return blend(under, made, (pixel) => (brightness(area, pixel) > 127 ? wish.strength : 0));
}

export function upscale(input: Picture, scale: number): Picture {
	return resize(input, Math.round(input.width * scale), Math.round(input.height * scale));
}

/** The ground is what looks like the picture's edge. Gives the subject cut out, or only the mask. */
export function removeBackground(
	input: Picture,
	how: { onlyMask: boolean; inverse: boolean },
): Picture {
	const ground = edgeColour(input);
	const result = blank(input.width, input.height);
	for (let pixel = 0; pixel < input.width * input.height; pixel += 1) {
		const at = pixel * 4;
		let away = 0;
		for (let channel = 0; channel < 3; channel += 1) {
			away += Math.abs(input.data[at + channel] - ground[channel]);
		}
		const subject = Math.min(255, Math.max(0, (away - 45) * 6));
		const shown = how.inverse ? 255 - subject : subject;
		for (let channel = 0; channel < 3; channel += 1) {
			result.data[at + channel] = how.onlyMask ? shown : input.data[at + channel];
		}
		if (!how.onlyMask) result.data[at + 3] = Math.min(input.data[at + 3], shown);
	}
	return result;
}

/** Fills the white area of the mask from what lies left, right, above and below it. */
export function eraseObject(input: Picture, mask: Picture): Picture {
	const { width, height } = input;
	const area = resize(mask, width, height);
	const result: Picture = { width, height, data: Uint8Array.from(input.data) };
	const hidden = Uint8Array.from({ length: width * height }, (_, pixel) =>
		brightness(area, pixel) > 127 ? 1 : 0,
	);
	const sides = [-1, 1, -width, width].map((step) => nearestSeen(hidden, width, step));
	for (let pixel = 0; pixel < hidden.length; pixel += 1) {
		if (!hidden[pixel]) continue;
		const sums = [0, 0, 0, 0];
		let weights = 0;
		for (const nearest of sides) {
			const from = nearest[pixel];
			if (from < 0) continue;
			const across = Math.abs((from % width) - (pixel % width));
			const weight = 1 / (across || Math.abs(from - pixel) / width);
			weights += weight;
			for (let channel = 0; channel < 4; channel += 1) {
				sums[channel] += input.data[from * 4 + channel] * weight;
			}
		}
		if (weights > 0)
			result.data.set(
				sums.map((sum) => Math.round(sum / weights)),
				pixel * 4,
			);
	}
	return result;
}

/** For every hidden pixel the nearest seen one in one direction (`step` in pixels), or -1. */
function nearestSeen(hidden: Uint8Array, width: number, step: number): Int32Array {
	const nearest = new Int32Array(hidden.length);
	const forward = step < 0;
	for (let count = 0; count < hidden.length; count += 1) {
		const pixel = forward ? count : hidden.length - 1 - count;
		const next = pixel + step;
		const isOutside =
			next < 0 ||
			next >= hidden.length ||
			(Math.abs(step) === 1 && Math.floor(next / width) !== Math.floor(pixel / width));
		nearest[pixel] = !hidden[pixel] ? pixel : isOutside ? -1 : nearest[next];
	}
	return nearest;
}

/** The input in the middle of a larger picture; the new surroundings run into it over `overlap` pixels. */
export function outpaint(input: Picture, wish: Wish, overlap: number): Picture {
	const fit = Math.min(1, wish.width / input.width, wish.height / input.height);
	const inner = resize(
		input,
		Math.max(1, Math.round(input.width * fit)),
		Math.max(1, Math.round(input.height * fit)),
	);
	const left = Math.floor((wish.width - inner.width) / 2);
	const top = Math.floor((wish.height - inner.height) / 2);
	const result = scene(wish);
	for (let y = 0; y < inner.height; y += 1) {
		for (let x = 0; x < inner.width; x += 1) {
			// An edge that lies on the edge of the whole has nothing to run into.
			const depths = [
				...(left > 0 ? [x + 1, inner.width - x] : []),
				...(top > 0 ? [y + 1, inner.height - y] : []),
			];
			const part = Math.min(1, Math.min(...depths, overlap + 1) / (overlap + 1));
			const from = (y * inner.width + x) * 4;
			const to = ((y + top) * wish.width + x + left) * 4;
			for (let channel = 0; channel < 3; channel += 1) {
				result.data[to + channel] = Math.round(
					mix(result.data[to + channel], inner.data[from + channel], part),
				);
			}
		}
	}
	return result;
}

export function scene(wish: Wish): Picture {
	return paintScene(wish.prompt, wish.seed, wish.width, wish.height);
}

function opaque(picture: Picture): Picture {
	for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
	return picture;
}

function edgeColour(picture: Picture): [number, number, number] {
	const { width, height, data } = picture;
	const sums = [0, 0, 0];
	let count = 0;
	const add = (x: number, y: number) => {
		for (let channel = 0; channel < 3; channel += 1) {
			sums[channel] += data[(y * width + x) * 4 + channel];
		}
		count += 1;
	};
	for (let x = 0; x < width; x += 1) for (const y of [0, height - 1]) add(x, y);
	for (let y = 0; y < height; y += 1) for (const x of [0, width - 1]) add(x, y);
	return [sums[0] / count, sums[1] / count, sums[2] / count];
}
