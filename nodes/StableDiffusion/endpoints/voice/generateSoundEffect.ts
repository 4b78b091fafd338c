import type { Endpoint } from '../endpoint';
import { prompt } from '../fields';
import { duration, temp, tracking } from './voiceFields';

export const generateSoundEffect: Endpoint = {
	resource: 'voice',
	operation: 'generateSoundEffect',
	name: 'Generate Sound Effect',
	action: 'Generate sound effect',
	description: 'Make a sound effect of 3 to 15 seconds from a prompt',
	variants: {
		voice: '/api/v6/voice/sfx',
		'enterprise/voice': '/api/v1/enterprise/voice/sfx',
	},
	fields: [
		{
			...prompt,
			description: 'What is heard, in words: what sounds, where, how loud',
			placeholder: 'e.g. thunder rolls over a lake, light rain',
		},
		{
			...duration,
			description: 'Length of the sound in seconds',
			default: 10,
			min: 3,
			max: 15,
			place: 'main',
		},
		temp,
		...tracking,
	],
	gives: 'files',
	thing: 'Audio',
};
