import type { Endpoint } from '../endpoint';
import { confirm, serverModel } from '../serviceFields';

export const deleteModel: Endpoint = {
	resource: 'model',
	operation: 'delete',
	name: 'Delete',
	action: 'Delete model',
	description: 'Take a model off your enterprise text-to-image server',
	variants: { enterprise: '/api/v1/enterprise/delete_model' },
	fields: [
		serverModel,
		confirm('Whether to delete the model from the server; jobs that name it fail from then on'),
	],
	gives: 'body',
	thing: 'Answer',
};
