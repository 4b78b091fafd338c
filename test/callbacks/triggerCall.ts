/** Calling a webhook, as anybody can. */
import { Agent, request } from 'node:http';

export type Body = Record<string, unknown>;
export type Said = Body | unknown[] | string | Buffer;

/** Words in a forged body that must not turn up anywhere. */
export const evil = 'evil';

/** What whoever calls is told: always the same. */
export const received = { status: 200, said: { received: true } };

export interface How {
	url?: string;
	/** Default JSON; empty: none is named. */
	contentType?: string;
	headers?: Record<string, string>;
}

/** Posts a body to a URL, and tells what the sender is told. */
export async function say(
	url: string,
	body: Said,
	{ contentType = 'application/json', headers = {} }: How = {},
): Promise<{ status: number; said: unknown }> {
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const response = await fetch(url, {
		method: 'POST',
		headers: { ...(contentType && { 'content-type': contentType }), ...headers },
		body: Uint8Array.from(Buffer.from(isRaw ? (body as string) : JSON.stringify(body))),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	return { status: response.status, said: isJson ? JSON.parse(text) : text };
}

/** Posts bodies of JSON, as many at once as go. Gives how often each code was answered. */
export async function sayMany(url: string, bodies: string[]): Promise<Record<number, number>> {
	const agent = new Agent({ keepAlive: true, maxSockets: 100 });
	const codes: Record<number, number> = {};
	const post = async (body: string) => {
		await new Promise<void>((resolve, reject) => {
			const headers = { 'content-type': 'application/json', 'content-length': body.length };
			const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
				const { statusCode: code = 0 } = answer;
				codes[code] = (codes[code] ?? 0) + 1;
				answer.resume().on('end', resolve);
			});
			sent.on('error', reject).end(body);
		});
	};
	await Promise.all(bodies.map(post));
	agent.destroy();
	return codes;
}
