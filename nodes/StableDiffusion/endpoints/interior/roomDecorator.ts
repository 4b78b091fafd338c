import type { Endpoint } from '../endpoint';
import { paintOptions, prompt, roomImage, specificObject, strength } from './roomFields';

export const roomDecorator: Endpoint = {
	resource: 'interior',
	operation: 'roomDecorator',
	name: 'Decorate Room',
	action: 'Decorate room',
	description: 'Furnish and decorate the room of a picture',
	variants: {
		interior: '/api/v6/interior/room_decorator',
		'enterprise/interior': '/api/v1/enterprise/interior/room_decorator',
	},
	fields: [roomImage, prompt, strength, specificObject, ...paintOptions],
	gives: 'files',
	thing: 'Image',
};
