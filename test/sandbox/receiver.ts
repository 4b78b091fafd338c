import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeLater } from './world';

/** One callback as it came over the wire. */
export interface Call {
	type?: string;
	text: string;
}

export interface Receiver {
	/** An address to be told at. */
	url: string;
	port: number;
	calls: Call[];
	/** Goes away at once, and breaks off what it is in the middle of. */
	close(): Promise<void>;
}

/** What it says to a call, once it says something. */
type Answer = { code?: number; text?: string };

/**
 * Listens for callbacks of whatever form, on any free port or on the given one, and goes with the test.
 *
 * @param answer what is said to a call; default 200 and `ok`
 */
export async function receiver(
	answer: (call: Call) => Answer | Promise<Answer> = () => ({}),
	port = 0,
): Promise<Receiver> {
	const calls: Call[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const call = {
				type: request.headers['content-type'],
				text: Buffer.concat(chunks).toString(),
			};
			calls.push(call);
			void Promise.resolve(answer(call)).then(({ code = 200, text = 'ok' }) =>
				response.writeHead(code).end(text),
			);
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const close = () =>
		new Promise<void>((resolve) => {
			server.closeAllConnections();
			server.close(() => resolve());
		});
	closeLater(close);
	const address = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${address.port}/hook`, port: address.port, calls, close };
}

/** The bodies of calls that came as JSON. */
export function bodiesOf({ calls }: Receiver): Record<string, unknown>[] {
	return calls.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
}
