import { closeAll, neighbour, post, run, sandboxWith, type Body } from './world';

afterEach(closeAll);

const realtime = '/api/v6/realtime/text2img';
const assets = '/api/v6/assets_generated';
const remove = '/api/v3/delete_image';
const gone = { code: 404, body: { status: 'error', message: 'Request not found' } };

describe('the list of what a key has made', () => {
	it('has the newest first, in pages, and nothing of another type or key', async () => {
		const key = 'other-key';
		const sandbox = await sandboxWith({ keys: [{ key }] });
		const ids: unknown[] = [];
		for (const prompt of ['a', 'b', 'c']) {
			ids.unshift((await run(sandbox, realtime, { prompt })).submitted.id);
		}
		const list = async (body: Body) => (await post(sandbox, assets, body)).body;
		const first = await list({ type: 'image', per_page: 2 });
		expect(first).toEqual({
			status: 'success',
			type: 'image',
			data: ids.slice(0, 2).map((id) => ({ id, output: [expect.stringMatching(/^http/)] })),
			pagination: { current_page: 1, per_page: 2, total: 3, last_page: 2, from: 1, to: 2 },
		});
		const second = await list({ type: 'image', per_page: '2', page: '2' });
		expect((second.data as { id: unknown }[]).map(({ id }) => id)).toEqual(ids.slice(2));
		expect(await list({ type: 'video' })).toMatchObject({ data: [], pagination: { total: 0 } });
		expect(await list({ type: 'image', key })).toMatchObject({ data: [] });
	});
});

describe('delete_image', () => {
	it('takes away a job with its files', async () => {
		const sandbox = await sandboxWith();
		const { submitted, done } = await run(sandbox, realtime, { prompt: 'x' });
		const request_id = submitted.id;
		const [proxy] = done.proxy_links as string[];
		expect(await post(sandbox, remove, { request_id, type: 'video' })).toEqual(gone);
		expect((await fetch(done.output[0])).status).toBe(200);
		const reply = await post(sandbox, remove, { request_id, type: 'image' });
		expect(reply).toEqual({ code: 200, body: { status: 'success', messege: 'image deleted' } });
		expect((await fetch(done.output[0])).status).toBe(404);
		expect((await fetch(proxy)).status).toBe(404);
		const fetched = await post(sandbox, `/api/v6/realtime/fetch/${String(request_id)}`);
		expect(fetched.body).toMatchObject({ status: 'failed', message: 'Request not found' });
		expect((await post(sandbox, assets, { type: 'image' })).body.data).toEqual([]);
		expect(await post(sandbox, remove, { request_id })).toEqual(gone);
	});

	it('takes away an upload by its number', async () => {
		const sandbox = await sandboxWith();
		const { body } = await post(sandbox, '/api/v6/voice/base64_to_url', {
			init_audio: 'data:audio/wav;base64,QUJDRA==',
		});
		const [link] = body.output as string[];
		expect(await post(sandbox, remove, { request_id: body.id })).toEqual(gone);
		const reply = await post(sandbox, remove, { request_id: body.id, type: 'voice' });
		expect(reply.body.status).toBe('success');
		expect((await fetch(link)).status).toBe(404);
	});

	it('leaves the jobs of other keys and jobs under way alone', async () => {
		const key = 'other-key';
		const sandbox = await sandboxWith({ keys: [{ key }] });
		const { submitted } = await run(sandbox, realtime, { prompt: 'x' });
		expect(await post(sandbox, remove, { key, request_id: submitted.id })).toEqual(gone);
		sandbox.options.secondsPerJob = 10;
		const { body } = await post(sandbox, realtime, { prompt: 'x' });
		expect(await post(sandbox, remove, { request_id: body.id })).toEqual(gone);
	});

	it.each([
		[{}, 'The request_id field is required.'],
		[{ request_id: 'abc' }, 'The request_id field must be an integer.'],
		[{ request_id: 1, type: 'audio' }, 'The selected type is invalid.'],
	])('refuses %j', async (body, message) => {
		const sandbox = await sandboxWith();
		expect(await post(sandbox, remove, body)).toEqual({
			code: 400,
			body: { status: 'error', message },
		});
	});
});

it('an uploaded voice is part of the trained ones of its key', async () => {
	const key = 'other-key';
	const sandbox = await sandboxWith({ keys: [{ key }] });
	const wav = Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1');
	const { url } = await neighbour({ '/tone.wav': wav });
	const voice = { name: 'Jacob B.', language: 'french' };
	const upload = async (body: Body) =>
		(await post(sandbox, '/api/v6/voice/voice_upload', { ...voice, ...body })).body.voice_id;
	expect(await upload({ init_audio: `${url}/tone.wav` })).toBe('jacob_b');
	const again = await upload({ init_audio: wav.toString('base64'), base64: true });
	expect(again).toBe('jacob_b_2');
	const trained = async (body: Body) =>
		(await post(sandbox, '/api/v6/voice/voice_list', { type: 'trained', ...body })).body.voices;
	expect(await trained({})).toEqual([
		{ voice_id: 'jacob_b', ...voice },
		{ voice_id: 'jacob_b_2', ...voice },
	]);
	expect(await trained({ key })).toEqual([]);
});
