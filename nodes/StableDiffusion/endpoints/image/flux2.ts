import { coined, type Endpoint } from '../endpoint';
import * as field from '../fields';

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
		{
			name: 'deploy_type',
			kind: 'choice',
			displayName: 'Deploy Type',
			description: 'The Flux model that was deployed on the server',
			place: 'main',
			required: true,
			default: 'flux_2_dev',
			choices: coined('flux_2_dev'),
		},
		field.prompt,
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
