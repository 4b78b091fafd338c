import type { Endpoint } from '../endpoint';
import { prompt, trackNumber, webhook } from '../fields';

/** The result is a text file behind a link. */
export const generateLyrics: Endpoint = {
	resource: 'voice',
	operation: 'generateLyrics',
	name: 'Generate Lyrics',
	action: 'Generate lyrics',
	description: 'Write the lyrics of a song, handed over as text and as a text file',
	variants: { voice: '/api/v6/voice/lyrics_generator' },
	fields: [
		{
			...prompt,
			description: 'What the lyrics are about',
			placeholder: 'e.g. leaving a small town by the sea',
		},
		{
			name: 'length',
			kind: 'choice',
			displayName: 'Length',
			description: 'How much text is written: a few verses, or a whole song',
			default: 'short',
			choices: [
				{ value: 'long', name: 'Long' },
				{ value: 'short', name: 'Short' },
			],
		},
		trackNumber,
		webhook,
	],
	gives: 'words',
	thing: 'Text',
};
