import { coined, type Endpoint } from '../endpoint';

export const uploadImageToBucket: Endpoint = {
	resource: 'upload',
	operation: 'uploadImageToBucket',
	name: 'Upload Image to Own Bucket',
	action: 'Upload image to own bucket',
	description:
		'Store an image in the S3 bucket of your enterprise server. Set the bucket first with Enterprise Server > Update S3 Details.',
	variants: { enterprise: '/api/v1/enterprise/upload_image' },
	fields: [
		{
			name: 'init_image',
			as: 'base64_image',
			kind: 'image',
			displayName: 'Image',
			description: 'The image to store in your bucket (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'bareBase64',
		},
		{
			name: 'image_type',
			kind: 'choice',
			displayName: 'Image Type',
			description: 'What kind of file the image is',
			place: 'main',
			required: true,
			default: 'png',
			choices: coined('jpeg', 'jpg', 'png'),
		},
	],
	gives: 'link',
	thing: 'Link',
};
