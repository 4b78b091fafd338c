import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Started {
	request: IncomingMessage;
	response: ServerResponse;
	server: Server;
}

/** A request that has come in, seen from the sandbox's end of the line. */
export interface Call {
	path: string;
	/** Milliseconds since 1970, like all times here. */
	began: number;
	/** When the line was free again, well or badly. */
	ended?: number;
	/** Whether the caller went away before it had its answer. */
	cut?: boolean;
}

/**
 * Listens at a port of this process: which requests are open, and which of them the caller has dropped. The
 * sandbox's books tell what was answered; only the line tells whether anybody still listened.
 */
export function watchWire(port: number): Call[] {
	const calls: Call[] = [];
	subscribe('http.server.request.start', (message) => {
		const { request, response, server } = message as Started;
		if ((server.address() as AddressInfo | null)?.port !== port) return;
		const call: Call = { path: request.url ?? '', began: Date.now() };
		calls.push(call);
		response.once('close', () => {
			call.ended = Date.now();
			call.cut = !response.writableFinished;
		});
	});
	return calls;
}
