import type { Endpoint } from '../endpoint';
import { jobOptions, roomImage } from './roomFields';

export const removeObject: Endpoint = {
	resource: 'interior',
	operation: 'removeObject',
	name: 'Remove Object by Name',
	action: 'Remove named object from room',
	description:
		'Take a piece of furniture or anything else that you name out of the picture of a room',
	variants: {
		interior: '/api/v6/interior/object_removal',
		'enterprise/interior': '/api/v1/enterprise/interior/object_removal',
	},
	fields: [
		roomImage,
		{
			name: 'object_name',
			kind: 'text',
			displayName: 'Object Name',
			description: 'The thing to take out of the picture, in words',
			placeholder: 'e.g. table',
			place: 'main',
			required: true,
		},
		...jobOptions,
	],
	gives: 'files',
	thing: 'Image',
};
