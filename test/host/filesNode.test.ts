import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { bytesOf, key, see } from '../support/n8n';
import { png } from '../support/pictures';
import {
	bigPng,
	closeAll,
	contextIn,
	got,
	host,
	kept,
	receive,
	serve,
	sum,
	type Mode,
	type Serve,
} from './filesSupport';

afterEach(closeAll);

const file = bigPng(png(64, 64, [10, 200, 90]), 400_000);
const etag = '"a1"';

/** Answers with the head and a part of the file, and falls silent. */
const silent: Serve = (_request, response) => {
	response.writeHead(200, { 'content-length': file.length, etag });
	response.write(file.subarray(0, 150_000));
};

describe('A large file', () => {
	const large = bigPng(png(8, 8), 50_000_000);

	/** Sends a file as fast as it is taken, and counts. */
	const counted = (): { answer: Serve; sent: () => number } => {
		let sent = 0;
		return {
			sent: () => sent,
			answer: (_request, response: ServerResponse) => {
				response.writeHead(200, { 'content-length': large.length });
				void (async () => {
					const step = 65_536;
					for (let at = 0; at < large.length && !response.destroyed; at += step) {
						const part = large.subarray(at, at + step);
						sent += part.length;
						if (!response.write(part)) await once(response, 'drain').catch(() => {});
					}
					response.end();
				})();
			},
		};
	};

	test.each<Mode>(['filesystem', 'memory'])('comes byte for byte (%s)', async (mode) => {
		const server = await serve(counted().answer);
		const received = await receive(await contextIn(mode), server.link(), { name: 'a' });
		expect(sum(await got(received))).toBe(sum(large));
	});

	test('is not taken faster than n8n stores it: what is not stored yet stays with the host', async () => {
		const { answer, sent } = counted();
		const server = await serve(answer);
		const context = await contextIn('filesystem');
		let taken = 0;
		let ahead = 0;
		// A disk that is slower than the line: n8n's own store behind it.
		const slow = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
			for await (const piece of content) {
				taken += piece.length;
				// Long enough, whenever it matters, for the host to fill all buffers on the way.
				if (taken % 12_500_000 < piece.length) await wait(300);
				ahead = Math.max(ahead, sent() - taken);
				yield piece;
			}
		};
		const { prepareBinaryData } = context.helpers;
		const { Readable } = require('node:stream') as typeof import('node:stream');
		const helpers = {
			...context.helpers,
			prepareBinaryData: (async (content: AsyncIterable<Buffer>, ...more) =>
				await prepareBinaryData(Readable.from(slow(content)), ...more)) as typeof prepareBinaryData,
		};
		const slowed = Object.create(context, { helpers: { value: helpers } }) as typeof context;
		const received = await receive(slowed, server.link(), { name: 'a' });
		expect(sum(await got(received))).toBe(sum(large));
		// What the system's buffers of two sockets hold, some megabytes mostly.
		expect(ahead).toBeGreaterThan(0);
		expect(ahead).toBeLessThan(large.length / 2);
	});
});

describe('Through the whole node', () => {
	/** The service and its files on one host. */
	const service =
		(content: Serve): Serve =>
		(request, response, before) => {
			if (request.method === 'GET') return content(request, response, before);
			const link = `http://${request.headers.host}/0.png`;
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ status: 'success', id: 5, output: [link] }));
		};
	const generate = {
		resource: 'image',
		operation: 'generate',
		family: 'images',
		model_id: { __rl: true, mode: 'id', value: 'flux' },
		prompt: 'a lighthouse in a storm',
	};
	const credentialOf = (link: string) => ({ host: new URL(link).origin, apiKey: key });

	test('a file that breaks off and goes on is one file', async () => {
		const server = await serve(
			service((request, response, before) =>
				host(file, before === 1 ? { cut: 150_000, etag, ranges: true } : { etag, ranges: true })(
					request,
					response,
					0,
				),
			),
		);
		for (const binary of ['memory', 'filesystem'] as const) {
			await contextIn(binary);
			const { items, error } = await see({
				parameters: generate,
				credential: credentialOf(server.link()),
				binary,
			});
			expect(error).toBeUndefined();
			expect(sum(await bytesOf(items[0]))).toBe(sum(file));
			expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/png' });
		}
		expect(server.asked.filter(({ range }) => range)).toHaveLength(1);
	});

	test('Stop ends a download at once, and the line with it', async () => {
		const stop = new AbortController();
		const server = await serve(service(silent));
		const before = kept().length;
		const running = see({
			parameters: generate,
			credential: credentialOf(server.link()),
			binary: 'filesystem',
			signal: stop.signal,
		});
		while (server.asked.length < 2) await wait(5);
		await wait(50);
		const began = performance.now();
		stop.abort();
		await running;
		await server.quiet();
		// Without it, half a minute or more.
		expect(performance.now() - began).toBeLessThan(20_000);
		while (kept().length > before) await wait(5);
	});
});
