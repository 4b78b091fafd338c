import type { Field } from './endpoint';

/** A shared list, as fields.ts and given out by it: what jobs that make images have in common. */

export const model: Field = {
	name: 'model_id',
	kind: 'id',
	list: 'models',
	displayName: 'Model',
	description: 'The model that makes the image',
	place: 'main',
	required: true,
};

export const initImage: Field = {
	name: 'init_image',
	kind: 'image',
	displayName: 'Image',
	description: 'The image to start from (PNG or JPG)',
	place: 'main',
	required: true,
	takes: 'link',
};

export const maskImage: Field = {
	...initImage,
	name: 'mask_image',
	displayName: 'Mask',
	description: 'Black and white image of the same size: white is painted anew, black is kept',
};

const side = (name: 'width' | 'height', displayName: string): Field => ({
	name,
	kind: 'integer',
	displayName,
	description: `${displayName} of the image in pixels: 256 to 1024 (older APIs also less), divisible by 8`,
	default: 512,
	min: 64,
	max: 1024,
	multipleOf: 8,
});
export const width = side('width', 'Width');
export const height = side('height', 'Height');

export const samples: Field = {
	name: 'samples',
	kind: 'integer',
	displayName: 'Samples',
	description:
		'How many images to make in one job, 1 to 4 (some servers 1 or 2). Each one is paid for.',
	default: 1,
	min: 1,
	max: 4,
};

/**
 * v3 prints 21, 31, 41 (earlier 1 to 50), Enterprise the same three while its samples send 20 and 30,
 * v6 Community Models a default of 31 beside a maximum of 20 and, on another page, 20 to 50.
 */
export const steps: Field = {
	name: 'num_inference_steps',
	kind: 'integer',
	displayName: 'Steps',
	description:
		'Denoising steps, 1 to 50: more take longer and show more detail; many models use at most 20',
	default: 31,
	min: 1,
	max: 50,
};

export const guidanceScale: Field = {
	name: 'guidance_scale',
	kind: 'number',
	displayName: 'Guidance Scale',
	description: 'How closely the image follows the prompt, 1 to 20',
	default: 7.5,
	min: 1,
	max: 20,
};

export const strength: Field = {
	name: 'strength',
	kind: 'number',
	displayName: 'Strength',
	description: 'How far the result may move away from the image: 0 keeps it, 1 forgets it',
	default: 0.7,
	min: 0,
	max: 1,
};

export const safetyChecker: Field = {
	name: 'safety_checker',
	kind: 'flag',
	displayName: 'Safety Checker',
	description: 'Whether the service checks the image and blanks it when it finds it unsafe',
	default: true,
};

export const safetyCheckerType: Field = {
	name: 'safety_checker_type',
	kind: 'choice',
	displayName: 'Safety Checker Type',
	description: 'What happens to an image that the safety checker finds unsafe',
	default: 'sensitive_content_text',
	choices: [
		{ value: 'black', name: 'Black', description: 'A black image takes its place' },
		{ value: 'blur', name: 'Blur', description: 'It is blurred' },
		{ value: 'pixelate', name: 'Pixelate', description: 'It is made of coarse squares' },
		{
			value: 'sensitive_content_text',
			name: 'Sensitive Content Text',
			description: 'A notice takes its place',
		},
	],
};

export const enhancePrompt: Field = {
	name: 'enhance_prompt',
	kind: 'flag',
	displayName: 'Enhance Prompt',
	description: 'Whether the service adds words to the prompt to get a richer image',
	default: true,
};
