import type { Endpoint } from '../endpoint';

export const reload: Endpoint = {
	resource: 'model',
	operation: 'reload',
	name: 'Reload',
	action: 'Reload model',
	description:
		'Bring a public model back that was not used for about a week and is no longer loaded; takes some minutes',
	variants: {
		images: '/api/v6/images/model_reload',
		dreamboothV4: '/api/v4/dreambooth/model_reload',
	},
	fields: [
		{
			name: 'model_id',
			kind: 'id',
			list: 'models',
			displayName: 'Model ID',
			description: 'The public model to load again',
			place: 'main',
			required: true,
		},
	],
	gives: 'state',
	// The same call again answers `processing` until the model is there.
	question: { id: 'model_id', carries: ['model_id'] },
	slow: true,
	free: true,
	thing: 'Model',
};
