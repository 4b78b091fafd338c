import type { AddressInfo } from 'node:net';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { Books, CallbackEntry, RequestEntry } from './core/books';
import { openDesk, type Desk } from './core/desk';
import type { Script } from './core/faults';
import { methodOf, pathOf, send, wantedBy, watch } from './core/wire';
import { completeOptions, type SandboxInput, type SandboxOptions } from './options';
import { encodePng } from './paint/picture';
import { paintScene } from './paint/scene';
import { addPage } from './page/routes';
import { callNow, tellEnd, type CallbackOverrides } from './service/callbacks';
import { publicModels } from './service/models';
import { answerApi } from './service/router';
import { advanceTraining } from './service/trainings';

export type { Books, CallbackEntry, CallbackKind, JobEntry, RequestEntry } from './core/books';
export type { Script } from './core/faults';
export type { CallbackOverrides } from './service/callbacks';
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
	/** The bytes behind a result link, past all faults and books; undefined where a download would not succeed. */
	read(link: string): Buffer | undefined;
	/**
	 * Ends a job now, or, without an id, all that wait or are in work: well, or badly where it is to fail. All else
	 * (books, callback, the answer to a held submit) comes as usual. Tells how many have ended by this.
	 */
	finish(job?: number | string): number;
	/**
	 * Lets a training go on to its next stage now, which is told as usual. Gives the stage; undefined for one that has
	 * ended or is unknown.
	 */
	advance(training: string): string | undefined;
	/**
	 * Posts the callback of a job now, ended or not, past all rates and holding; or anything else that is given. Gives
	 * the entry with what the receiver answered. Rejects for an unknown job without a body, and where there is no
	 * address. Anything but this computer is refused, as always.
	 */
	callback(job: number | string, overrides?: CallbackOverrides): Promise<CallbackEntry>;
	/** Keeps back all callbacks that are due from now on. Forged ones, and those by hand, go on. */
	holdCallbacks(): void;
	/** Draws for everything kept back what goes wrong with it, sends it with the usual delays, and tells how many. */
	releaseCallbacks(): number;
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
	const desk = openDesk(options, tellEnd);
	const server = fastify({ bodyLimit: mostBodyBytes, forceCloseConnections: true });
	// One call of the service is a GET with its key in the body.
	server.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
		done(null, body),
	);

	server.all('/api/*', async (request, reply) => {
		const answer = await answerApi(
			desk,
			{
				method: methodOf(request),
				path: pathOf(request),
				contentType: request.headers['content-type'],
				raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
			},
			(entry) => watch(reply, entry),
		);
		return await send(reply, answer, desk.timers);
	});
	for (const folder of ['/generations', '/bucket', '/cdn', '/temp', '/models']) {
		server.get(`${folder}/*`, async (request, reply) => await answerFile(desk, request, reply));
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
		read: (link) => desk.files.read(link),
		finish: (job) => desk.queue.finish(job),
		advance: (training) => advanceTraining(desk, training),
		callback: (job, overrides) => callNow(desk, job, overrides),
		holdCallbacks: () => desk.callbacks.hold(),
		releaseCallbacks: () => desk.callbacks.release(),
		close: async () => {
			desk.timers.close();
			desk.callbacks.close();
			await server.close();
		},
	};
}

async function answerFile(
	desk: Desk,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const path = pathOf(request);
	const wanted = wantedBy(request);
	const entry = desk.books.write<RequestEntry>(desk.books.requests, {
		kind: 'file',
		method: request.method,
		path,
		fingerprint: path,
		time: Date.now(),
		range: wanted.range,
	});
	watch(reply, entry);
	const { answer, fault } = await desk.faults.around('file', path, async () =>
		desk.files.download(path, wanted),
	);
	Object.assign(entry, { fault, code: answer.code, job: answer.job });
	return await send(reply, answer, desk.timers);
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
