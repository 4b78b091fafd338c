import type { Endpoint } from '../endpoint';

export const clearCache: Endpoint = {
	resource: 'account',
	operation: 'clearCache',
	name: 'Clear Cache',
	action: 'Clear cache of account',
	description: 'Empty what the service has cached for this account',
	// GET in the machine-readable description alone; its page and all samples post.
	variants: { v5: '/api/v5/clear_cache' },
	fields: [],
	gives: 'body',
	thing: 'Answer',
};
