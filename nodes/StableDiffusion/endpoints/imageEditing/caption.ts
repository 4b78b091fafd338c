import type { Endpoint } from '../endpoint';
import * as field from '../fields';

export const caption: Endpoint = {
	resource: 'imageEditing',
	operation: 'caption',
	name: 'Caption',
	action: 'Caption image',
	description: 'Describe an image in words',
	variants: { imageEditing: '/api/v6/image_editing/caption' },
	// The flag `base64` is about the answer here, so that images go as links.
	// `prompt` stands in the page's list of required fields only: it is described nowhere and no sample sends it.
	fields: [
		{ ...field.initImage, description: 'The image to describe (PNG or JPG)' },
		{
			name: 'length',
			kind: 'choice',
			displayName: 'Length',
			description: 'How much the caption says about the image',
			default: 'normal',
			choices: [
				{ value: 'short', name: 'Short' },
				{ value: 'normal', name: 'Normal' },
				{ value: 'long', name: 'Long' },
			],
		},
		field.base64,
		field.trackNumber,
		field.webhook,
	],
	gives: 'words',
	thing: 'Text',
};
