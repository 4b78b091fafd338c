import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { initVideo, resolution, steps } from '../mediaFields';

export const videoToVideo: Endpoint = {
	resource: 'video',
	operation: 'videoToVideo',
	name: 'Video to Video',
	action: 'Make video from video and image',
	description: 'Let who or what an image shows move as in a given video. Takes minutes.',
	variants: { video: '/api/v6/video/video2video' },
	fields: [
		{ ...initVideo, description: 'The video whose movement is taken over (MP4)' },
		{ ...field.initImage, description: 'The image of who or what moves (PNG or JPG)' },
		{
			name: 'to_animate',
			kind: 'flag',
			displayName: 'Animate',
			description: 'Whether the video moves much; leave it off for ordinary videos',
			default: false,
		},
		{
			...resolution,
			kind: 'choice',
			description: 'How sharp the video is, as its number of lines; the higher one takes longer',
			choices: [
				{ value: 480, name: '480p' },
				{ value: 720, name: '720p' },
			],
			min: undefined,
			max: undefined,
		},
		{ ...steps, default: 6, max: 10 },
		field.trackId,
		field.webhook,
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
