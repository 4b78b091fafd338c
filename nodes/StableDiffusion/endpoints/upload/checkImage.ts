import type { Endpoint } from '../endpoint';

export const checkImage: Endpoint = {
	resource: 'upload',
	operation: 'checkImage',
	name: 'Check Image',
	action: 'Check image for unsafe content',
	description: 'Find out whether an image shows unsafe content',
	variants: {
		// Its page speaks of an enterprise key in one place; the sample and the path are of a normal one.
		v3: '/api/v3/nsfw_image_check',
		enterprise: '/api/v1/enterprise/nsfw_image_check',
	},
	fields: [
		{
			name: 'init_image',
			kind: 'image',
			displayName: 'Image',
			description: 'The image to look at for unsafe content (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'link',
			perFamily: { enterprise: { takes: 'either' } },
		},
		{
			name: 'threshold',
			kind: 'number',
			displayName: 'Threshold',
			description: 'From which score on the image counts as unsafe: lower is stricter',
			default: 0.5,
			min: 0,
			max: 1,
			families: ['v3'],
		},
	],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};
