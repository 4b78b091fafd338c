import type { Field } from './endpoint';
import * as field from './fields';

/** Shared fields of jobs that work on or make more than images: videos, sounds, 3D models, faces. */

export const negativePrompt: Field = {
	...field.negativePrompt,
	description: 'What to keep out of the result, in words separated by commas',
};

export const seed: Field = {
	...field.seed,
	description:
		'The same seed with the same values makes the same result again; leave it out to get another one each time',
};

/** Here the flag speaks of what is sent; elsewhere also of the form of the answer. */
export const base64Input: Field = {
	...field.base64,
	description:
		'Whether your files go to the service as base64 text in place of links; a file given as base64 or out of a binary field switches it on by itself',
};

export const initVideo: Field = {
	name: 'init_video',
	kind: 'video',
	displayName: 'Video',
	description: 'The video to start from (MP4)',
	place: 'main',
	required: true,
	takes: 'link',
};

export const initAudio: Field = {
	name: 'init_audio',
	kind: 'audio',
	displayName: 'Audio',
	description: 'The sound to start from (WAV or MP3)',
	place: 'main',
	required: true,
	takes: 'base64',
};

/** A resolution in lines, as 480 in 480p. */
export const resolution: Field = {
	name: 'resolution',
	kind: 'integer',
	displayName: 'Resolution',
	description: 'How sharp the result is, as its number of lines: 480 for 480p',
	default: 480,
	min: 1,
	max: 480,
};

export const steps: Field = {
	name: 'num_inference_steps',
	kind: 'integer',
	displayName: 'Steps',
	description:
		'How many steps lead from noise to the result: more gives finer detail and takes longer',
	default: 20,
	min: 1,
	max: 50,
};

export const guidanceScale: Field = {
	name: 'guidance_scale',
	kind: 'number',
	displayName: 'Guidance Scale',
	description: 'How closely the result follows the prompt: less leaves the model more freedom',
	default: 7,
	min: 0,
	max: 8,
};
