import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { side } from './shared';

export const outpaint: Endpoint = {
	resource: 'imageEditing',
	operation: 'outpaint',
	name: 'Outpaint',
	action: 'Outpaint image',
	description: 'Paint on beyond the edges of an image, up to the width and height given',
	variants: {
		imageEditing: '/api/v6/image_editing/outpaint',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/outpaint',
	},
	fields: [
		{
			name: 'init_image',
			as: 'image',
			kind: 'image',
			displayName: 'Image',
			description: 'The image that is painted on beyond its edges (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'base64',
		},
		{
			...field.prompt,
			description: 'What comes into view beyond the edges, in words',
			placeholder: 'e.g. a wide beach at sunset',
			required: false,
			default: 'high quality',
		},
		{ ...field.negativePrompt, default: 'low quality' },
		{ ...side('width', 1280, 1440), place: 'main' },
		{ ...side('height', 720, 1440), place: 'main' },
		{
			name: 'overlap_width',
			kind: 'integer',
			displayName: 'Overlap Width',
			description: 'How many pixels the new part reaches into the image, so that no seam shows',
			default: 10,
			min: 0,
			max: 42,
		},
		{
			...field.steps,
			description: field.stepsHelp,
			default: 10,
			max: 30,
		},
		{
			...field.guidanceScale,
			default: 8,
			max: undefined,
		},
		{
			...field.seed,
			description:
				'The same seed with the same values makes the same image again; 0 makes another one each time',
		},
		// On unless it is sent as off: results here are temporary by default.
		{ ...field.temp, default: true },
		field.base64,
		field.trackNumber,
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
