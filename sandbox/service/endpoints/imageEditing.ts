import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	image,
	imageLink,
	number,
	required,
	seed,
	text,
	upscalers,
	whole,
} from '../fields';

const base = '/api/v6/image_editing';
const family = 'imageEditing';

/** Here the own id has to be a number, unlike everywhere else. */
const common: Fields = { ...callback, track_id: { type: 'whole' } };

export const imageEditing: Endpoint[] = [
	{
		path: `${base}/super_resolution`,
		family,
		makes: 'upscale',
		premium: true,
		fields: {
			init_image: required(imageLink),
			model_id: choice(
				upscalers.filter((name) => name !== 'RealESRNet_x4plus'),
				'realesr-general-x4v3',
			),
			scale: { ...whole(3, 1, 8), echo: 'upscale_factor' },
			face_enhance: flag(false),
			...common,
		},
	},
	{
		path: `${base}/removebg_mask`,
		family,
		makes: 'removeBackground',
		fields: {
			image: required({ ...image, echo: 'image_url' }),
			alpha_matting: flag(false, { digits: true }),
			post_process_mask: flag(false, { digits: true }),
			only_mask: flag(false, { digits: true }),
			inverse_mask: flag(false),
			seed,
			base64: flag(false),
			alpha_matting_foreground_threshold: whole(240, 0, 240),
			alpha_matting_background_threshold: whole(20, 0, 20),
			alpha_matting_erode_size: whole(5, 0, 5),
			...common,
		},
	},
	{
		path: `${base}/object_removal`,
		family,
		makes: 'eraseObject',
		fields: {
			init_image: required({ ...imageLink, echo: 'image_path' }),
			mask_image: required({ ...imageLink, echo: 'mask_path' }),
			...common,
		},
	},
	{
		path: `${base}/outpaint`,
		family,
		makes: 'outpaint',
		premium: true,
		fields: {
			image: required({ ...image, echo: 'init_image' }),
			prompt: { ...text, default: 'high quality' },
			negative_prompt: { ...text, default: 'low quality' },
			width: whole(1280, 64, 1440),
			height: whole(720, 64, 1440),
			overlap_width: whole(10, 0, 42),
			num_inference_steps: whole(10, 1, 30),
			guidance_scale: number(8),
			// 0 asks for a random number here, as -1 does.
			seed,
			temp: flag(true),
			base64: flag(false),
			...common,
		},
	},
];
