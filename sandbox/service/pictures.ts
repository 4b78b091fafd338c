import { pixelsOf, type Input } from '../core/inputs';
import { captionOf, type CaptionLength } from '../paint/caption';
import { upscale } from '../paint/operations';
import { blank, blend, encodePng, resize, type Picture } from '../paint/picture';
import type { Values } from './check';
import type { Endpoint, PictureEndpoint } from './endpoint';
import type { Inputs } from './inputs';
import { makers, needed, within } from './makers';

/** Pictures that say how the result has to be; every other input is what it is made of. */
const helping = new Set([
	'mask_image',
	'control_image',
	'ip_adapter_image',
	'cloth_image',
	'target_image',
	'reference_image',
]);

/** The longest side, in pixels, that an enlarged picture may have. */
export const longestSide = 4096;

/** The size of the result in pixels. */
export function sizeOf(
	endpoint: Endpoint,
	values: Values,
	body: Record<string, unknown>,
	inputs: Inputs,
): { width: number; height: number } {
	const [subject] = subjectsOf(inputs);
	const { width, height } = endpoint.fields;
	if (!width || !height) {
		const scale = endpoint.makes === 'upscale' ? Number(values.scale) : 1;
		return { width: (subject?.width ?? 0) * scale, height: (subject?.height ?? 0) * scale };
	}
	if (!endpoint.sizeOfInput || !subject) {
		return { width: Number(values.width), height: Number(values.height) };
	}
	const fit = Math.min(
		1,
		(width.max ?? longestSide) / subject.width,
		(height.max ?? longestSide) / subject.height,
	);
	const side = (length: number) => Math.max(8, Math.round((length * fit) / 8) * 8);
	const own = { width: side(subject.width), height: side(subject.height) };
	if (body.width == null && body.height == null) return own;
	return {
		width: Number(values.width ?? own.width),
		height: Number(values.height ?? own.height),
	};
}

/** A PNG file; the same bytes for the same arguments. `index` counts the samples of one job from 0. */
export function makePicture(
	endpoint: PictureEndpoint,
	values: Values,
	inputs: Inputs,
	made: { seed: number; width: number; height: number; blanked: boolean },
	index: number,
): Buffer {
	const { width, height } = made;
	if (made.blanked) return encodePng(blank(width, height));
	const subjects = () => subjectsOf(inputs).map(pixelsOf);
	const sent = (field: string) => inputs[field]?.map(pixelsOf)[0];
	const picture = makers[endpoint.makes]({
		values,
		wish: {
			prompt: String(values.prompt ?? ''),
			// Further samples of one job are counted on from the seed, as the service's models do.
			seed: made.seed + index,
			width,
			height,
			strength: within(Number(values.strength ?? values.mix_factor ?? 0.5)),
		},
		subjects,
		image: () => needed(subjects()[0]),
		sent,
	});
	const styled = inStyleOf(picture, sent('ip_adapter_image'), Number(values.ip_adapter_scale));
	return encodePng(values.upscale === true ? upscale(styled, 2) : styled);
}

/** What the sandbox says about the first picture, where words are the result. */
export function makeWords(values: Values, inputs: Inputs): string {
	return captionOf(needed(subjectsOf(inputs).map(pixelsOf)[0]), values.length as CaptionLength);
}

function subjectsOf(inputs: Inputs): Input[] {
	return Object.entries(inputs).flatMap(([name, each]) => (helping.has(name) ? [] : each));
}

function inStyleOf(picture: Picture, style: Picture | undefined, scale: number): Picture {
	if (!style || !(scale > 0)) return picture;
	return blend(picture, resize(style, picture.width, picture.height), scale / 2);
}
