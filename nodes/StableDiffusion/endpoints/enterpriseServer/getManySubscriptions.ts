import type { Endpoint } from '../endpoint';

export const getManySubscriptions: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'getManySubscriptions',
	name: 'Get Many Subscriptions',
	action: 'Get many server subscriptions',
	description: 'The servers of the account, with their plan, state and next billing date',
	variants: { enterprise: '/api/v1/enterprise/subscriptions' },
	fields: [],
	gives: 'list',
	list: { at: ['subscriptions'] },
	thing: 'Subscription',
};
