/** What a hostile or clumsy service can answer, with the key in it. */
import { spellings } from '../../scripts/leak/search';
import { host } from '../support/n8n';

/** Hosts that are none of the service's own. */
export const evil = 'https://evil.example.test';
export const files = 'https://files.example.test';

/** What is answered: an HTTP answer, or a line that breaks. */
export type Told =
	{ status: number; body?: unknown; headers?: Record<string, string> } | { fault: Error };

/** As the service gives them out, longer than what an error shows of a value. */
export const plainKey = 'Qz7fK2mXw9RtB4vLc8NyD3hJp6GsA1eUkW5oTiYxQ0rZnM8bVgC7dFlHjSaPq';
/** Signs that look otherwise in an address, in JSON, in HTML, in a form. */
export const spikyKey = `Zq7+4/w"k'&<9f> =%2Fr\\3acé€😀{71}[e0]d;5b?#x:@b9,4c`;

/** The ways in which a service may write the key down. */
export const spelt = (key: string): Array<[form: string, text: string]> => [
	...spellings(key),
	// Credentials of HTTP, which have more around the key.
	['Basic', `Basic ${Buffer.from(`user:${key}:`).toString('base64')}`],
];

/** What an answer is made of: the key as it is spelt there, what was sent, the mark of the case. */
export interface Stuff {
	key: string;
	sent: Record<string, unknown>;
	mark: string;
}

export interface Case {
	/** What it is about; each is driven in every way that the node can be run. */
	kind: string;
	name: string;
	/** Whether it must end in an error. */
	fails: boolean;
	tell(stuff: Stuff): Told;
}

/** Header values are Latin-1 without line breaks. */
const inHeader = (key: string): string => (/^[ -~]*$/.test(key) ? key : encodeURIComponent(key));

/** The forms in which a refusal can have the key in it. */
const refusals: Record<string, (stuff: Stuff) => Omit<Told & { body: unknown }, 'status'>> = {
	message: ({ key }) => ({ body: { status: 'error', message: `The key ${key}, was not taken` } }),
	messege: ({ key }) => ({ body: { status: 'failed', messege: `${key} was not taken` } }),
	tip: ({ key }) => ({ body: { status: 'error', message: '', tips: `1. Look at ${key}` } }),
	'a field of its words': ({ key }) => ({
		body: { status: 'error', message: { key: [`The key ${key} is wrong.`], width: ['Too wide.'] } },
	}),
	'a name of a field': ({ key }) => ({
		body: { status: 'error', message: { [key]: ['is no field.'] } },
	}),
	'deep inside': ({ key }) => ({
		body: { error: { message: `at ${key}`, trace: [{ args: [[{ key }]] }] }, [key]: { [key]: 1 } },
	}),
	'the request': ({ key, sent }) => ({ body: { request: { ...sent, key, headers: [key] }, key } }),
	HTML: ({ key }) => ({
		body: `<!DOCTYPE html><html><h1>Sorry</h1><pre>{"key":"${key}"}</pre><a href="?key=${key}">x</a></html>`,
		headers: { 'content-type': 'text/html' },
	}),
	text: ({ key }) => ({ body: `Traceback: body = {'key': '${key}'}\n` }),
	'broken JSON': ({ key }) => ({
		body: `{"status":"error","message":"${key}","request":{"key":"${key}"`,
		headers: { 'content-type': 'application/json' },
	}),
	headers: ({ key }) => ({
		body: '',
		headers: {
			location: `${evil}/?key=${inHeader(key)}`,
			'retry-after': inHeader(key),
			'set-cookie': `key=${inHeader(key)}`,
			'content-type': `text/${inHeader(key)}`,
			'x-request': inHeader(key),
		},
	}),
};
export const refusalNames = Object.keys(refusals);
export const codes = [200, 400, 401, 403, 404, 413, 422, 429, 500, 502, 503];

/** A queue or rate limit is waited out; so long that nobody does. */
const soon = { 'retry-after': '999999' };

/** Each code, with one form each; which of them begins is up to the caller. */
export const refused = (from: number): Case[] =>
	codes.map((status, index) => {
		const form = refusalNames[(from + index) % refusalNames.length];
		return {
			kind: form,
			name: `HTTP ${status}, the key in ${form}`,
			fails: status !== 200 || !['the request', 'headers', 'deep inside'].includes(form),
			tell: (stuff) => {
				const told = refusals[form](stuff) as Extract<Told, { status: number }>;
				return {
					...told,
					status,
					headers: status === 429 ? { ...soon, ...told.headers } : told.headers,
				};
			},
		};
	});

/** Fields of an answer that says, under HTTP 200, that it came to nothing. */
export const fieldNames = [
	'output',
	'proxy_links',
	'fetch_result',
	'id',
	'meta',
	'track_id',
	'eta',
];
export const failed = (from: number): Case[] =>
	fieldNames.map((field, index) => {
		const status = (from + index) % 2 === 0 ? 'error' : 'failed';
		return {
			kind: `${field} of what failed`,
			name: `${status}, the key in ${field}`,
			fails: true,
			tell: ({ key }) => ({
				status: 200,
				body: { status, message: `Sorry, ${field}`, [field]: valueFor(field, key) },
			}),
		};
	});

const valueFor = (field: string, key: string): unknown => {
	if (field === 'output' || field === 'proxy_links') return [`${files}/${key}.png`, key];
	if (field === 'fetch_result') return `${host}/api/v6/images/fetch/${key}`;
	return field === 'meta' ? { key, params: [key], [key]: key } : key;
};

