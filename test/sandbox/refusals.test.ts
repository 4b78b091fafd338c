import { closeAll, post, sandboxWith, type Body } from './world';
import { startSandbox } from '../../sandbox/server';

afterEach(closeAll);

const realtime = '/api/v6/realtime/text2img';
const images = '/api/v6/images/text2img';

describe('a key', () => {
	it.each([
		['missing', realtime, undefined],
		['unknown', realtime, 'nobody-has-this-key'],
		['no text', realtime, 12],
		['of the enterprise kind on a normal path', realtime, 'enterprise'],
		['of the normal kind on an enterprise path', '/api/v1/enterprise/text2img', 'normal'],
		['unknown to a fetch', '/api/v3/fetch/1', 'nobody-has-this-key'],
		['unknown to a helper', '/api/wallet_balance', 'nobody-has-this-key'],
	])('that is %s is refused', async (_name, path, key) => {
		const sandbox = await sandboxWith();
		const real =
			key === 'enterprise' ? sandbox.enterpriseKey : key === 'normal' ? sandbox.key : key;
		const reply = await post(sandbox, path, { key: real, prompt: 'x', model_id: 'sdxl' });
		expect(reply).toEqual({ code: 401, body: { status: 'error', message: 'Invalid API key' } });
	});

	it('is refused with HTTP 200 where the sandbox is told to answer as older clients met it', async () => {
		const sandbox = await sandboxWith({ refusals: 'ok' });
		const reply = await post(sandbox, realtime, { key: 'wrong', prompt: 'x' });
		expect(reply).toEqual({ code: 200, body: { status: 'error', message: 'Invalid API key' } });
	});

	it('can be added, with a balance of its own', async () => {
		const sandbox = await sandboxWith({ keys: [{ key: 'poor', owner: 'poor', credits: 0 }] });
		const reply = await post(sandbox, realtime, { key: 'poor', prompt: 'x' });
		expect(reply.code).toBe(402);
		expect(sandbox.books.requests[0]).toMatchObject({ owner: 'poor', code: 402, status: 'error' });
	});

	it('never stands in the books', async () => {
		const sandbox = await sandboxWith();
		await post(sandbox, realtime, { prompt: `my key is ${sandbox.key}` });
		expect(JSON.stringify(sandbox.books.requests)).not.toContain(sandbox.key);
	});
});

describe('a call', () => {
	it.each([
		['without a content type', 'POST', undefined, '{}', 400],
		['as a form', 'POST', 'application/x-www-form-urlencoded', 'key=x', 400],
		['with broken JSON', 'POST', 'application/json', '{"key":', 400],
		['with a list', 'POST', 'application/json', '[]', 400],
		['with nothing', 'POST', 'application/json', '', 400],
		['by GET', 'GET', undefined, undefined, 405],
	])('%s is not read', async (_name, method, type, body, code) => {
		const sandbox = await sandboxWith();
		const answer = await fetch(sandbox.url + realtime, {
			method,
			headers: type ? { 'content-type': type } : {},
			body: body === undefined ? undefined : Buffer.from(body),
		});
		expect(answer.status).toBe(code);
		expect(await answer.json()).toMatchObject({ status: 'error', message: 'Invalid API Request' });
	});

	it('to an unknown address is answered by the framework: a message, no status', async () => {
		const sandbox = await sandboxWith();
		const reply = await post(sandbox, '/api/v6/realtime/text3img', { prompt: 'x' });
		expect(reply).toEqual({
			code: 404,
			body: { message: expect.stringContaining('not be found') },
		});
	});
});

