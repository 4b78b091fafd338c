import type { Endpoint } from '../endpoint';
import * as service from '../serviceFields';

export const upload: Endpoint = {
	resource: 'model',
	operation: 'upload',
	name: 'Upload',
	action: 'Upload model',
	description:
		'Start to load a model of your own into Community Models, public unless you choose otherwise. The service does not tell when it is there; look it up with Get Many. A private model needs a purchased place.',
	variants: { v3: '/api/v3/load_model' },
	fields: [
		service.modelUrl,
		service.newModelId,
		{
			name: 'model_name',
			kind: 'text',
			displayName: 'Model Name',
			description: 'What the model is called in lists of models',
			placeholder: 'e.g. My Model',
			place: 'main',
			required: true,
		},
		// An older page has controlnet, lora, embeddings and their Flux kinds too; now a subcategory says LoRA.
		{
			name: 'model_category',
			kind: 'choice',
			displayName: 'Model Category',
			description: 'The family of models that it is one of, or an add-on to',
			place: 'main',
			required: true,
			default: 'stable_diffusion_xl',
			choices: [
				{ value: 'flux', name: 'Flux' },
				{ value: 'stable_diffusion', name: 'Stable Diffusion' },
				{ value: 'stable_diffusion_xl', name: 'Stable Diffusion XL' },
				{ value: 'z_image', name: 'Z Image' },
			],
		},
		service.modelFormat,
		{
			name: 'model_visibility',
			kind: 'choice',
			displayName: 'Model Visibility',
			description: 'Who may use the model once it is there',
			place: 'main',
			required: true,
			default: 'public',
			choices: [
				{ value: 'private', name: 'Private', description: 'Only this account' },
				{ value: 'public', name: 'Public', description: 'Everybody on the service' },
			],
		},
		{
			name: 'force_load',
			kind: 'flag',
			displayName: 'Force Load',
			description: 'Whether the service tries again by itself when loading fails',
			default: true,
		},
		{
			name: 'hf_upload',
			kind: 'flag',
			displayName: 'Hugging Face Upload',
			description: 'Whether to put the model on Hugging Face as well',
			default: false,
		},
		{
			name: 'model_image',
			kind: 'image',
			displayName: 'Model Image',
			description: 'The image that stands for the model in lists of models',
			takes: 'link',
		},
		{
			name: 'model_subcategory',
			kind: 'choice',
			displayName: 'Model Subcategory',
			description: 'Add this when the file is a LoRA and no whole model',
			default: 'lora',
			choices: [{ value: 'lora', name: 'LoRA' }],
		},
		service.revision,
	],
	gives: 'body',
	notice:
		'A model with <i>Model Visibility: Public</i> can be used by everybody on the service. A private one needs a place that you have bought.',
	thing: 'Model',
};