const fault = (message: string, more: object = {}): Told => ({
	fault: Object.assign(new Error(message), more),
});
const request = (key: string) => ({
	config: { data: JSON.stringify({ key }), headers: { authorization: key }, url: `/${key}` },
	request: { _header: `POST /?key=${key}`, body: key },
	response: { data: { key }, headers: { location: key } },
	options: { body: { key } },
});

/** Lines that break, with the request in what is said about it. */
const faults: Record<string, (key: string) => Told> = {
	refused: (key) => fault(`connect ECONNREFUSED ${key}`, { code: 'ECONNREFUSED', ...request(key) }),
	reset: (key) => fault(`read ECONNRESET ${key}`, { code: 'ECONNRESET', ...request(key) }),
	late: (key) => fault(`timeout of 1 ms, ${key}`, { code: 'ECONNABORTED', ...request(key) }),
	TLS: (key) => fault(`Hostname/IP ${key}`, { code: 'CERT_HAS_EXPIRED', host: key }),
	DNS: (key) => fault(`getaddrinfo ENOTFOUND ${key}`, { code: 'ENOTFOUND', hostname: key }),
	'of no name': (key) => fault(`The body was {"key":"${key}"}`, request(key)),
	'of several causes': (key) =>
		fault('', { errors: [new Error(key)], cause: new Error(`because of ${key}`) }),
};
export const broken: Case[] = Object.entries(faults).map(([name, tell]) => ({
	kind: `a line that breaks (${name})`,
	name: `a line that breaks (${name}), the key in its error`,
	fails: true,
	tell: ({ key }) => tell(key),
}));

export const redirectCodes = [301, 302, 303, 307, 308];
export const redirected = (from: number): Case[] => [
	{
		kind: 'a redirect',
		name: `HTTP ${redirectCodes[from % redirectCodes.length]} to another host, the key in its address`,
		fails: true,
		tell: ({ key }) => ({
			status: redirectCodes[from % redirectCodes.length],
			body: `<a href="${evil}/${key}">Moved</a>`,
			headers: { location: `${evil}/${inHeader(key)}?key=${encodeURIComponent(key)}` },
		}),
	},
];

/** Answers to a submit that say the job goes on. */
export const processing: Case[] = (
	[
		['its ID', ({ key }) => ({ id: key, eta: 0 })],
		[
			'fetch_result',
			({ key, mark }) => ({ id: mark, fetch_result: `${host}/api/v6/${key}/fetch/${mark}` }),
		],
		[
			'fetch_result at another host',
			({ key, mark }) => ({
				id: mark,
				fetch_result: `${evil}/api/v6/images/fetch/${mark}?key=${key}`,
			}),
		],
		[
			'its links and all else',
			({ key, mark, sent }) => ({
				...{ id: mark, eta: key, track_id: key, future_links: [`${files}/${key}.png`], output: [] },
				...{ links: [], meta: { ...sent, key, seed: key }, message: key, tip: key, [key]: [key] },
			}),
		],
	] as Array<[string, (stuff: Stuff) => object]>
).map(([name, body]) => ({
	kind: `processing, ${name}`,
	name: `processing, the key in ${name}`,
	fails: false,
	tell: (stuff) => ({ status: 200, body: { status: 'processing', ...body(stuff) } }),
}));

/** Results. The names of the files are looked at by `fileOf`. */
export const finished: Case[] = (
	[
		['the path of its link', ({ key }) => ({ output: [`${files}/${key}/0.png`] })],
		[
			'the query of its link',
			({ key }) => ({ output: [`${files}/0.png?key=${key.replaceAll(' ', '%20')}`] }),
		],
		['the name of its file', ({ key }) => ({ output: [`${files}/${key}.png`, `${files}/${key}`] })],
		[
			'its second links',
			({ key }) => ({ output: [`${files}/dead`], proxy_links: [`${files}/${key}.png`] }),
		],
		['a text', ({ key }) => ({ output: [`The key is ${key}`] })],
		[
			'a file as base64',
			({ key }) => ({
				output: [`data:text/plain;base64,${Buffer.from(`x ${key}`).toString('base64')}`],
			}),
		],
		[
			'seed, track_id and all else',
			({ key, sent }) => ({
				...{ output: [`${files}/0.png`], seed: key, track_id: key, generationTime: key },
				...{ meta: { ...sent, key, seed: key }, message: key, [key]: { [key]: [key] } },
			}),
		],
		['the text of its file', () => ({ output: [`${files}/with-key.txt`] })],
		['what the file host says', () => ({ output: [`${files}/refused.png`] })],
		['what breaks the download', () => ({ output: [`${files}/broken.png`] })],
	] as Array<[string, (stuff: Stuff) => object]>
).map(([name, body]) => ({
	kind: `success, ${name}`,
	name: `success, the key in ${name}`,
	fails: false,
	tell: (stuff) => ({
		status: 200,
		body: { status: 'success', id: stuff.mark, training_status: 'deployed', ...body(stuff) },
	}),
}));

/** What the file host answers, with a key in it. */
export function fileFor(key: string, to: string): Told | undefined {
	if (to.includes('/dead')) return { status: 404, body: key };
	if (to.includes('/with-key.txt'))
		return { status: 200, body: `These words have ${key} in them.` };
	if (to.includes('/refused.png'))
		return { status: 403, body: `no ${key}`, headers: { 'x-key': inHeader(key) } };
	if (to.includes('/broken.png')) return fault(`The line to ${key} broke`, request(key));
	return undefined;
}

/** All that is driven against one operation; which forms meet which codes turns with the operation. */
export const casesFor = (turn: number): Case[] => [
	...refused(turn),
	...failed(turn),
	...broken,
	...redirected(turn),
	...processing,
	...finished,
];
