import type { Choice } from '../endpoint';

/** Languages that the service names by their English names in lower case. */
const named = (names: string): Choice[] =>
	names.split(', ').map((value) => ({
		value,
		name: value.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
	}));

/** The default is printed as english, which is missing among the values printed beside it. */
export const speechLanguages = named(
	'american english, british english, english, spanish, japanese, mandarin chinese, french, ' +
		'brazilian portuguese, hindi, italian',
);

/** What a voice cloning server speaks, and what a voice may be uploaded in. */
export const voiceLanguages = named(
	'arabic, brazilian portuguese, chinese, czech, dutch, english, french, german, hindi, ' +
		'hungarian, italian, japanese, korean, polish, russian, spanish, turkish',
);

export const cloneLanguages: readonly Choice[] = [
	...voiceLanguages,
	...named(
		'assamese, bengali, danish, finnish, greek, gujarati, hebrew, indonesian, kannada, maithili, ' +
			'malay, malayalam, marathi, min nan chinese, nepali, odia, persian, punjabi, sindhi, ' +
			'sinhala, slovak, swahili, swedish, tamil, telugu, thai, ukrainian, urdu, vietnamese, ' +
			'welsh, yue chinese',
	),
];

export const designLanguages = named(
	'chinese, english, french, german, italian, japanese, korean, portuguese, russian, spanish',
);
