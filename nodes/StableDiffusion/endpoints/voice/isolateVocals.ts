import type { Endpoint } from '../endpoint';
import { trackNumber, webhook } from '../fields';
import { base64Input, initAudio, initVideo, seed } from '../mediaFields';

export const isolateVocals: Endpoint = {
	resource: 'voice',
	operation: 'isolateVocals',
	name: 'Isolate Vocals',
	action: 'Isolate vocals from audio or video',
	description: 'Separate the voices of a recording or video from its music',
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
