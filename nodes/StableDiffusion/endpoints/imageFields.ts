import type { Field } from './endpoint';

/** A shared list, as fields.ts and given out by it: what jobs that make images have in common. */

/** What more steps do, and what more guidance does, wherever they are asked for. */
export const stepsHelp =
	'How many steps lead from noise to the finished image: more gives finer detail and takes longer';
export const guidanceHelp =
	'How closely the image follows the prompt: less leaves the model more freedom, too much looks overdone';

export const model: Field = {
	name: 'model_id',
	kind: 'id',
	list: 'models',
	displayName: 'Model',
	description:
		'The model that makes the image: which subjects and styles come out well depends on it',
	link: { to: 'https://modelslab.com/models', words: 'All models with samples' },
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
	description: `${displayName} of the image in pixels; a larger image takes longer`,
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
	description: 'How many images to make of the prompt in one job. Each one is paid for.',
	hint: 'Each image is paid for',
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
	description: `${stepsHelp}. Usual are 21 to 31; many models use at most 20.`,
	default: 31,
	min: 1,
	max: 50,
};

export const guidanceScale: Field = {
	name: 'guidance_scale',
	kind: 'number',
	displayName: 'Guidance Scale',
	description: guidanceHelp,
	default: 7.5,
	min: 1,
	max: 20,
};

export const strength: Field = {
	name: 'strength',
	kind: 'number',
	displayName: 'Strength',
	description: 'How far the result may move away from the image given: 0 keeps it, 1 forgets it',
	default: 0.7,
	min: 0,
	max: 1,
};

export const safetyChecker: Field = {
	name: 'safety_checker',
	kind: 'flag',
	displayName: 'Safety Checker',
	description:
		'Whether the service looks at the finished image and blanks it when it finds it unsafe',
	default: true,
};

export const safetyCheckerType: Field = {
	name: 'safety_checker_type',
	kind: 'choice',
	displayName: 'Safety Checker Type',
	description: 'What you get in place of an image that the safety checker finds unsafe',
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
	description:
		'Whether the service adds words to the prompt to get a richer image; without, it keeps to what you wrote',
	default: true,
};
