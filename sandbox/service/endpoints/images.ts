import type { Endpoint, Field, Fields } from '../endpoint';
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

/** More steps than allowed are cut and not refused; the documented default is above the documented maximum. */
const steps: Field = { ...whole(20, 1, 50), clamp: true, echo: 'steps' };

export const ipAdapters = [
	'ip-adapter_sdxl',
	'ip-adapter_sd15',
	'ip-adapter-plus-face_sd15',
	'ip-adapter-plus_sdxl_vit-h',
	'ip-adapter-plus-face_sdxl_vit-h',
] as const;

const common: Fields = {
	model_id: required(text),
	...generation,
	...size(256, 1024, 8),
	num_inference_steps: steps,
	guidance_scale: number(7.5, 1, 20),
	scheduler: choice(schedulers, 'UniPCMultistepScheduler'),
	safety_checker: flag(false),
	safety_checker_type: choice(safetyTypes, 'sensitive_content_text'),
	enhance_prompt: flag(true),
	enhance_style: text,
	upscale: flag(false),
	tomesd: flag(true),
	use_karras_sigmas: flag(true),
	algorithm_type: choice(['none', 'no', 'dpmsolver+++'], 'none'),
	vae: text,
	lora_model: { ...text, echo: 'lora' },
	lora_strength: { ...text, default: 1 },
	embeddings_model: { ...text, echo: 'embeddings' },
	clip_skip: whole(2, 1, 8),
	ip_adapter_id: choice(ipAdapters),
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
	injected_noise_alpha: { ...number(0.75, 0, 1), echo: false },
	sigma_threshold: { ...number(0.45, 0, 1), echo: false },
	true_cfg_scale: { ...number(1, 0, 10), echo: false },
	use_cfg_zero_star: flag(true, { echo: false }),
	use_zero_init: flag(false, { echo: false }),
	zero_steps: { ...whole(0, 0, 50), echo: false },
};

/** Of the model `flux-kontext-dev`, which can also put two pictures together. */
const kontext: Fields = {
	init_image_2: { ...image, echo: false },
	guidance: { ...number(2.5, 0, 20), echo: false },
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
		fields: { ...fromPicture, ...kontext },
		// Flux Kontext edits by words and needs them; the other models can do with the picture alone.
		refuses: ({ model_id: model, prompt }) =>
			model === 'flux-kontext-dev' && !prompt ? 'prompt' : undefined,
	},
	{
		path: `${base}/inpaint`,
		...shared,
		makes: 'inpaint',
		sizeOfInput: true,
		// The page has another name for the steps here, the machine-readable description has not.
		fields: { ...fromPicture, steps: { ...steps, echo: false }, ...withMask },
	},
];
