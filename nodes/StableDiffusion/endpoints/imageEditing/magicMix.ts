import type { Endpoint, Field } from '../endpoint';
import * as field from '../fields';
import { side } from './shared';

const share = (
	name: string,
	displayName: string,
	description: string,
	byDefault: number,
): Field => ({
	name,
	kind: 'number',
	displayName,
	description,
	default: byDefault,
	min: 0,
	max: 1,
});

export const magicMix: Endpoint = {
	resource: 'imageEditing',
	operation: 'magicMix',
	name: 'Blend with Prompt',
	action: 'Blend image with prompt',
	description: 'Blend the shape of an image with what the prompt names (magic mix)',
	variants: { 'enterprise/image_editing': '/api/v1/enterprise/image_editing/magic_mix' },
	// `samples` is left out: one is the default and the most.
	fields: [
		{
			...field.prompt,
			description: 'What to blend into the image, in words',
			placeholder: 'e.g. a coffee machine',
		},
		{
			name: 'init_image',
			as: 'image',
			kind: 'image',
			displayName: 'Image',
			description: 'The image that gives the shape (PNG or JPG)',
			place: 'main',
			required: true,
			takes: 'link',
		},
		share(
			'kmin',
			'Layout From',
			'At which share of the steps the blending begins: 0.3 is after 3 of 10 steps',
			0.3,
		),
		share(
			'kmax',
			'Layout To',
			'At which share of the steps the blending ends: 0.5 is halfway',
			0.5,
		),
		share(
			'mix_factor',
			'Mix Factor',
			'How much of the prompt shows in the image: 0 nothing of it, 1 nothing else',
			0.5,
		),
		{
			name: 'steps',
			kind: 'integer',
			displayName: 'Steps',
			description: field.stepsHelp,
			default: 20,
			min: 1,
			max: 50,
		},
		field.negativePrompt,
		field.seed,
		field.trackId,
		field.webhook,
		side('height', 768),
		side('width', 768),
	],
	gives: 'files',
	thing: 'Image',
};
