import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	fromImage,
	generation,
	image,
	number,
	required,
	safetyTypes,
	schedulers,
	size,
	text,
	upscalers,
	whole,
	withMask,
	imageLink,
} from '../fields';
import { ipAdapters } from './images';

const base = '/api/v1/enterprise';

const common: Fields = {
	model_id: required(text),
	...generation,
	...size(64, 1024),
	num_inference_steps: { ...whole(21, 1, 50), echo: 'steps' },
	guidance_scale: number(7.5, 1, 20),
	scheduler: choice(schedulers, 'UniPCMultistepScheduler'),
	safety_checker: flag(true, { echo: 'safetychecker' }),
	safety_checker_type: { ...choice(safetyTypes, 'sensitive_content_text'), echo: false },
	enhance_prompt: flag(true, { echo: false }),
	upscale: flag(false),
	tomesd: flag(true, { echo: false }),
	use_karras_sigmas: flag(true, { echo: false }),
	algorithm_type: { ...choice(['none', 'no', 'dpmsolver+++'], 'none'), echo: false },
	vae: text,
	lora_model: { ...text, echo: 'lora' },
	lora_strength: { ...text, echo: false },
	clip_skip: { ...whole(2, 1, 8), echo: false },
	base64: flag(false, { echo: false }),
	temp: flag(false, { echo: false }),
	...callback,
	webhook: { type: 'link', echo: false },
	track_id: { type: 'track', echo: false },
};

/** On the page of img2img only. */
const ipAdapter: Fields = {
	ip_adapter_id: { ...choice(ipAdapters), echo: false },
	ip_adapter_scale: { ...number(0.6, 0, 1), echo: false },
	ip_adapter_image: { ...image, echo: false },
};

const shared = { family: 'enterprise', models: 'enterprise' } as const;

export const enterprise: Endpoint[] = [
	{
		path: `${base}/text2img`,
		...shared,
		makes: 'text2img',
		fields: {
			...common,
			panorama: flag(false),
			self_attention: flag(false),
			highres_fix: flag(false, { echo: false }),
		},
	},
	{
		path: `${base}/img2img`,
		...shared,
		makes: 'img2img',
		fields: { ...common, ...ipAdapter, ...fromImage, loadbalancer: flag(false, { echo: false }) },
	},
	{
		path: `${base}/inpaint`,
		...shared,
		makes: 'inpaint',
		fields: { ...common, ...fromImage, ...withMask },
	},
	{
		path: `${base}/super_resolution`,
		family: 'enterprise',
		makes: 'upscale',
		output: 'text',
		fields: {
			url: required(imageLink),
			scale: { type: 'whole', required: true, min: 1, max: 4 },
			model_id: choice(upscalers, 'realesr-general-x4v3'),
			face_enhance: flag(false, { form: 'boolean' }),
			webhook: callback.webhook,
		},
	},
	{
		path: `${base}/super_resolution/make`,
		family: 'enterprise/super_resolution',
		makes: 'upscale',
		fields: {
			init_image: required(imageLink),
			scale: whole(2, 1, 8),
			face_enhance: flag(false),
			webhook: callback.webhook,
			track_id: callback.track_id,
		},
	},
];
