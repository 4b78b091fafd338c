import type { Endpoint } from '../endpoint';
import { serverModel } from '../serviceFields';

export const verify: Endpoint = {
	resource: 'model',
	operation: 'verify',
	name: 'Verify',
	action: 'Verify model',
	description: 'Whether a model is on your enterprise text-to-image server',
	variants: { enterprise: '/api/v1/enterprise/verify_model' },
	fields: [serverModel],
	gives: 'body',
	thing: 'Answer',
};
