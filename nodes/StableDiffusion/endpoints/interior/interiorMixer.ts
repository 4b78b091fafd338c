import type { Endpoint, Field } from '../endpoint';
import { guidanceScale, jobOptions, prompt, roomImage, steps } from './roomFields';

const side = (name: 'width' | 'height', displayName: string): Field => ({
	name,
	kind: 'integer',
	displayName,
	description: `${displayName} of the result in pixels; that of the image when left out`,
	default: 1024,
	min: 512,
	max: 2048,
});

export const interiorMixer: Endpoint = {
	resource: 'interior',
	operation: 'interiorMixer',
	name: 'Add Object',
	action: 'Add object to room',
	description: 'Put the object of one picture into the room of another',
	variants: { interior: '/api/v6/interior/interior_mixer' },
	fields: [
		roomImage,
		{
			...roomImage,
			name: 'object_image',
			displayName: 'Object Image',
			description: 'The picture of the object (PNG or JPG)',
		},
		{
			...prompt,
			description: 'Where and how the object stands in the room',
			placeholder: 'e.g. put the armchair beside the window',
		},
		side('width', 'Width'),
		side('height', 'Height'),
		guidanceScale,
		{ ...steps, kind: 'integer', default: 8, choices: undefined, min: 1 },
		...jobOptions,
	],
	gives: 'files',
	thing: 'Image',
};
