import { json, type Answer } from '../core/answer';
import type { Desk } from '../core/desk';
import { fromBase64 } from '../core/inputs';
import { refused, type Call } from './call';
import { enterpriseModels, publicModels } from './models';
import { wordings } from './wording';

/** A call that is answered at once and makes no job. */
export interface Helper {
	kind: 'normal' | 'enterprise';
	answer: (desk: Desk, call: Call) => Answer;
}

const mostUploadBytes = 5 * 1024 * 1024;
const uploadLifeSeconds = 24 * 60 * 60;
const countCallsPerMinute = 30;

export const helpers: ReadonlyMap<string, Helper> = new Map<string, Helper>([
	[
		'/api/wallet_balance',
		{
			kind: 'normal',
			answer: ({ accounts }, { account }) =>
				json(200, {
					status: 'success',
					data: { balance: accounts.balance(account), currency: 'USD' },
				}),
		},
	],
	[
		'/api/v3/system_load',
		{
			kind: 'normal',
			answer: ({ queue }) => {
				const { count, seconds } = queue.load('normal');
				return json(200, { queue_num: count, queue_time: round(seconds), status: 'ok' });
			},
		},
	],
	['/api/v6/processing/request_count', { kind: 'normal', answer: requestCount }],
	[
		'/api/v4/dreambooth/model_list',
		{ kind: 'normal', answer: ({ files }) => json(200, publicModels(files.origin)) },
	],
	[
		'/api/v6/base64_to_url',
		{ kind: 'normal', answer: (desk, call) => upload(desk, call, 'base64_string', true) },
	],
	[
		'/api/v6/image_editing/base64_to_url',
		{ kind: 'normal', answer: (desk, call) => upload(desk, call, 'init_image', false) },
	],
	[
		'/api/v1/enterprise/system_details',
		{
			kind: 'enterprise',
			answer: ({ queue }) =>
				json(200, {
					model_count: enterpriseModels.length,
					queue_time: round(queue.load('enterprise').seconds),
					status: 'ok',
				}),
		},
	],
	[
		'/api/v1/enterprise/get_all_models',
		{
			kind: 'enterprise',
			answer: () => json(200, { models: enterpriseModels, status: 'success' }),
		},
	],
]);

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

/** Keeps a file that came as base64, and gives a link to it that lives for a day. */
function upload(desk: Desk, { body }: Call, field: string, onlyDataUri: boolean): Answer {
	const { files, queue, chance } = desk;
	const value = body[field];
	if (value === undefined || value === null || value === '') {
		return refused(400, wordings.sentence.required(field));
	}
	const type = typeof value === 'string' ? /^data:([\w.+/-]+)/.exec(value)?.[1] : undefined;
	const bytes = typeof value === 'string' && (type || !onlyDataUri) ? fromBase64(value) : undefined;
	if (!bytes) return refused(400, `The ${field} field must be a base64 data URI.`);
	if (bytes.length > mostUploadBytes) {
		return refused(400, `The ${field} field must not be greater than 5 MB.`);
	}
	const extension =
		type === undefined ? 'png' : (type.split('/')[1] ?? 'bin').replace('jpeg', 'jpg');
	const number = `${chance.whole('uploads', 1e9, 4e9)}${chance.whole('uploads', 1e9, 4e9)}`;
	const path = `/temp/${number}.${extension}`;
	const now = Date.now();
	files.put([path], {
		make: () => bytes,
		type: type ?? 'image/png',
		readyAt: () => now,
		lifeSeconds: () => uploadLifeSeconds,
	});
	return json(200, { status: 'success', id: queue.nextId(), output: [files.linkOf(path)] });
}

function round(seconds: number): number {
	return Math.round(seconds * 100) / 100;
}
