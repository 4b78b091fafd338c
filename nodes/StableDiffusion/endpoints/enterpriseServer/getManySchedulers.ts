import type { Endpoint } from '../endpoint';

export const getManySchedulers: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'getManySchedulers',
	name: 'Get Many Schedulers',
	action: 'Get many schedulers',
	description: 'The schedulers that the text-to-image server knows',
	variants: { enterprise: '/api/v1/enterprise/schedulers_list' },
	fields: [],
	gives: 'list',
	list: { at: ['schedulers'], as: 'scheduler' },
	thing: 'Scheduler',
};
