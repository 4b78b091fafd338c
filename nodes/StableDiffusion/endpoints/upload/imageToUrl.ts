import type { Endpoint } from '../endpoint';

export const imageToUrl: Endpoint = {
	resource: 'upload',
	operation: 'imageToUrl',
	name: 'Image to URL',
	action: 'Upload image to URL',
	description: 'Turn an image of up to 5 MB into a link that lives for 24 hours',
	variants: {
		general: '/api/v6/base64_to_url',
		imageEditing: '/api/v6/image_editing/base64_to_url',
	},
	fields: [
		{
			name: 'base64_string',
			kind: 'image',
			displayName: 'Image',
			description: 'The image to upload',
			place: 'main',
			required: true,
			takes: 'dataUri',
			perFamily: { imageEditing: { as: 'init_image' } },
		},
	],
	gives: 'link',
	thing: 'Link',
};
