import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	fromImage,
	generation,
	number,
	required,
	safetyTypes,
	schedulers,
	size,
	text,
	whole,
	withMask,
} from '../fields';

/** Any public model, in the manner of v3: yes and no, numbers as text. */
const common: Fields = {
	model_id: required(text),
	...generation,
	...size(64, 1024),
	num_inference_steps: { ...whole(20, 1, 51), echo: 'steps' },
	guidance_scale: number(7.5, 1, 20),
	scheduler: choice(schedulers, 'UniPCMultistepScheduler'),
	safety_checker: flag(false),
	safety_checker_type: { ...choice(safetyTypes, 'sensitive_content_text'), echo: false },
	enhance_prompt: flag(true, { echo: false }),
	upscale: flag(false),
	tomesd: flag(true),
	use_karras_sigmas: flag(true),
	algorithm_type: { ...choice(['none', 'dpmsolver+++'], 'none'), echo: false },
	embeddings_model: { ...text, echo: 'embeddings' },
	vae: text,
	lora_model: { ...text, echo: 'lora' },
	lora_strength: { ...text, default: 1 },
	clip_skip: whole(1, 1, 8),
	temp: flag(false),
	base64: flag(false),
	...callback,
	webhook: { type: 'link', echo: false },
	track_id: { type: 'track', echo: false },
};

const onlyText: Fields = {
	multi_lingual: flag(false),
	panorama: flag(false),
	self_attention: flag(false),
	highres_fix: flag(false, { echo: false }),
};

/** The printed bodies of inpainting have another name for the steps than the two other calls. */
const inpaintSteps: Fields = { steps: { ...whole(20, 1, 51), echo: false } };

/** The same three calls at two addresses; both show the fetch address of the older one. */
function dreamboothAt(base: string): Endpoint[] {
	const shared = {
		family: 'dreambooth',
		models: 'public',
		meta: { full_url: 'no' },
	} as const;
	return [
		{ path: base, ...shared, makes: 'text2img', fields: { ...common, ...onlyText } },
		{ path: `${base}/img2img`, ...shared, makes: 'img2img', fields: { ...common, ...fromImage } },
		{
			path: `${base}/inpaint`,
			...shared,
			makes: 'inpaint',
			fields: { ...common, ...inpaintSteps, ...fromImage, ...withMask },
		},
	];
}

export const dreambooth: Endpoint[] = ['/api/v4/dreambooth', '/api/v3/dreambooth'].flatMap(
	dreamboothAt,
);
