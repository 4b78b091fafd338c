import { closeAll, neighbour, png, post, run, sandboxWith, settled } from './world';

afterEach(closeAll);

const white = png(64, 64, () => [255, 255, 255]);

async function world() {
	const sandbox = await sandboxWith();
	const files = await neighbour({ '/in.png': white });
	return { sandbox, input: `${files.url}/in.png` };
}

describe('v3', () => {
	it('answers a submit in the old spelling, with W and H in the echo and its own fetch address', async () => {
		const { sandbox } = await world();
		const { body } = await post(sandbox, '/api/v3/text2img', {
			prompt: 'hills',
			width: '256',
			height: '128',
			samples: '2',
			safety_checker: 'no',
			seed: 4294967295,
		});
		expect(body).toMatchObject({
			status: 'processing',
			messege: expect.any(String),
			eta: expect.any(Number),
			fetch_result: `${sandbox.url}/api/v3/fetch/${String(body.id)}`,
			output: [],
			meta: { W: 256, H: 128, n_samples: 2, seed: 4294967295, safetychecker: 'no' },
		});
		expect(body).not.toHaveProperty('message');
		expect(JSON.stringify(body)).not.toContain(sandbox.key);
	});

	it('gives one text as output of super resolution', async () => {
		const { sandbox, input } = await world();
		const { submitted, done } = await run(sandbox, '/api/v3/super_resolution', { url: input });
		expect(submitted.output).toBe('');
		expect(done.output).toMatch(/^http:.*\.png$/);
	});

	it('refuses fields in an object of lists, with HTTP 200', async () => {
		const { sandbox } = await world();
		const reply = await post(sandbox, '/api/v3/text2img', { width: 4000 });
		expect(reply).toEqual({
			code: 200,
			body: {
				status: 'error',
				message: {
					prompt: ['The prompt field is required.'],
					width: ['The width field must not be greater than 1024.'],
				},
			},
		});
	});

	it('refuses booleans where it wants yes or no', async () => {
		const { sandbox } = await world();
		const { body } = await post(sandbox, '/api/v3/text2img', { prompt: 'x', safety_checker: true });
		expect(body.message).toHaveProperty('safety_checker');
	});

	it('tells its load', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 60 });
		await post(sandbox, '/api/v3/text2img', { prompt: 'hills' });
		const { body } = await post(sandbox, '/api/v3/system_load');
		expect(body).toEqual({ queue_num: 1, queue_time: expect.any(Number), status: 'ok' });
	});
});

describe('v6 realtime', () => {
	it('answers with message, width and height, and yes and no after booleans', async () => {
		const { sandbox } = await world();
		const { submitted, done } = await run(sandbox, '/api/v6/realtime/text2img', {
			prompt: 'sea',
			width: 128,
			height: 64,
			safety_checker: true,
		});
		expect(submitted).toMatchObject({
			message: expect.any(String),
			future_links: [expect.stringContaining(sandbox.url)],
			meta: { width: 128, height: 64, safety_checker: 'yes', base64: 'no' },
		});
		expect(submitted).not.toHaveProperty('messege');
		expect(done).toEqual({
			status: 'success',
			id: submitted.id,
			output: submitted.future_links,
			proxy_links: [expect.stringContaining('/cdn/')],
		});
	});

	it('refuses yes where it wants a boolean, in the sentence of its framework', async () => {
		const { sandbox } = await world();
		const reply = await post(sandbox, '/api/v6/realtime/text2img', { prompt: 'x', temp: 'yes' });
		expect(reply).toEqual({
			code: 400,
			body: { status: 'error', message: 'The temp field must be true or false' },
		});
	});

	it('answers with the result when the job ends while the submit is held', async () => {
		const { sandbox } = await world();
		sandbox.options.holdSeconds = 5;
		const { body } = await post(sandbox, '/api/v6/realtime/text2img', { prompt: 'sea' });
		expect(body).toMatchObject({
			status: 'success',
			generationTime: expect.any(Number),
			nsfw_content_detected: false,
			output: [expect.stringMatching(/-0\.png$/)],
			meta: { prompt: 'sea' },
		});
	});

	it('does not hold the submit when an instant answer is asked for', async () => {
		const { sandbox } = await world();
		sandbox.options.holdSeconds = 5;
		const { body } = await post(sandbox, '/api/v6/realtime/text2img', {
			prompt: 'sea',
			instant_response: true,
		});
		expect(body.status).toBe('processing');
	});
});

