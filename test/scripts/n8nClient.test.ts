import nock from 'nock';
import { N8nClient } from '../../scripts/lib/n8nClient';

// jest cannot load an ES module on every Node.js.
jest.mock('../../scripts/lib/terminal.mjs', () => ({ Trouble: class extends Error {} }));

const url = 'http://127.0.0.1:5678';
const client = new N8nClient(url);

describe('a call of n8n', () => {
	afterEach(() => {
		expect(nock.pendingMocks()).toEqual([]);
		nock.cleanAll();
	});

	test('waits while its database is not ready', async () => {
		const answers = nock(url).post('/rest/workflows', { name: 'one' });
		answers.times(2).reply(503, { code: 503, message: 'Database is not ready!' });
		nock(url)
			.post('/rest/workflows', { name: 'one' })
			.reply(200, { data: { id: '7' } });
		expect(await client.send('POST', '/workflows', { name: 'one' })).toEqual({ id: '7' });
	});

	test.each([
		[503, 'queue is full'],
		[500, 'Database is not ready!'],
	])('fails at once on HTTP %i, %s', async (status, message) => {
		nock(url).get('/rest/executions?limit=1').reply(status, { message });
		await expect(client.send('GET', '/executions?limit=1')).rejects.toThrow(
			`n8n answered GET /executions with ${status}: {"message":"${message}"}`,
		);
	});

	test('without an answer is named with its cause', async () => {
		nock(url).get('/rest/executions').replyWithError('socket hang up');
		await expect(client.send('GET', '/executions')).rejects.toThrow(
			'n8n gave no answer to GET /executions: socket hang up',
		);
	});
});
