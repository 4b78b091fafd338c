import type { Endpoint, Field } from '../endpoint';
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

/** Its own server asks for these three; elsewhere they may be left out. */
const asked: readonly Field[] = [faceScale, field.safetyChecker, field.safetyCheckerType];

export const faceGen: Endpoint = {
	resource: 'imageEditing',
	operation: 'faceGen',
	name: 'Generate Image with Face',
	action: 'Generate image with given face',
	description:
		'Make an image of a person with the face of another image. Its link always dies after 24 hours.',
	variants: {
		imageEditing: '/api/v6/image_editing/face_gen',
		'enterprise/face_gen': '/api/v1/enterprise/face_gen/make_gen',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/face_gen',
	},
	fields: [
		facePrompt,
		faceImage,
		...asked.map((each): Field => ({
			...each,
			families: ['imageEditing', 'enterprise/image_editing'],
		})),
		...asked.map((each): Field => ({
			...each,
			place: 'main',
			required: true,
			families: ['enterprise/face_gen'],
		})),
		{
			name: 'style',
			kind: 'choice',
			displayName: 'Style',
			description: 'What the result looks like: a photo, or drawn in one of these ways',
			default: 'realistic',
			choices: [
				{ value: '3d', name: '3D' },
				{ value: 'anime', name: 'Anime' },
				{ value: 'chibi', name: 'Chibi' },
				{ value: 'comic', name: 'Comic' },
				{ value: 'realistic', name: 'Realistic' },
			],
			families: ['imageEditing', 'enterprise/image_editing'],
		},
		field.base64,
		field.guidanceScale,
		{ ...field.negativePrompt, families: ['enterprise/face_gen'] },
		faceSamples,
		// Marked as required on the page, while its samples send null or leave it out.
		{ ...field.seed, families: ['enterprise/face_gen'] },
		side('height', 512, 768, 'face image'),
		side('width', 512, 512, 'face image'),
		stepChoice,
		trackIds[0],
		{ ...field.trackId, families: ['enterprise/face_gen', 'enterprise/image_editing'] },
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
