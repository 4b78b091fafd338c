import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import {
	faceImage,
	facePrompt,
	faceSamples,
	faceScale,
	side,
	stepChoice,
	trackIds,
} from './shared';

export const headShot: Endpoint = {
	resource: 'imageEditing',
	operation: 'headShot',
	name: 'Generate Headshot',
	action: 'Generate headshot',
	description: 'Make a portrait with the face of an image. Its link always dies after 24 hours.',
	variants: {
		imageEditing: '/api/v6/image_editing/head_shot',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/head_shot',
	},
	fields: [
		facePrompt,
		{ ...faceImage, perFamily: { 'enterprise/image_editing': { takes: 'either' } } },
		{
			...field.guidanceScale,
			kind: 'integer',
			default: 5,
			max: 5,
			// Its page prints no limit, and 7.5 in the sample.
			perFamily: { 'enterprise/image_editing': { kind: 'number', default: 7.5, max: 20 } },
		},
		{ ...faceScale, families: ['imageEditing'] },
		{ ...field.base64, families: ['imageEditing'] },
		{ ...field.negativePrompt, families: ['enterprise/image_editing'] },
		{ ...field.safetyChecker, families: ['imageEditing'] },
		{ ...field.safetyCheckerType, families: ['imageEditing'] },
		{ ...faceSamples, families: ['imageEditing'] },
		{ ...field.seed, families: ['enterprise/image_editing'] },
		{ ...side('height', 512, 768, 'face image'), families: ['imageEditing'] },
		{ ...side('width', 512, 512, 'face image'), families: ['imageEditing'] },
		stepChoice,
		...trackIds,
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
