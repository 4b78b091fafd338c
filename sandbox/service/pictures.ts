import { pixelsOf, type Input } from '../core/inputs';
import {
	eraseObject,
	imageToImage,
	inpaint,
	outpaint,
	removeBackground,
	scene,
	upscale,
	type Wish,
} from '../paint/operations';
import { blank, encodePng, type Picture } from '../paint/picture';
import type { Values } from './check';
import type { Endpoint, Making } from './endpoint';

/** The first input picture and the mask, whatever their fields are called. */
export interface Inputs {
	image?: Input;
	mask?: Input;
}

interface Task {
	wish: Wish;
	values: Values;
	image: () => Picture;
	mask: () => Picture;
}

/** How each kind of picture is made. */
const makers: Record<Making, (task: Task) => Picture> = {
	text2img: ({ wish }) => scene(wish),
	img2img: ({ wish, image }) => imageToImage(image(), wish),
	inpaint: ({ wish, image, mask }) => inpaint(image(), mask(), wish),
	upscale: ({ values, image }) => upscale(image(), Number(values.scale)),
	removeBackground: ({ values, image }) =>
		removeBackground(image(), {
			onlyMask: values.only_mask === true,
			inverse: values.inverse_mask === true,
		}),
	eraseObject: ({ image, mask }) => eraseObject(image(), mask()),
	outpaint: ({ wish, values, image }) => outpaint(image(), wish, Number(values.overlap_width)),
};

/** The longest side, in pixels, that an enlarged picture may have. */
export const longestSide = 4096;

/** The size of the result in pixels. */
export function sizeOf(
	endpoint: Endpoint,
	values: Values,
	body: Record<string, unknown>,
	inputs: Inputs,
): { width: number; height: number } {
	const { image } = inputs;
	if (!('width' in endpoint.fields)) {
		const scale = endpoint.makes === 'upscale' ? Number(values.scale) : 1;
		return { width: (image?.width ?? 0) * scale, height: (image?.height ?? 0) * scale };
	}
	if (endpoint.sizeOfInput && image && body.width == null && body.height == null) {
		const fit = Math.min(1, 1024 / Math.max(image.width, image.height));
		const side = (length: number) => Math.max(8, Math.round((length * fit) / 8) * 8);
		return { width: side(image.width), height: side(image.height) };
	}
	return { width: Number(values.width), height: Number(values.height) };
}

/** A PNG file; the same bytes for the same arguments. `index` counts the samples of one job from 0. */
export function makePicture(
	endpoint: Endpoint,
	values: Values,
	inputs: Inputs,
	made: { seed: number; width: number; height: number; blanked: boolean },
	index: number,
): Buffer {
	const { width, height } = made;
	if (made.blanked) return encodePng(blank(width, height));
	const picture = makers[endpoint.makes]({
		values,
		wish: {
			prompt: String(values.prompt ?? ''),
			// Further samples of one job are counted on from the seed, as the service's models do.
			seed: made.seed + index,
			width,
			height,
			strength: Number(values.strength ?? 0.7),
		},
		image: () => pixels(inputs.image),
		mask: () => pixels(inputs.mask),
	});
	return encodePng(values.upscale === true ? upscale(picture, 2) : picture);
}

function pixels(input: Input | undefined): Picture {
	if (!input) throw new Error('An input picture is missing');
	return pixelsOf(input);
}
