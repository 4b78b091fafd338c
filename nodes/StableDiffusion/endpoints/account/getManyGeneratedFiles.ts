import type { Endpoint } from '../endpoint';

export const getManyGeneratedFiles: Endpoint = {
	resource: 'account',
	operation: 'getManyGeneratedFiles',
	name: 'Get Many Generated Files',
	action: 'Get many generated files',
	description: 'What the account has generated so far, one item per job',
	// The machine-readable description leaves out v6; the page that sends the request has it.
	variants: { general: '/api/v6/assets_generated' },
	fields: [
		{
			name: 'type',
			kind: 'choice',
			displayName: 'Type',
			description: 'What kind of results to list',
			place: 'main',
			required: true,
			default: 'image',
			choices: [
				{ value: '3d', name: '3D Models' },
				{ value: 'image', name: 'Images' },
				{ value: 'video', name: 'Videos' },
				{ value: 'voice', name: 'Voices' },
			],
		},
	],
	gives: 'list',
	list: { at: ['data'], pages: { page: 'page', size: 'per_page', most: 30 } },
	thing: 'File',
};
