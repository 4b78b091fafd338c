import { closeAll, picture, post, run, sandboxWith } from './world';
import { until } from '../support/until';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';
const body = { prompt: 'x', width: 64, height: 64 };

it('are not there before the job is done', async () => {
	const sandbox = await sandboxWith({ secondsPerJob: 0.1 });
	const { body: submitted } = await post(sandbox, path, body);
	const [link] = submitted.future_links as string[];
	expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/generations\/[\da-f-]{36}-0\.png$/);
	expect((await fetch(link)).status).toBe(404);
	await until(() => sandbox.books.jobs[0].state === 'success');
	expect((await fetch(link)).status).toBe(200);
});

it('can come later than the answer', async () => {
	const sandbox = await sandboxWith({ linkDelaySeconds: 60 });
	const { done } = await run(sandbox, path, body);
	expect((await fetch(done.output[0])).status).toBe(404);
	sandbox.options.linkDelaySeconds = 0;
	expect((await fetch(done.output[0])).status).toBe(200);
});

it('die', async () => {
	const sandbox = await sandboxWith();
	const { done } = await run(sandbox, path, body);
	sandbox.options.linkSeconds = 0;
	expect((await fetch(done.output[0])).status).toBe(410);
});

it('lead to nothing when the job failed', async () => {
	const sandbox = await sandboxWith();
	const { submitted } = await run(sandbox, path, { ...body, prompt: 'fail' });
	const [link] = submitted.future_links as string[];
	expect((await fetch(link)).status).toBe(404);
});

it('are served with their length and type, and the type can be a wrong one', async () => {
	const sandbox = await sandboxWith();
	const { done } = await run(sandbox, path, body);
	const right = await fetch(done.output[0]);
	const length = (await right.arrayBuffer()).byteLength;
	expect(right.headers.get('content-type')).toBe('image/png');
	expect(right.headers.get('content-length')).toBe(String(length));
	sandbox.options.linkContentType = 'text/plain';
	const wrong = await fetch(done.output[0]);
	expect(wrong.headers.get('content-type')).toContain('text/plain');
	expect((await wrong.arrayBuffer()).byteLength).toBe(length);
});

it('have a second address for the same file', async () => {
	const sandbox = await sandboxWith();
	const { done } = await run(sandbox, path, body);
	const [proxy] = done.proxy_links as string[];
	expect((await picture(proxy)).data).toEqual((await picture(done.output[0])).data);
});

describe('base64_to_url', () => {
	const image = `data:image/png;base64,${Buffer.from('any bytes').toString('base64')}`;

	it('makes a link of a data URI', async () => {
		const sandbox = await sandboxWith();
		const { body } = await post(sandbox, '/api/v6/base64_to_url', { base64_string: image });
		expect(body).toMatchObject({ status: 'success', id: expect.any(Number) });
		const [link] = body.output as string[];
		expect(link).toMatch(/\/temp\/\d+\.png$/);
		expect(await (await fetch(link)).text()).toBe('any bytes');
	});

	it('has another field name at image editing', async () => {
		const sandbox = await sandboxWith();
		const path = '/api/v6/image_editing/base64_to_url';
		const { body } = await post(sandbox, path, { init_image: image });
		expect(body.status).toBe('success');
	});

	it.each([
		['nothing', undefined, 'required'],
		['plain text', 'hello', 'data URI'],
		['too much', `data:image/png;base64,${'A'.repeat(7_100_000)}`, '5 MB'],
	])('refuses %s', async (_name, base64_string, text) => {
		const sandbox = await sandboxWith();
		const reply = await post(sandbox, '/api/v6/base64_to_url', { base64_string });
		expect(reply.code).toBe(400);
		expect(reply.body.message).toContain(text);
	});
});

describe('helpers', () => {
	it('count the open jobs, thirty times a minute', async () => {
		const sandbox = await sandboxWith({ secondsPerJob: 10 });
		await post(sandbox, path, body);
		const count = () => post(sandbox, '/api/v6/processing/request_count');
		expect((await count()).body).toMatchObject({ status: 'success', processing_count: 1 });
		for (let calls = 1; calls < 30; calls += 1) await count();
		expect((await count()).code).toBe(429);
	});

	it('list the models as a bare list, with pictures', async () => {
		const sandbox = await sandboxWith();
		const models = (await post(sandbox, '/api/v4/dreambooth/model_list')).body as unknown as {
			model_id: string;
			status: string;
			screenshots: string;
		}[];
		expect(models.length).toBeGreaterThan(24);
		expect(models[0]).toMatchObject({ model_id: 'flux', status: 'model_ready' });
		expect((await picture(models[0].screenshots)).width).toBe(256);
	});
});
