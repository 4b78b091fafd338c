/** A real HTTP server that misbehaves as told, and n8n's own context to download from it. Without nock, whose sockets know neither broken lines nor full buffers. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Received } from '../../nodes/StableDiffusion/host/files';
import type { Limits } from '../../nodes/StableDiffusion/host/tries';
import { bytesOf } from '../support/n8n';

const core = require('n8n-core') as typeof import('n8n-core');
const { Workflow } = require('n8n-workflow') as typeof import('n8n-workflow');
const { Container } = require('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};
const built = '../../dist/nodes/StableDiffusion/host';
export const { receive, DownloadFailed } = require(
	`${built}/files.js`,
) as typeof import('../../nodes/StableDiffusion/host/files');
export const { download } = require(
	`${built}/download.js`,
) as typeof import('../../nodes/StableDiffusion/host/download');
export const { limits } = require(
	`${built}/tries.js`,
) as typeof import('../../nodes/StableDiffusion/host/tries');

/** The node's own limits, but for the pauses. */
export const quick: Limits = { ...limits, pauses: [5, 5, 5, 5, 5] };

export type Mode = 'memory' | 'filesystem';

/** Where n8n keeps files in filesystem mode. */
const storage = (): string => Container.get(core.BinaryDataConfig).localStoragePath;

/** All files that n8n keeps, half ones and its own notes about them included. */
export function kept(folder = storage()): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true })
		.map((name) => join(folder, String(name)))
		.filter((path) => statSync(path).isFile());
}

/** The context that n8n gives a running node. */
export async function contextIn(
	mode: Mode,
	{ signal, workflow = 'w1' }: { signal?: AbortSignal; workflow?: string } = {},
): Promise<IExecuteFunctions> {
	const service = Container.get(core.BinaryDataService);
	if (mode === 'filesystem') await service.init();
	else (service as unknown as { managers: object }).managers = {};
	const parameters = {};
	const own = { id: 'a', name: 'A', type: 't', typeVersion: 1, position: [0, 0], parameters };
	const types = { getByNameAndVersion: () => ({ description: { properties: [] } }) };
	const flow = new Workflow({
		id: workflow,
		nodes: [own],
		connections: {},
		active: false,
		nodeTypes: types,
	} as unknown as ConstructorParameters<typeof Workflow>[0]);
	return new core.ExecuteContext(
		flow,
		flow.getNode('A') as never,
		{ executionId: '1', restApiUrl: 'http://localhost/rest' } as never,
		'manual',
		{ resultData: { runData: {} } } as never,
		0,
		[],
		{ main: [[]] },
		{} as never,
		[],
		signal,
	);
}

/** One request as it came in. */
export interface Asked {
	path: string;
	range?: string;
	ifRange?: string;
	at: number;
}

export interface Server {
	/** Address of a path. */
	link(path?: string): string;
	readonly asked: Asked[];
	/** Resolves when no line is open. */
	quiet(): Promise<void>;
}

export type Serve = (
	request: IncomingMessage,
	response: ServerResponse,
	/** How many requests came before. */
	before: number,
) => void;

const closers: Array<() => Promise<void>> = [];

