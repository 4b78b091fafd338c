import type { Endpoint } from '../endpoint';
import { serverModel } from '../serviceFields';

export const verify: Endpoint = {
	resource: 'model',
	operation: 'verify',
	name: 'Verify',
	action: 'Verify model',
	description:
		'Say whether a model is on your enterprise text-to-image server: exists is true or false',
	variants: { enterprise: '/api/v1/enterprise/verify_model' },
	fields: [serverModel],
	gives: 'body',
	reads: true,
	presence: 'exists',
	thing: 'Answer',
};
