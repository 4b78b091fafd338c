import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { refused, type Call } from '../call';
import { early, present, done, type Helper } from './helper';

const countCallsPerMinute = 30;
/** Calls of the one product that the sandbox sells. */
const callsPerPlan = 10_000;

/** What a key has, may do and is doing. */
export const accountHelpers: Helper[] = [
	{
		path: '/api/wallet_balance',
		family: present,
		answer: ({ accounts }, { account }) =>
			json(200, {
				status: 'success',
				data: { balance: accounts.balance(account), currency: 'USD' },
			}),
	},
	{
		path: '/api/subscribed_products',
		// The one helper that is asked by GET, and it wants its key in the body nevertheless.
		method: 'GET',
		family: present,
		answer: subscribedProducts,
	},
	{
		path: '/api/v3/system_load',
		family: early,
		answer: ({ queue }) => {
			const { count, seconds } = queue.load('normal');
			return json(200, { queue_num: count, queue_time: round(seconds), status: 'ok' });
		},
	},
	{ path: '/api/v6/processing/request_count', family: present, answer: requestCount },
	{
		path: '/api/v5/clear_cache',
		family: present,
		answer: () => done(present, 'Cache cleared'),
	},
];

function subscribedProducts({ books }: Desk, { account }: Call): Answer {
	const used = books.jobs.filter(({ owner }) => owner === account.owner).length;
	return json(200, {
		status: 'success',
		data: {
			imagen: {
				total_api_call: callsPerPlan,
				api_call_remaining: Math.max(0, callsPerPlan - used),
				percentage_used: Math.min(100, Math.round((used / callsPerPlan) * 100)),
			},
		},
	});
}

/** Open jobs of the key; asking is itself limited. */
function requestCount({ queue, options }: Desk, { account }: Call): Answer {
	const now = Date.now();
	account.countCalls = account.countCalls.filter((time) => time > now - 60_000);
	if (account.countCalls.length >= countCallsPerMinute) {
		return refused(429, 'Rate limit exceeded', { retry_after: options.retryAfterSeconds });
	}
	account.countCalls.push(now);
	return json(200, {
		status: 'success',
		processing_count: queue.countOf(account),
		message: 'Current processing request count retrieved successfully',
	});
}

/** Seconds as the service prints them. */
export function round(seconds: number): number {
	return Math.round(seconds * 100) / 100;
}