/** A server that lives until the end of a test. */
export async function serve(answer: Serve): Promise<Server> {
	const asked: Asked[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((request, response) => {
		const { range, 'if-range': ifRange } = request.headers;
		asked.push({ path: String(request.url), range, ifRange: ifRange as string, at: Date.now() });
		answer(request, response, asked.length - 1);
	});
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	closers.push(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	const { port } = server.address() as AddressInfo;
	return {
		link: (path = '/file') => `http://127.0.0.1:${port}${path}`,
		asked,
		quiet: async () => {
			// A line that is cut off ends with a reset.
			while (sockets.size > 0) await once([...sockets][0], 'close').catch(() => {});
		},
	};
}

export async function closeAll(): Promise<void> {
	for (const close of closers.splice(0)) await close();
}

/** What a host does with a file, one entry for each request; the last one stands for all that follow. */
export interface Manner {
	/** Ends the line after so many bytes of its answer. */
	cut?: number;
	/** With a reset, or (`end`) in order, as if that were all. */
	how?: 'reset' | 'end';
	/** No Content-Length. */
	chunked?: boolean;
	ranges?: boolean;
	etag?: string;
	modified?: string;
	status?: number;
	body?: Buffer | string;
	headers?: { [name: string]: string };
}

/** Serves a file in these manners, one after another. */
export function host(file: Buffer, ...manners: Manner[]): Serve {
	return (request, response, before) => {
		const manner = manners[Math.min(before, manners.length - 1)] ?? {};
		const { cut, how = 'reset', chunked, ranges, etag, modified, status = 200, body } = manner;
		const content = Buffer.from(body ?? file);
		const wanted = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
		const ifRange = request.headers['if-range'];
		const ranged = ranges && wanted && (!ifRange || ifRange === (etag ?? modified));
		const from = ranged ? Number(wanted[1]) : 0;
		const total = content.length;
		if (from > 0 && from >= total) {
			response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
			return;
		}
		const part = content.subarray(from);
		response.writeHead(ranged ? 206 : status, {
			...(etag && { etag }),
			...(modified && { 'last-modified': modified }),
			...(ranged && { 'content-range': `bytes ${from}-${total - 1}/${total}` }),
			...(!chunked && { 'content-length': part.length }),
			...manner.headers,
		});
		if (cut === undefined) response.end(part);
		else if (how === 'end') response.end(part.subarray(0, cut));
		else response.write(part.subarray(0, cut), () => response.destroy());
	};
}

/** The bytes of what was received. Fails with the reason where it was not. */
export async function got(
	received: Received | InstanceType<typeof DownloadFailed>,
): Promise<Buffer> {
	if (received instanceof DownloadFailed) throw received;
	return await bytesOf({ json: {}, binary: { data: received.binary } } as INodeExecutionData);
}

export const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A PNG of any size: noise in a chunk of its own, which no reader looks at. */
export function bigPng(png: Buffer, bytes: number): Buffer {
	const noise = Buffer.alloc(bytes + 12);
	for (let at = 8; at < bytes; at += 4)
		noise.writeUInt32LE((at * 2_654_435_761) % 4_294_967_296, at);
	noise.writeUInt32BE(bytes);
	noise.write('teSt', 4, 'latin1');
	return Buffer.concat([png.subarray(0, -12), noise, png.subarray(-12)]);
}

export interface Came {
	/** The bytes, or why there are none. */
	bytes: Buffer | string;
	server: Server;
	/** Files that n8n has more than before. */
	left: number;
}

/** Downloads with the node's own limits, but for the pauses. */
export async function fetched(
	answer: Serve,
	{
		mode = 'filesystem',
		path,
		second,
		words,
	}: { mode?: Mode; path?: string; second?: string; words?: boolean } = {},
): Promise<Came> {
	const server = await serve(answer);
	const context = await contextIn(mode);
	const before = kept().length;
	const binary = await download(
		context,
		server.link(path),
		{ name: '5-0', second: second && server.link(second), words },
		quick,
	);
	const left = kept().length - before;
	if (binary instanceof DownloadFailed) return { bytes: binary.message, server, left };
	return { bytes: await got({ binary }), server, left };
}

export const same = (bytes: Buffer | string, wanted: Buffer): void => {
	if (typeof bytes === 'string') throw new Error(bytes);
	expect(`${bytes.length} ${sum(bytes)}`).toBe(`${wanted.length} ${sum(wanted)}`);
};

/** Which requests asked for a range. (At which byte is up to the line: what was on its way is lost with it.) */
export const ranges = ({ server }: Came): boolean[] =>
	server.asked.map(({ range }) => range !== undefined);
export const firstByte = ({ server }: Came): number =>
	Number(/^bytes=(\d+)-$/.exec(String(server.asked[1].range))?.[1]);
