import { everywhere } from '../finding';
import { because } from './because';

/** What holds for a field wherever it is. */
export const shared = [
	...because(
		'Answers echo seeds of up to 32 bits; a larger one could not come back',
		[everywhere],
		['seed', 'maximum', '4294967295', 'nothing'],
		['improved_sampling_seed', 'maximum', '4294967295', 'nothing'],
	),
	...because(
		'The page on errors asks for sides that are divisible by 8; the models of all these APIs need it',
		[everywhere],
		['height', 'multipleOf', '8', 'nothing'],
		['width', 'multipleOf', '8', 'nothing'],
	),
	...because(
		'Typed as a whole number and explained as 0.1 to 1; its page takes several, separated by commas',
		[everywhere],
		['lora_strength', 'type', 'text', 'integer'],
	),
];
