import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { trackIds } from './shared';

/** Its tables name no image; the samples send one beside the words, and there is nothing to mask without it. */
export const maskCreator: Endpoint = {
	resource: 'imageEditing',
	operation: 'maskCreator',
	name: 'Create Mask',
	action: 'Create mask of object',
	description: 'Make the mask of a named thing in an image, for inpaint or object removal',
	variants: {
		imageEditing: '/api/v6/image_editing/mask_creator',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/mask_creator',
	},
	fields: [
		{ ...field.initImage, description: 'The image that shows the object (PNG or JPG)' },
		{
			name: 'specific_object',
			kind: 'text',
			displayName: 'Object',
			description: 'The thing to mask, in words',
			placeholder: 'e.g. the dog',
			place: 'main',
			required: true,
		},
		field.base64,
		...trackIds,
		field.webhook,
	],
	gives: 'files',
	thing: 'Mask',
};
