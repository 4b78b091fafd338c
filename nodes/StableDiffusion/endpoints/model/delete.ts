import type { Endpoint } from '../endpoint';
import { confirm, serverModel } from '../serviceFields';

export const deleteModel: Endpoint = {
	resource: 'model',
	operation: 'delete',
	name: 'Delete',
	action: 'Delete model',
	description:
		'Delete a model from your enterprise text-to-image server; to use it again it must be loaded anew',
	variants: { enterprise: '/api/v1/enterprise/delete_model' },
	fields: [
		serverModel,
		confirm('delete the model from the server', 'jobs that name it fail until it is loaded again'),
	],
	gives: 'body',
	deletes: true,
	thing: 'Answer',
};
