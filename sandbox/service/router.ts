import { json, type Answer } from '../core/answer';
import { bodyForBooks, fingerprintOf } from '../core/books';
import type { Desk } from '../core/desk';
import type { CallKind } from '../options';
import { readBody, refused } from './call';
import { endpoints } from './endpoints';
import { families } from './families';
import { fetchJob, fetchTarget } from './fetch';
import { helpers } from './helpers';
import { submit } from './submit';

/** A call as it came in over the wire. */
export interface Incoming {
	method: string;
	path: string;
	contentType?: string;
	raw: Buffer;
}

/** Answers any call below `/api`, disturbed where a fault says so, and writes it into the books. */
export async function answerApi(desk: Desk, incoming: Incoming): Promise<Answer> {
	const { method, path } = incoming;
	const kind = kindOf(path);
	const body = readBody(incoming.contentType, incoming.raw);
	const entry = desk.books.write(desk.books.requests, {
		kind,
		method,
		path,
		body: body && bodyForBooks(body),
		owner: desk.accounts.find(body?.key)?.owner,
		fingerprint: fingerprintOf(path, body),
		time: Date.now(),
	});
	const { answer, fault } = await desk.faults.around(kind, path, () =>
		handle(desk, incoming, body),
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

function kindOf(path: string): CallKind {
	if (endpoints.has(path)) return 'submit';
	return fetchTarget(path) ? 'fetch' : 'helper';
}

async function handle(
	desk: Desk,
	{ method, path }: Incoming,
	body: Record<string, unknown> | undefined,
): Promise<Answer> {
	const endpoint = endpoints.get(path);
	const target = endpoint ? undefined : fetchTarget(path);
	const helper = helpers.get(path);
	const keyKind = endpoint ? families[endpoint.family].kind : (target?.family.kind ?? helper?.kind);
	// The framework under the service answers for addresses that it does not have: a message and no status.
	if (!keyKind) return json(404, { message: `The route ${path.slice(1)} could not be found.` });
	if (method !== 'POST') return asOptioned(desk, unreadable(405));
	if (!body) return asOptioned(desk, unreadable(400));

	const account = desk.accounts.find(body.key);
	if (!account || account.kind !== keyKind) {
		return asOptioned(desk, refused(401, 'Invalid API key'));
	}
	const call = { path, body, account };
	if (endpoint) return asOptioned(desk, await submit(desk, endpoint, call));
	if (target) return asOptioned(desk, fetchJob(desk, target, call));
	return asOptioned(desk, helper?.answer(desk, call) ?? json(404, {}));
}

function unreadable(code: number): Answer {
	return refused(code, 'Invalid API Request', {
		tip: 'Send a POST request with Content-Type: application/json and a body that is valid JSON.',
	});
}

function asOptioned({ options }: Desk, answer: Answer): Answer {
	const isRefusal = answer.code >= 400;
	return isRefusal && options.refusals === 'ok' ? { ...answer, code: 200 } : answer;
}
