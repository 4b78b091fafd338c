import type { Endpoint } from '../endpoint';

export const getManyVoices: Endpoint = {
	resource: 'voice',
	operation: 'getManyVoices',
	name: 'Get Many Voices',
	action: 'Get many voices',
	description: 'The voices that this account can use, with their IDs',
	variants: { voice: '/api/v6/voice/voice_list' },
	fields: [
		{
			name: 'type',
			kind: 'choice',
			displayName: 'Type',
			description: 'Which of the lists of voices to get',
			place: 'main',
			default: 'manual',
			choices: [
				{
					value: 'manual',
					name: 'Manual',
					description: 'The list that the service gives by default',
				},
				{ value: 'trained', name: 'Trained', description: 'Voices that were trained' },
				{ value: 'voice_cover', name: 'Voice Cover', description: "For 'Cover Song'" },
			],
		},
	],
	gives: 'list',
	list: { at: ['voices'] },
	thing: 'Voice',
};
