import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { trackIds } from './shared';

export const objectRemoval: Endpoint = {
	resource: 'imageEditing',
	operation: 'objectRemoval',
	name: 'Remove Object by Mask',
	action: 'Remove masked object from image',
	description: "Take a masked thing out of an image and fill the gap; 'Create Mask' makes the mask",
	variants: {
		imageEditing: '/api/v6/image_editing/object_removal',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/object_removal',
	},
	fields: [
		{ ...field.initImage, description: 'The image to take something out of (PNG or JPG)' },
		{
			...field.maskImage,
			description: 'Black and white image of the same size: white is taken out, black is kept',
		},
		...trackIds,
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
