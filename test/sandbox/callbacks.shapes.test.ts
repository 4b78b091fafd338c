import { bodiesOf, receiver } from './receiver';
import { closeAll, download, neighbour, png, post, sandboxWith, type Body } from './world';
import { until } from '../support/until';
import type { CallbackOptions } from '../../sandbox/options';

afterEach(closeAll);

const realtime = '/api/v6/realtime/text2img';
const enterprise = '/api/v1/enterprise/text2img';

/** One job, with the one callback that came of it. */
async function told(
	callbacks: Partial<CallbackOptions>,
	body: Body = {},
	path: string = realtime,
): Promise<{ submitted: Body; type?: string; text: string; origin: string }> {
	const hook = await receiver();
	const sandbox = await sandboxWith({ callbacks });
	const { body: submitted } = await post(sandbox, path, {
		prompt: 'x',
		width: 64,
		height: 64,
		webhook: hook.url,
		track_id: 'order & 7',
		...body,
	});
	await until(() => hook.calls.length === 1);
	return { submitted, ...hook.calls[0], origin: sandbox.url };
}

const read = (text: string) => JSON.parse(text) as Body;

it('name JSON as their type', async () => {
	expect((await told({})).type).toBe('application/json');
});

describe('text', () => {
	it('has a single file as one text', async () => {
		const { submitted, text } = await told({ shape: 'text' });
		expect(read(text)).toMatchObject({ id: submitted.id, status: 'success' });
		expect(read(text).output).toBe((submitted.future_links as string[])[0]);
	});

	it('leaves several files a list', async () => {
		const { submitted, text } = await told({ shape: 'text' }, { samples: 2 });
		expect(submitted.future_links).toHaveLength(2);
		expect(read(text).output).toEqual(submitted.future_links);
	});
});

describe('proxy', () => {
	it('has no output but other addresses of the same files', async () => {
		const { submitted, text } = await told({ shape: 'proxy' });
		const body = read(text);
		expect(body.output).toEqual([]);
		expect(body.proxy_links).not.toEqual(submitted.future_links);
		const [proxied] = body.proxy_links as string[];
		const [direct] = submitted.future_links as string[];
		expect(await download(proxied)).toEqual(await download(direct));
	});

	it('leaves words where there is no file', async () => {
		const { url } = await neighbour({ '/in.png': png(8, 8, () => [9, 9, 9]) });
		const body = { init_image: `${url}/in.png`, track_id: 7 };
		const { text } = await told({ shape: 'proxy' }, body, '/api/v6/image_editing/caption');
		expect(read(text)).toMatchObject({ status: 'success' });
		expect(String(read(text).output)).toMatch(/\w{3}/);
	});

	it('hides a forged link in the same way', async () => {
		const hook = await receiver();
		const callbacks = { shape: 'proxy', forgedRate: 1 } as const;
		const sandbox = await sandboxWith({ secondsPerJob: 60, callbacks });
		await post(sandbox, realtime, { prompt: 'x', webhook: hook.url });
		await until(() => hook.calls.length === 1);
		expect(bodiesOf(hook)).toMatchObject([
			{ output: [], proxy_links: ['http://127.0.0.1:1/evil.png'] },
		]);
	});
});

describe('form', () => {
	it('is a web form, with JSON in place of all that is no text', async () => {
		const { submitted, type, text } = await told({ shape: 'form' });
		expect(type).toBe('application/x-www-form-urlencoded');
		const fields = new URLSearchParams(text);
		expect(fields.get('status')).toBe('success');
		expect(fields.get('id')).toBe(String(submitted.id));
		expect(fields.get('track_id')).toBe('order & 7');
		expect(read(String(fields.get('output')))).toEqual(submitted.future_links);
		expect(read(String(fields.get('meta')))).toEqual(submitted.meta);
	});

	it('leaves a field empty that is nothing', async () => {
		const { text } = await told({ shape: 'form' }, { track_id: null });
		expect(new URLSearchParams(text).get('track_id')).toBe('');
	});

	it('is written into the books as fields, with its type', async () => {
		const hook = await receiver();
		const sandbox = await sandboxWith({ callbacks: { shape: 'form' } });
		const { body } = await post(sandbox, realtime, { prompt: 'x', webhook: hook.url });
		await until(() => sandbox.books.callbacks[0]?.code === 200);
		expect(sandbox.books.callbacks[0]).toMatchObject({
			contentType: 'application/x-www-form-urlencoded',
			body: { id: body.id, output: body.future_links },
		});
	});
});

describe('fetchResult', () => {
	it('has the address of the question in place of the id', async () => {
		const { submitted, text } = await told({ shape: 'fetchResult' });
		const body = read(text);
		expect(body).not.toHaveProperty('id');
		expect(body.fetch_result).toBe(submitted.fetch_result);
		expect(body.output).toEqual(submitted.future_links);
	});

	it('has the id as request_id where there is no such address', async () => {
		const { submitted, text } = await told(
			{ shape: 'fetchResult' },
			{ model_id: 'sdxl' },
			enterprise,
		);
		const body = read(text);
		expect(body).not.toHaveProperty('id');
		expect(body).not.toHaveProperty('fetch_result');
		expect(body.request_id).toBe(String(submitted.id));
	});
});

describe('a failure', () => {
	it.each(['text', 'proxy', 'fetchResult'] as const)(
		'of shape %s is spelled wrong',
		async (shape) => {
			const { text } = await told({ shape }, { prompt: 'fail' });
			expect(read(text)).toMatchObject({ status: 'failed', messege: 'Failed, Try Again' });
			expect(read(text)).not.toHaveProperty('message');
			expect(read(text)).not.toHaveProperty('output');
		},
	);

	it('can be a form too', async () => {
		const { text } = await told({ shape: 'form' }, { prompt: 'fail' });
		expect(new URLSearchParams(text).get('messege')).toBe('Failed, Try Again');
	});
});

it('can be chosen while the sandbox runs', async () => {
	const hook = await receiver();
	const sandbox = await sandboxWith();
	for (const shape of ['usual', 'form'] as const) {
		sandbox.options.callbacks.shape = shape;
		const already = hook.calls.length;
		await post(sandbox, realtime, { prompt: 'x', webhook: hook.url });
		await until(() => hook.calls.length > already);
	}
	expect(hook.calls.map(({ type }) => type)).toEqual([
		'application/json',
		'application/x-www-form-urlencoded',
	]);
});
