import { trainingStages } from '../../api/trainingStages';
import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { trainingTypes } from './trainingTypes';

export const startTraining: Endpoint = {
	resource: 'model',
	operation: 'startTraining',
	name: 'Start Training',
	action: 'Start training of LoRA',
	description: 'Train a LoRA on your own images. Takes about half an hour.',
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
			description: "What kind of person or thing it is: 'Instance Prompt' without the name",
			placeholder: 'e.g. photo of a mug',
			place: 'main',
			required: true,
		},
		{
			name: 'images',
			kind: 'images',
			displayName: 'Training Images',
			description: 'Seven or eight images of it, cropped to 512 x 512 pixels',
			place: 'main',
			required: true,
			takes: 'link',
		},
		{
			name: 'training_type',
			kind: 'choice',
			displayName: 'Training Type',
			description: 'Who or what the images show',
			place: 'main',
			required: true,
			default: 'men',
			choices: trainingTypes,
		},
		{
			name: 'max_train_steps',
			kind: 'integer',
			displayName: 'Training Steps',
			description: 'How long the training learns: about twice the number of images is usual',
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
			description: 'The kind of model that the trained LoRA can be used with later',
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
			description: 'The method of training: LyCORIS is a kin of LoRA that can learn more',
			default: 'lora',
			choices: [
				{ value: 'lora', name: 'LoRA' },
				{ value: 'lycoris', name: 'LyCORIS' },
			],
		},
		{
			...field.negativePrompt,
			description:
				'What images of the trained person or thing must not show, in words separated by commas',
		},
		{
			...field.seed,
			description: 'The same seed with the same images and values trains the same way again',
			form: 'text',
		},
		{
			name: 'wandb_key',
			kind: 'secret',
			displayName: 'Weights and Biases Key',
			description:
				'API key of your account at Weights and Biases, where the training can be watched',
			placeholder: 'e.g. 1f2e3d...',
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
	notice:
		'Every run of this node starts a training, and each one is paid for: the service names a price of 1 USD. It takes about half an hour.',
	listedBy: 'Model > Get Many Trainings',
	thing: 'Training',
};
