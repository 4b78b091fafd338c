import { coined, type Endpoint } from '../endpoint';
import * as service from '../serviceFields';

/** Nothing tells whether a VAE is loaded but its webhook, so the acceptance is all that can be given. */
export const loadVae: Endpoint = {
	resource: 'model',
	operation: 'loadVae',
	name: 'Load VAE',
	action: 'Load VAE',
	description:
		'Start to load a VAE on your enterprise text-to-image server. Only the webhook is told when it is there.',
	variants: { enterprise: '/api/v1/enterprise/load_vae' },
	fields: [
		{
			name: 'vae_url',
			kind: 'text',
			displayName: 'VAE URL',
			description: 'Link to the VAE file, or its name on Hugging Face',
			placeholder: 'e.g. https://example.com/vae.safetensors',
			place: 'main',
			required: true,
		},
		{
			name: 'vae_id',
			kind: 'text',
			displayName: 'VAE ID',
			description: 'Name of your choice that the VAE is stored under and called by later',
			placeholder: 'e.g. my-vae',
			place: 'main',
			required: true,
		},
		{
			name: 'vae_type',
			kind: 'choice',
			displayName: 'VAE Type',
			description: 'How the VAE is stored: in one file, or as a folder of the diffusers library',
			place: 'main',
			required: true,
			default: 'diffusers',
			choices: coined('diffusers', 'pt', 'safetensors'),
		},
		service.loadWebhook,
	],
	gives: 'body',
	thing: 'VAE',
};
