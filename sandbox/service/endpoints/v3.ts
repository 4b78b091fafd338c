import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	fromImage,
	generation,
	imageLink,
	number,
	required,
	size,
	text,
	upscalers,
	whole,
	withMask,
} from '../fields';

/** One fixed model, numbers as text, yes and no. */
const common: Fields = {
	...generation,
	...size(64, 1024),
	num_inference_steps: { ...whole(20, 1, 51), echo: 'steps' },
	guidance_scale: number(7.5, 1, 20),
	safety_checker: flag(false, { echo: 'safetychecker' }),
	enhance_prompt: flag(true, { echo: false }),
	...callback,
	webhook: { type: 'link', echo: false },
	track_id: { type: 'track', echo: false },
};

const base64: Fields = { base64: flag(false, { echo: false }) };
const meta = { model: 'sandbox/scene-v1', enable_attention_slicing: 'true', revision: 'fp16' };

export const v3: Endpoint[] = [
	{
		path: '/api/v3/text2img',
		family: 'v3',
		makes: 'text2img',
		meta,
		fields: {
			...common,
			multi_lingual: flag(false),
			panorama: flag(false),
			self_attention: flag(false),
			upscale: flag(false),
			embeddings_model: { ...text, echo: 'embeddings' },
		},
	},
	{
		path: '/api/v3/img2img',
		family: 'v3',
		makes: 'img2img',
		meta,
		fields: { ...common, ...base64, ...fromImage },
	},
	{
		path: '/api/v3/inpaint',
		family: 'v3',
		makes: 'inpaint',
		meta,
		fields: { ...common, ...base64, ...fromImage, ...withMask },
	},
	// The one of v5 was the same call, and its results lie with those of v3.
	...['/api/v3/super_resolution', '/api/v5/super_resolution'].map(superResolution),
];

function superResolution(path: string): Endpoint {
	return {
		path,
		family: 'v3',
		makes: 'upscale',
		output: 'text',
		premium: true,
		fields: {
			url: required(imageLink),
			scale: whole(3, 1, 8),
			model_id: choice(upscalers, 'realesr-general-x4v3'),
			// A true boolean among fields that want yes and no.
			face_enhance: flag(false, { form: 'boolean' }),
			webhook: callback.webhook,
		},
	};
}
