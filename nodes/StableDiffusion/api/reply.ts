import { causeOf, type Cause } from './cause';
import { jobId } from './jobId';

/** What came back over the line, before anyone has made sense of it. */
export interface Answer {
	/** HTTP status code. */
	readonly status: number;
	/** Parsed JSON, or the text as it came when it was no JSON. */
	readonly body: unknown;
	/** Value of a `Retry-After` header, if one was sent. */
	readonly retryAfter?: string;
}

export type Body = Readonly<Record<string, unknown>>;

interface Told {
	/** The body as the service sent it; a bare array or other value stands under `data`. */
	readonly body: Body;
	readonly status: number;
	/** Job id as text, if the body named one. */
	readonly id?: string;
}

export interface Done extends Told {
	readonly state: 'done';
	/** Links, base64 texts or plain texts, in order. Empty if the body named none. */
	readonly output: readonly string[];
}
export interface Running extends Told {
	readonly state: 'running';
	/** The service's estimate in seconds. Only a submit's answer has one. */
	readonly eta?: number;
	readonly retryAfterMs?: number;
}
export interface Failed extends Told {
	readonly state: 'failed';
	readonly reason: string;
	/** The id is not known (any more). */
	readonly unknownJob: boolean;
}
export interface Refused extends Told {
	readonly state: 'refused';
	readonly cause: Cause;
	readonly reason: string;
	readonly retryAfterMs?: number;
}

/** Any body the service can send is one of these four. */
export type Reply = Done | Running | Failed | Refused;

// Other words (`pending`, `ready`, `completed`, ...) were met by clients only: the output decides what they mean.
const running = new Set(['processing']);
/** Of those, the words that promise a file; the enterprise page on sounds prints `queued` beside links that are to come. */
const promising = new Set(['queued', 'pending', 'starting']);
const done = new Set(['success', 'ok']);

const speaksByCode = new Set<Cause>(['key', 'credits', 'limit', 'server', 'redirect', 'tooLarge']);
/** `failed` with one of these is a refusal that the user can do something about; any other is the job's end. */
const mendable = new Set<Cause>([
	'key',
	'credits',
	'plan',
	'limit',
	'model',
	'imageLink',
	'blocked',
	'invalid',
]);

