import { families } from '../api/families';

/** An address of the service that has no operation, and why. */
export interface LeftOut {
	/** Path below the host; `{name}` stands for one part of it, `*` at the end for everything that follows. */
	path: string;
	reason: string;
	/** How the same is reached. */
	reach?: string;
	/** The path of an operation that takes the same fields, where only the spelling differs. */
	sameAs?: string;
}

const because = (reason: string, reach: string | undefined, paths: string[]): LeftOut[] =>
	paths.map((path) => ({ path, reason, ...(reach !== undefined && { reach }) }));

/** Where results are asked for, once for every address. */
const fetchPaths = [
	...new Set(
		Object.values(families).flatMap(({ fetch }) =>
			fetch === undefined ? [] : [fetch.id === 'path' ? `${fetch.path}/{id}` : fetch.path],
		),
	),
];

/**
 * Every address that the sources on the service name and that is no operation of its own; whoever adds one
 * takes it out here. The coverage page is printed from this list, and the check for changes of the service
 * takes what stands here as absent on purpose.
 */
export const leftOut: readonly LeftOut[] = [
	...because('Asks for the result of a job', 'Result > Fetch', fetchPaths),
	...because('Another form of the address that results are asked for at', 'Result > Fetch', [
		'/api/v3/fetch',
		'/api/v5/images/fetch/{id}',
		'/api/v6/images/fetch',
		'/api/v1/enterprise/fetch/{id}',
		'/api/v1/enterprise/faceswap/fetch',
		'/api/v1/enterprise/super-resolution/fetch/{id}',
		'/api/v1/realtime/fetch/{id}',
	]),
	...because('Buys something or ends a contract; money is spent on the website', undefined, [
		'/api/v3/buy_subscription',
		'/api/v3/cancel_subscription',
		'/api/v3/dreambooth/buy_model',
	]),
	...because(
		'Manages accounts, teams and keys with a token of its own, which the credential does not hold',
		undefined,
		['/api/agents/v1/*'],
	),
	...because('Chat is what the chat nodes of n8n are for', undefined, [
		'/api/v7/llm/chat/completions',
		'/api/v1/enterprise/deepseek_chat/*',
		'/api/v1/enterprise/uncensored_chat/*',
	]),
	...because(
		'Newer servers than the state of the service that this node is made after',
		'Custom Request',
		['krea_2_turbo', 'ltx_2_3', 'minimax_h3', 'nano_banana', 'pony', 'qwen_edit_2_1'].map(
			(server) => `/api/v1/enterprise/${server}/*`,
		),
	),
	...because('Switched off by the service in January 2026', undefined, [
		'/api/v6/video/scene_maker',
	]),
	...because('No description of its bodies was found', 'Custom Request', [
		'/api/v7/images/text-to-image',
		'/api/v7/images/image-to-image',
		'/api/v7/images/inpaint',
		'/api/v7/video-fusion/*',
		'/api/v7/voice/*',
	]),

	...because('Older, succeeded by v6', 'Video > Text to Video', ['/api/v5/text2video']),
	...because('Older, succeeded by v6', 'Image > Upscale', ['/api/v5/super_resolution']),
	...because('Older, succeeded by v6', 'Image Editing > Outpaint', ['/api/v5/outpaint']),
	...because('Older, succeeded by the training of LoRA', 'Model > Start Training', [
		'/api/v3/fine_tune',
	]),
	...because('Older name of the family voice', 'Voice', ['/api/v6/whisper/*']),
	...because('Older name of the family faceswap', 'Face Swap', ['/api/v6/deepfake/*']),
	...because('Older, succeeded by a server of its own', 'Video > Text to Video', [
		'/api/v1/enterprise/text2video',
	]),
	...because('The same as in v4', 'Image', [
		'/api/v3/dreambooth',
		'/api/v3/dreambooth/img2img',
		'/api/v3/dreambooth/inpaint',
	]),
	...because('The same as in v4', 'Model > Get Many', ['/api/v3/dreambooth/model_list']),
	...because('The same as in v4', 'Model > Reload', ['/api/v3/dreambooth/model_reload']),

	...because('Spelling of some clients only', 'Image > ControlNet', ['/api/v6/images/controlnet']),
	...because('Spelling of some clients only', 'Image', [
		'/api/v1/enterprise/images/*',
		'/api/v1/enterprise/community/*',
	]),
	...because('Spelling of some clients only', 'Image Editing', [
		'/api/v6/image_editing/outpainting',
		'/api/v6/image_editing/removebg',
	]),
	...because('Spelling of some clients only', 'Enterprise Server > Update', [
		'/api/v1/enterprise/update',
	]),
	...because('Spelling of older pages and clients', 'Model > Cancel Training', [
		'/api/v3/cancle_training/{training_id}',
	]),
	...because(
		'Read without the server address of this one call, which ends in finetune',
		'Model > Delete Training',
		['/api/v3/delete/{training_id}'],
	),
	...because('Spelling of one older list', 'Model > Sync', ['/api/v1/enterprise/sync_image']),
	...['system_details', 'restart_server', 'update_server', 'clear_cache', 'clear_queue'].map(
		(call) => ({
			path: `/api/v1/enterprise/super-resolution/${call}`,
			reason: 'Spelled with a hyphen in the machine-readable description only',
			reach: 'Enterprise Server',
			sameAs: `/api/v1/enterprise/super_resolution/${call}`,
		}),
	),
	{
		path: '/api/assets_generated',
		reason: 'Without v6 in the machine-readable description only',
		reach: 'Account > Get Many Generated Files',
		sameAs: '/api/v6/assets_generated',
	},
];
