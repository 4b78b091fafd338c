import type { Endpoint, Fields } from '../endpoint';
import type { Extra } from '../families';
import {
	base64In,
	callback,
	choice,
	flag,
	image,
	imageLink,
	number,
	required,
	schedulers,
	seed,
	text,
	videoLink,
	whole,
} from '../fields';

const base = '/api/v6/video';

/** The echo ends with the id as text in this family, and has no folder. */
const metaEnd: Endpoint['metaEnd'] = ({ id, seed: used, uuid }) => ({
	seed: used,
	file_prefix: uuid,
	id: String(id),
});

/** Three of the printed answers with the result repeat `future_links`, one of them with another file. */
const withFuture: readonly Extra[] = ['generationTime', 'proxy_links', 'meta', 'future_links'];
const withOtherFuture: readonly Extra[] = [
	'generationTime',
	'proxy_links',
	'meta',
	'otherFutureLinks',
];

const upscaling: Fields = {
	upscale_height: whole(640, 1, 1024),
	upscale_width: whole(1024, 1, 1024),
	upscale_strength: number(0.6, 0, 1),
	// The documented limit is 8 and the documented default 12, which the printed echo shows too.
	upscale_guidance_scale: number(12, 0, 12),
	upscale_num_inference_steps: whole(20, 1, 50),
	use_improved_sampling: flag(false),
	improved_sampling_seed: whole(undefined),
};

const ultra: Fields = {
	model_id: required(choice(['wan2.2', 'ltx-2.3'])),
	prompt: required(text),
	negative_prompt: text,
	seed,
	num_frames: whole(81, 1),
	guidance_scale: number(undefined, 0, 8),
	fps: whole(undefined, 1, 16),
	portrait: flag(false),
	sample_shift: whole(5, 0, 10),
	temp: flag(false),
	...callback,
};

export const video: Endpoint[] = [
	{
		path: `${base}/text2video`,
		family: 'video',
		makes: 'video',
		success: withFuture,
		metaEnd,
		fields: {
			model_id: required(choice(['cogvideox', 'wanx'])),
			prompt: required(text),
			negative_prompt: text,
			seed,
			height: whole(512, 1, 512),
			width: whole(512, 1, 512),
			num_frames: whole(25, 1, 25),
			num_inference_steps: whole(20, 1, 50),
			guidance_scale: number(7, 0, 8),
			clip_skip: whole(undefined, 0, 2),
			...upscaling,
			fps: whole(undefined, 1, 16),
			output_type: choice(['mp4', 'gif'], 'gif'),
			instant_response: flag(false),
			temp: flag(false),
			...callback,
		},
	},
	{
		path: `${base}/text2video_ultra`,
		family: 'video',
		makes: 'mp4',
		success: withFuture,
		metaEnd,
		fields: {
			...ultra,
			resolution: whole(undefined, 1, 480),
			num_inference_steps: whole(25, 1, 30),
		},
	},
	{
		path: `${base}/img2video`,
		family: 'video',
		makes: 'video',
		metaEnd,
		fields: {
			model_id: required(choice(['svd'])),
			init_image: required(imageLink),
			prompt: text,
			negative_prompt: text,
			height: whole(undefined, 1, 512),
			width: whole(undefined, 1, 512),
			num_frames: whole(16, 1, 25),
			num_inference_steps: whole(20, 1, 50),
			min_guidance_scale: number(1, 1, 8),
			max_guidance_scale: number(3, 1, 8),
			motion_bucket_id: whole(127),
			noise_aug_strength: number(undefined, 0, 1),
			fps: whole(undefined, 1, 16),
			// No default is documented; the printed result is a gif.
			output_type: choice(['mp4', 'gif'], 'gif'),
			temp: flag(false),
			...callback,
		},
	},
	{
		path: `${base}/img2video_ultra`,
		family: 'video',
		makes: 'mp4',
		success: withOtherFuture,
		metaEnd,
		fields: {
			...ultra,
			init_image: required(image),
			// The words speak of 720 for one of the models; the description of the field has no limit.
			resolution: whole(undefined, 1),
			num_inference_steps: whole(25, 1, 25),
			base64: base64In,
		},
	},
	{
		path: `${base}/video2video`,
		family: 'video',
		makes: 'mp4',
		metaEnd,
		fields: {
			init_image: required(imageLink),
			init_video: required(videoLink),
			to_animate: flag(false),
			resolution: choice(['480', '720']),
			num_inference_steps: whole(6, 1, 10),
			...callback,
		},
	},
	{
		path: `${base}/watermark_remover`,
		family: 'video',
		makes: 'mp4',
		metaEnd,
		fields: { init_video: required(videoLink), ...callback },
	},
	{
		path: '/api/v5/text2video',
		family: 'v5Video',
		makes: 'mp4',
		fields: {
			prompt: required(text),
			negative_prompt: text,
			scheduler: choice(schedulers, 'UniPCMultistepScheduler'),
			seconds: whole(3, 1),
		},
	},
];
