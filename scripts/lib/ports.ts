import { createServer } from 'node:net';
import { Trouble } from './terminal.mjs';

export const host = '127.0.0.1';

/** Listens for a moment; gives the port, or undefined where someone else has it. */
function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, host, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
		});
	});
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
	const port = await tryPort(0);
	if (port === undefined) throw new Trouble('No free port was found on this machine.');
	return port;
}

/** Throws a sentence that names the port and the option to choose another. */
export async function mustBeFree(port: number, who: string, option: string): Promise<void> {
	if ((await tryPort(port)) !== undefined) return;
	throw new Trouble(
		`Port ${port}, meant for ${who}, is in use. Stop what listens there, or choose another: npm start -- ${option} ${port + 1}`,
	);
}

/** A port given on the command line. */
export function parsePort(text: string | undefined, fallback: number, option: string): number {
	if (text === undefined) return fallback;
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new Trouble(`${option} takes a port number from 1 to 65535, not '${text}'.`);
	}
	return port;
}
