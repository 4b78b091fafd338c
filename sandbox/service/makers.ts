import { controlled, dressed, maskOf, mixture, portrait, swapped } from '../paint/edits';
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
import type { Picture } from '../paint/picture';
import type { Values } from './check';
import type { PictureMaking } from './endpoint';

/** What a maker is told. */
export interface Task {
	wish: Wish;
	values: Values;
	/** What the result is made of, the first input first. */
	subjects: () => Picture[];
	image: () => Picture;
	/** The picture of a field; undefined when none was sent. */
	sent: (field: string) => Picture | undefined;
}

/** How each kind of picture is made. */
export const makers: Record<PictureMaking, (task: Task) => Picture> = {
	text2img: ({ wish }) => scene(wish),
	img2img: (task) => imageToImage(together(task), task.wish),
	inpaint: ({ wish, image, sent }) => inpaint(image(), needed(sent('mask_image')), wish),
	upscale: ({ values, image }) => upscale(image(), Number(values.scale)),
	removeBackground: ({ values, image }) =>
		removeBackground(image(), {
			onlyMask: values.only_mask === true,
			inverse: values.inverse_mask === true,
		}),
	eraseObject: ({ values, image, sent }) =>
		eraseObject(image(), sent('mask_image') ?? maskOf(image(), thingOf(values))),
	outpaint: ({ wish, values, image }) => outpaint(image(), wish, Number(values.overlap_width)),
	control,
	portrait: ({ wish, image }) => portrait(image(), wish),
	fashion: ({ wish, values, image, sent }) =>
		dressed(image(), needed(sent('cloth_image')), String(values.cloth_type), wish),
	mask: ({ values, image }) => maskOf(image(), thingOf(values)),
	swap: ({ image, sent }) => swapped(image(), needed(sent('target_image'))),
};

function together({ wish, subjects }: Task): Picture {
	return mixture(subjects(), wish.width, wish.height);
}

/** With a mask only its white area is made anew, as inpainting does it. */
function control({ wish, values, subjects, sent }: Task): Picture {
	const hint = values.auto_hint === true;
	const [input] = subjects();
	const shape = needed(hint ? input : (sent('control_image') ?? input));
	const weight = Number(values.controlnet_conditioning_scale);
	const made = controlled(shape, wish, { hint, weight });
	const mask = sent('mask_image');
	return mask && input ? inpaint(input, mask, wish, made) : made;
}

/** What to mask or to take away, in words. */
function thingOf(values: Values): string {
	return String(values.specific_object ?? values.object_name ?? '');
}

/** 0 to 1. */
export function within(part: number): number {
	return Math.min(1, Math.max(0, part));
}

/** The picture; an error where the checks before should have seen that there is none. */
export function needed(picture: Picture | undefined): Picture {
	if (!picture) throw new Error('An input picture is missing');
	return picture;
}
