import type { Endpoint } from '../endpoint';
import { temp } from '../fields';
import { base64Input, initAudio } from '../mediaFields';
import { cloneLanguages, voiceLanguages } from './languages';
import { emotion, languageOf, speech, speed, tracking, voiceId } from './voiceFields';

export const cloneVoice: Endpoint = {
	resource: 'voice',
	operation: 'cloneVoice',
	name: 'Clone Voice',
	action: 'Speak text with cloned voice',
	description: 'Speak a text with the voice of a recording (voice cloning, text to audio)',
	variants: {
		voice: '/api/v6/voice/text_to_audio',
		'enterprise/voice': '/api/v1/enterprise/voice/text_to_audio',
	},
	fields: [
		speech,
		// The v6 page asks for the recording even with a voice ID; the server wants one of the two.
		{
			...initAudio,
			description: 'A recording of the voice, 4 to 30 seconds (WAV or MP3)',
			perFamily: { 'enterprise/voice': { required: false } },
		},
		{
			...languageOf(cloneLanguages, 'english'),
			perFamily: { 'enterprise/voice': { choices: voiceLanguages } },
		},
		{
			...voiceId,
			description: 'An uploaded or ready-made voice; a recording given as well goes before it',
		},
		{ ...speed, families: ['voice'] },
		{ ...emotion, families: ['enterprise/voice'] },
		base64Input,
		temp,
		...tracking,
	],
	oneOf: [['init_audio', 'voice_id']],
	gives: 'files',
	thing: 'Audio',
};
