/** What of ours no description has, when all of them are there; whatever else has none has lost it. */

const under = (base: string, ...names: string[]): string[] =>
	names.map((name) => `${base}/${name}`);
const enterprise = '/api/v1/enterprise';

/** Names of the files that make a whole folder; with fewer of them an absence says nothing. */
export const descriptions: readonly string[] = [
	'3d-api',
	...['flux', 'image-editing', 'realtime', 'super-resolution', 'text-to-image'].map(
		(server) => `enterprise-api.${server}`,
	),
	'faceswap-api',
	'general-api',
	'image-editing',
	...[
		'community-models',
		'controlnet',
		'flux',
		'model-operation',
		'realtime-stable-diffusion',
		'train-model',
	].map((part) => `image-generation.${part}`),
	'interior-api',
	'video-api',
	'voice-cloning',
].map((name) => `${name}.openapi.json`);

/** Paths of operations and of Result > Fetch; `*` at the end stands for all that follows. */
export const undescribed: readonly string[] = [
	// Older APIs, which have pages only.
	...under('/api/v3', 'text2img', 'img2img', 'inpaint', 'super_resolution', 'fetch/{id}'),
	...under('/api/v3', 'system_load', 'dreambooth/fetch/{id}'),
	'/api/v4/dreambooth',
	...under('/api/v4/dreambooth', 'img2img', 'inpaint', 'model_reload', 'fetch'),
	// Newest APIs, which have pages only.
	...under('/api/v7', 'images/fetch/{id}', 'video-fusion/fetch/{id}', 'voice/fetch/{id}'),
	// Described in another form, with the id in the body or with a hyphen.
	...['/api/v6/images/fetch/{id}', `${enterprise}/super_resolution/fetch/{id}`],
	// Parts of described servers that have pages only.
	...under(enterprise, 'text2img', 'img2img', 'inpaint', 'controlnet', 'super_resolution'),
	...under(enterprise, 'get_all_models', 'schedulers_list', 'subscriptions', 'verify_model'),
	...under(enterprise, 'load_model', 'load_model_v2', 'load_vae', 'delete_model', 'sync_models'),
	...under(enterprise, 'update_s3', 'reset_s3', 'upload_image', 'nsfw_image_check'),
	...under(`${enterprise}/flux`, 'text2img', 'img2img', 'update_server'),
	...under(`${enterprise}/image_editing`, 'face_gen', 'fashion', 'head_shot', 'magic_mix'),
	...under(`${enterprise}/image_editing`, 'mask_creator', 'object_removal', 'outpaint'),
	...under(`${enterprise}/image_editing`, 'qwen_edit', 'removebg_mask'),
	...under(`${enterprise}/realtime`, 'text2img', 'img2img', 'inpaint'),
	`${enterprise}/super_resolution/make`,
	// Servers of enterprises that have pages only.
	...[
		'3d',
		'deepfake',
		'face_gen',
		'faceswap',
		'flux_headshot',
		'flux_klein',
		'flux_kontext_dev',
		'image_to_video_ultra',
		'interior',
		'qwen',
		'speech_to_text',
		'text_to_speech',
		'ultra_video',
		'video',
		'voice',
		'z_image_turbo',
	].map((server) => `${enterprise}/${server}/*`),
];
