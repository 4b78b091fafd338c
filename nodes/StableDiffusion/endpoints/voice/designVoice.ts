import type { Endpoint } from '../endpoint';
import { trackNumber, webhook } from '../fields';
import { designLanguages } from './languages';
import { languageOf, speech } from './voiceFields';

export const designVoice: Endpoint = {
	resource: 'voice',
	operation: 'designVoice',
	name: 'Design Voice',
	action: 'Speak text with described voice',
	description: 'Speak a text with a voice that is made after a description in words',
	variants: { voice: '/api/v6/voice/voice_design' },
	fields: [
		speech,
		{
			name: 'voice_description',
			kind: 'text',
			displayName: 'Voice Description',
			description: 'What the voice is like: age, gender, accent, tone, manner',
			placeholder: 'e.g. an old sailor, hoarse and warm, slow, with a Scottish accent',
			rows: 3,
			place: 'main',
			required: true,
		},
		languageOf(designLanguages, 'english'),
		trackNumber,
		webhook,
	],
	gives: 'files',
	thing: 'Audio',
};
