import type { Endpoint } from '../endpoint';
import { base64Input, initAudio } from '../mediaFields';
import { voiceLanguages } from './languages';
import { languageOf } from './voiceFields';

export const uploadVoice: Endpoint = {
	resource: 'voice',
	operation: 'uploadVoice',
	name: 'Upload Voice',
	action: 'Upload voice',
	description: "Keep a recording as a voice; its voice_id can be used in 'Clone Voice'",
	variants: {
		voice: '/api/v6/voice/voice_upload',
		'enterprise/voice': '/api/v1/enterprise/voice/voice_upload',
	},
	fields: [
		{
			name: 'name',
			kind: 'text',
			displayName: 'Name',
			description: 'What the voice is called in lists of voices',
			placeholder: 'e.g. Jacob',
			place: 'main',
			required: true,
		},
		{
			...initAudio,
			description: 'A recording of the voice, best 10 to 25 seconds (WAV or MP3)',
			perFamily: { 'enterprise/voice': { takes: 'link' } },
		},
		{ ...languageOf(voiceLanguages, 'english'), place: 'main', required: true },
		{
			name: 'gender',
			kind: 'choice',
			displayName: 'Gender',
			description: 'Whose voice it is: what lists of voices say beside its name',
			default: 'female',
			choices: [
				{ value: 'female', name: 'Female' },
				{ value: 'male', name: 'Male' },
			],
			families: ['voice'],
		},
		{
			name: 'thumbnail',
			kind: 'image',
			displayName: 'Thumbnail',
			description: 'A picture that stands beside the name in lists of voices',
			takes: 'link',
			families: ['voice'],
		},
		{ ...base64Input, families: ['voice'] },
	],
	gives: 'body',
	thing: 'Voice',
};
