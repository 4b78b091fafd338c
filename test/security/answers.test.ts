// What a hostile or broken host may answer in place of the service: an answer without an end, or without a sense.
import { gzipSync } from 'node:zlib';
import { closeAll, contextIn, serve, type Serve, type Server } from '../host/filesSupport';
import { see, type RunOptions } from '../support/n8n';

const { exchange } =
	require('../../dist/nodes/StableDiffusion/host/exchange.js') as typeof import('../../nodes/StableDiffusion/host/exchange');

afterEach(closeAll);

const megabyte = 1024 ** 2;

/** Sends pieces until the other side has had enough, each after a pause in milliseconds. */
function without(end: { piece: Buffer; pause?: number }): { answer: Serve; sent: () => number } {
	let sent = 0;
	return {
		sent: () => sent,
		answer: (_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.write('{"status":"success","output":["');
			const push = (): void => {
				if (response.destroyed) return;
				sent += end.piece.length;
				const room = response.write(end.piece);
				if (end.pause !== undefined) setTimeout(push, end.pause);
				else if (room) setImmediate(push);
				else response.once('drain', push);
			};
			push();
		},
	};
}

/** The node's own way of asking, within other bounds. */
async function asked(
	server: Server,
	within: { bytes: number; patience: number },
): Promise<unknown> {
	const { helpers } = await contextIn('memory');
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: never) =>
				await helpers.httpRequest(options),
		},
	} as unknown as Parameters<typeof exchange>[0];
	const options = { method: 'POST', url: server.link(), body: { a: 1 }, timeout: 30_000 } as const;
	return await exchange(context, 'any', options, within).catch((error: Error) => error.message);
}

const within = { bytes: megabyte, patience: 60_000 };

describe('An answer of the service', () => {
	test('without an end is given up', async () => {
		const { answer, sent } = without({ piece: Buffer.alloc(65_536, 0x41) });
		const server = await serve(answer);
		expect(await asked(server, within)).toBe('the answer is larger than 1 MB');
		await server.quiet();
		expect(sent()).toBeLessThan(40 * megabyte);
	});

	test('that only drips is given up when its time is over', async () => {
		const { answer } = without({ piece: Buffer.from('A'), pause: 20 });
		const server = await serve(answer);
		const said = await asked(server, { ...within, patience: 300 });
		expect(said).toBe('the answer did not come to an end in time');
		await server.quiet();
	});

	test('that unpacks to more than is taken is given up', async () => {
		const packed = gzipSync(Buffer.alloc(100 * megabyte, 0x41));
		const server = await serve(
			(_request, response) =>
				void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
		);
		expect(await asked(server, within)).toBe('the answer is larger than 1 MB');
	});

	test.each<[string, string, unknown]>([
		['JSON', '{"status":"ok"}', { status: 'ok' }],
		['JSON behind a byte order mark', '\uFEFF{"status":"ok"}', { status: 'ok' }],
		['a page', '<html></html>', '<html></html>'],
		['nothing', '', ''],
		['JSON that breaks off', '{"status":', '{"status":'],
		['a number', '17', 17],
	])('is read: %s', async (_name, text, wanted) => {
		const server = await serve((_request, response) => void response.end(text));
		expect(await asked(server, within)).toMatchObject({ statusCode: 200, body: wanted });
	});

	test('that breaks off is no answer', async () => {
		const server = await serve((_request, response) => {
			response.writeHead(200, { 'content-length': 1000 });
			response.write('{"status":"success"', () => response.destroy());
		});
		expect(await asked(server, within)).not.toHaveProperty('body');
	});

	test('that is packed is unpacked', async () => {
		const server = await serve(
			(_request, response) =>
				void response
					.writeHead(200, { 'content-encoding': 'gzip' })
					.end(gzipSync('{"status":"ok"}')),
		);
		expect(await asked(server, within)).toMatchObject({ body: { status: 'ok' } });
	});
});

describe('A run whose service answers without an end', () => {
	const parameters: RunOptions['parameters'] = {
		resource: 'image',
		operation: 'generate',
		family: 'realtime',
		prompt: 'a boat',
	};

	test('ends with an error that says so and does not buy a second time', async () => {
		const { answer } = without({ piece: Buffer.alloc(megabyte, 0x41) });
		const server = await serve(answer);
		const { error } = await see({
			parameters,
			credential: { host: new URL(server.link()).origin },
		});
		expect(`${error?.message} ${error?.description}`).toMatch(/larger than 256 MB/);
		expect(server.asked).toHaveLength(1);
	});
});
