import { coined, type Field } from './endpoint';

/** A shared list, as fields.ts: what steers the model itself, its scheduler, its add-ons, its extra passes. */

const flag = (
	name: string,
	displayName: string,
	description: string,
	families: Field['families'],
	byDefault = false,
): Field => ({ name, kind: 'flag', displayName, description, default: byDefault, families });

export const multiLingual = flag(
	'multi_lingual',
	'Multi Lingual',
	'Whether the prompt is in another language than English and must be translated',
	['v3', 'images'],
);
export const panorama = flag('panorama', 'Panorama', 'Whether to make a wide panorama', [
	'v3',
	'enterprise',
]);
export const selfAttention = flag(
	'self_attention',
	'Self Attention',
	'Whether to spend more attention on quality; takes longer',
	['v3', 'enterprise'],
);
export const upscaleFlag = flag(
	'upscale',
	'Upscale',
	'Whether to enlarge the finished image to twice its size; takes longer',
	['v3', 'images', 'enterprise'],
);
export const highresFix = flag(
	'highres_fix',
	'Highres Fix',
	'Whether to make large images in two passes, which avoids doubled subjects; takes longer',
	['images', 'enterprise'],
);
export const tomesd = flag(
	'tomesd',
	'Tomesd',
	'Whether to merge tokens (ToMe), which is faster and slightly less exact',
	['images', 'enterprise'],
	true,
);
export const karrasSigmas = flag(
	'use_karras_sigmas',
	'Use Karras Sigmas',
	'Whether the scheduler uses Karras noise levels',
	['images', 'enterprise'],
	true,
);
export const temp = flag(
	'temp',
	'Temp',
	'Whether to keep the file for 24 hours only; the link dies after that',
	['realtime', 'images', 'enterprise'],
);
export const instantResponse = flag(
	'instant_response',
	'Instant Response',
	'Whether the service answers at once and makes the image in the background, in place of holding the call open',
	['realtime'],
);
/** The output form. Base64 inputs switch it on by themselves; v3 has it where there is an input image. */
export const base64: Field = flag(
	'base64',
	'Base64',
	'Whether the service answers with the image as base64 text in place of a link',
	['realtime', 'images', 'enterprise'],
);

export const algorithmType: Field = {
	name: 'algorithm_type',
	kind: 'choice',
	displayName: 'Algorithm Type',
	description: 'Variant of the DPM-Solver schedulers; dpmsolver+++ makes them the SDE kind',
	default: 'none',
	choices: [...coined('dpmsolver+++'), { value: 'none', name: 'None' }],
	families: ['images', 'enterprise'],
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
	description: 'How noise becomes an image; names as in the diffusers library',
	default: 'UniPCMultistepScheduler',
	choices: schedulers,
	families: ['images', 'enterprise'],
};

export const clipSkip: Field = {
	name: 'clip_skip',
	kind: 'integer',
	displayName: 'Clip Skip',
	description: 'How many last layers of the text encoder to leave out, 1 to 8',
	default: 2,
	min: 1,
	max: 8,
	families: ['images', 'enterprise'],
};

export const vae: Field = {
	name: 'vae',
	kind: 'text',
	displayName: 'VAE',
	description: 'ID of a VAE to use in place of the one that belongs to the model',
	families: ['images', 'enterprise'],
};

export const loraModel: Field = {
	name: 'lora_model',
	kind: 'text',
	displayName: 'LoRA Model',
	description: 'ID of a LoRA to put on the model; several separated by commas',
	placeholder: 'e.g. more-details',
	families: ['images', 'enterprise'],
};

export const loraStrength: Field = {
	name: 'lora_strength',
	kind: 'text',
	displayName: 'LoRA Strength',
	description: "0.1 to 1 for each LoRA, separated by commas in the order of 'LoRA Model'",
	placeholder: 'e.g. 0.8',
	families: ['images', 'enterprise'],
};
