import type { Endpoint } from '../endpoint';

export const cropImage: Endpoint = {
	resource: 'upload',
	operation: 'cropImage',
	name: 'Crop Image',
	action: 'Crop and upload image',
	description: 'Upload an image of up to 5 MB, cropped to the form that training wants',
	variants: { v3: '/api/v3/base64_crop' },
	fields: [
		{
			name: 'init_image',
			as: 'image',
			kind: 'image',
			displayName: 'Image',
			description: 'The image to crop and upload, at most 5 MB (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'dataUri',
		},
		// Required in one description and optional in the other, so it is always sent.
		{
			name: 'crop',
			kind: 'flag',
			displayName: 'Crop',
			description: 'Whether to cut the image to the form that training wants; off only uploads it',
			place: 'main',
			required: true,
			default: true,
			form: 'true/false',
		},
	],
	gives: 'link',
	thing: 'Link',
};
