import type { Endpoint } from '../endpoint';
import * as video from './videoFields';

export const textToVideoUltra: Endpoint = {
	resource: 'video',
	operation: 'textToVideoUltra',
	name: 'Text to Video Ultra',
	action: 'Make ultra video from text',
	description:
		'Make a video of about five seconds from a prompt, with a newer and larger model, up to 480p. Takes minutes, at most about 16.',
	variants: {
		video: '/api/v6/video/text2video_ultra',
		'enterprise/ultra_video': '/api/v1/enterprise/ultra_video/text2video',
	},
	fields: [
		{ ...video.modelOf('wan2.2', 'ltx-2.3'), families: ['video'] },
		video.prompt,
		...video.ultraOptions('enterprise/ultra_video', {
			resolution: 'How sharp the video is, as its number of lines: 480 for 480p',
			maxResolution: 480,
			steps: 30,
		}),
	],
	gives: 'files',
	slow: true,
	notice: video.ultraNotice,
	thing: 'Video',
};
