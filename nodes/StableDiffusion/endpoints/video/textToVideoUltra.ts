import type { Endpoint } from '../endpoint';
import * as video from './videoFields';

export const textToVideoUltra: Endpoint = {
	resource: 'video',
	operation: 'textToVideoUltra',
	name: 'Text to Video Ultra',
	action: 'Make HD video from text',
	description:
		'Make a video from a prompt with a newer and larger model, about five seconds of it. Takes minutes, at most about 16.',
	variants: {
		video: '/api/v6/video/text2video_ultra',
		'enterprise/ultra_video': '/api/v1/enterprise/ultra_video/text2video',
	},
	fields: [
		{ ...video.modelOf('wan2.2', 'ltx-2.3'), families: ['video'] },
		video.prompt,
		...video.ultraOptions('enterprise/ultra_video', { resolution: 480, steps: 30 }),
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
