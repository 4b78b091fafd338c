import { done, link, text, type Files, type HelperCase } from './helperCase';

const load = {
	url: 'some/model',
	model_id: 'mine',
	model_type: 'huggingface',
	from_safetensors: 'no',
	webhook: null,
};
const load2 = {
	url: 'https://example.com/a.safetensors',
	model_id: 'mine',
	model_category: 'stable_diffusion_xl',
	model_format: 'safetensors',
};
const vae = { vae_id: 'vae', vae_url: 'https://example.com/vae', vae_type: 'pt' };
const bucket = {
	public_url: 'https://files.example.com',
	region_name: 'auto',
	endpoint_url: 'https://s3.example.com',
	aws_access_key_id: 'id',
	aws_secret_access_key: 'secret',
	image_directory: 'generations',
};
/** The servers beside text_to_image, by their path. */
const servers = [
	'realtime',
	'image_editing',
	'super_resolution',
	'flux',
	'flux_klein',
	'flux_kontext_dev',
	'z_image_turbo',
	'qwen',
	'face_gen',
	'flux_headshot',
	'faceswap',
	'deepfake',
	'interior',
	'video',
	'ultra_video',
	'image_to_video_ultra',
	'voice',
	'speech_to_text',
	'text_to_speech',
	'3d',
];

const controls = (server: string): HelperCase[] => {
	const base = `/api/v1/enterprise${server}`;
	const details = { model_count: server ? 0 : 5, queue_time: 0, status: 'ok' };
	return [
		{ path: `${base}/system_details`, answer: details },
		{ path: `${base}/restart_server`, answer: done('server restarting') },
		{ path: `${base}/update_server`, answer: done('server updating') },
		{ path: `${base}/clear_cache`, answer: done('Cache cleared successfully') },
		{ path: `${base}/clear_queue`, answer: done('Queue cleared, server is restarting') },
	];
};

/** The calls that take an enterprise key. */
export const enterpriseCases = ({ image, imageBase64, audio }: Files): HelperCase[] => [
	...['', ...servers.map((server) => `/${server}`)].flatMap(controls),
	{
		path: '/api/v1/enterprise/subscriptions',
		answer: {
			status: 'success',
			subscriptions: [
				{
					plan: text,
					name: text,
					created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as unknown,
					next_billing_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
					server: { name: text, status: 'live' },
				},
			],
		},
	},
	{
		path: '/api/v1/enterprise/voice/voice_upload',
		body: { name: 'Jacob', init_audio: audio, language: 'english' },
		answer: { status: 'success', message: text, voice_id: 'jacob' },
		required: ['name', 'init_audio'],
		wrong: [{ init_audio: image }],
	},
	{
		path: '/api/v1/enterprise/schedulers_list',
		answer: { schedulers: Array.from({ length: 17 }, () => text) },
	},
	{
		path: '/api/v1/enterprise/get_all_models',
		answer: {
			status: 'success',
			models: Array.from({ length: 5 }, () => ({
				model_id: text,
				load_data: expect.stringMatching(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/) as unknown,
			})),
		},
	},
	{
		path: '/api/v1/enterprise/load_model',
		body: load,
		answer: done('model load started'),
		required: ['url', 'model_id', 'model_type'],
		wrong: [
			{ model_type: 'diffusers' },
			{ revision: 'fp8' },
			{ from_safetensors: true },
			{ upcast_attention: 'true' },
			{ webhook: 'nowhere' },
		],
	},
	{
		path: '/api/v1/enterprise/load_model_v2',
		body: load2,
		answer: done('model load started'),
		required: ['url', 'model_id', 'model_category', 'model_format'],
		wrong: [{ model_category: 'flux' }, { model_format: 'onnx' }, { revision: 'fp8' }],
	},
	{
		path: '/api/v1/enterprise/verify_model',
		body: { model_id: 'sdxl' },
		answer: done('Model exists on server'),
		required: ['model_id'],
		wrong: [{ model_id: 'nobody-has-this' }, { model_id: 5 }],
	},
	{
		path: '/api/v1/enterprise/delete_model',
		body: { model_id: 'sdxl' },
		answer: done('Model deleted on server'),
		required: ['model_id'],
		wrong: [{ model_id: 'nobody-has-this' }],
	},
	{
		path: '/api/v1/enterprise/load_vae',
		body: vae,
		answer: done('VAE load started'),
		required: ['vae_id', 'vae_url', 'vae_type'],
		wrong: [{ vae_type: 'ckpt' }],
	},
	{
		path: '/api/v1/enterprise/upload_image',
		body: { base64_image: imageBase64, image_type: 'png' },
		answer: { ...done('image uploaded'), image_url: link('png') },
		required: ['base64_image', 'image_type'],
		wrong: [
			{ image_type: 'gif' },
			{ base64_image: 'QUJDRA==' },
			{ base64_image: `data:image/png;base64,${imageBase64}` },
		],
	},
	{
		path: '/api/v1/enterprise/nsfw_image_check',
		body: { init_image: imageBase64 },
		answer: { images: imageBase64, has_nsfw_concept: [false] },
		required: ['init_image'],
		wrong: [{ init_image: `${image}.gone` }],
	},
	{
		path: '/api/v1/enterprise/update_s3',
		body: { ...bucket, deploy_type: 'video' },
		answer: { status: 'success', message: text },
		required: Object.keys(bucket),
		wrong: [{ deploy_type: 'moon' }],
	},
	{
		path: '/api/v1/enterprise/reset_s3',
		body: { deploy_type: null },
		answer: { status: 'success', message: text },
		wrong: [{ deploy_type: 'moon' }],
	},
];
