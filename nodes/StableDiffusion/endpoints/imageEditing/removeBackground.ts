import type { Endpoint, Field } from '../endpoint';
import * as field from '../fields';
import { trackIds } from './shared';

const threshold = (part: string, name: string, description: string, most: number): Field => ({
	name: `alpha_matting_${part}`,
	kind: 'integer',
	displayName: `Alpha Matting ${name}`,
	description: `${description}; needs 'Alpha Matting'`,
	default: most,
	min: 0,
	max: most,
});

export const removeBackground: Endpoint = {
	resource: 'imageEditing',
	operation: 'removeBackground',
	name: 'Remove Background',
	action: 'Remove background',
	description: 'Cut the subject out of an image, or get the mask of it',
	variants: {
		imageEditing: '/api/v6/image_editing/removebg_mask',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/removebg_mask',
	},
	fields: [
		{
			name: 'init_image',
			as: 'image',
			kind: 'image',
			displayName: 'Image',
			description: 'The image to cut the subject out of (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'link',
			perFamily: { imageEditing: { takes: 'base64' } },
		},
		{
			name: 'alpha_matting',
			kind: 'flag',
			displayName: 'Alpha Matting',
			description: 'Whether to make soft edges, good for hair and fur; takes longer',
			default: false,
		},
		threshold(
			'foreground_threshold',
			'Foreground Threshold',
			'From which brightness of the mask on a spot surely belongs to the subject',
			240,
		),
		threshold(
			'background_threshold',
			'Background Threshold',
			'Up to which brightness of the mask a spot surely belongs to the background',
			20,
		),
		threshold(
			'erode_size',
			'Erode Size',
			'How many pixels to take off the edge of the subject, against a rim of the old background',
			5,
		),
		{
			name: 'only_mask',
			kind: 'flag',
			displayName: 'Only Mask',
			description: 'Whether to get the black and white mask in place of the image',
			default: false,
		},
		{
			name: 'inverse_mask',
			kind: 'flag',
			displayName: 'Inverse Mask',
			description:
				'Whether black and white change places in the mask, so that it marks the background',
			default: false,
			families: ['imageEditing'],
		},
		{
			name: 'post_process_mask',
			kind: 'flag',
			displayName: 'Smooth Mask',
			description: 'Whether to smooth the edge of the mask, so that the cut looks less ragged',
			default: false,
		},
		{ ...field.base64, families: ['imageEditing'] },
		field.seed,
		...trackIds,
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
