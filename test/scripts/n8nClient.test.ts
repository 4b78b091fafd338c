import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { N8nClient } from '../../scripts/lib/n8nClient';

// jest cannot load an ES module on every Node.js.
jest.mock('../../scripts/lib/terminal.mjs', () => ({ Trouble: class extends Error {} }));

/** An n8n that answers what it is told to, one after the other. */
function serve(answers: Array<{ status: number; body: unknown }>): Promise<Server> {
	const server = createServer((_, response) => {
		const { status, body } = answers.shift() ?? { status: 200, body: {} };
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(body));
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const notReady = { status: 503, body: { code: 503, message: 'Database is not ready!' } };

describe('a call of n8n', () => {
	let server: Server;
	const start = async (...answers: Parameters<typeof serve>[0]): Promise<N8nClient> => {
		server = await serve(answers);
		return new N8nClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	};
	afterEach(() => server.close());

	test('waits while its database is not ready', async () => {
		const client = await start(notReady, notReady, { status: 200, body: { data: { id: '7' } } });
		expect(await client.send('POST', '/workflows', {})).toEqual({ id: '7' });
	});

	test.each([
		[503, 'queue is full'],
		[500, 'Database is not ready!'],
	])('fails at once on HTTP %i, %s', async (status, message) => {
		const client = await start({ status, body: { message } });
		await expect(client.send('GET', '/executions?limit=1')).rejects.toThrow(
			`n8n answered GET /executions with ${status}: {"message":"${message}"}`,
		);
	});
});
