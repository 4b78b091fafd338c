import { count, done, link, text, type Files, type HelperCase } from './helperCase';

const uploaded = (ending: string) => ({ status: 'success', id: count, output: [link(ending)] });
const uri = (type: string) => `data:${type};base64,QUJDRA==`;

const publicLoad = {
	url: 'some/model',
	model_id: 'mine',
	model_format: 'diffusers',
	model_category: 'flux',
	model_visibility: 'public',
	model_name: 'Mine',
};

const models: HelperCase[] = [
	...['v3', 'v4'].map((version) => ({
		path: `/api/${version}/dreambooth/model_list`,
		answer: expect.arrayContaining([
			{
				model_id: 'midjourney',
				status: 'model_ready',
				created_at: null,
				instance_prompt: text,
				model_name: text,
				description: text,
				screenshots: link('png'),
			},
		]) as unknown,
	})),
	...['v6/images', 'v4/dreambooth', 'v3/dreambooth'].map((base) => ({
		path: `/api/${base}/model_reload`,
		body: { model_id: 'midjourney' },
		answer: { status: 'success', message: text },
		required: ['model_id'],
		wrong: [{ model_id: 'nobody-has-this' }],
	})),
	{
		path: '/api/v3/load_model',
		body: { ...publicLoad, force_load: 'no', model_subcategory: 'lora' },
		answer: done('model load started'),
		required: Object.keys(publicLoad),
		wrong: [
			{ model_format: 'pt' },
			{ model_category: 'music' },
			{ model_subcategory: 'vae' },
			{ model_visibility: 'hidden' },
			{ revision: 'fp8' },
			{ force_load: true },
			{ hf_upload: 'maybe' },
			{ model_image: 'no link' },
		],
	},
];

const uploads = ({ imageBase64 }: Files): HelperCase[] => [
	{
		path: '/api/v6/base64_to_url',
		body: { base64_string: uri('image/jpeg') },
		answer: uploaded('jpg'),
		required: ['base64_string'],
		wrong: [{ base64_string: 'QUJDRA==' }, { base64_string: uri('text/html') }],
	},
	{
		path: '/api/v6/image_editing/base64_to_url',
		body: { init_image: imageBase64 },
		answer: uploaded('png'),
		required: ['init_image'],
		wrong: [{ init_image: uri('video/mp4') }, { init_image: 'http://example.com/a.png' }],
	},
	{
		path: '/api/v6/video/base64_to_url',
		body: { init_obj: uri('video/mp4') },
		answer: uploaded('mp4'),
		required: ['init_obj'],
		wrong: [{ init_obj: 'QUJDRA==' }, { init_obj: uri('image/png') }],
	},
	{
		path: '/api/v6/3d/base64_to_url',
		body: { init_obj: uri('model/glb') },
		answer: uploaded('glb'),
		required: ['init_obj'],
		wrong: [{ init_obj: uri('model/gltf-binary') }, { init_obj: uri('image/png') }],
	},
	{
		path: '/api/v6/voice/base64_to_url',
		body: { init_audio: uri('audio/mpeg') },
		answer: uploaded('mp3'),
		required: ['init_audio'],
		wrong: [{ init_audio: uri('video/mp4') }],
	},
	{
		path: '/api/v3/base64_crop',
		body: { image: imageBase64, crop: 'true' },
		answer: {
			status: 'success',
			messege: 'image uploaded',
			link: link('png'),
			request_id: count,
		},
		required: ['image', 'crop'],
		wrong: [{ crop: true }, { crop: 'yes' }, { image: 'QUJDRA==' }],
	},
];

const account = ({ image, audio }: Files): HelperCase[] => [
	{
		path: '/api/wallet_balance',
		answer: { status: 'success', data: { balance: 25, currency: 'USD' } },
	},
	{ path: '/api/v3/system_load', answer: { queue_num: 0, queue_time: 0, status: 'ok' } },
	{
		path: '/api/v6/processing/request_count',
		answer: { status: 'success', processing_count: 0, message: text },
	},
	{ path: '/api/v5/clear_cache', answer: done('Cache cleared') },
	{
		path: '/api/v6/assets_generated',
		body: { type: 'image', per_page: 30, page: 1 },
		answer: {
			status: 'success',
			type: 'image',
			data: [],
			pagination: {
				current_page: 1,
				per_page: 30,
				total: 0,
				last_page: 1,
				from: null,
				to: null,
			},
		},
		required: ['type'],
		wrong: [{ type: 'audio' }, { per_page: 31 }, { page: 0 }, { page: 1.5 }],
	},
	{
		path: '/api/v3/nsfw_image_check',
		body: { init_image: image, threshold: 0.5 },
		answer: { images: image, has_nsfw_concept: [false] },
		required: ['init_image'],
		wrong: [{ threshold: 1.1 }, { threshold: -0.1 }, { init_image: 'QUJDRA==' }],
	},
	{
		path: '/api/check_nsfw_cp',
		body: { prompt: 'a nsfw picture' },
		answer: {
			status: 'success',
			is_cp: false,
			is_nsfw: true,
			original_prompt: 'a nsfw picture',
			filtered_prompt: 'a picture',
		},
		required: ['prompt'],
	},
	{
		path: '/api/v6/voice/voice_list',
		body: { type: 'voice_cover' },
		answer: {
			status: 'success',
			voices: expect.arrayContaining([
				{ voice_id: text, name: text, language: 'english' },
			]) as unknown,
		},
		wrong: [{ type: 'robot' }],
	},
	{
		path: '/api/v6/voice/voice_upload',
		body: { name: 'Jacob', init_audio: audio, language: 'english', gender: 'male' },
		answer: { status: 'success', message: text, voice_id: 'jacob' },
		required: ['name', 'init_audio', 'language'],
		wrong: [
			{ language: 'klingon' },
			{ gender: 'none' },
			{ base64: 'yes' },
			{ thumbnail: 'no link' },
			{ init_audio: image },
		],
	},
];

const training = ({ image }: Files): HelperCase[] => [
	{
		path: '/api/v3/lora_fine_tune',
		body: {
			instance_prompt: 'photo of ambika0 woman',
			class_prompt: 'photo of a woman',
			images: [image, image],
			training_type: 'women',
			max_train_steps: '18',
			seed: '0',
			webhook: null,
		},
		answer: {
			status: 'success',
			messege: 'deploying_gpu',
			data: text,
			training_id: expect.stringMatching(/^[A-Za-z0-9]{10}$/) as unknown,
		},
		required: ['instance_prompt', 'class_prompt', 'images', 'training_type', 'max_train_steps'],
		wrong: [
			{ training_type: 'cats' },
			{ base_model_type: 'flux' },
			{ lora_type: 'dora' },
			{ images: [] },
			{ images: ['http://127.0.0.1:1/gone.png'] },
			{ images: 5 },
			{ max_train_steps: 'many' },
			{ max_train_steps: 51 },
			{ webhook: 'nowhere' },
		],
	},
	{
		path: '/api/v3/finetune_list',
		answer: { status: 'success', messege: 'model list', data: [] },
	},
];

/** The calls that take a normal key. */
export const publicCases = (files: Files): HelperCase[] => [
	...models,
	...uploads(files),
	...account(files),
	...training(files),
];
