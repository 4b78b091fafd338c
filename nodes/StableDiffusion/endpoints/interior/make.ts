import type { Endpoint } from '../endpoint';
import { paintOptions, prompt, roomImage, specificObject, strength } from './roomFields';

export const make: Endpoint = {
	resource: 'interior',
	operation: 'make',
	name: 'Redesign Room',
	action: 'Redesign room',
	description: 'Give the room of a picture another design: style, furniture, colours',
	variants: {
		interior: '/api/v6/interior/make',
		'enterprise/interior': '/api/v1/enterprise/interior/make',
	},
	fields: [
		roomImage,
		prompt,
		{
			...strength,
			description: 'How strongly the prompt changes the room: more leaves less of the picture',
			default: 5,
			perFamily: { 'enterprise/interior': { default: 0.99, max: 1 } },
		},
		{
			name: 'scale_down',
			kind: 'integer',
			displayName: 'Scale Down',
			description:
				'How far the picture is made smaller before the work begins: more is faster and coarser',
			default: 6,
			min: 1,
		},
		{ ...specificObject, families: ['interior'] },
		...paintOptions,
	],
	gives: 'files',
	thing: 'Image',
};
