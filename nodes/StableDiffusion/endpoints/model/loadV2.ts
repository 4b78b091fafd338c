import { coined, type Endpoint } from '../endpoint';
import * as service from '../serviceFields';

/** Two of the three bodies on its page carry the fields of the first version; the table of fields counts. */
export const loadV2: Endpoint = {
	resource: 'model',
	operation: 'loadV2',
	name: 'Load (V2)',
	action: 'Load model by category and format',
	description:
		'Put a model on your enterprise text-to-image server, told by its category and file format: the newer form of Load. Takes minutes.',
	variants: { enterprise: '/api/v1/enterprise/load_model_v2' },
	fields: [
		service.modelUrl,
		service.newModelId,
		{
			name: 'model_category',
			kind: 'choice',
			displayName: 'Model Category',
			description: 'What kind of model it is: one that makes images, or an add-on to one',
			place: 'main',
			required: true,
			default: 'stable_diffusion_xl',
			choices: [
				{ value: 'controlnet', name: 'ControlNet' },
				{ value: 'lora', name: 'LoRA' },
				{ value: 'stable_diffusion', name: 'Stable Diffusion' },
				{ value: 'stable_diffusion_xl', name: 'Stable Diffusion XL' },
			],
		},
		{ ...service.modelFormat, choices: coined('ckpt', 'diffusers', 'pt', 'safetensors') },
		service.revision,
		service.loadWebhook,
	],
	...service.untilLoaded,
};
