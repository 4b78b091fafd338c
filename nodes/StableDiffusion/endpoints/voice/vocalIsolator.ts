import type { Endpoint } from '../endpoint';
import { trackNumber, webhook } from '../fields';
import { base64Input, initAudio, initVideo, seed } from '../mediaFields';

export const vocalIsolator: Endpoint = {
	resource: 'voice',
	operation: 'vocalIsolator',
	name: 'Isolate Vocals',
	action: 'Isolate vocals from audio or video',
	description: 'Part the voices from the music of a recording or video',
	variants: { voice: '/api/v6/voice/vocal_isolator' },
	fields: [
		{
			...initAudio,
			description: "The recording; leave it empty to use 'Video'",
			required: false,
		},
		{
			...initVideo,
			description: "The video; leave it empty to use 'Audio'",
			required: false,
			takes: 'base64',
		},
		seed,
		base64Input,
		trackNumber,
		webhook,
	],
	oneOf: [['init_audio', 'init_video']],
	gives: 'files',
	thing: 'Audio',
};
