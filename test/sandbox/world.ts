import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';
import { until } from '../support/until';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { SandboxInput } from '../../sandbox/options';

export type Body = Record<string, unknown>;

export interface Reply {
	code: number;
	body: Body;
}

const open: (() => Promise<void>)[] = [];

/** A sandbox with quick jobs that ends with the test. */
export async function sandboxWith(input: SandboxInput = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ secondsPerJob: 0.03, holdSeconds: 0, ...input });
	open.push(() => sandbox.close());
	return sandbox;
}

/** Closes something else with the test. */
export function closeLater(close: () => Promise<void>): void {
	open.push(close);
}

/** Closes what a test has opened; for `afterEach`. */
export async function closeAll(): Promise<void> {
	await Promise.all(open.splice(0).map((close) => close()));
}

/** Posts with the right kind of key, unless the body names one. */
export async function post(sandbox: Sandbox, path: string, body: Body = {}): Promise<Reply> {
	const key = path.startsWith('/api/v1/enterprise') ? sandbox.enterpriseKey : sandbox.key;
	const answer = await fetch(sandbox.url + path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ key, ...body }),
	});
	return { code: answer.status, body: (await answer.json()) as Body };
}

/** Asks until the job has ended. */
export async function settled(
	sandbox: Sandbox,
	path: string,
	body: Body = {},
): Promise<Body & { output: string[] }> {
	let told: Body = {};
	await until(async () => {
		({ body: told } = await post(sandbox, path, body));
		return told.status !== 'processing';
	}, 'the end of the job');
	return told as Body & { output: string[] };
}

/** Submits and waits for the end: the answer to the submit and the answer to the last fetch. */
export async function run(
	sandbox: Sandbox,
	path: string,
	body: Body,
): Promise<{ submitted: Body; done: Body & { output: string[] } }> {
	const { body: submitted } = await post(sandbox, path, body);
	if (submitted.status !== 'processing') throw new Error(JSON.stringify(submitted));
	const isBodyFetch = submitted.fetch_result === undefined;
	const done = isBodyFetch
		? await settled(sandbox, '/api/v1/enterprise/fetch', { request_id: submitted.id })
		: await settled(sandbox, new URL(String(submitted.fetch_result)).pathname);
	return { submitted, done };
}

export async function download(link: string): Promise<Buffer> {
	const answer = await fetch(link);
	if (!answer.ok) throw new Error(`${link} answers ${answer.status}`);
	return Buffer.from(await answer.arrayBuffer());
}

export async function picture(link: string): Promise<PNG> {
	return PNG.sync.read(await download(link));
}

/** A PNG in which every pixel is given by its place. */
export function png(
	width: number,
	height: number,
	colour: (x: number, y: number) => [number, number, number],
): Buffer {
	const made = new PNG({ width, height });
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			made.data.set([...colour(x, y), 255], (y * width + x) * 4);
		}
	}
	return PNG.sync.write(made);
}

export function pixel(image: PNG, x: number, y: number): number[] {
	const at = (y * image.width + x) * 4;
	return [...image.data.subarray(at, at + 4)];
}

/** A server on this machine that serves files and keeps what is posted to it. */
export async function neighbour(
	files: Record<string, Buffer> = {},
): Promise<{ url: string; received: Body[] }> {
	const received: Body[] = [];
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			if (request.method === 'POST') {
				received.push(JSON.parse(Buffer.concat(chunks).toString()) as Body);
				response.end('ok');
				return;
			}
			const file = files[request.url ?? ''];
			response.writeHead(file ? 200 : 404).end(file);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	open.push(
		() =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	);
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
