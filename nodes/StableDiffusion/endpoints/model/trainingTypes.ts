import type { Choice } from '../endpoint';

/** The page calls the second one `female` in its table; the machine-readable description says `women`. */
export const trainingTypes: readonly Choice[] = [
	{ value: 'couple', name: 'Couple' },
	{ value: 'men', name: 'Men' },
	{ value: 'women', name: 'Women' },
	// A text, not the JSON value.
	{ value: 'null', name: 'Anything Else' },
];
