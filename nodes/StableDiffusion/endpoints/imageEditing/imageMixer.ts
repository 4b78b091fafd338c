import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { side } from './shared';

export const imageMixer: Endpoint = {
	resource: 'imageEditing',
	operation: 'imageMixer',
	name: 'Mix Images',
	action: 'Mix images',
	description: 'Make one image out of up to four, as the prompt tells',
	variants: { imageEditing: '/api/v6/image_editing/img_mixer' },
	// `samples` is left out: one is the default and the most. Older samples sent the images as one text with
	// commas beside `init_image_weights`; the description types them as a list and knows no weights.
	fields: [
		field.prompt,
		{
			name: 'init_image',
			kind: 'images',
			displayName: 'Images',
			description: 'The images to mix, at most 4 (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'link',
			max: 4,
		},
		{
			name: 'steps',
			kind: 'integer',
			displayName: 'Steps',
			description: field.stepsHelp,
			default: 31,
			min: 1,
			max: 50,
		},
		field.guidanceScale,
		field.negativePrompt,
		field.seed,
		field.trackNumber,
		field.webhook,
		side('height', 512, 1024, 'images'),
		side('width', 512, 1024, 'images'),
	],
	gives: 'files',
	thing: 'Image',
};