describe('v6 images', () => {
	it.each([true, 'yes'])('takes %p for a flag', async (flag) => {
		const { sandbox } = await world();
		const { body } = await post(sandbox, '/api/v6/images/text2img', {
			model_id: 'sdxl',
			prompt: 'x',
			safety_checker: flag,
		});
		expect(body).toMatchObject({
			status: 'processing',
			messege: expect.any(String),
			webhook_status: '',
			meta: { W: 512, H: 512, safety_checker: 'yes', model_id: 'sdxl' },
		});
	});

	it('echoes a flux job with width and height', async () => {
		const { sandbox } = await world();
		const { body } = await post(sandbox, '/api/v6/images/text2img', {
			model_id: 'flux',
			prompt: 'x',
		});
		expect(body.meta).toMatchObject({ width: 512, height: 512, num_inference_steps: 20 });
	});

	it('cuts too many steps in place of refusing them', async () => {
		const { sandbox } = await world();
		const { body } = await post(sandbox, '/api/v6/images/text2img', {
			model_id: 'sdxl',
			prompt: 'x',
			num_inference_steps: 500,
		});
		expect(body.meta).toMatchObject({ steps: 50 });
	});

	it('can be asked with the id in the path and in the body', async () => {
		const { sandbox } = await world();
		const { submitted } = await run(sandbox, '/api/v6/images/text2img', {
			model_id: 'flux',
			prompt: 'x',
		});
		const done = { status: 'success', id: submitted.id };
		expect(
			await settled(sandbox, '/api/v6/images/fetch', { request_id: String(submitted.id) }),
		).toMatchObject(done);
		expect(await settled(sandbox, `/api/v6/images/fetch/${String(submitted.id)}`)).toMatchObject(
			done,
		);
	});

	it('takes base64 in and gives base64 out', async () => {
		const { sandbox } = await world();
		const { done } = await run(sandbox, '/api/v6/images/img2img', {
			model_id: 'sdxl',
			prompt: 'x',
			base64: true,
			init_image: white.toString('base64'),
		});
		expect(Buffer.from(done.output[0], 'base64').subarray(1, 4).toString()).toBe('PNG');
	});

	it.each([
		['dataUri', /^data:image\/png;base64,iVBOR/],
		['link', /^http:/],
	] as const)('can give base64 as %s', async (base64Out, form) => {
		const { sandbox } = await world();
		sandbox.options.base64Out = base64Out;
		const { done } = await run(sandbox, '/api/v6/images/text2img', {
			model_id: 'sdxl',
			prompt: 'x',
			base64: 'yes',
		});
		expect(done.output[0]).toMatch(form);
		if (base64Out === 'link') expect(await (await fetch(done.output[0])).text()).toMatch(/^iVBOR/);
	});
});

describe('v6 image editing', () => {
	it.each([
		['super_resolution', (input: string) => ({ init_image: input })],
		['removebg_mask', (input: string) => ({ image: input })],
		['object_removal', (input: string) => ({ init_image: input, mask_image: input })],
		['outpaint', (input: string) => ({ image: input, width: 128, height: 128 })],
	])('makes a list of results: %s', async (name, fields) => {
		const { sandbox, input } = await world();
		const { submitted, done } = await run(sandbox, `/api/v6/image_editing/${name}`, fields(input));
		expect(submitted).toMatchObject({
			status: 'processing',
			message: expect.any(String),
			fetch_result: `${sandbox.url}/api/v6/image_editing/fetch/${String(submitted.id)}`,
			proxy_links: '',
		});
		expect(done).toEqual({
			status: 'success',
			id: submitted.id,
			output: [expect.stringMatching(/\.png$/)],
		});
	});

	it('wants the own id of a job as a number', async () => {
		const { sandbox, input } = await world();
		const body = { image: input, track_id: 'mine' };
		const reply = await post(sandbox, '/api/v6/image_editing/removebg_mask', body);
		expect(reply).toEqual({
			code: 200,
			body: { status: 'error', message: 'The track_id field must be an integer.' },
		});
	});
});

describe('enterprise', () => {
	it('answers without tips and second links, and is asked with the id in the body', async () => {
		const { sandbox } = await world();
		const { submitted, done } = await run(sandbox, '/api/v1/enterprise/text2img', {
			model_id: 'sdxl',
			prompt: 'x',
			safety_checker: 'no',
		});
		expect(Object.keys(submitted).sort()).toEqual(
			['eta', 'id', 'message', 'meta', 'output', 'status'].sort(),
		);
		expect(done.output[0]).toContain('/bucket/generations/');
	});

	it('gives one text as output of super resolution, for which the scale is required', async () => {
		const { sandbox, input } = await world();
		const path = '/api/v1/enterprise/super_resolution';
		const missing = await post(sandbox, path, { url: input });
		expect(missing.body).toEqual({ status: 'error', message: 'scale is required' });
		const { done } = await run(sandbox, path, { url: input, scale: 2 });
		expect(done.output).toMatch(/^http:/);
	});

	it('has servers of their own, asked with the id in the path', async () => {
		const { sandbox } = await world();
		const { submitted, done } = await run(sandbox, '/api/v1/enterprise/realtime/text2img', {
			prompt: 'x',
		});
		expect(submitted.fetch_result).toContain('/api/v1/enterprise/realtime/fetch/');
		expect(done.status).toBe('success');
	});

	it('tells its models and its state', async () => {
		const { sandbox } = await world();
		const models = await post(sandbox, '/api/v1/enterprise/get_all_models');
		expect(models.body.status).toBe('success');
		expect(models.body.models).toContainEqual({
			model_id: 'sdxl',
			load_data: expect.stringMatching(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
		});
		const details = await post(sandbox, '/api/v1/enterprise/system_details');
		expect(details.body).toEqual({ model_count: 5, queue_time: 0, status: 'ok' });
	});
});
