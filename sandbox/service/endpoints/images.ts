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
	whole,
	withMask,
} from '../fields';

const common: Fields = {
	model_id: required(text),
	...generation,
	...size(256, 1024, 8),
	// More steps than allowed are cut and not refused; the documented default is above the documented maximum.
	num_inference_steps: { ...whole(20, 1, 50), clamp: true, echo: 'steps' },
	guidance_scale: number(7.5, 1, 20),
	scheduler: choice(schedulers, 'UniPCMultistepScheduler'),
	safety_checker: flag(false),
	safety_checker_type: choice(safetyTypes, 'sensitive_content_text'),
	enhance_prompt: flag(true),
	enhance_style: text,
	upscale: flag(false),
	use_karras_sigmas: flag(true),
	algorithm_type: choice(['none', 'no', 'dpmsolver+++'], 'none'),
	vae: text,
	lora_model: { ...text, echo: 'lora' },
	lora_strength: { ...text, default: 1 },
	embeddings_model: { ...text, echo: 'embeddings' },
	clip_skip: whole(2, 1, 8),
	ip_adapter_id: choice([
		'ip-adapter_sdxl',
		'ip-adapter_sd15',
		'ip-adapter-plus-face_sd15',
		'ip-adapter-plus_sdxl_vit-h',
		'ip-adapter-plus-face_sdxl_vit-h',
	]),
	ip_adapter_scale: number(0.6, 0, 1),
	ip_adapter_image: image,
	instant_response: flag(false),
	temp: flag(false),
	base64: flag(false),
	...callback,
};

const onlyText: Fields = {
	multi_lingual: flag(false),
	panorama: flag(false),
	self_attention: flag(false),
	highres_fix: flag(false),
	tomesd: flag(true),
	injected_noise_alpha: { ...number(0.75, 0, 1), echo: false },
	sigma_threshold: { ...number(0.45, 0, 1), echo: false },
	true_cfg_scale: { ...number(1, 0, 10), echo: false },
	use_cfg_zero_star: flag(true, { echo: false }),
	use_zero_init: flag(false, { echo: false }),
	zero_steps: { ...whole(0, 0, 50), echo: false },
};

const base = '/api/v6/images';
const shared = { family: 'images', models: 'public' } as const;
// With a picture to start from the prompt may be left out, and the size is that of the picture.
const fromPicture = { ...common, prompt: text, ...fromImage };

export const images: Endpoint[] = [
	{ path: `${base}/text2img`, ...shared, makes: 'text2img', fields: { ...common, ...onlyText } },
	{
		path: `${base}/img2img`,
		...shared,
		makes: 'img2img',
		sizeOfInput: true,
		fields: fromPicture,
	},
	{
		path: `${base}/inpaint`,
		...shared,
		makes: 'inpaint',
		sizeOfInput: true,
		fields: { ...fromPicture, ...withMask },
	},
];
