import type { Endpoint, Field } from '../endpoint';
import * as field from '../fields';
import { faceImage, facePrompt, side } from './shared';

/** Its own server makes images of up to 2048 x 2048. */
const sized = (name: 'width' | 'height'): Field => ({
	...side(name, 1024, 1024),
	description: `${name === 'width' ? 'Width' : 'Height'} of the result in pixels, at most 1024 (enterprise 2048); that of the face image when left out`,
	perFamily: { 'enterprise/flux_headshot': { max: 2048 } },
});

export const fluxHeadshot: Endpoint = {
	resource: 'imageEditing',
	operation: 'fluxHeadshot',
	name: 'Generate Headshot with Flux',
	action: 'Generate headshot with Flux',
	description:
		'Make a portrait with the face of an image by a Flux model, which the service counts among its enterprise features',
	variants: {
		imageEditing: '/api/v6/image_editing/flux_headshot',
		'enterprise/flux_headshot': '/api/v1/enterprise/flux_headshot/make_gen',
	},
	fields: [
		facePrompt,
		// Base64 is spoken of in both families, the flag that goes with it in one.
		{ ...faceImage, perFamily: { imageEditing: { takes: 'either' } } },
		{
			...field.seed,
			description:
				'A number that decides the random part: the same seed with the same values makes the same image. The service asks for one here.',
			place: 'main',
			required: true,
		},
		{
			...field.steps,
			description: 'Denoising steps, 1 to 26: more take longer and show more detail',
			default: 21,
			max: 26,
		},
		{
			...field.guidanceScale,
			description: 'How closely the image follows the prompt, 1 to 10',
			max: 10,
		},
		sized('height'),
		sized('width'),
		{ ...field.base64, families: ['enterprise/flux_headshot'] },
		{ ...field.negativePrompt, families: ['enterprise/flux_headshot'] },
		{ ...field.trackNumber, families: ['imageEditing'] },
		{ ...field.trackId, families: ['enterprise/flux_headshot'] },
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
