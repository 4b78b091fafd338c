import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { stepChoice, trackIds } from './shared';

export const fashion: Endpoint = {
	resource: 'imageEditing',
	operation: 'fashion',
	name: 'Try On Garment',
	action: 'Try on garment',
	description: 'Dress the person of one image in the garment of another (virtual try-on)',
	variants: {
		imageEditing: '/api/v6/image_editing/fashion',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/fashion',
	},
	fields: [
		{ ...field.initImage, description: 'The person to dress (PNG or JPG)' },
		{
			...field.initImage,
			name: 'cloth_image',
			displayName: 'Garment',
			description: 'The garment to wear (PNG or JPG)',
		},
		{
			name: 'cloth_type',
			kind: 'choice',
			displayName: 'Garment Type',
			description: 'Which part of the body the garment dresses',
			place: 'main',
			required: true,
			default: 'upper_body',
			choices: [
				{ value: 'dresses', name: 'Dress' },
				{ value: 'lower_body', name: 'Lower Body' },
				{ value: 'upper_body', name: 'Upper Body' },
			],
		},
		{
			...field.prompt,
			description: 'What the finished image shows, in words: person, garment, background',
			placeholder: 'e.g. a woman in a red dress in front of a white wall',
			place: 'options',
			required: false,
		},
		{
			...field.guidanceScale,
			kind: 'integer',
			default: 7,
			perFamily: { 'enterprise/image_editing': { kind: 'number', default: 7.5 } },
		},
		field.negativePrompt,
		{ ...field.seed, families: ['enterprise/image_editing'] },
		stepChoice,
		{
			...field.temp,
			// One page says 24 hours, another that links are added for places where the storage is blocked.
			// The enterprise page once called it a boolean, while every sample sends yes or no.
			description:
				'Whether the service keeps the image in temporary storage; its link may die after 24 hours',
			form: 'yes/no',
		},
		...trackIds,
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
