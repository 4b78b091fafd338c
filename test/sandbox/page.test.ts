import { closeAll, neighbour, run, sandboxWith } from './world';

afterEach(closeAll);

it('says that it is alive', async () => {
	const sandbox = await sandboxWith();
	expect(await (await fetch(`${sandbox.url}/health`)).json()).toEqual({ status: 'ok' });
});

it('is one page that loads nothing from elsewhere and names the key to use', async () => {
	const sandbox = await sandboxWith();
	const answer = await fetch(sandbox.url);
	const text = await answer.text();
	expect(answer.headers.get('content-type')).toContain('text/html');
	expect(text).toContain(sandbox.key);
	expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
});

it('shows the last jobs with their pictures', async () => {
	const sandbox = await sandboxWith();
	await run(sandbox, '/api/v6/realtime/text2img', { prompt: 'a boat', width: 64, height: 64 });
	const state = await (await fetch(`${sandbox.url}/sandbox/state`)).json();
	expect(state).toMatchObject({
		open: 0,
		jobs: [
			{ prompt: 'a boat', state: 'success', links: [expect.stringMatching(/^\/generations/)] },
		],
	});
});

describe('the button for a test callback', () => {
	const press = (url: string, address: string, type = 'application/json') =>
		fetch(`${url}/sandbox/callback`, {
			method: 'POST',
			headers: { 'content-type': type },
			body: JSON.stringify({ url: address }),
		});

	it('posts one', async () => {
		const sandbox = await sandboxWith();
		const receiver = await neighbour();
		const answer = await press(sandbox.url, receiver.url);
		expect(await answer.json()).toEqual({ result: 'sent', code: 200, answer: 'ok' });
		expect(receiver.received).toMatchObject([{ status: 'success', track_id: 'sandbox-test' }]);
		const state = await (await fetch(`${sandbox.url}/sandbox/state`)).json();
		expect(state.callbacks).toEqual([
			{ job: 0, url: receiver.url, kind: 'test', result: 'sent', code: 200, answer: 'ok' },
		]);
	});

	it('posts nothing to other computers, and nothing for a page of another site', async () => {
		const sandbox = await sandboxWith();
		const receiver = await neighbour();
		expect((await press(sandbox.url, 'http://example.com')).status).toBe(400);
		expect((await press(sandbox.url, receiver.url, 'text/plain')).status).toBe(400);
		expect(receiver.received).toHaveLength(0);
	});
});
