import { fetchPathFrom } from './host';
import { jobId } from './jobId';
import { outputIn, parsed, read, type Body } from './reply';
import { readStage } from './trainingStages';

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
	const entries: Array<[string, unknown]> = [];
	// A list of all names of a hostile body would take seconds.
	for (const name in value) {
		if (entries.length >= mostEntries) break;
		if (Object.hasOwn(value, name) && !unsafe.has(name))
			entries.push([name, plain((value as Body)[name], depth - 1)]);
	}
	return Object.fromEntries(entries);
}

/** Fields that hold lists and objects, which a form can only hold as their JSON. */
const structured = ['output', 'proxy_links', 'future_links', 'links', 'meta'];

/** A body that is an object, with what a form can only hold as text taken apart. */
function bodyIn(given: unknown): Body | undefined {
	const value = plain(given);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const unpacked = structured
		.filter((name) => Object.hasOwn(value, name))
		.map((name) => [name, plain(parsed((value as Body)[name]))] as const);
	return { ...(value as Body), ...Object.fromEntries(unpacked) };
}

/** The JSON in a text. */
const inText = (text: unknown): unknown =>
	typeof text === 'string' && text.length <= longest ? parsed(text) : undefined;

/** A name that is no job's: of a model or a training. */
const nameIn = (value: unknown): string | undefined =>
	(typeof value === 'string' || Number.isFinite(value)) &&
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
 * @param given the body as n8n has parsed it, if it could; JSON that is sent as a form ends up in a name of it
 * @param raw the same as text
 * @returns nothing for what is no callback at all
 */
export const claimIn = (given: unknown, raw?: string): Claim | undefined =>
	claimOf(typeof given === 'string' ? inText(given) : given) ?? claimOf(inText(raw));

const ends = { done: 'finished', running: 'running', failed: 'failed', refused: 'failed' } as const;

function claimOf(given: unknown): Claim | undefined {
	const body = bodyIn(given);
	if (body === undefined) return undefined;
	const reply = read({ status: 200, body });
	const stage = textIn(body.training_status);
	const job = jobId(body.id) ?? jobId(body.request_id) ?? idAtEnd(body.fetch_result);
	const model = nameIn(body.model_id) ?? nameIn(body.vae_id);
	const output = outputIn({ ...body, future_links: undefined });
	// Without either it says of nothing that it has ended.
	const isSilent = body.status === undefined && output.length === 0;
	const says = isSilent ? 'running' : ends[reply.state];
	const common = {
		says,
		output,
		reason: 'reason' in reply ? reply.reason : '',
		trackId: textIn(body.track_id),
		fetchResult: textIn(body.fetch_result),
		body,
	};
	if (stage !== undefined) {
		const id = nameIn(body.training_id) ?? model ?? job;
		return {
			...common,
			about: 'training',
			says: says === 'failed' ? says : readStage(stage),
			stage,
			id,
		};
	}
	if (isSilent && job === undefined) return undefined;
	if (job === undefined && model !== undefined && output.length === 0)
		return { ...common, about: 'model', id: model };
	return { ...common, about: 'job', id: job };
}

/** The path of a callback's own address for the result, if it may be believed; see `fetchPathFrom`. */
export const claimedPath = ({ fetchResult, id }: Claim, origin: string): string | undefined =>
	id === undefined ? undefined : fetchPathFrom(fetchResult, id, origin);
