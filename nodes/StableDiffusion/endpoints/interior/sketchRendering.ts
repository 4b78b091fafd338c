import type { Endpoint } from '../endpoint';
import { paintOptions, prompt, roomImage, strength } from './roomFields';

export const sketchRendering: Endpoint = {
	resource: 'interior',
	operation: 'sketchRendering',
	name: 'Render Sketch',
	action: 'Render sketch of house',
	description: 'Turn the sketch of a house into a picture like a photo',
	variants: {
		interior: '/api/v6/interior/sketch_rendering',
		'enterprise/interior': '/api/v1/enterprise/interior/sketch_rendering',
	},
	fields: [
		{ ...roomImage, description: 'The sketch or line drawing (PNG or JPG)' },
		{
			...prompt,
			description: 'What the house is to look like: materials, colours, surroundings',
			placeholder: 'e.g. white villa, wooden shutters, garden, evening light',
			// Its page does not mark it.
			perFamily: { 'enterprise/interior': { required: false } },
		},
		strength,
		...paintOptions,
	],
	gives: 'files',
	thing: 'Image',
};
