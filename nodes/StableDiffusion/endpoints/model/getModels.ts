import type { Endpoint } from '../endpoint';

export const getModels: Endpoint = {
	resource: 'model',
	operation: 'getModels',
	name: 'Get Many',
	action: 'Get many models',
	description: 'The public models, or those on your enterprise server',
	variants: {
		images: '/api/v4/dreambooth/model_list',
		enterprise: '/api/v1/enterprise/get_all_models',
	},
	fields: [],
	gives: 'list',
	list: { at: ['data', 'models'] },
	thing: 'Model',
};
