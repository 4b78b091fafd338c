import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { wireOf, type Answer } from './answer';
import type { RequestEntry } from './books';
import type { Wanted } from './ranges';
import type { Timers } from './timers';

/** Answers that the sandbox itself has cut, so that they are not taken for callers who went away. */
const cut = new WeakSet<ServerResponse>();

/** Writes down whether the answer to a call came out whole or its caller went away before. */
export function watch({ raw }: FastifyReply, entry: RequestEntry): void {
	raw.once('close', () => {
		if (raw.writableFinished) entry.answered = Date.now();
		else if (!cut.has(raw)) entry.aborted = true;
	});
}

/** Puts an answer on the wire, in the way its fault wants it. */
export async function send(
	reply: FastifyReply,
	answer: Answer,
	timers: Timers,
): Promise<FastifyReply> {
	const { bytes, type } = wireOf(answer);
	const { code, headers, cutAfter, endAfter, pause } = answer;
	const { raw } = reply;
	if (code === 0) {
		reply.hijack();
		cut.add(raw);
		raw.socket?.destroy();
		return reply;
	}
	if (cutAfter === undefined && endAfter === undefined && pause === undefined) {
		return reply
			.code(code)
			.headers(headers ?? {})
			.header('content-type', type)
			.send(bytes);
	}
	reply.hijack();
	const length = endAfter === undefined && { 'content-length': bytes.length };
	raw.writeHead(code, { ...headers, 'content-type': type, ...length });
	if (cutAfter !== undefined) {
		cut.add(raw);
		raw.write(bytes.subarray(0, cutAfter), () => raw.socket?.destroy());
		return reply;
	}
	if (pause !== undefined) {
		raw.write(bytes.subarray(0, pause.after));
		await timers.sleep(pause.seconds);
		raw.end(bytes.subarray(pause.after));
		return reply;
	}
	// Written before the end, because a body that is given with it would have its length told.
	raw.write(bytes.subarray(0, endAfter));
	raw.end();
	return reply;
}

/** The framework under the service lets a POST name another method. */
export function methodOf({ method, headers }: FastifyRequest): string {
	const named = headers['x-http-method-override'];
	return method === 'POST' && typeof named === 'string' ? named.toUpperCase() : method;
}

/** The part of a file that is asked for, which is a matter of GET alone. */
export function wantedBy({ method, headers }: FastifyRequest): Wanted {
	if (method !== 'GET') return {};
	return { range: headers.range, ifRange: [headers['if-range']].flat()[0] };
}

export function pathOf(request: FastifyRequest): string {
	const [path] = request.url.split('?');
	// The address with a slash too many at the end, or doubled in the middle, is not another address.
	return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
