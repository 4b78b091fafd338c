import { png } from '../support/pictures';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Stranger {
	url: string;
	/** All that came, whatever it was. */
	calls: Array<{
		method?: string;
		path?: string;
		headers: IncomingMessage['headers'];
		body: string;
	}>;
	close(): Promise<void>;
}

/** Another server on this machine, which has a picture at any address. */
export async function stranger(): Promise<Stranger> {
	const calls: Stranger['calls'] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method, url: path, headers } = request;
			calls.push({ method, path, headers, body: String(Buffer.concat(chunks)) });
			response.setHeader('content-type', 'image/png').end(png());
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, calls, close };
}
