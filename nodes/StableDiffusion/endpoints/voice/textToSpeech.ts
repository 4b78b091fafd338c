import type { Endpoint } from '../endpoint';
import { temp, trackNumber, webhook } from '../fields';
import { speechLanguages } from './languages';
import { languageOf, speech, speed, voiceId } from './voiceFields';

export const textToSpeech: Endpoint = {
	resource: 'voice',
	operation: 'textToSpeech',
	name: 'Text to Speech',
	action: 'Convert text to speech',
	description: "Speak a text of up to 2500 characters with one of the service's own voices",
	variants: {
		voice: '/api/v6/voice/text_to_speech',
		'enterprise/text_to_speech': '/api/v1/enterprise/text_to_speech/make',
	},
	fields: [
		{
			...speech,
			description: 'The text to speak, at most 2500 characters; commas and full stops make pauses',
		},
		{ ...voiceId, place: 'main', required: true },
		{
			...languageOf(speechLanguages, 'american english'),
			description: 'The language that is spoken; the voice must know it',
			place: 'main',
			required: true,
		},
		speed,
		{
			name: 'emotion',
			kind: 'flag',
			displayName: 'Emotion',
			description:
				'Whether tags in angle brackets such as laugh or sigh are acted out; in English, by the voices that know it',
			default: false,
		},
		temp,
		trackNumber,
		webhook,
	],
	gives: 'files',
	thing: 'Audio',
};
