import { closeAll, post, run, sandboxWith } from './world';

afterEach(closeAll);

describe('fetch', () => {
	it.each([
		'/api/v3/fetch/1',
		'/api/v3/dreambooth/fetch/1',
		'/api/v6/realtime/fetch/1',
		'/api/v6/images/fetch/1',
		'/api/v6/image_editing/fetch/1',
		'/api/v6/video/fetch/1',
		'/api/v6/voice/fetch/1',
		'/api/v6/whisper/fetch/1',
		'/api/v6/3d/fetch/1',
		'/api/v6/interior/fetch/1',
		'/api/v6/faceswap/fetch/1',
		'/api/v7/images/fetch/1',
		'/api/v7/video-fusion/fetch/1',
		'/api/v7/voice/fetch/1',
		'/api/v1/enterprise/flux/fetch/1',
		'/api/v1/enterprise/image_editing/fetch/1',
		'/api/v1/enterprise/super_resolution/fetch/1',
	])('does not know the request at %s', async (path) => {
		const sandbox = await sandboxWith();
		const { code, body } = await post(sandbox, path);
		expect(code).toBe(200);
		expect(body).toMatchObject({
			status: 'failed',
			id: '',
			message: 'Request not found',
			output: '',
		});
	});

	it('says nothing but try again while the job is not done', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 5 });
		const { body } = await post(sandbox, '/api/v6/realtime/text2img', { prompt: 'x' });
		const reply = await post(sandbox, `/api/v6/realtime/fetch/${String(body.id)}`);
		expect(reply.body).toEqual({
			status: 'processing',
			message: 'try again later.',
			output: '',
			tip: expect.any(String),
		});
	});

	it('gives a job to nobody but its own key, and only in its own family', async () => {
		const sandbox = await sandboxWith({ keys: [{ key: 'another-key-0123456789' }] });
		const { submitted } = await run(sandbox, '/api/v6/realtime/text2img', { prompt: 'x' });
		const path = `/api/v6/realtime/fetch/${String(submitted.id)}`;
		const foreign = await post(sandbox, path, { key: 'another-key-0123456789' });
		const elsewhere = await post(sandbox, `/api/v3/fetch/${String(submitted.id)}`);
		for (const { body } of [foreign, elsewhere]) expect(body.message).toBe('Request not found');
	});

	it.each([
		['/api/v6/realtime/text2img', 'message'],
		['/api/v3/text2img', 'messege'],
	])('tells of a failed job of %s in %s', async (path, field) => {
		const sandbox = await sandboxWith();
		const { done } = await run(sandbox, path, { prompt: 'please fail' });
		expect(done).toEqual({ status: 'failed', id: '', [field]: 'Failed, Try Again', output: '' });
	});
});
