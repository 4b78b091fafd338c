import { coined, type Endpoint } from '../endpoint';
import * as field from '../fields';
import { guidanceScale, negativePrompt, seed, steps } from '../mediaFields';
import { upscaleOptions } from './upscaleOptions';
import * as video from './videoFields';

export const textToVideo: Endpoint = {
	resource: 'video',
	operation: 'textToVideo',
	name: 'Text to Video',
	action: 'Make video from text',
	description:
		'Make a short video or GIF from a prompt, up to 25 frames of 512 by 512 pixels. Takes seconds to 16 minutes.',
	variants: {
		video: '/api/v6/video/text2video',
		'enterprise/video': '/api/v1/enterprise/video/text2video',
	},
	fields: [
		{
			...video.modelOf('cogvideox', 'wanx'),
			perFamily: { 'enterprise/video': { choices: coined('cogvideox') } },
		},
		video.prompt,
		negativePrompt,
		seed,
		video.height,
		video.width,
		{ ...video.frames, default: 25, perFamily: { 'enterprise/video': { default: 16 } } },
		steps,
		{ ...guidanceScale, perFamily: { 'enterprise/video': { default: 7.5 } } },
		video.clipSkip,
		...upscaleOptions,
		{
			name: 'use_improved_sampling',
			kind: 'flag',
			displayName: 'Use Improved Sampling',
			description: 'Whether to keep the frames more consistent with each other; takes longer',
			default: false,
		},
		{
			...seed,
			name: 'improved_sampling_seed',
			displayName: 'Improved Sampling Seed',
			description:
				"The random start of 'Use Improved Sampling': the same number keeps the frames alike in the same way",
			default: 42,
		},
		video.fps,
		{
			...video.outputType,
			default: 'gif',
			perFamily: { 'enterprise/video': { default: 'mp4' } },
		},
		field.instantResponse,
		field.temp,
		field.trackId,
		field.webhook,
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
