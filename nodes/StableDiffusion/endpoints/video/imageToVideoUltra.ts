import type { Endpoint } from '../endpoint';
import { initImage } from '../fields';
import { base64Input } from '../mediaFields';
import * as video from './videoFields';

export const imageToVideoUltra: Endpoint = {
	resource: 'video',
	operation: 'imageToVideoUltra',
	name: 'Image to Video Ultra',
	action: 'Make ultra video from image',
	description:
		'Set an image in motion for about five seconds, with a newer and larger model. Takes minutes, at most about 16.',
	variants: {
		video: '/api/v6/video/img2video_ultra',
		'enterprise/image_to_video_ultra': '/api/v1/enterprise/image_to_video_ultra/img2video',
	},
	fields: [
		{ ...video.modelOf('wan2.2', 'ltx-2.3'), families: ['video'] },
		{
			...initImage,
			description: 'The image that the video begins with (PNG or JPG)',
			perFamily: { video: { takes: 'base64' } },
		},
		video.prompt,
		// No highest resolution is printed for v6; wan2.2 goes up to 720.
		...video.ultraOptions('enterprise/image_to_video_ultra', {
			resolution:
				'How sharp the video is, as its number of lines: 480 for 480p; the v6 API takes up to 720 with Wan 2.2',
			steps: 25,
		}),
		{ ...base64Input, families: ['video'] },
	],
	gives: 'files',
	slow: true,
	notice: video.ultraNotice,
	thing: 'Video',
};
