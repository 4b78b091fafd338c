import type { Choice } from '../endpoint';

/** Languages that the service names by a code. */
const coded = (languages: Readonly<Record<string, string>>): Choice[] =>
	Object.entries(languages).map(([value, name]) => ({ value, name }));

const common = {
	ar: 'Arabic',
	bn: 'Bengali',
	bg: 'Bulgarian',
	zh: 'Chinese',
	cs: 'Czech',
	da: 'Danish',
	nl: 'Dutch',
	en: 'English',
	fi: 'Finnish',
	fr: 'French',
	de: 'German',
	el: 'Greek',
	he: 'Hebrew',
	hi: 'Hindi',
	hu: 'Hungarian',
	id: 'Indonesian',
	it: 'Italian',
	ja: 'Japanese',
	ko: 'Korean',
	ne: 'Nepali',
	fa: 'Persian',
	pl: 'Polish',
	pt: 'Portuguese',
	pa: 'Punjabi',
	ro: 'Romanian',
	ru: 'Russian',
	sr: 'Serbian',
	es: 'Spanish',
	sv: 'Swedish',
	tl: 'Tagalog',
	ta: 'Tamil',
	te: 'Telugu',
	th: 'Thai',
	tr: 'Turkish',
	uk: 'Ukrainian',
	ur: 'Urdu',
	vi: 'Vietnamese',
};

export const songLanguages = coded({
	...common,
	az: 'Azerbaijani',
	yue: 'Cantonese',
	ca: 'Catalan',
	hr: 'Croatian',
	ht: 'Haitian Creole',
	is: 'Icelandic',
	la: 'Latin',
	lt: 'Lithuanian',
	ms: 'Malay',
	no: 'Norwegian',
	sa: 'Sanskrit',
	sk: 'Slovak',
	sw: 'Swahili',
});

/** Languages whose speech is understood. */
export const transcriptLanguages = coded({
	...common,
	af: 'Afrikaans',
	be: 'Belarusian',
	kn: 'Kannada',
	ml: 'Malayalam',
	mr: 'Marathi',
	cy: 'Welsh',
});

/** Languages into which a video can be dubbed. */
export const dubbingLanguages = coded({
	'en-gb': 'British English',
	'en-us': 'American English',
	es: 'Spanish',
	fr: 'French',
	hi: 'Hindi',
	it: 'Italian',
	ja: 'Japanese',
	'pt-br': 'Brazilian Portuguese',
	zh: 'Chinese',
});
