import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { trackIds } from './shared';

export const qwenEdit: Endpoint = {
	resource: 'imageEditing',
	operation: 'qwenEdit',
	name: 'Edit with Qwen',
	action: 'Edit images with Qwen',
	description: 'Change one image as the prompt tells, or make one out of up to four',
	variants: {
		imageEditing: '/api/v6/image_editing/qwen_edit',
		'enterprise/image_editing': '/api/v1/enterprise/image_editing/qwen_edit',
	},
	fields: [
		{
			...field.prompt,
			description: 'What to change, in words',
			placeholder: 'e.g. put the hat of the second image on the person of the first',
		},
		{
			name: 'init_image',
			kind: 'images',
			displayName: 'Images',
			description: 'The images to edit, at most 4 (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'link',
			max: 4,
			// The enterprise page says that `base64` is for the images that go in, too.
			perFamily: { 'enterprise/image_editing': { takes: 'base64' } },
		},
		{
			name: 'model_id',
			kind: 'choice',
			displayName: 'Model',
			description: 'The edition of Qwen that edits the images; the higher number is the newer one',
			default: 'qwen-edit-2509',
			choices: [
				{ value: 'qwen-edit-2509', name: 'Qwen Edit 2509' },
				{ value: 'qwen-edit-2511', name: 'Qwen Edit 2511' },
			],
			families: ['imageEditing'],
		},
		field.base64,
		{ ...field.safetyChecker, families: ['imageEditing'] },
		...trackIds,
		field.webhook,
	],
	gives: 'files',
	thing: 'Image',
};
