import type { Endpoint, Field } from '../endpoint';
import * as field from '../fields';
import { base64Input, guidanceScale, negativePrompt, steps } from '../mediaFields';
import * as video from './videoFields';

/** What only the enterprise server prints; `base64` stands in the sample of its page alone. */
const enterpriseOptions: Field[] = [
	base64Input,
	video.clipSkip,
	{
		name: 'enhance_prompt',
		kind: 'flag',
		displayName: 'Enhance Prompt',
		description:
			'Whether the service adds words to the prompt to get a richer video; without, it keeps to what you wrote',
		default: true,
		form: 'yes/no',
	},
	field.instantResponse,
	{
		name: 'latent_interpolation_method',
		kind: 'choice',
		displayName: 'Latent Interpolation Method',
		description:
			'How the model gets from one frame to the next: in a straight line, or along a curve',
		default: 'lerp',
		choices: [
			{ value: 'lerp', name: 'Linear (Lerp)' },
			{ value: 'slerp', name: 'Spherical (Slerp)' },
		],
	},
	field.trackNumber,
];

export const imageToVideo: Endpoint = {
	resource: 'video',
	operation: 'imageToVideo',
	name: 'Image to Video',
	action: 'Make video from image',
	description:
		'Set an image in motion, up to 25 frames of 512 by 512 pixels. Takes seconds to 16 minutes.',
	variants: {
		video: '/api/v6/video/img2video',
		'enterprise/video': '/api/v1/enterprise/video/img2video',
	},
	fields: [
		video.modelOf('svd'),
		{
			...field.initImage,
			description: 'The image that the video begins with (PNG or JPG)',
			perFamily: { 'enterprise/video': { takes: 'either' } },
		},
		{ ...video.prompt, place: 'options', required: false, families: ['video'] },
		negativePrompt,
		video.height,
		video.width,
		video.frames,
		steps,
		{
			...guidanceScale,
			name: 'min_guidance_scale',
			displayName: 'Min Guidance Scale',
			description: 'How closely the first frame follows the image, and the prompt if there is one',
			default: 1,
			min: 1,
			perFamily: { 'enterprise/video': { default: 0, min: 0, max: undefined } },
		},
		{
			...guidanceScale,
			name: 'max_guidance_scale',
			displayName: 'Max Guidance Scale',
			description: 'How closely the last frame follows the image, and the prompt if there is one',
			default: 3,
			min: 1,
			perFamily: { 'enterprise/video': { default: 8, min: 0 } },
		},
		{
			name: 'motion_bucket_id',
			kind: 'integer',
			displayName: 'Motion Bucket ID',
			description:
				'How much moves in the video: low values are calm, high ones lively; 127 is usual',
			default: 127,
			min: 0,
		},
		{
			name: 'noise_aug_strength',
			kind: 'number',
			displayName: 'Noise Strength',
			description:
				'How much noise is laid over the image first: more lets the video move further away from it',
			default: 0.02,
			min: 0,
			max: 1,
			perFamily: { 'enterprise/video': { default: 0.5 } },
		},
		video.fps,
		{
			...video.outputType,
			perFamily: {
				'enterprise/video': {
					choices: [...(video.outputType.choices ?? []), { value: 'base64', name: 'Base64' }],
				},
			},
		},
		field.temp,
		{ ...field.trackId, families: ['video'] },
		field.webhook,
		...enterpriseOptions.map((each): Field => ({ ...each, families: ['enterprise/video'] })),
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
