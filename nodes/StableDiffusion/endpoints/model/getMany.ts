import type { Endpoint } from '../endpoint';

export const getMany: Endpoint = {
	resource: 'model',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many models',
	description: 'The public models, which are thousands, or those on your enterprise server',
	variants: {
		images: '/api/v4/dreambooth/model_list',
		enterprise: '/api/v1/enterprise/get_all_models',
	},
	fields: [],
	gives: 'list',
	list: { at: ['data', 'models'] },
	thing: 'Model',
};
