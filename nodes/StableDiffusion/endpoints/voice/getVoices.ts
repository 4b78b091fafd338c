import type { Endpoint } from '../endpoint';

export const getVoices: Endpoint = {
	resource: 'voice',
	operation: 'getVoices',
	name: 'Get Many Voices',
	action: 'Get many voices',
	description: 'List the voices that this account can use, with their IDs',
	variants: { voice: '/api/v6/voice/voice_list' },
	fields: [
		{
			name: 'type',
			kind: 'choice',
			displayName: 'Type',
			description: 'Which voices to list',
			place: 'main',
			default: 'manual',
			choices: [
				{ value: 'manual', name: 'Uploaded', description: "For 'Clone Voice'" },
				{ value: 'trained', name: 'Trained', description: "For 'Text to Speech'" },
				{ value: 'voice_cover', name: 'Voice Cover', description: "For 'Cover Song'" },
			],
		},
	],
	gives: 'list',
	list: { at: ['voices'] },
	thing: 'Voice',
};
