import { json, type Answer } from '../core/answer';
import { bodyForBooks, fingerprintOf, type RequestEntry } from '../core/books';
import type { Desk } from '../core/desk';
import type { CallKind, FaultName } from '../options';
import { readBody, refused, type Call } from './call';
import { unknownFields } from './check';
import type { Fields } from './endpoint';
import { endpoints } from './endpoints';
import { openEndpoint } from './endpoints/open';
import { families, type Family } from './families';
import { fetchJob, fetchTarget } from './fetch';
import { answerHelper, helperTarget } from './helpers';
import { submit } from './submit';

/** A call as it came in over the wire. */
export interface Incoming {
	method: string;
	path: string;
	contentType?: string;
	raw: Buffer;
}

/** What lies at an address. */
interface Route {
	kind: CallKind;
	method: 'GET' | 'POST';
	/** Its kind is the kind of key that the address takes. */
	family: Family;
	fields: Fields;
	open?: boolean;
	answer: (desk: Desk, call: Call) => Answer | Promise<Answer>;
}

/**
 * Answers any call below `/api`, disturbed where a fault says so, and writes it into the books.
 *
 * @param onEntry is told of the entry while the call is still to be answered
 */
export async function answerApi(
	desk: Desk,
	incoming: Incoming,
	onEntry: (entry: RequestEntry) => void = () => {},
): Promise<Answer> {
	const { method, path } = incoming;
	const route = routeOf(desk, path);
	const kind = route?.kind ?? 'helper';
	const body = readBody(incoming.contentType, incoming.raw);
	const entry = desk.books.write<RequestEntry>(desk.books.requests, {
		kind,
		method,
		path,
		body: body && bodyForBooks(body),
		owner: desk.accounts.find(body?.key)?.owner,
		fingerprint: fingerprintOf(path, body),
		time: Date.now(),
		unknown: route && body && unknownFields(route, body),
	});
	onEntry(entry);
	const { answer, fault } = await desk.faults.around(kind, path, (own) =>
		handle(desk, incoming, route, body, own),
	);
	entry.fault = fault;
	entry.code = answer.code;
	entry.job = answer.job;
	if (answer.code !== 0) Object.assign(entry, wordsOf(answer.json, body?.key));
	return answer;
}

/** What the books keep of an answer's body; a scripted one may repeat the key. */
function wordsOf(json: unknown, key: unknown): { status?: string; message?: string } {
	const { status, message, messege } = (json ?? {}) as Record<string, unknown>;
	const text = (value: unknown) =>
		typeof value === 'string' ? value.replaceAll(String(key || '\0'), '[key]') : undefined;
	return { status: text(status), message: text(message ?? messege) };
}

function routeOf({ options }: Desk, path: string): Route | undefined {
	const endpoint = endpoints.get(path) ?? openEndpoint(options.addresses, path);
	if (endpoint) {
		return {
			kind: 'submit',
			method: 'POST',
			family: families[endpoint.family],
			fields: endpoint.fields,
			open: endpoint.open,
			answer: (desk, call) => submit(desk, endpoint, call),
		};
	}
	const fetch = fetchTarget(path);
	if (fetch) {
		return {
			kind: 'fetch',
			method: 'POST',
			family: fetch.family,
			fields: fetch.id === undefined ? { request_id: { type: 'track' } } : {},
			answer: (desk, call) => fetchJob(desk, fetch, call),
		};
	}
	const target = helperTarget(path);
	return (
		target && {
			kind: 'helper',
			method: target.helper.method ?? 'POST',
			family: target.helper.family,
			fields: target.helper.fields ?? {},
			answer: (desk, call) => answerHelper(desk, target, call),
		}
	);
}

async function handle(
	desk: Desk,
	{ method, path }: Incoming,
	route: Route | undefined,
	body: Record<string, unknown> | undefined,
	fault: FaultName | undefined,
): Promise<Answer> {
	// The framework under the service answers for addresses that it does not have: a message and no status.
	if (!route) return json(404, { message: `The route ${path.slice(1)} could not be found.` });
	if (method !== route.method) return asOptioned(desk, unreadable(405, route.method));
	if (!body) return asOptioned(desk, unreadable(400, route.method));

	const account = desk.accounts.find(body.key);
	if (!account || account.kind !== route.family.kind) {
		return asOptioned(desk, refused(401, 'Invalid API key'));
	}
	return asOptioned(desk, await route.answer(desk, { path, body, account, fault }));
}

function unreadable(code: number, method: Route['method']): Answer {
	return refused(code, 'Invalid API Request', {
		tip: `Send a ${method} request with Content-Type: application/json and a body that is valid JSON.`,
	});
}

function asOptioned({ options }: Desk, answer: Answer): Answer {
	const isRefusal = answer.code >= 400;
	return isRefusal && options.refusals === 'ok' ? { ...answer, code: 200 } : answer;
}
