import type { Endpoint } from '../endpoint';
import { trackNumber, webhook } from '../fields';
import { initAudio } from '../mediaFields';
import { transcriptLanguages } from './languageCodes';
import { languageOf } from './voiceFields';

/** The result is a text file behind a link. */
export const speechToText: Endpoint = {
	resource: 'voice',
	operation: 'speechToText',
	name: 'Speech to Text',
	action: 'Convert speech to text',
	description:
		'Write down what is said in a recording of 5 seconds to 1 hour, handed over as text and as a text file',
	variants: {
		voice: '/api/v6/voice/speech_to_text',
		'enterprise/speech_to_text': '/api/v1/enterprise/speech_to_text/transcribe',
		'enterprise/voice': '/api/v1/enterprise/voice/speech_to_text',
	},
	fields: [
		{
			...initAudio,
			description: 'The recording, 5 seconds to 1 hour (WAV, MP3, FLAC or OPUS)',
			takes: 'link',
		},
		{
			...languageOf(transcriptLanguages, 'en'),
			description: 'The language that is spoken in the recording',
			place: 'main',
			required: true,
		},
		{
			name: 'timestamp_level',
			kind: 'choice',
			displayName: 'Timestamps',
			description: 'What gets a time in the text; without this option nothing does',
			default: 'sentence',
			choices: [
				{ value: 'sentence', name: 'Every Sentence' },
				{ value: 'word', name: 'Every Word', description: 'Less reliable' },
			],
		},
		trackNumber,
		webhook,
	],
	gives: 'words',
	slow: true,
	thing: 'Text',
};
