import type { Endpoint } from '../endpoint';
import { paintOptions, prompt, roomImage, strength } from './roomFields';

export const exteriorRestorer: Endpoint = {
	resource: 'interior',
	operation: 'exteriorRestorer',
	name: 'Restore Exterior',
	action: 'Restore exterior of building',
	description: 'Show a worn building as if it were done up',
	variants: {
		interior: '/api/v6/interior/exterior_restorer',
		'enterprise/interior': '/api/v1/enterprise/interior/exterior_restorer',
	},
	fields: [
		{ ...roomImage, description: 'The picture of the building (PNG or JPG)' },
		{
			...prompt,
			description: 'What the building is to look like: style, materials, colours',
			placeholder: 'e.g. fresh pink plaster, golden window frames',
		},
		strength,
		...paintOptions,
	],
	gives: 'files',
	thing: 'Image',
};
