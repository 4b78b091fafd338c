import { json, type Answer } from '../core/answer';
import { generationTime, type Job } from '../core/queue';
import { endpoints } from './endpoints';
import type { Endpoint } from './endpoint';
import { families, type Extra, type Family } from './families';

const tip =
	'You are talking to the sandbox: nothing is charged and every file is made on this computer.';

/** How each field beside the common ones is filled. */
const extras: Record<Extra, (job: Job) => Record<string, unknown>> = {
	tip: () => ({ tip }),
	emptyTip: () => ({ tip: '' }),
	tip_1: () => ({ tip_1: 'The result can be had from the fetch address.' }),
	eta: (job) => ({ eta: job.entry.eta }),
	generationTime: (job) => ({ generationTime: generationTime(job) }),
	meta: (job) => ({ meta: job.meta }),
	webhook_status: () => ({ webhook_status: '' }),
	nsfw_content_detected: (job) => ({ nsfw_content_detected: job.blanked }),
	future_links: (job) => ({ future_links: job.futureLinks }),
	otherFutureLinks: (job) => ({
		future_links: job.futureLinks.map((link) => link.replace(/(\.\w+)$/, '-future$1')),
	}),
	proxy_links: (job) => ({ proxy_links: job.proxyLinks }),
	emptyProxyLinks: () => ({ proxy_links: '' }),
	audio_time: (job) => ({ audio_time: job.audioSeconds ?? null }),
	noAudioTime: () => ({ audio_time: null }),
	extra_assets: () => ({ extra_assets: [] }),
};

/** The result as `output` shows it: a list of addresses, or one text where the endpoint has it so. */
export function outputOf(job: Job): unknown {
	const output = job.output();
	return endpointOf(job).output === 'text' ? output[0] : output;
}

/** The answer to a submit whose job has ended while the call was held open. */
export function submitEnded(job: Job): Answer {
	const family = familyOf(job);
	if (job.failure !== undefined) return about(job, failed(family, job.failure));
	const endpoint = endpointOf(job);
	job.entry.delivered += 1;
	const names: readonly Extra[] = hasMeta(job)
		? (endpoint.success ?? family.success)
		: ['generationTime'];
	return about(
		job,
		json(200, {
			...(endpoint.output !== 'links' && { status: 'success' }),
			id: job.id,
			...resultOf(job, endpoint.output === 'links' ? 'links' : 'output'),
			...(job.blanked && extras.nsfw_content_detected(job)),
			...withExtras(job, names),
		}),
	);
}

/** The answer to a submit whose job waits or is in work. */
export function submitProcessing(job: Job, origin: string): Answer {
	const family = familyOf(job);
	const endpoint = endpointOf(job);
	const { fetchResult, messageField } = family;
	const names = endpoint.processing ?? family.processing;
	return about(
		job,
		json(200, {
			status: 'processing',
			eta: job.entry.eta,
			[messageField]: 'Try to fetch request after seconds estimated',
			...(fetchResult && { fetch_result: `${origin}${fetchResult}/${job.id}` }),
			id: job.id,
			output: endpoint.output === 'text' ? '' : family.noOutput,
			...withExtras(job, hasMeta(job) ? names : names.filter((name) => name !== 'meta')),
		}),
	);
}

/** A submit that was taken in and is answered without a name for it: nothing that could be asked for. */
export function submitUnnamed(job: Job): Answer {
	const { messageField } = familyOf(job);
	return about(job, json(200, { status: 'processing', [messageField]: 'Request processing' }));
}

/** The answer to a fetch of a job that is not done: no id. */
export function notYet(job: Job): Answer {
	const { messageField, waiting } = familyOf(job);
	return about(
		job,
		json(200, {
			status: 'processing',
			[messageField]: 'try again later.',
			output: '',
			...withExtras(job, waiting),
		}),
	);
}

/** The answer to a fetch of a known job: no id while it is not done, and no meta at any time. */
export function fetched(job: Job): Answer {
	const family = familyOf(job);
	if (job.entry.state === 'failed') {
		return about(job, failed(family, job.failure ?? 'Failed, Try Again'));
	}
	if (job.entry.state !== 'success') return notYet(job);
	job.entry.delivered += 1;
	return about(
		job,
		json(200, {
			status: 'success',
			id: job.id,
			...resultOf(job, 'output'),
			...withExtras(job, family.fetched),
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
		...(family.waiting.includes('tip') && { tip }),
	});
}

function resultOf(job: Job, name: 'output' | 'links'): Record<string, unknown> {
	if (endpointOf(job).output === 'proxyOnly') return { output: [], proxy_links: job.output() };
	return { [name]: outputOf(job) };
}

function withExtras(job: Job, names: readonly Extra[]): Record<string, unknown> {
	return Object.assign({}, ...names.map((name) => extras[name](job))) as Record<string, unknown>;
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

/** What an answer needs of the endpoint's row; an address that is open to anything has no habits of its own. */
function endpointOf(job: Job): Pick<Endpoint, 'output' | 'processing' | 'success'> {
	return endpoints.get(job.endpoint) ?? {};
}

/** Results that are one text are printed without an echo. */
function hasMeta(job: Job): boolean {
	return endpointOf(job).output !== 'text';
}
