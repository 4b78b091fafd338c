import type { Desk } from '../core/desk';
import { generationTime, type Job } from '../core/queue';
import type { CallbackShape } from '../options';
import { families } from './families';
import { outputOf } from './replies';

/** What a callback says of a job; where it is not the truth, the lie takes the place of the field. */
export interface Told {
	id: number;
	failure?: string;
	output: () => unknown;
	proxyLinks: string[];
	meta: Record<string, unknown>;
}

/**
 * The body that tells the end of a job. No real one was ever seen, so there are other shapes beside the printed one,
 * which receivers of the service are written for: `text`, a single file as one text; `proxy`, its second address in
 * place of the first; `form`, a web form (made by whoever posts it); `fetchResult`, the address of the question in
 * place of the id. None but the usual spells `message` right.
 */
export function bodyOf(desk: Desk, job: Job, lie: Partial<Told> = {}): Record<string, unknown> {
	const { shape } = desk.options.callbacks;
	const told: Told = { ...truthOf(job), ...lie };
	const name = nameOf(desk, job, told.id);
	if (told.failure !== undefined) {
		const field = shape === 'usual' ? 'message' : 'messege';
		return { status: 'failed', ...name, [field]: told.failure, track_id: job.trackId };
	}
	return {
		status: 'success',
		...name,
		...resultOf(shape, told),
		generationTime: generationTime(job),
		track_id: job.trackId,
		meta: told.meta,
	};
}

function truthOf(job: Job): Told {
	const { id, failure, proxyLinks, meta } = job;
	return { id, failure, output: () => outputOf(job), proxyLinks, meta };
}

function nameOf({ files, options }: Desk, job: Job, id: number): Record<string, unknown> {
	const { shape, idAsText } = options.callbacks;
	if (shape !== 'fetchResult') return { id: idAsText ? String(id) : id };
	const { fetchResult } = families[job.family];
	// The server that is asked with the id in the body has no address for one job.
	if (fetchResult === undefined) return { request_id: String(id) };
	return { fetch_result: `${files.origin}${fetchResult}/${id}` };
}

function resultOf(shape: CallbackShape, told: Told): Record<string, unknown> {
	if (shape === 'proxy' && told.proxyLinks.length > 0) {
		return { output: [], proxy_links: told.proxyLinks };
	}
	const output = told.output();
	const isOne = Array.isArray(output) && output.length === 1;
	return { output: shape === 'text' && isOne ? (output[0] as unknown) : output };
}
