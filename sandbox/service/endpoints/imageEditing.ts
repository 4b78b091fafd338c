import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	generation,
	image,
	imageLink,
	number,
	required,
	seed,
	size,
	text,
	upscalers,
	whole,
} from '../fields';
import {
	face,
	faceStyle,
	fashion,
	fluxHeadshot,
	mask,
	objectRemoval,
	outpaint,
	qwenEdit,
	removeBackground,
} from './editFields';

/** Here the own id has to be a number, unlike on the enterprise server of the same name. */
const numbered: Fields = { track_id: { type: 'whole' } };

type Row = Omit<Endpoint, 'path' | 'family'>;

const rows: Record<string, Row> = {
	super_resolution: {
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
			...callback,
		},
	},
	removebg_mask: {
		makes: 'removeBackground',
		fields: { ...removeBackground, inverse_mask: flag(false), base64: flag(false) },
	},
	object_removal: { makes: 'eraseObject', fields: objectRemoval },
	outpaint: { makes: 'outpaint', premium: true, fields: outpaint },
	inpaint: {
		makes: 'inpaint',
		sizeOfInput: true,
		fields: {
			...generation,
			init_image: required(imageLink),
			mask_image: required(imageLink),
			...size(1, 1024),
			num_inference_steps: { ...whole(30, 1, 50), echo: 'steps' },
			// Up to 5 here, up to 20 everywhere else.
			guidance_scale: whole(5, 1, 5),
			strength: number(0.7, 0, 1),
			safety_checker: flag(false, { form: 'text', echo: 'safetychecker' }),
			enhance_prompt: flag(true, { form: 'text', echo: false }),
			instant_response: flag(false, { form: 'trueFalse', echo: false }),
			base64: flag(false, { form: 'trueFalse', echo: false }),
			...callback,
		},
	},
	mask_creator: { makes: 'mask', fields: mask },
	img_mixer: {
		makes: 'img2img',
		sizeOfInput: true,
		fields: {
			prompt: required(text),
			negative_prompt: text,
			init_image: { type: 'list', of: 'image', maxItems: 4, required: true },
			// Of the time when the pictures came as one text with commas; one weight for each.
			init_image_weights: text,
			width: { type: 'whole', min: 1, max: 1024 },
			height: { type: 'whole', min: 1, max: 1024 },
			steps: whole(41, 1, 50),
			guidance_scale: number(10, 1, 20),
			seed,
			samples: { ...whole(1, 1, 1), echo: 'n_samples' },
			...callback,
		},
	},
	face_gen: { makes: 'portrait', sizeOfInput: true, fields: { ...face, ...faceStyle } },
	head_shot: {
		makes: 'portrait',
		sizeOfInput: true,
		fields: { ...face, guidance_scale: whole(5, 1, 5) },
	},
	flux_headshot: { makes: 'portrait', sizeOfInput: true, fields: fluxHeadshot(1024) },
	fashion: { makes: 'fashion', fields: fashion },
	qwen_edit: {
		makes: 'img2img',
		fields: {
			...qwenEdit,
			safety_checker: flag(false),
			model_id: choice(['qwen-edit-2509', 'qwen-edit-2511'], 'qwen-edit-2509'),
		},
	},
	caption: {
		makes: 'caption',
		output: 'words',
		fields: {
			init_image: required(image),
			length: choice(['short', 'normal', 'long'], 'normal'),
			// Listed as required and described nowhere; no printed body sends it.
			prompt: text,
			base64: flag(false),
			...callback,
		},
	},
};

export const imageEditing: Endpoint[] = Object.entries(rows).map(([name, row]) => ({
	...row,
	path: `/api/v6/image_editing/${name}`,
	family: 'imageEditing',
	fields: { ...row.fields, ...numbered },
}));
