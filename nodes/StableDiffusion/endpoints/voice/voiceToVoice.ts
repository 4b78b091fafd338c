import type { Endpoint } from '../endpoint';
import { temp } from '../fields';
import { base64Input, initAudio } from '../mediaFields';
import { tracking } from './voiceFields';

/** `stream` is left out: it answers with pieces of the sound in place of a job that can be followed. */
export const voiceToVoice: Endpoint = {
	resource: 'voice',
	operation: 'voiceToVoice',
	name: 'Voice to Voice',
	action: 'Change voice of recording',
	description: 'Say what one recording says with the voice of another; up to 30 seconds each',
	variants: {
		voice: '/api/v6/voice/voice_to_voice',
		'enterprise/voice': '/api/v1/enterprise/voice/voice_to_voice',
	},
	fields: [
		{ ...initAudio, description: 'What is said: at most 30 seconds (WAV or MP3)' },
		{
			...initAudio,
			name: 'target_audio',
			displayName: 'Target Voice',
			description: 'The voice that is to say it: at most 30 seconds (WAV or MP3)',
		},
		base64Input,
		temp,
		...tracking,
	],
	gives: 'files',
	thing: 'Audio',
};
