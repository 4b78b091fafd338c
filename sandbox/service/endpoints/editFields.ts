import type { Field, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	image,
	imageLink,
	number,
	required,
	safetyTypes,
	seed,
	text,
	whole,
} from '../fields';

/** Fields that image editing has alike in public and on enterprise servers. */

const steps = choice(['21', '31', '41'], '21');
const side = (max: number): Field => ({ type: 'whole', min: 1, max });

/** A new picture of a face; without a size it is as large as the face's picture. */
export const face: Fields = {
	prompt: required(text),
	// The printed bodies send these two beside the documented fields.
	negative_prompt: text,
	seed,
	face_image: required(image),
	width: side(512),
	height: side(768),
	num_inference_steps: steps,
	guidance_scale: number(7.5, 1, 20),
	s_scale: number(1, 0, 2),
	samples: whole(1, 1, 2),
	safety_checker: flag(false),
	safety_checker_type: choice(safetyTypes, 'sensitive_content_text'),
	base64: flag(false),
	...callback,
};

export const headShot: Fields = {
	prompt: required(text),
	negative_prompt: text,
	seed,
	// There is no flag for base64 on this page, and still the picture may be sent so.
	face_image: required({ ...image, dataUri: true }),
	num_inference_steps: steps,
	guidance_scale: number(7.5),
	...callback,
};

export const faceStyle: Fields = {
	style: choice(['comic', 'chibi', '3d', 'anime', 'realistic'], 'realistic'),
};

/** The only place where the seed has to be sent. */
export const fluxHeadshot = (longest: number): Fields => ({
	prompt: required(text),
	negative_prompt: text,
	face_image: required({ ...image, dataUri: true }),
	width: side(longest),
	height: side(longest),
	num_inference_steps: whole(21, 1, 26),
	guidance_scale: number(7.5, 1, 10),
	seed: required(seed),
	...callback,
});

export const fashion: Fields = {
	init_image: required(imageLink),
	cloth_image: required(imageLink),
	cloth_type: required(choice(['upper_body', 'lower_body', 'dresses'])),
	prompt: text,
	negative_prompt: text,
	num_inference_steps: steps,
	guidance_scale: whole(7, 1, 20),
	temp: flag(false, { form: 'text' }),
	...callback,
};

export const qwenEdit: Fields = {
	prompt: required(text),
	init_image: { type: 'list', of: 'image', maxItems: 4, required: true },
	base64: flag(false),
	...callback,
};

export const mask: Fields = {
	specific_object: required(text),
	// The machine-readable description has no field for the picture; every printed body sends it as this one.
	init_image: required({ ...image, echo: 'image_path' }),
	base64: flag(false),
	...callback,
};

export const objectRemoval: Fields = {
	init_image: required({ ...imageLink, echo: 'image_path' }),
	mask_image: required({ ...imageLink, echo: 'mask_path' }),
	...callback,
};

export const outpaint: Fields = {
	image: required({ ...image, echo: 'init_image' }),
	prompt: { ...text, default: 'high quality' },
	negative_prompt: { ...text, default: 'low quality' },
	width: whole(1280, 1, 1440),
	height: whole(720, 1, 1440),
	overlap_width: whole(10, 0, 42),
	num_inference_steps: whole(10, 1, 30),
	guidance_scale: number(8),
	// 0 asks for a random number here, as -1 does.
	seed: { ...seed, zeroIsRandom: true },
	temp: flag(true),
	base64: flag(false),
	...callback,
};

export const removeBackground: Fields = {
	image: required({ ...image, echo: 'image_url' }),
	alpha_matting: flag(false, { digits: true }),
	post_process_mask: flag(false, { digits: true }),
	only_mask: flag(false, { digits: true }),
	seed,
	alpha_matting_foreground_threshold: whole(240, 0, 240),
	alpha_matting_background_threshold: whole(20, 0, 20),
	alpha_matting_erode_size: whole(5, 0, 5),
	...callback,
};
