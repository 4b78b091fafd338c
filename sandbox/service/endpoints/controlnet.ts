import type { Values } from '../check';
import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	generation,
	image,
	number,
	required,
	schedulers,
	size,
	text,
	whole,
} from '../fields';

/** What a control picture can be: its lines, its depth, the pose of a person and so on. */
const controls = [
	'canny',
	'depth',
	'hed',
	'mlsd',
	'normal',
	'openpose',
	'scribble',
	'segmentation',
	'inpaint',
	'softedge',
	'lineart',
	'shuffle',
	'tile',
	'face_detector',
	'qrcode',
	'blur',
	'pose',
	'gray',
	'low_quality',
] as const;

const common: Fields = {
	model_id: required(text),
	controlnet_model: required({ type: 'names', values: controls }),
	controlnet_type: choice(controls),
	auto_hint: flag(true),
	// For calls without a prompt, which for that reason is not required.
	guess_mode: flag(false),
	...generation,
	prompt: text,
	init_image: image,
	mask_image: image,
	control_image: image,
	...size(64, 1024),
	// The sources disagree (21 or 31; 30 as the default; 20 in an echo), so every documented number is let in.
	num_inference_steps: { ...whole(30, 1, 50), echo: 'steps' },
	guidance_scale: number(7.5, 1, 20),
	strength: number(0.55, 0, 1),
	controlnet_conditioning_scale: number(1, 0.1, 5),
	scheduler: choice(schedulers, 'UniPCMultistepScheduler'),
	safety_checker: flag(false),
	enhance_prompt: flag(true),
	upscale: flag(false),
	tomesd: flag(true),
	use_karras_sigmas: flag(true),
	algorithm_type: choice(['none', 'dpmsolver+++'], 'none'),
	vae: text,
	lora_model: { ...text, echo: 'lora' },
	lora_strength: { ...text, default: 1 },
	clip_skip: whole(2, 1, 8),
	base64: flag(false),
	temp: flag(false),
	...callback,
};

/** The last four are not on the enterprise page. */
const enterpriseControls = controls.slice(0, 15);

const shared = {
	makes: 'control',
	needsOneOf: [['init_image', 'control_image']],
	// The hint is made out of the first picture; a control picture is a finished hint.
	refuses: ({ auto_hint: hint, init_image: picture }: Values) =>
		hint === true && !picture ? 'init_image' : undefined,
} as const;

export const controlnet: Endpoint[] = [
	{
		path: '/api/v5/controlnet',
		...shared,
		family: 'controlnet',
		models: 'public',
		fields: {
			...common,
			ip_adapter_id: choice(['ip-adapter_sdxl', 'ip-adapter_sd15', 'ip-adapter-plus-face_sd15']),
			ip_adapter_scale: number(0.6, 0, 1),
			ip_adapter_image: image,
			// Whole here, as in image editing, and unlike the other generation calls.
			track_id: { type: 'whole' },
		},
		meta: { full_url: 'no', multi_lingual: 'no', instant_response: 'no', watermark: 'no' },
	},
	{
		path: '/api/v1/enterprise/controlnet',
		...shared,
		family: 'enterprise',
		models: 'enterprise',
		fields: {
			...common,
			controlnet_model: required({ type: 'names', values: enterpriseControls }),
			controlnet_type: choice(enterpriseControls),
			auto_hint: flag(false),
			multi_lingual: flag(true),
			num_inference_steps: { ...whole(21, 1, 50), echo: 'steps' },
			strength: number(0.7, 0, 1),
			// The page has 1 to 20, the machine-readable description of the public twin 0.1 to 5.
			controlnet_conditioning_scale: number(1, 0.1, 20),
			safety_checker: flag(true, { echo: 'safetychecker' }),
		},
		meta: { full_url: 'no' },
	},
];
