import type { Endpoint } from '../endpoint';

export const uploadImage: Endpoint = {
	resource: 'upload',
	operation: 'uploadImage',
	name: 'Upload Image',
	action: 'Upload image',
	description: 'Turn an image of up to 5 MB into a link that lives for 24 hours (base64 to URL)',
	variants: {
		general: '/api/v6/base64_to_url',
		imageEditing: '/api/v6/image_editing/base64_to_url',
	},
	fields: [
		{
			name: 'init_image',
			as: 'base64_string',
			kind: 'image',
			displayName: 'Image',
			description: 'The image to turn into a link, at most 5 MB (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'dataUri',
			perFamily: { imageEditing: { as: 'init_image' } },
		},
	],
	gives: 'link',
	thing: 'Link',
};
