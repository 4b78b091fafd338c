/** The request and the response as nodes see them: n8n's own fields, and the little of Express that a node touches. */
import { fromCore } from './world';
import { bytesOf } from './body';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';

const { parseIncomingMessage } = fromCore('@n8n/backend-network') as {
	parseIncomingMessage(message: IncomingMessage): void;
};
const { parse: parseQuery } = fromCore('qs') as {
	parse(text: string, options: object): IDataObject;
};

/** n8n's own fields (`contentType`, `encoding`, `rawBody`, `readRawBody()`) are among those of IncomingMessage. */
export interface Request extends IncomingMessage {
	originalUrl: string;
	path: string;
	query: IDataObject;
	params: IDataObject;
	ip?: string;
	body?: unknown;
}

export interface Response extends ServerResponse {
	locals: IDataObject;
	status(code: number): this;
	header(name: string, value: string): this;
	json(body: unknown): this;
	send(body: unknown): this;
}

export function asRequest(message: IncomingMessage): Request {
	parseIncomingMessage(message);
	const originalUrl = message.url ?? '/';
	const [path, query = ''] = originalUrl.split(/\?(.*)/s);
	const request: Request = Object.assign(message, {
		originalUrl,
		path,
		query: parseQuery(query, { allowPrototypes: true }),
		params: {},
		ip: message.socket.remoteAddress,
		readRawBody: async () => {
			request.rawBody ??= await bytesOf(message);
		},
	});
	return request;
}

export function asResponse(response: ServerResponse): Response {
	const write = (type: string, body?: string | Buffer) => {
		if (!response.hasHeader('content-type')) response.setHeader('content-type', type);
		response.end(body);
	};
	return Object.assign(response, {
		locals: {},
		status(this: Response, code: number) {
			this.statusCode = code;
			return this;
		},
		header(this: Response, name: string, value: string) {
			return this.setHeader(name, value);
		},
		json(this: Response, body: unknown) {
			write('application/json; charset=utf-8', JSON.stringify(body));
			return this;
		},
		send(this: Response, body: unknown) {
			if (typeof body === 'string') write('text/html; charset=utf-8', body);
			else if (Buffer.isBuffer(body)) write('application/octet-stream', body);
			else this.json(body);
			return this;
		},
	});
}
