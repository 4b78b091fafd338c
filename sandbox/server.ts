import type { AddressInfo } from 'node:net';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { wireOf, type Answer } from './core/answer';
import type { Books } from './core/books';
import { openDesk, type Desk } from './core/desk';
import type { Script } from './core/faults';
import { completeOptions, type SandboxInput, type SandboxOptions } from './options';
import { encodePng } from './paint/picture';
import { paintScene } from './paint/scene';
import { addPage } from './page/routes';
import { publicModels } from './service/models';
import { outputOf } from './service/replies';
import { answerApi } from './service/router';

export type { Books, CallbackEntry, JobEntry, RequestEntry } from './core/books';
export type { Script } from './core/faults';
export type * from './options';

/** A running sandbox. */
export interface Sandbox {
	/** `http://127.0.0.1:<port>`, without a slash at the end. */
	url: string;
	port: number;
	key: string;
	enterpriseKey: string;
	/** In force at once when changed, but for `port` and `seed`. */
	options: SandboxOptions;
	books: Books;
	/** Scripts the answers to the next calls that match; see `Script`. */
	next(script: Script): void;
	/** Forgets scripts that are not used up. */
	clearNext(): void;
	/** Ends everything at once: held calls are answered, waiting jobs and callbacks are dropped. */
	close(): Promise<void>;
}

/** Large enough for a few pictures as base64, as the service takes them. */
const mostBodyBytes = 64 * 1024 * 1024;

/**
 * Starts a stand-in for the service on 127.0.0.1. Resolves when it listens; rejects, with the system's error, when
 * the port is taken.
 */
export async function startSandbox(input: SandboxInput = {}): Promise<Sandbox> {
	const options = completeOptions(input);
	const desk = openDesk(options, (open, job) => open.callbacks.announce(job, () => outputOf(job)));
	const server = fastify({ bodyLimit: mostBodyBytes, forceCloseConnections: true });
	// One call of the service is a GET with its key in the body.
	server.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
		done(null, body),
	);

	server.all('/api/*', async (request, reply) => {
		const answer = await answerApi(desk, {
			method: methodOf(request),
			path: pathOf(request),
			contentType: request.headers['content-type'],
			raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
		});
		return send(reply, answer);
	});
	for (const folder of ['/generations', '/bucket', '/cdn', '/temp', '/models']) {
		server.get(`${folder}/*`, async (request, reply) =>
			send(reply, await answerFile(desk, request.method, pathOf(request))),
		);
	}
	addPage(server, desk);

	await server.listen({ host: '127.0.0.1', port: options.port });
	const { port } = server.server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}`;
	desk.files.origin = url;
	addModelPictures(desk);
	return {
		url,
		port,
		key: options.key,
		enterpriseKey: options.enterpriseKey,
		options,
		books: desk.books,
		next: (script) => desk.faults.next(script),
		clearNext: () => desk.faults.clear(),
		close: async () => {
			desk.timers.close();
			desk.callbacks.close();
			await server.close();
		},
	};
}

async function answerFile(desk: Desk, method: string, path: string): Promise<Answer> {
	const entry = desk.books.write(desk.books.requests, {
		kind: 'file' as const,
		method,
		path,
		fingerprint: path,
		time: Date.now(),
	});
	const { answer, fault } = await desk.faults.around('file', path, async () =>
		desk.files.download(path),
	);
	Object.assign(entry, { fault, code: answer.code, job: answer.job });
	return answer;
}

async function send(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
	const { bytes, type } = wireOf(answer);
	if (answer.code === 0) {
		reply.hijack();
		reply.raw.socket?.destroy();
		return reply;
	}
	if (answer.cutAfter !== undefined) {
		reply.hijack();
		reply.raw.writeHead(answer.code, { 'content-type': type, 'content-length': bytes.length });
		reply.raw.write(bytes.subarray(0, answer.cutAfter), () => reply.raw.socket?.destroy());
		return reply;
	}
	return reply
		.code(answer.code)
		.headers(answer.headers ?? {})
		.header('content-type', type)
		.send(bytes);
}

/** The framework under the service lets a POST name another method. */
function methodOf({ method, headers }: FastifyRequest): string {
	const named = headers['x-http-method-override'];
	return method === 'POST' && typeof named === 'string' ? named.toUpperCase() : method;
}

function pathOf(request: FastifyRequest): string {
	const [path] = request.url.split('?');
	// The address with a slash too many at the end, or doubled in the middle, is not another address.
	return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

/** The preview pictures of the model list. */
function addModelPictures({ files }: Desk): void {
	for (const { model_id, model_name } of publicModels(files.origin)) {
		files.put([`/models/${model_id}.png`], {
			make: () => encodePng(paintScene(model_name, 1, 256, 256)),
			type: 'image/png',
			readyAt: () => 0,
			lifeSeconds: () => Number.POSITIVE_INFINITY,
		});
	}
}
