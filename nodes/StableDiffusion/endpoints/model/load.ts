import type { Endpoint } from '../endpoint';
import * as service from '../serviceFields';

export const load: Endpoint = {
	resource: 'model',
	operation: 'load',
	name: 'Load',
	action: 'Load model',
	description:
		'Put a model on your enterprise text-to-image server, told by where it comes from. Takes minutes. For Stable Diffusion XL or a choice of file formats use Load (V2).',
	variants: { enterprise: '/api/v1/enterprise/load_model' },
	fields: [
		service.modelUrl,
		service.newModelId,
		{
			name: 'model_type',
			kind: 'choice',
			displayName: 'Model Type',
			description: 'What kind of model the link leads to',
			place: 'main',
			required: true,
			default: 'huggingface',
			choices: [
				{ value: 'api_trained', name: 'Trained Here' },
				{ value: 'controlnet', name: 'ControlNet' },
				{ value: 'custom_ckpt', name: 'Checkpoint File' },
				{ value: 'huggingface', name: 'Hugging Face' },
				{ value: 'lora', name: 'LoRA' },
			],
		},
		{
			name: 'from_safetensors',
			kind: 'flag',
			displayName: 'From Safetensors',
			description: 'Whether the model is a safetensors file and no checkpoint',
			default: false,
		},
		{ ...service.revision, default: 'fp32' },
		{
			name: 'upcast_attention',
			kind: 'flag',
			displayName: 'Upcast Attention',
			description:
				'Whether the model computes more exactly, without which Stable Diffusion 2.1 can paint black images; only for that',
			default: false,
		},
		service.loadWebhook,
	],
	...service.untilLoaded,
};
