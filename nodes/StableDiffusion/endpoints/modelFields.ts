import { coined, type Field } from './endpoint';

/** A shared list, as fields.ts: what steers the model itself, its scheduler, its add-ons, its extra passes. */

const flag = (
	name: string,
	displayName: string,
	description: string,
	byDefault = false,
): Field => ({ name, kind: 'flag', displayName, description, default: byDefault });

export const multiLingual = flag(
	'multi_lingual',
	'Multilingual Prompt',
	'Whether the prompt is in another language than English and must be translated',
);
export const panorama = flag('panorama', 'Panorama', 'Whether to make a wide panorama');
export const selfAttention = flag(
	'self_attention',
	'Self Attention',
	'Whether to spend more attention on quality; takes longer',
);
export const upscaleFlag = flag(
	'upscale',
	'Upscale',
	'Whether to enlarge the finished image to twice its size; takes longer, not for Flux models',
);
export const highresFix = flag(
	'highres_fix',
	'High-Res Fix',
	'Whether to make large images in two passes, which avoids doubled subjects; takes longer, not for Flux models',
);
export const tomesd = flag(
	'tomesd',
	'Merge Tokens (ToMe)',
	'Whether to skip work on similar parts of the image, which is faster and slightly less exact',
	true,
);
export const karrasSigmas = flag(
	'use_karras_sigmas',
	'Use Karras Sigmas',
	'Whether the scheduler uses Karras noise levels',
	true,
);

export const algorithmType: Field = {
	name: 'algorithm_type',
	kind: 'choice',
	displayName: 'Algorithm Type',
	description:
		"For 'DPMSolverMultistepScheduler' only: dpmsolver+++ makes it the SDE kind, which adds noise at each step",
	default: 'none',
	choices: [...coined('dpmsolver+++'), { value: 'none', name: 'None' }],
};

const schedulers = coined(
	'DDIMInverseScheduler',
	'DDIMScheduler',
	'DDPMScheduler',
	'DEISMultistepScheduler',
	'DPMSolverMultistepScheduler',
	'DPMSolverSinglestepScheduler',
	'EulerAncestralDiscreteScheduler',
	'EulerDiscreteScheduler',
	'HeunDiscreteScheduler',
	'IPNDMScheduler',
	'KDPM2AncestralDiscreteScheduler',
	'KDPM2DiscreteScheduler',
	'KarrasVeScheduler',
	'LCMScheduler',
	'LMSDiscreteScheduler',
	'PNDMScheduler',
	'ScoreSdeVeScheduler',
	'UniPCMultistepScheduler',
);

export const scheduler: Field = {
	name: 'scheduler',
	kind: 'choice',
	displayName: 'Scheduler',
	description:
		'The method by which noise becomes an image (sampler); names as in the diffusers library',
	default: 'UniPCMultistepScheduler',
	choices: schedulers,
};

export const clipSkip: Field = {
	name: 'clip_skip',
	kind: 'integer',
	displayName: 'Clip Skip',
	description:
		'How many last layers of the text encoder to leave out, 1 to 8; many anime models want 2',
	default: 2,
	min: 1,
	max: 8,
};

export const vae: Field = {
	name: 'vae',
	kind: 'text',
	displayName: 'VAE',
	description:
		'ID of a VAE, the part that turns the result into colours and fine detail, in place of the one of the model',
};

export const loraModel: Field = {
	name: 'lora_model',
	kind: 'text',
	displayName: 'LoRA Model',
	description:
		'ID of a LoRA, a small add-on that brings a style or subject into the model; several separated by commas',
	placeholder: 'e.g. more-details',
};

export const loraStrength: Field = {
	name: 'lora_strength',
	kind: 'text',
	displayName: 'LoRA Strength',
	description: "0.1 to 1 for each LoRA, separated by commas in the order of 'LoRA Model'",
	placeholder: 'e.g. 0.8',
};

export const embeddingsModel: Field = {
	name: 'embeddings_model',
	kind: 'text',
	displayName: 'Embeddings Model',
	description:
		'ID of an embedding (textual inversion), a small add-on that teaches the model a word',
};

export const loadBalancer = flag(
	'loadbalancer',
	'Load Balancer',
	'Whether to spread jobs over all servers of the account; needs more than one',
);
