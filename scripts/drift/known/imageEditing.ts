import { because } from './because';

const path = (name: string): string[] => [`/api/v6/image_editing/${name}`];

export const imageEditing = [
	...because(
		'No limit is printed here; the server that does the same for enterprises takes up to 8',
		path('super_resolution'),
		['scale', 'maximum', '8', 'nothing'],
	),
	...because(
		'In the list of required fields and described nowhere; its page and its samples have none',
		path('caption'),
		['prompt', 'missing', 'nothing', 'anything, required'],
	),
	...because(
		'The description has no picture at all; the sample of its page sends one',
		path('mask_creator'),
		['init_image', 'unknown', 'text, required', 'nothing'],
	),
	...because('Its page takes at most four; the description has no limit', path('qwen_edit'), [
		'init_image',
		'maxItems',
		'4',
		'nothing',
	]),
	...because(
		'Required here and nowhere else; 0 is what other endpoints take for a random one',
		path('flux_headshot'),
		['seed', 'default', '0', 'nothing'],
	),
	...because('One is the most that it takes, so there is nothing to choose', path('img_mixer'), [
		'samples',
		'missing',
		'nothing',
		'integer, at most 1',
	]),
	...because('On an older edition of its page; missing in the description', path('inpaint'), [
		'enhance_prompt',
		'unknown',
		'text, default yes, one of no/yes',
		'nothing',
	]),
];
