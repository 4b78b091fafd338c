import type { Endpoint } from '../endpoint';
import { paintOptions, prompt, roomImage, strength } from './roomFields';

export const floorPlanning: Endpoint = {
	resource: 'interior',
	operation: 'floorPlanning',
	name: 'Render Floor Plan',
	action: 'Render floor plan',
	description: 'Make a furnished floor plan, seen from above, out of a drawing or picture',
	variants: {
		interior: '/api/v6/interior/floor_planning',
		'enterprise/interior': '/api/v1/enterprise/interior/floor_planning',
	},
	fields: [
		{
			...roomImage,
			description: 'The drawing of the plan, or the picture of the room (PNG or JPG)',
		},
		{
			...prompt,
			description: 'What the plan is to show: rooms, furniture, materials',
			placeholder: 'e.g. apartment layout, top view, white background, kitchen, sofa',
		},
		strength,
		...paintOptions,
	],
	gives: 'files',
	thing: 'Image',
};
