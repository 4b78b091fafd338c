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
	'Whether the prompt is in another language than English, so that the service translates it first',
);
export const panorama = flag(
	'panorama',
	'Panorama',
	'Whether to make the wide view of a place or landscape in place of an ordinary image',
);
export const selfAttention = flag(
	'self_attention',
	'Self Attention',
	'Whether to give the parts of the image more attention for a cleaner result; takes longer',
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
	'Whether to treat similar parts of the image as one, which is faster and slightly less exact',
	true,
);
export const karrasSigmas = flag(
	'use_karras_sigmas',
	'Use Karras Sigmas',
	'Whether the steps are large at first and ever finer towards the end (Karras), which often looks sharper with few steps',
	true,
);

export const algorithmType: Field = {
	name: 'algorithm_type',
	kind: 'choice',
	displayName: 'Algorithm Type',
	description:
		"For 'DPMSolverMultistepScheduler' only: dpmsolver+++ adds fresh noise at each step (SDE), which can bring more detail",
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
		'The way in which noise becomes the image (sampler), by its name in the diffusers library. UniPC and DPMSolver get far in few steps, those with Ancestral vary more, LCM is for LCM models.',
	default: 'UniPCMultistepScheduler',
	choices: schedulers,
};

export const clipSkip: Field = {
	name: 'clip_skip',
	kind: 'integer',
	displayName: 'Clip Skip',
	description:
		'How loosely the prompt is read: so many of the last layers that read it are left out. Many anime models want 2.',
	default: 2,
	min: 1,
	max: 8,
};

export const vae: Field = {
	name: 'vae',
	kind: 'text',
	displayName: 'VAE',
	description:
		'ID of a VAE, the part that draws the final colours and fine detail, in place of the one of the model',
	placeholder: 'e.g. my-vae',
};

export const loraModel: Field = {
	name: 'lora_model',
	kind: 'text',
	displayName: 'LoRA Model',
	description:
		'ID of a LoRA, a small add-on that brings a style, person or thing into the image; several separated by commas',
	placeholder: 'e.g. more-details',
};

export const loraStrength: Field = {
	name: 'lora_strength',
	kind: 'text',
	displayName: 'LoRA Strength',
	description:
		"How strongly each LoRA shows in the image, 0.1 to 1, separated by commas in the order of 'LoRA Model'",
	placeholder: 'e.g. 0.8',
};

export const embeddingsModel: Field = {
	name: 'embeddings_model',
	kind: 'text',
	displayName: 'Embeddings Model',
	description:
		'ID of an embedding (textual inversion), a small add-on that teaches the model what a word looks like',
	placeholder: 'e.g. easynegative',
};

export const loadBalancer = flag(
	'loadbalancer',
	'Load Balancer',
	'Whether to spread jobs over all servers of the account, so that they wait less; needs more than one',
);
