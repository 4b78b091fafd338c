import { json, type Answer } from '../core/answer';
import { generationTime, type Job } from '../core/queue';
import { endpoints } from './endpoints';
import type { Endpoint } from './endpoint';
import { families, type Family } from './families';

const tip =
	'You are talking to the sandbox: nothing is charged and every picture is painted on this computer.';

/** The result as `output` shows it: a list of addresses, or one text where the endpoint has it so. */
export function outputOf(job: Job): unknown {
	const output = job.output();
	return endpointOf(job).output === 'text' ? output[0] : output;
}

/** The answer to a submit whose job has ended while the call was held open. */
export function submitEnded(job: Job): Answer {
	if (job.failure !== undefined) return about(job, failed(familyOf(job), job.failure));
	const family = familyOf(job);
	const { extras } = family;
	job.entry.delivered += 1;
	return about(
		job,
		json(200, {
			status: 'success',
			generationTime: generationTime(job),
			id: job.id,
			output: outputOf(job),
			...(hasMeta(job)
				? {
						...(extras.proxyLinks && { proxy_links: job.proxyLinks }),
						...((extras.nsfw || job.blanked) && { nsfw_content_detected: job.blanked }),
						...(job.family === 'images' && { webhook_status: '' }),
						meta: job.meta,
						...(job.family === 'images' && { tip }),
					}
				: {}),
		}),
	);
}

/** The answer to a submit whose job waits or is in work. */
export function submitProcessing(job: Job, origin: string): Answer {
	const family = familyOf(job);
	const { extras, fetchResult, messageField } = family;
	return about(
		job,
		json(200, {
			status: 'processing',
			...(extras.tip && { tip }),
			...(job.family === 'images' && { tip_1: 'The result can be had from the fetch address.' }),
			eta: job.entry.eta,
			[messageField]: 'Try to fetch request after seconds estimated',
			...(job.family === 'images' && { webhook_status: '' }),
			...(fetchResult && { fetch_result: `${origin}${fetchResult}/${job.id}` }),
			id: job.id,
			output: endpointOf(job).output === 'text' ? '' : [],
			...(hasMeta(job) && { meta: job.meta }),
			...(extras.futureLinks && { future_links: job.futureLinks }),
			...(job.family === 'imageEditing' && { proxy_links: '' }),
			...(job.family === 'realtime' && { proxy_links: job.proxyLinks }),
		}),
	);
}

/** The answer to a fetch of a known job: no id while it is not done, and no meta at any time. */
export function fetched(job: Job): Answer {
	const family = familyOf(job);
	if (job.entry.state === 'failed') {
		return about(job, failed(family, job.failure ?? 'Failed, Try Again'));
	}
	if (job.entry.state !== 'success') {
		return about(
			job,
			json(200, {
				status: 'processing',
				[family.messageField]: 'try again later.',
				output: '',
				...(family.extras.tip && { tip }),
			}),
		);
	}
	job.entry.delivered += 1;
	return about(
		job,
		json(200, {
			status: 'success',
			id: job.id,
			...(job.family === 'v3' && { tip: '' }),
			output: outputOf(job),
			...(job.family === 'realtime' && { proxy_links: job.proxyLinks }),
		}),
	);
}

/** The answer to a fetch of an id that this key has no job for. */
export function unknownRequest(family: Family): Answer {
	return json(200, {
		status: 'failed',
		id: '',
		message: 'Request not found',
		output: '',
		...(family.extras.tip && { tip }),
	});
}

function failed(family: Family, message: string): Answer {
	return json(200, { status: 'failed', id: '', [family.messageField]: message, output: '' });
}

function about(job: Job, answer: Answer): Answer {
	return { ...answer, job: job.id };
}

function familyOf(job: Job): Family {
	return families[job.family];
}

function endpointOf(job: Job): Endpoint {
	const endpoint = endpoints.get(job.endpoint);
	if (!endpoint) throw new Error(`No endpoint at ${job.endpoint}`);
	return endpoint;
}

/** Results that are one text are printed without an echo. */
function hasMeta(job: Job): boolean {
	return endpointOf(job).output !== 'text';
}
