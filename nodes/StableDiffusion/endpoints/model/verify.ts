import type { Endpoint } from '../endpoint';
import { serverModel } from '../serviceFields';

export const verify: Endpoint = {
	resource: 'model',
	operation: 'verify',
	name: 'Verify',
	action: 'Verify model',
	description:
		'Check that a model is on your enterprise text-to-image server. Stops with an error if it is not.',
	variants: { enterprise: '/api/v1/enterprise/verify_model' },
	fields: [serverModel],
	gives: 'body',
	thing: 'Answer',
};
