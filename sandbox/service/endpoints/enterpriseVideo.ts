import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	image,
	imageLink,
	number,
	required,
	seed,
	text,
	whole,
} from '../fields';

const base = '/api/v1/enterprise';

const common: Fields = {
	negative_prompt: text,
	seed,
	height: whole(512, 1, 512),
	width: whole(512, 1, 512),
	num_frames: whole(16, 1, 25),
	num_inference_steps: whole(20, 1, 50),
	clip_skip: whole(undefined, 0, 2),
	fps: whole(8, 1, 16),
	instant_response: flag(false),
	temp: flag(false),
	...callback,
};

const ultra: Fields = {
	prompt: required(text),
	negative_prompt: text,
	seed,
	resolution: whole(480, 1, 480),
	num_frames: whole(92, 1),
	num_inference_steps: whole(8, 1, 8),
	guidance_scale: number(1, 1, 2),
	fps: whole(18, 1, 18),
	portrait: flag(false),
	sample_shift: whole(3, 0),
	temp: flag(false),
	...callback,
};

export const enterpriseVideo: Endpoint[] = [
	{
		path: `${base}/video/text2video`,
		family: 'enterprise/video',
		makes: 'video',
		fields: {
			...common,
			model_id: required(choice(['cogvideox'])),
			prompt: required(text),
			guidance_scale: number(7.5, 0, 8),
			upscale_height: whole(1024, 1),
			upscale_width: whole(1024, 1),
			upscale_strength: number(0.5, 0, 1),
			upscale_guidance_scale: number(7.5, 0, 8),
			upscale_num_inference_steps: whole(20, 1, 50),
			use_improved_sampling: flag(false),
			improved_sampling_seed: whole(undefined),
			output_type: choice(['mp4', 'gif'], 'mp4'),
		},
	},
	{
		path: `${base}/video/img2video`,
		family: 'enterprise/video',
		makes: 'video',
		fields: {
			...common,
			model_id: required(choice(['svd'])),
			// A link, or base64 without a flag that says so; not marked as required, and nothing can be made without.
			init_image: required({ ...image, dataUri: true }),
			enhance_prompt: flag(true, { form: 'text' }),
			min_guidance_scale: number(0, 0),
			max_guidance_scale: number(8, 0, 8),
			motion_bucket_id: whole(127),
			noise_aug_strength: number(0.5, 0, 1),
			output_type: choice(['mp4', 'gif', 'base64'], 'mp4'),
			latent_interpolation_method: choice(['lerp', 'slerp'], 'lerp'),
		},
	},
	{
		path: `${base}/ultra_video/text2video`,
		family: 'enterprise/ultra_video',
		makes: 'mp4',
		fields: ultra,
	},
	{
		path: `${base}/image_to_video_ultra/img2video`,
		family: 'enterprise/image_to_video_ultra',
		makes: 'mp4',
		fields: { ...ultra, init_image: required(imageLink) },
	},
];