const isBody = (value: unknown): value is Body =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Seconds as a number or numeric text; anything else is no estimate. */
export function seconds(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** All texts in a value, however deeply nested, in order; `depth` bounds hostile bodies. */
function texts(value: unknown, depth = 4): string[] {
	if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
	if (depth === 0 || typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap((entry) => texts(entry, depth - 1));
}

/** JSON of any value; nothing of one that is nested too deeply to be written. */
function asJson(value: unknown): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** The first characters of something unreadable, tags and line breaks taken out. */
export function firstCharacters(value: unknown, length = 120): string {
	const text = typeof value === 'string' ? value : asJson(value);
	const plain = text
		.slice(0, 4000)
		.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return plain.length > length ? `${plain.slice(0, length)}...` : plain;
}

/**
 * The service's own words for what happened. Spelled `message` or `messege`; a text, or an object of
 * field -> texts (validation on the old families). `tip` on a refusal explains it; elsewhere it is advertising.
 */
function reasonIn(body: Body): string {
	const nested = isBody(body.error) ? body.error.message : body.error;
	for (const value of [body.message, body.messege, nested, body.tips, body.tip]) {
		if (isBody(value)) {
			const fields = Object.entries(value).map(
				([field, told]) => `${field}: ${texts(told).join(' ')}`,
			);
			if (fields.length > 0) return firstCharacters(fields.join('; '), 500);
		}
		const told = texts(value).join(' ');
		if (told !== '') return firstCharacters(told, 500);
	}
	return '';
}

/**
 * Where an answer keeps its files. `output` first; the next are what single endpoints use; `proxy_links`
 * are second addresses of the same files and sometimes the only ones. `future_links` may name other files
 * than `output`, so they come last.
 */
const outputNames = [
	'output',
	'output_url',
	'links',
	'link',
	'image_url',
	'proxy_links',
	'future_links',
];

/** One entry of an output: a text, or an object in which links stand among other texts. */
const filesOf = (entry: unknown): string[] =>
	isBody(entry) ? texts(entry).filter((text) => /^(https?:\/\/|data:)/i.test(text)) : texts(entry);

/** The files that an answer names, in order. */
export function outputIn(body: Body): string[] {
	for (const name of outputNames) {
		const found = [body[name]].flat().flatMap(filesOf);
		if (found.length > 0) return found;
	}
	return [];
}

const pauseIn = (body: Body, header: string | undefined): number | undefined => {
	const told = seconds(body.retry_after) ?? seconds(header);
	// Whatever is longer is for ever, and still a number.
	return told === undefined ? undefined : Math.min(told * 1000, Number.MAX_SAFE_INTEGER);
};

/** Parses what the line could not: JSON served under another content type. */
export function parsed(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
	try {
		// `trim` takes a byte order mark away as well.
		return JSON.parse(body.trim()) as unknown;
	} catch {
		return body;
	}
}

/**
 * Reads any answer. Never throws.
 *
 * The HTTP code decides first (the present documentation refuses with 4xx), then the body's `status`
 * (older clients met every refusal as HTTP 200). An unknown status with output counts as done, without
 * as running: a time limit ends that, while taking it for a refusal would lose a paid job.
 *
 * @param kind `job`: the endpoint starts or asks about a job. `answer`: it answers at once, so a
 * readable body without any status is its result.
 */
export function read(answer: Answer, kind: 'job' | 'answer' = 'job'): Reply {
	const { status } = answer;
	const value = parsed(answer.body);
	const bare = Array.isArray(value);
	const ok = status >= 200 && status < 300;
	if (!isBody(value) && !(bare && ok)) {
		const reason = firstCharacters(value);
		const cause = causeOf(status, '');
		return {
			state: 'refused',
			status,
			body: {},
			// A page in place of JSON mostly comes from a gateway: only these codes say something without words.
			cause: speaksByCode.has(cause) ? cause : 'unreadable',
			reason,
			retryAfterMs: pauseIn({}, answer.retryAfter),
		};
	}
	const body: Body = isBody(value) ? value : { data: value };
	const told = { body, status, id: jobId(body.id) ?? jobId(body.request_id) };
	const word = typeof body.status === 'string' ? body.status.trim().toLowerCase() : '';
	const retryAfterMs = pauseIn(body, answer.retryAfter);
	const reason = reasonIn(body);

	if (word === 'failed' && status < 500 && status !== 429) {
		// The words say more than a 400, which any failed job may carry.
		const cause = causeOf(ok || status === 400 || status === 422 ? 0 : status, reason);
		if (mendable.has(cause)) {
			return { ...told, state: 'refused', cause, reason, retryAfterMs };
		}
		return { ...told, state: 'failed', reason, unknownJob: cause === 'unknownJob' };
	}
	if (!ok || word === 'error') {
		return {
			...told,
			state: 'refused',
			cause: causeOf(ok ? 0 : status, reason),
			reason,
			retryAfterMs,
		};
	}
	if (running.has(word)) {
		return { ...told, state: 'running', eta: seconds(body.eta), retryAfterMs };
	}
	const output = bare ? outputIn({ output: value }) : outputIn(body);
	if (done.has(word)) return { ...told, state: 'done', output };
	// No status we know.
	if (kind === 'answer') {
		// A message alone is news ("Cache cleared") unless its words are those of a refusal.
		const cause = causeOf(0, reason);
		// Words of payment can be news as well ("Subscription renewed").
		const spoken = !['other', 'plan', 'credits'].includes(cause);
		const toldSo = spoken || texts(body.error).length > 0 || body.error === true;
		const complains = word === '' && toldSo && Object.keys(body).length <= 2;
		return complains
			? { ...told, state: 'refused', cause, reason, retryAfterMs }
			: { ...told, state: 'done', output };
	}
	// Links beside nothing else are a result (a finished voice cover has no status at all).
	const places = promising.has(word)
		? ['output', 'output_url']
		: [
				'output',
				'output_url',
				'links',
				...(word || told.id ? [] : ['link', 'image_url', 'proxy_links']),
			];
	if (bare || places.some((name) => texts(body[name]).length > 0)) {
		return { ...told, state: 'done', output };
	}
	if (told.id !== undefined || word !== '') {
		return { ...told, state: 'running', eta: seconds(body.eta), retryAfterMs };
	}
	const cause = reason === '' ? 'unreadable' : causeOf(0, reason);
	return {
		...told,
		state: 'refused',
		cause,
		reason: reason || firstCharacters(body),
		retryAfterMs,
	};
}
