import type { Endpoint } from '../endpoint';
import { prompt } from '../fields';
import { base64Input, initAudio } from '../mediaFields';
import { bitrate, duration, outputFormat, temp, tracking } from './voiceFields';

export const generateMusic: Endpoint = {
	resource: 'voice',
	operation: 'generateMusic',
	name: 'Generate Music',
	action: 'Generate music',
	description:
		'Make 30 seconds to 8 minutes of music from a prompt, after a melody if there is one. Takes minutes.',
	variants: {
		voice: '/api/v6/voice/music_gen',
		'enterprise/voice': '/api/v1/enterprise/voice/music_gen',
	},
	fields: [
		{
			...prompt,
			description: 'The music in words: style, instruments, mood, pace',
			placeholder: 'e.g. slow piano jazz, late at night, brushed drums',
		},
		{
			...initAudio,
			description: 'A melody of up to 30 seconds that the music follows',
			place: 'options',
			required: false,
		},
		{ ...duration, place: 'main', families: ['voice'] },
		{
			name: 'max_new_token',
			kind: 'integer',
			displayName: 'Max New Tokens',
			description: 'How long the music may get, counted in tokens: more makes it longer',
			default: 512,
			min: 256,
			max: 1024,
			families: ['enterprise/voice'],
		},
		{
			name: 'sampling_rate',
			kind: 'integer',
			displayName: 'Sampling Rate',
			description:
				'How many samples a second of sound has: 44100 is that of a CD, fewer sounds duller',
			default: 32_000,
			min: 10_000,
			families: ['enterprise/voice'],
		},
		outputFormat,
		bitrate,
		base64Input,
		temp,
		...tracking,
	],
	gives: 'files',
	slow: true,
	thing: 'Audio',
};
