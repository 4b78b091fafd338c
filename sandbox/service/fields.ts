import type { Field, Fields } from './endpoint';

export const text: Field = { type: 'text' };
export const required = (field: Field): Field => ({ ...field, required: true });
export const flag = (byDefault: boolean, more: Partial<Field> = {}): Field => ({
	type: 'flag',
	default: byDefault,
	...more,
});
/** `byDefault` undefined: the service has no default that is known. */
export const whole = (byDefault: number | undefined, min?: number, max?: number): Field => ({
	type: 'whole',
	default: byDefault,
	min,
	max,
});
export const number = (byDefault: number | undefined, min?: number, max?: number): Field => ({
	type: 'number',
	default: byDefault,
	min,
	max,
});
export const choice = (values: readonly string[], byDefault?: string): Field => ({
	type: 'choice',
	values,
	default: byDefault,
});
export const image: Field = { type: 'image' };
export const imageLink: Field = { type: 'image', linkOnly: true };
export const audio: Field = { type: 'audio' };
export const audioLink: Field = { type: 'audio', linkOnly: true };
export const video: Field = { type: 'video' };
export const videoLink: Field = { type: 'video', linkOnly: true };

/** For what is sent; the answer holds links with it too. */
export const base64In: Field = { type: 'flag', default: false, inputOnly: true };

/** On every job: where to post the end of it. Not part of older echoes, but of all present ones. */
export const callback: Fields = {
	webhook: { type: 'link' },
	track_id: { type: 'track' },
};

/** Where the own id has to be a number. */
export const callbackByNumber: Fields = { ...callback, track_id: { type: 'whole' } };

export const safetyTypes = ['sensitive_content_text', 'blur', 'pixelate', 'black'] as const;

/** The diffusers names that the service lists. */
export const schedulers = [
	'DDPMScheduler',
	'DDIMScheduler',
	'PNDMScheduler',
	'LMSDiscreteScheduler',
	'EulerDiscreteScheduler',
	'EulerAncestralDiscreteScheduler',
	'DPMSolverMultistepScheduler',
	'HeunDiscreteScheduler',
	'KDPM2DiscreteScheduler',
	'DPMSolverSinglestepScheduler',
	'KDPM2AncestralDiscreteScheduler',
	'UniPCMultistepScheduler',
	'DDIMInverseScheduler',
	'DEISMultistepScheduler',
	'IPNDMScheduler',
	'KarrasVeScheduler',
	'ScoreSdeVeScheduler',
	'LCMScheduler',
] as const;

export const upscalers = [
	'RealESRGAN_x4plus',
	'RealESRNet_x4plus',
	'RealESRGAN_x4plus_anime_6B',
	'RealESRGAN_x2plus',
	'realesr-general-x4v3',
	'ultra_resolution',
] as const;

/** A random number is used when no seed is sent; no upper bound is documented below 32 bits. */
export const seed: Field = { type: 'whole', min: -1, max: 4294967295 };

/** Where 0 asks for a random number, as -1 does. */
export const seedOrZero: Field = { ...seed, zeroIsRandom: true };

/** Fields that all text and picture generation shares. */
export const generation: Fields = {
	prompt: required(text),
	negative_prompt: text,
	samples: { ...whole(1, 1, 4), echo: 'n_samples' },
	seed,
};

/** For pictures out of a picture; `strength` 1 keeps nothing of the input. */
export const fromImage: Fields = {
	init_image: required(image),
	strength: number(0.7, 0, 1),
};

export const withMask: Fields = { mask_image: required(image) };

export const size = (min: number, max: number, step?: number): Fields => ({
	width: { ...whole(512, min, max), step },
	height: { ...whole(512, min, max), step },
});
