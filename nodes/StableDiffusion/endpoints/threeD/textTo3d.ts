import type { Endpoint, Field } from '../endpoint';
import { prompt } from '../fields';
import { guidanceScale, negativePrompt, steps } from '../mediaFields';
import { meshOptions, outputFormat, resolution, shapeSteps, surfaceSteps } from './meshOptions';

const foreground: Field = {
	name: 'foreground_ratio',
	kind: 'number',
	displayName: 'Foreground Ratio',
	description:
		"How much of the picture, from which the 3D model is made, the object fills; matters with 'Remove Background'",
	default: 0.85,
	min: 0,
	max: 1,
};

/** The enterprise server wants these three in every call. */
const serverNeeds = [resolution, { ...steps, default: 10, max: undefined }, foreground].map(
	(each): Field => ({ ...each, place: 'main', required: true, families: ['enterprise/3d'] }),
);

export const textTo3d: Endpoint = {
	resource: 'threeD',
	operation: 'textTo3d',
	name: 'Text to 3D',
	action: 'Make 3D model from text',
	description: 'Make a 3D model of one object or figure from a prompt. Takes seconds to minutes.',
	variants: {
		threeD: '/api/v6/3d/text_to_3d',
		'enterprise/3d': '/api/v1/enterprise/3d/text_to_3d',
	},
	fields: [
		{
			...prompt,
			description: 'What the 3D model shows: one object or figure',
			placeholder: 'e.g. a ghost under a white bedsheet',
		},
		...serverNeeds,
		{ ...resolution, default: 512, families: ['threeD'] },
		{ ...steps, default: 30, max: undefined, families: ['threeD'] },
		{ ...foreground, families: ['threeD'] },
		{
			name: 'model_id',
			kind: 'text',
			displayName: 'Model',
			description: 'ID of the model that makes the 3D model',
			placeholder: 'e.g. instantmesh',
			default: 'instantmesh',
			families: ['enterprise/3d'],
		},
		negativePrompt,
		{
			...guidanceScale,
			default: 3,
			max: undefined,
			perFamily: { 'enterprise/3d': { default: 1 } },
		},
		{ ...outputFormat, perFamily: { 'enterprise/3d': { default: 'obj' } } },
		{ ...shapeSteps, default: 50, perFamily: { 'enterprise/3d': { default: 12 } } },
		{ ...surfaceSteps, default: 50, perFamily: { 'enterprise/3d': { default: 12 } } },
		{
			name: 'remove_bg',
			kind: 'flag',
			displayName: 'Remove Background',
			description:
				'Whether to cut the object out first, so that nothing around it gets into the 3D model',
			default: false,
		},
		...meshOptions,
	],
	gives: 'files',
	slow: true,
	thing: '3D Model',
};
