import type { Choice, Endpoint, Field } from '../endpoint';
import * as field from '../fields';

export const deployed: Field & { choices: readonly Choice[] } = {
	name: 'deploy_type',
	kind: 'choice',
	displayName: 'Deployed Model',
	description: 'The model that makes the image: it must be the one that runs on your Flux server',
	default: 'flux_2_dev',
	choices: [{ value: 'flux_2_dev', name: 'Flux 2 Dev' }],
};

/**
 * The Flux server with Flux 2 on it takes several images where Flux takes one, so it is an operation of
 * its own and not a choice in image to image.
 */
export const flux2: Endpoint = {
	resource: 'image',
	operation: 'flux2',
	name: 'Edit with Flux 2',
	action: 'Edit images with Flux 2',
	description:
		'Make an image from up to ten images and a prompt, on an enterprise server with Flux 2',
	variants: { 'enterprise/flux': '/api/v1/enterprise/flux/img2img' },
	fields: [
		{ ...deployed, place: 'main', required: true },
		{
			...field.prompt,
			description: 'What to make of the images, in words',
			placeholder: 'e.g. the person of the first image in the room of the second',
		},
		{
			name: 'init_image',
			kind: 'images',
			displayName: 'Images',
			description: 'The images to start from, at most 10 (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'link',
			max: 10,
		},
		field.base64,
		field.height,
		field.instantResponse,
		field.negativePrompt,
		field.safetyChecker,
		field.samples,
		field.seed,
		field.strength,
		field.temp,
		field.trackId,
		field.webhook,
		field.width,
	],
	gives: 'files',
	thing: 'Image',
};