describe('fields', () => {
	const refused: [string, Body, string][] = [
		[images, { model_id: 'flux' }, 'prompt is required'],
		[images, { prompt: 'x' }, 'model_id is required'],
		[images, { model_id: 'flux', prompt: 5 }, 'prompt must be a string'],
		[images, { model_id: 'flux', prompt: 'x', width: 128 }, 'width must be between 256 and 1024'],
		[images, { model_id: 'flux', prompt: 'x', height: 500 }, 'height must be divisible by 8'],
		[images, { model_id: 'flux', prompt: 'x', samples: 5 }, 'samples must be between 1 and 4'],
		[
			images,
			{ model_id: 'flux', prompt: 'x', guidance_scale: 21 },
			'guidance_scale must be between 1 and 20',
		],
		[images, { model_id: 'nope', prompt: 'x' }, 'Model not found: nope'],
		[images, { model_id: 'flux', prompt: 'a forbidden thing' }, 'moderation'],
		[realtime, {}, 'The prompt field is required.'],
		[realtime, { prompt: 'x', width: 2000 }, 'The width field must not be greater than 1024.'],
		[realtime, { prompt: 'x', samples: 1.5 }, 'The samples field must be an integer.'],
		[
			realtime,
			{ prompt: 'x', webhook: 'not an address' },
			'The webhook field must be a valid URL.',
		],
		['/api/v6/realtime/img2img', { prompt: 'x' }, 'The init_image field is required.'],
		['/api/v6/image_editing/outpaint', { image: 'x', width: 1441 }, 'greater than 1440'],
		['/api/v1/enterprise/text2img', { model_id: 'gone', prompt: 'x' }, 'Model not found: gone'],
	];

	it.each(refused)('of %s are checked: %j', async (path, body, text) => {
		const sandbox = await sandboxWith();
		const reply = await post(sandbox, path, body);
		expect(reply.body.status).toBe('error');
		expect(reply.body.message ?? reply.body.messege).toContain(text);
		expect(path === images).toBe('messege' in reply.body);
		expect(sandbox.books.jobs).toHaveLength(0);
	});

	it('may be null, empty or numeric text', async () => {
		const sandbox = await sandboxWith();
		const { body } = await post(sandbox, images, {
			model_id: 'flux',
			prompt: 'x',
			width: '512',
			seed: null,
			webhook: null,
			track_id: null,
			vae: '',
		});
		expect(body.status).toBe('processing');
	});
});

describe('pictures given in', () => {
	const path = '/api/v6/images/img2img';
	const refusal = {
		code: 400,
		body: { status: 'error', messege: 'Unable to fetch image from provided URL' },
	};

	it.each([
		'http://example.com/a.png',
		'http://127.0.0.1:1/a.png',
		'http://10.0.0.1/a.png',
		'no address',
	])('are not to be had at %s', async (init_image) => {
		const sandbox = await sandboxWith();
		expect(await post(sandbox, path, { model_id: 'flux', init_image })).toEqual(refusal);
	});

	it('have to be PNG or JPEG', async () => {
		const sandbox = await sandboxWith();
		const page = { model_id: 'flux', init_image: `${sandbox.url}/health` };
		expect(await post(sandbox, path, page)).toEqual(refusal);
		const text = { model_id: 'flux', base64: true, init_image: 'aGVsbG8gd29ybGQ=' };
		expect(await post(sandbox, path, text)).toEqual(refusal);
	});
});

describe('an account', () => {
	it('without credits gets nothing, and pays for every picture otherwise', async () => {
		const sandbox = await sandboxWith({ credits: 0.05, price: 0.02, queueLimit: 10 });
		expect((await post(sandbox, realtime, { prompt: 'x', samples: 2 })).code).toBe(200);
		const reply = await post(sandbox, realtime, { prompt: 'x' });
		expect(reply).toEqual({
			code: 402,
			body: {
				status: 'error',
				message: 'Insufficient credits. Please add more credits to continue.',
			},
		});
		expect(sandbox.books.charged()).toBe(0.04);
		const balance = await post(sandbox, '/api/wallet_balance');
		expect(balance.body).toEqual({ status: 'success', data: { balance: 0.01, currency: 'USD' } });
	});

	it('on the small plan has no upscaling', async () => {
		const sandbox = await sandboxWith({ plan: 'small' });
		const reply = await post(sandbox, '/api/v6/image_editing/super_resolution', {
			init_image: `${sandbox.url}/models/flux.png`,
		});
		expect(reply).toEqual({
			code: 403,
			body: { status: 'error', message: 'This feature requires a premium subscription' },
		});
	});
});

it('two sandboxes do not know each other', async () => {
	const [one, other] = [await startSandbox(), await startSandbox()];
	one.options.faults.all.html = 1;
	expect(other.options.faults.all).toEqual({});
	expect(one.port).not.toBe(other.port);
	await Promise.all([one.close(), other.close()]);
});
