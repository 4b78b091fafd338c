import type { Endpoint, Field } from '../endpoint';
import { temp } from '../fields';
import { base64Input, initAudio, seed } from '../mediaFields';
import { coverMix } from './coverMix';
import { emotion, speed, tracking } from './voiceFields';

const voice: Field = {
	name: 'model_id',
	kind: 'id',
	list: 'voiceCovers',
	displayName: 'Voice Model',
	description: 'The voice that sings the song',
	place: 'main',
	required: true,
};

export const coverSong: Endpoint = {
	resource: 'voice',
	operation: 'coverSong',
	name: 'Cover Song',
	action: 'Sing song with another voice',
	description: 'Give a song to another voice and keep its music (voice cover). Takes minutes.',
	variants: {
		voice: '/api/v6/voice/voice_cover',
		'enterprise/voice': '/api/v1/enterprise/voice/voice_cover',
	},
	fields: [
		{ ...initAudio, description: 'The song: a WAV file, or a link to one or to YouTube' },
		voice,
		{
			name: 'pitch',
			kind: 'choice',
			displayName: 'Pitch',
			description: 'How far the song is moved up or down for a voice of the other sex',
			default: 'none',
			choices: [
				{ value: 'f2m', name: 'Female to Male' },
				{ value: 'm2f', name: 'Male to Female' },
				{ value: 'none', name: 'No Change' },
			],
		},
		{
			name: 'algorithm',
			kind: 'choice',
			displayName: 'Algorithm',
			description:
				'How the pitch of the song is found, which decides how clean the new voice sounds',
			default: 'rmvpe',
			choices: [
				{ value: 'mangio-crepe', name: 'Mangio-Crepe', description: 'Smoother, slower' },
				{ value: 'rmvpe', name: 'RMVPE' },
			],
		},
		// The v6 description leaves the values open.
		{
			name: 'language',
			kind: 'text',
			displayName: 'Language',
			description: 'The language of the song, by its English name in lower case',
			placeholder: 'e.g. english',
			default: 'english',
		},
		emotion,
		{
			...speed,
			min: 0.5,
			max: 2,
			perFamily: { 'enterprise/voice': { min: undefined, max: undefined } },
		},
		seed,
		...coverMix,
		base64Input,
		temp,
		...tracking,
	],
	gives: 'files',
	slow: true,
	thing: 'Audio',
};
