import type { Endpoint } from '../endpoint';

export const getBalance: Endpoint = {
	resource: 'account',
	operation: 'getBalance',
	name: 'Get Balance',
	action: 'Get balance',
	description: 'How much money is left in the wallet',
	variants: { general: '/api/wallet_balance' },
	fields: [],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};

export const getSubscribedProducts: Endpoint = {
	resource: 'account',
	operation: 'getSubscribedProducts',
	name: 'Get Subscribed Products',
	action: 'Get subscribed products',
	description: 'The products of the account, with the calls that are used and left',
	variants: { general: '/api/subscribed_products' },
	method: 'GET',
	fields: [],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};

export const getRequestsInProcess: Endpoint = {
	resource: 'account',
	operation: 'getRequestsInProcess',
	name: 'Get Requests in Process',
	action: 'Get number of requests in process',
	description: 'How many jobs of the account wait or run now. It may be asked 30 times a minute.',
	// Its page sends GET, the machine-readable description POST, as everything beside it.
	variants: { general: '/api/v6/processing/request_count' },
	fields: [],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};
