import type { Endpoint } from '../endpoint';
import { prompt, trackNumber, webhook } from '../fields';
import { initAudio } from '../mediaFields';
import { songLanguages } from './languageCodes';
import { duration, languageOf } from './voiceFields';

export const generateSong: Endpoint = {
	resource: 'voice',
	operation: 'generateSong',
	name: 'Generate Song',
	action: 'Generate song',
	description:
		'Make a song of up to 8 minutes from lyrics, or have the lyrics written too. Takes minutes.',
	variants: { voice: '/api/v6/voice/song_generator' },
	fields: [
		{
			name: 'lyrics',
			kind: 'text',
			displayName: 'Lyrics',
			description:
				"What is sung, each line after its time in brackets (LRC); not needed with 'Generate Lyrics'",
			placeholder: 'e.g. [00:10.00] Moonlight on the water',
			rows: 6,
			place: 'main',
		},
		{
			name: 'lyrics_generation',
			kind: 'flag',
			displayName: 'Generate Lyrics',
			description: "Whether the service writes the lyrics, from 'Prompt' and 'Caption'",
			place: 'main',
			default: false,
		},
		{
			...prompt,
			required: false,
			description: "What the lyrics are about; needed with 'Generate Lyrics'",
			placeholder: 'e.g. leaving a small town by the sea',
			rows: 2,
		},
		{
			name: 'caption',
			kind: 'text',
			displayName: 'Caption',
			description: "How the song sounds: style, voice, mood; needed with 'Generate Lyrics'",
			placeholder: 'e.g. folk rock, female voice, melancholic',
			rows: 2,
			place: 'main',
		},
		{
			...initAudio,
			description: 'A sound whose style the song takes up',
			place: 'options',
			required: false,
			takes: 'link',
		},
		duration,
		{ ...languageOf(songLanguages, 'en'), description: 'The language that is sung' },
		{
			name: 'instrumental',
			kind: 'flag',
			displayName: 'Instrumental',
			description: 'Whether to leave out the voice, so that only the music is heard',
			default: false,
		},
		trackNumber,
		webhook,
	],
	// Lyrics, or all that is needed to have them written.
	oneOf: [
		['lyrics', 'lyrics_generation'],
		['lyrics', 'prompt'],
		['lyrics', 'caption'],
	],
	gives: 'files',
	slow: true,
	thing: 'Audio',
};
