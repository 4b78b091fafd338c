import type { Endpoint, Field } from '../endpoint';
import * as field from '../fields';
import { faceImage, facePrompt, side } from './shared';

/** Its own server makes images of up to 2048 x 2048. */
const sized = (name: 'width' | 'height'): Field => ({
	...side(name, 1024, 1024),
	description: `${name === 'width' ? 'Width' : 'Height'} of the result in pixels; that of the face image when left out`,
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
				'The number that the random part of the image grows from: the same seed with the same values makes the same image again. The service asks for one here.',
			place: 'main',
			required: true,
		},
		{
			...field.steps,
			description: field.stepsHelp,
			default: 21,
			max: 26,
		},
		{ ...field.guidanceScale, max: 10 },
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
