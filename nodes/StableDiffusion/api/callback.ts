import { fetchPathFrom } from './host';
import { jobId } from './jobId';
import { outputIn, parsed, read, type Body } from './reply';

/**
 * What a callback says, which anybody can have sent: the service signs nothing (its page on webhooks).
 * Nothing of it is known to be true.
 */
export interface Claim {
	readonly about: 'job' | 'training' | 'model';
	readonly says: 'finished' | 'failed' | 'running';
	/** The job, training or model that it names. */
	readonly id?: string;
	/** Stage of a training. */
	readonly stage?: string;
	readonly output: readonly string[];
	/** The sender's words. */
	readonly reason: string;
	readonly trackId?: string;
	/** An address for the result; whoever uses it must look at it first. */
	readonly fetchResult?: string;
	/** As it came, without what could harm whoever copies it. */
	readonly body: Body;
}

/** Characters of a text that is still looked at; the service's own bodies have a few thousand. */
const longest = 1_000_000;
/** No body of the service is nested nearly as deep. */
const deepest = 12;
const mostEntries = 500;
/** Names by which a copy of an object could become another kind of object. */
const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/** A plain copy, as deep and wide as such bodies are. */
function plain(value: unknown, depth = deepest): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === 0) return null;
	if (Array.isArray(value))
		return value.slice(0, mostEntries).map((each) => plain(each, depth - 1));
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => !unsafe.has(name))
			.slice(0, mostEntries)
			.map(([name, each]) => [name, plain(each, depth - 1)]),
	);
}

/** Fields that hold lists and objects, which a form can only hold as their JSON. */
const structured = ['output', 'proxy_links', 'future_links', 'links', 'meta'];

/** A body in whatever form it came: parsed, as text, or as a form whose values are texts. */
function bodyIn(given: unknown, raw: string | undefined): Body | undefined {
	const isThere = typeof given === 'object' && given !== null && Object.keys(given).length > 0;
	const text = typeof given === 'string' ? given : raw;
	const short = text !== undefined && text.length <= longest ? text : undefined;
	const value = plain(isThere ? given : parsed(short));
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const unpacked = structured
		.filter((name) => Object.hasOwn(value, name))
		.map((name) => [name, plain(parsed((value as Body)[name]))] as const);
	return { ...(value as Body), ...Object.fromEntries(unpacked) };
}

/** A name that is no job's: of a model or a training. */
const nameIn = (value: unknown): string | undefined =>
	(typeof value === 'string' || typeof value === 'number') &&
	/^[A-Za-z0-9][\w.-]{0,127}$/.test(String(value))
		? String(value)
		: undefined;

const textIn = (value: unknown): string | undefined =>
	(typeof value === 'string' && value !== '') || Number.isFinite(value)
		? String(value).slice(0, 1_000)
		: undefined;

/** The job's ID out of the end of an address, where a body has only that. */
const idAtEnd = (address: unknown): string | undefined =>
	typeof address === 'string' ? jobId(/\/fetch\/([^/?#]+)$/.exec(address)?.[1]) : undefined;

/**
 * Reads what came in. Never throws, whatever it is.
 * @param given the body as n8n has parsed it, if it could
 * @param raw the same as text
 * @returns nothing for what is no callback at all
 */
export function claimIn(given: unknown, raw?: string): Claim | undefined {
	const body = bodyIn(given, raw);
	if (body === undefined) return undefined;
	const reply = read({ status: 200, body });
	const ended = {
		done: 'finished',
		running: 'running',
		failed: 'failed',
		refused: 'failed',
	} as const;
	const stage = textIn(body.training_status);
	const job = jobId(body.id) ?? jobId(body.request_id) ?? idAtEnd(body.fetch_result);
	const model = nameIn(body.model_id) ?? nameIn(body.vae_id);
	const output = outputIn({ ...body, future_links: undefined });
	const common = {
		output,
		reason: 'reason' in reply ? reply.reason : '',
		trackId: textIn(body.track_id),
		fetchResult: textIn(body.fetch_result),
		body,
	};
	if (stage !== undefined) {
		const says = reply.state === 'done' ? 'finished' : ended[reply.state];
		return {
			...common,
			about: 'training',
			says,
			stage,
			id: nameIn(body.training_id) ?? model ?? job,
		};
	}
	// A message alone is no claim: it says of nothing that it has ended.
	if (body.status === undefined && output.length === 0 && job === undefined) return undefined;
	if (job === undefined && model !== undefined && output.length === 0)
		return { ...common, about: 'model', says: ended[reply.state], id: model };
	return { ...common, about: 'job', says: ended[reply.state], id: job };
}

/** The path of a callback's own address for the result, if it may be believed; see `fetchPathFrom`. */
export const claimedPath = ({ fetchResult, id }: Claim, origin: string): string | undefined =>
	id === undefined ? undefined : fetchPathFrom(fetchResult, id, origin);
