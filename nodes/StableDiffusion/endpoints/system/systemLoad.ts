import type { Endpoint } from '../endpoint';

export const systemLoad: Endpoint = {
	resource: 'system',
	operation: 'systemLoad',
	name: 'System Load',
	action: 'Get system load',
	description: 'How many images wait in the queue of the service, and how long they take',
	variants: { v3: '/api/v3/system_load' },
	fields: [],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};
