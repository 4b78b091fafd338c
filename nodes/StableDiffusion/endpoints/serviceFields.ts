import { coined, type Field } from './endpoint';
import * as field from './fields';

/** A shared list, as fields.ts: what the calls on models, servers and files of an account have in common. */

/**
 * What cannot be taken back happens only with this switched on.
 * @param what the words after "to"
 * @param loss what is gone then; stands in the form itself too
 */
export const confirm = (what: string, loss: string): Field => ({
	name: 'confirm',
	kind: 'confirm',
	displayName: 'Confirm',
	description: `Whether to ${what}; ${loss}`,
	hint: `${loss[0].toUpperCase()}${loss.slice(1)}`,
	place: 'main',
	required: true,
});

/** A model that an enterprise server already has. */
export const serverModel: Field = {
	name: 'model_id',
	kind: 'id',
	list: 'serverModels',
	displayName: 'Model ID',
	description: 'The model that is meant, out of those on your enterprise server',
	place: 'main',
	required: true,
};

export const newModelId: Field = {
	name: 'model_id',
	kind: 'text',
	displayName: 'Model ID',
	description: 'Name of your choice that the model is stored under and called by later',
	placeholder: 'e.g. my-model',
	place: 'main',
	required: true,
};

export const modelUrl: Field = {
	name: 'url',
	kind: 'text',
	displayName: 'Model URL',
	description: 'Link to the model file, or the name of a model on Hugging Face',
	placeholder: 'e.g. https://example.com/model.safetensors',
	place: 'main',
	required: true,
};

export const revision: Field = {
	name: 'revision',
	kind: 'choice',
	displayName: 'Revision',
	description:
		'How exact the numbers in the model are: fp16 takes half the memory and is faster, fp32 is the full precision',
	default: 'fp16',
	choices: coined('fp16', 'fp32'),
};

export const modelFormat: Field = {
	name: 'model_format',
	kind: 'choice',
	displayName: 'Model Format',
	description: 'How the model is stored: in one file, or as a folder of the diffusers library',
	place: 'main',
	required: true,
	default: 'safetensors',
	choices: coined('ckpt', 'diffusers', 'safetensors'),
};

/** How a load goes on after it was accepted: the server is asked until it has the model. */
export const untilLoaded = {
	gives: 'state',
	question: {
		path: '/api/v1/enterprise/verify_model',
		id: 'model_id',
		carries: ['model_id'],
	},
	slow: true,
	free: true,
	listedBy: 'Model > Get Many',
	thing: 'Model',
} as const;

export const loadWebhook: Field = {
	...field.webhook,
	description: 'A public address that the service calls when loading ends',
};

export const trainingId: Field = {
	name: 'training_id',
	kind: 'id',
	list: 'trainings',
	displayName: 'Training ID',
	description: 'The training that is meant, by the ID that Start Training gave',
	place: 'main',
	required: true,
};

/**
 * The page on update_s3 names more servers in its later edition than the one on reset_s3; what may be set
 * must also be resettable, so both take the longer list.
 */
export const deployType: Field = {
	name: 'deploy_type',
	kind: 'choice',
	displayName: 'Server Type',
	description: 'The server whose storage is meant; the credential must hold the key of that server',
	place: 'main',
	default: 'text_to_image',
	choices: [
		{ value: 'deepfake', name: 'Deepfake' },
		{ value: 'face_gen', name: 'Face Gen' },
		{ value: 'flux', name: 'Flux' },
		{ value: 'flux_headshot', name: 'Flux Headshot' },
		{ value: 'flux_kontext_dev', name: 'Flux Kontext Dev' },
		{ value: 'image_editing', name: 'Image Editing' },
		{ value: 'image_to_video_ultra_wan22', name: 'Image to Video Ultra (Wan 2.2)' },
		{ value: 'interior', name: 'Interior' },
		{ value: 'qwen_edit_2511', name: 'Qwen Edit 2511' },
		{ value: 'qwen_edit_bundle', name: 'Qwen Edit Bundle' },
		{ value: 'qwen_imagen_server', name: 'Qwen Imagen' },
		{ value: 'qwen_tts', name: 'Qwen TTS' },
		{ value: 'realtime', name: 'Realtime' },
		{ value: 'super_resolution', name: 'Super Resolution' },
		{ value: 'text_to_3d', name: 'Text to 3D' },
		{ value: 'text_to_image', name: 'Text to Image' },
		{ value: 'video', name: 'Video' },
		{ value: 'video_server_ultra_wan22', name: 'Video Ultra (Wan 2.2)' },
		{ value: 'voice_cloning', name: 'Voice Cloning' },
		{ value: 'z_image_base', name: 'Z Image Base' },
		{ value: 'z_image_turbo', name: 'Z Image Turbo' },
	],
};
