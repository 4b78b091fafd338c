import { trainingStages } from '../../api/trainingStages';
import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { trainingTypes } from './trainingTypes';

export const startTraining: Endpoint = {
	resource: 'model',
	operation: 'startTraining',
	name: 'Start Training',
	action: 'Start training of LoRA',
	description:
		'Train a LoRA on your own images. It takes about half an hour, and each training is paid for: the service names a price of 1 USD.',
	variants: { v3: '/api/v3/lora_fine_tune' },
	fields: [
		{
			name: 'instance_prompt',
			kind: 'text',
			displayName: 'Instance Prompt',
			description:
				'What prompts will call the trained person or thing, with a rare word as its name',
			placeholder: 'e.g. photo of zwx mug',
			place: 'main',
			required: true,
		},
		{
			name: 'class_prompt',
			kind: 'text',
			displayName: 'Class Prompt',
			description: 'The same without the name: what kind of person or thing it is',
			placeholder: 'e.g. photo of a mug',
			place: 'main',
			required: true,
		},
		{
			name: 'images',
			kind: 'images',
			displayName: 'Images',
			description: 'Seven or eight images of it, cropped to 512 x 512 pixels',
			place: 'main',
			required: true,
			takes: 'link',
		},
		{
			name: 'training_type',
			kind: 'choice',
			displayName: 'Training Type',
			description: 'Who or what is on the images',
			place: 'main',
			required: true,
			default: 'men',
			choices: trainingTypes,
		},
		{
			name: 'max_train_steps',
			kind: 'integer',
			displayName: 'Training Steps',
			description: 'About twice the number of images, 10 to 50',
			place: 'main',
			required: true,
			default: 18,
			min: 10,
			max: 50,
			form: 'text',
		},
		{
			name: 'base_model_type',
			kind: 'choice',
			displayName: 'Base Model Type',
			description: 'The kind of model that the LoRA will go with',
			default: 'sdxl',
			choices: [
				{ value: 'normal', name: 'Stable Diffusion 1.5' },
				{ value: 'sdxl', name: 'Stable Diffusion XL' },
			],
		},
		{
			name: 'lora_type',
			kind: 'choice',
			displayName: 'LoRA Type',
			description: 'The method of training',
			default: 'lora',
			choices: [
				{ value: 'lora', name: 'LoRA' },
				{ value: 'lycoris', name: 'LyCORIS' },
			],
		},
		{ ...field.negativePrompt, description: 'What images of the trained model must not show' },
		{
			...field.seed,
			description: 'The same seed with the same values trains the same way',
			form: 'text',
		},
		{
			name: 'wandb_key',
			kind: 'secret',
			displayName: 'Weights and Biases Key',
			description: 'Key of your account there, to watch the training',
		},
		{
			...field.webhook,
			description: 'A public address that the service calls at every stage of the training',
		},
	],
	gives: 'state',
	question: {
		path: '/api/v3/fine_tune_status/{training_id}',
		id: 'training_id',
		stage: { at: ['messege', 'message', 'training_status'], ...trainingStages },
	},
	slow: true,
	listedBy: 'Model > Get Many Trainings',
	thing: 'Training',
};
