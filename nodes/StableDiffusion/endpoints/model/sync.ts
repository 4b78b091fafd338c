import type { Endpoint } from '../endpoint';

/** One older list of endpoints writes sync_image; every page that describes the call writes sync_models. */
export const sync: Endpoint = {
	resource: 'model',
	operation: 'sync',
	name: 'Sync',
	action: 'Sync models of two servers',
	description:
		'Give two of your enterprise servers the same models; the answer lists the synced ones',
	variants: { enterprise: '/api/v1/enterprise/sync_models' },
	fields: [
		{
			name: 'sync_key',
			kind: 'secret',
			displayName: 'Sync Key',
			description: 'Enterprise API key of the server that is to have the same models as yours',
			placeholder: 'e.g. aB3dE5...',
			place: 'main',
			required: true,
		},
	],
	gives: 'body',
	thing: 'Answer',
};
