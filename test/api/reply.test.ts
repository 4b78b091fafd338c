// Long, because it is a table: every shape of body that the service is known to send, one test each.
import fc from 'fast-check';
import type { Cause } from '../../nodes/StableDiffusion/api/cause';
import { firstCharacters, outputIn, read, seconds } from '../../nodes/StableDiffusion/api/reply';
import { cpuMs } from '../support/cpu';

const file = 'https://files.example.test/0.png';
const second = 'https://mirror.example.test/0.png';
const later = 'https://files.example.test/not-yet.png';

const job = (body: unknown, status = 200, retryAfter?: string) =>
	read({ status, body, retryAfter });
const helper = (body: unknown, status = 200) => read({ status, body }, 'answer');

describe('A submit answered at once', () => {
	const body = {
		status: 'success',
		generationTime: 1.4,
		id: 134711525,
		output: [file],
		proxy_links: [second],
		nsfw_content_detected: false,
		webhook_status: '',
		meta: { seed: 4294967295, W: 512 },
		tip: 'buy more',
	};

	test('is done, with its links in order and its id as text', () => {
		expect(job({ ...body, output: [file, later] })).toMatchObject({
			state: 'done',
			id: '134711525',
			output: [file, later],
			status: 200,
		});
	});
	test('keeps the untouched body beside what was read', () => {
		expect(job(body).body).toBe(body);
	});
	test('is done when it comes as JSON text under another content type', () => {
		expect(job(`\n ${JSON.stringify(body)}`)).toMatchObject({ state: 'done', output: [file] });
	});
	test.each([201, 202, 204, 299])('is done under HTTP %i too', (status) => {
		expect(job(body, status)).toMatchObject({ state: 'done', status });
	});
	test.each(['SUCCESS', ' success ', 'Success'])(
		'is done however its status is written: "%s"',
		(status) => {
			expect(job({ ...body, status }).state).toBe('done');
		},
	);
});

describe('A status', () => {
	test.each([
		['PROCESSING', 'running'],
		[' processing ', 'running'],
		['Failed', 'failed'],
		['FAILED ', 'failed'],
		['Error', 'refused'],
		[' ERROR', 'refused'],
	])('"%s" means %s, however it is written', (status, state) => {
		expect(job({ status, message: 'words', output: [file] }).state).toBe(state);
	});
});

describe('The id', () => {
	test.each([
		[134711525, '134711525'],
		['134711525', '134711525'],
		[' 17 ', '17'],
		['abc123-def456', 'abc123-def456'],
		[0, '0'],
	])('%p is read as "%s"', (id, text) => {
		expect(job({ status: 'processing', id }).id).toBe(text);
	});
	test.each([
		['', null],
		['  ', undefined],
		[null, true],
		[[], {}],
		[NaN, Infinity],
	])('%p and %p are none', (one, other) => {
		expect(job({ status: 'processing', id: one }).id).toBeUndefined();
		expect(job({ status: 'processing', id: other }).id).toBeUndefined();
	});
	test('is taken from request_id where there is no id', () => {
		expect(job({ status: 'success', messege: 'cropped', link: file, request_id: 9 }).id).toBe('9');
		expect(job({ status: 'success', id: 8, request_id: 9 }).id).toBe('8');
	});
});

describe('The output', () => {
	const cases: Array<[string, Record<string, unknown>, string[]]> = [
		['an array of links', { output: [file, second] }, [file, second]],
		['one text, as super resolution answers', { output: file }, [file]],
		['an array inside an array', { output: [[file], [second]] }, [file, second]],
		['an object of links', { output: { a: file, b: second } }, [file, second]],
		['proxy_links beside an empty output', { output: [], proxy_links: [second] }, [second]],
		['proxy_links as one text', { output: '', proxy_links: second }, [second]],
		['output rather than proxy_links', { proxy_links: [second], output: [file] }, [file]],
		['links', { links: [file], proxy_links: '' }, [file]],
		['link', { link: file }, [file]],
		['image_url', { image_url: file }, [file]],
		['output rather than future_links', { future_links: [later], output: [file] }, [file]],
		[
			'proxy_links rather than future_links',
			{ future_links: [later], proxy_links: [second] },
			[second],
		],
		['links rather than future_links', { future_links: [later], links: [file] }, [file]],
		['base64 text', { output: ['iVBORw0KGgo='] }, ['iVBORw0KGgo=']],
		['no empty texts and no numbers', { output: ['', ' ', null, 3, file] }, [file]],
		['nothing where nothing is named', { output: [], proxy_links: '', links: null }, []],
	];
	test.each(cases)('is %s', (_, body, links) => {
		expect(job({ status: 'success', id: 1, ...body })).toMatchObject({
			state: 'done',
			output: links,
		});
		expect(outputIn(body)).toEqual(links);
	});
	test('is bounded in depth, so that a hostile body costs nothing', () => {
		expect(outputIn({ output: [[[[[[file]]]]]] })).toEqual([]);
	});
});

describe('A job that is not done yet', () => {
	const queued = {
		status: 'processing',
		tip: 'buy more',
		tip_1: 'and more',
		eta: 20.9379869184,
		fetch_result: 'https://modelslab.com/api/v6/images/fetch/17',
		id: 17,
		output: [] as unknown,
		future_links: [later],
		proxy_links: [second],
		webhook_status: '',
		meta: { seed: 1 },
	};

	test.each(['message', 'messege'])('is running, with its estimate, whether it says %s', (name) => {
		const body = { ...queued, [name]: 'Try to fetch request after seconds estimated' };
		expect(job(body)).toMatchObject({ state: 'running', id: '17', eta: 20.9379869184 });
	});
	test('is running where output is an empty text', () => {
		expect(job({ ...queued, output: '' }).state).toBe('running');
	});
	test('is running although its links-to-be are named already', () => {
		expect(job(queued)).not.toHaveProperty('output');
	});
	test.each(['message', 'messege'])(
		'asks to try again later by %s, without id and estimate',
		(name) => {
			const reply = job({ status: 'processing', [name]: 'try again later.', output: '', tip: '' });
			expect(reply).toMatchObject({ state: 'running', id: undefined, eta: undefined });
		},
	);
	test('is running without an id where the service only says so', () => {
		expect(job({ status: 'processing', message: 'Request processing' })).toMatchObject({
			state: 'running',
			id: undefined,
		});
	});
	test.each(['pending', 'queued', 'starting', 'in_progress'])('is running as "%s"', (status) => {
		expect(job({ status, id: 17 })).toMatchObject({ state: 'running', id: '17' });
	});
	test('keeps the pause that the service asks for', () => {
		expect(job({ ...queued, retry_after: 7 })).toMatchObject({
			state: 'running',
			retryAfterMs: 7_000,
		});
		expect(job(queued, 200, '3')).toMatchObject({ state: 'running', retryAfterMs: 3_000 });
	});
});

describe('The estimate', () => {
	test.each([
		[0.25, 0.25],
		[6, 6],
		[81.8557122048, 81.8557122048],
		[960, 960],
		[0, 0],
		['35', 35],
		[' 2.75 ', 2.75],
	])('%p is read as %p seconds', (eta, told) => {
		expect(job({ status: 'processing', id: 1, eta })).toMatchObject({ eta: told });
		expect(seconds(eta)).toBe(told);
	});
	test.each([-1, '-3', NaN, Infinity, 'soon', '5 s', '', ' ', null, true, [], [5], {}, undefined])(
		'%p is none',
		(eta) => {
			expect(job({ status: 'processing', id: 1, eta })).toMatchObject({
				state: 'running',
				eta: undefined,
			});
		},
	);
});

describe('A fetch of a finished job', () => {
	test.each([
		['with a tip', { status: 'success', id: 65704373, tip: '', output: [file] }],
		['bare', { status: 'success', id: 65704373, output: [file] }],
		[
			'with second addresses',
			{ status: 'success', id: 65704373, output: [file], proxy_links: [second] },
		],
	])('is done, %s', (_, body) => {
		expect(job(body)).toMatchObject({ state: 'done', id: '65704373', output: [file] });
	});
});

describe('A job that has failed', () => {
	test('is failed for good where the id is not known', () => {
		const body = { status: 'failed', id: '', message: 'Request not found', output: '', tip: 'buy' };
		expect(job(body)).toMatchObject({
			state: 'failed',
			unknownJob: true,
			reason: 'Request not found',
			id: undefined,
		});
	});
	test('says so under HTTP 404 too, with or without words', () => {
		expect(job({ status: 'failed', message: 'Request not found' }, 404)).toMatchObject({
			state: 'failed',
			unknownJob: true,
		});
		expect(job({ status: 'failed', message: '' }, 404)).toMatchObject({
			state: 'failed',
			unknownJob: true,
		});
	});
	test.each([
		['messege', 'Failed, Try Again'],
		['message', 'Failed, Try Again'],
		['message', 'Processing failed: Invalid input dimensions'],
		['message', 'Something broke'],
	])('is failed with its reason: %s = %s', (name, words) => {
		expect(job({ status: 'failed', id: '', [name]: words, output: '' })).toMatchObject({
			state: 'failed',
			unknownJob: false,
			reason: words,
		});
	});
	test.each<[string, Cause]>([
		['Invalid API key', 'key'],
		['Rate limit exceeded', 'limit'],
		['Insufficient credits. Please add more credits to continue.', 'credits'],
		['This feature requires a premium subscription', 'plan'],
		['Model id not found', 'model'],
		['Unable to fetch image from provided URL', 'imageLink'],
		['height must be divisible by 8', 'invalid'],
		['NSFW content is not allowed', 'blocked'],
	])('is a refusal where the user can mend it: %s', (message, cause) => {
		expect(job({ status: 'failed', id: '', message, output: '' })).toMatchObject({
			state: 'refused',
			cause,
		});
	});
	test('says nothing about the job where the service itself is in trouble', () => {
		expect(job({ status: 'failed', message: 'x' }, 502)).toMatchObject({
			state: 'refused',
			cause: 'server',
		});
		expect(job({ status: 'failed', message: 'x' }, 429)).toMatchObject({
			state: 'refused',
			cause: 'limit',
		});
	});
});

describe('A refusal', () => {
	const texts: Array<[string, Cause]> = [
		['Invalid API Request', 'unreadableRequest'],
		['Invalid Api Key', 'key'],
		['Invalid API key', 'key'],
		['The key field is required.', 'key'],
		['Unauthenticated.', 'key'],
		['The prompt field is required.', 'invalid'],
		['prompt is required', 'invalid'],
		['prompt must be a string', 'invalid'],
		['width must be between 256 and 1024', 'invalid'],
		['height must be divisible by 8', 'invalid'],
		['samples must be between 1 and 4', 'invalid'],
		['guidance_scale must be between 1 and 20', 'invalid'],
		['The temp field must be true or false', 'invalid'],
		['Model id not found', 'model'],
		['Model not found: deliberate-v2', 'model'],
		['Model not found: premium-photo', 'model'],
		['Model not found: wallet-art', 'model'],
		['Unable to fetch image from provided URL', 'imageLink'],
		['Rate limit exceeded', 'limit'],
		['Rate limit exceeded. Maximum 5 queued requests allowed.', 'limit'],
		['Rate limit exceeded. Maximum 15 queued requests allowed.', 'limit'],
		['Insufficient credits. Please add more credits to continue.', 'credits'],
		['This feature requires a premium subscription', 'plan'],
		['Request not found', 'unknownJob'],
		['Internal server error. Please try again.', 'server'],
		['Service temporarily unavailable. Please try again later.', 'server'],
		['The route api/v9/text2img could not be found.', 'route'],
		['The GET method is not supported for this route.', 'route'],
		['Something nobody has seen before', 'other'],
	];
	test.each(texts)('by words under HTTP 200: "%s" is %s', (words, cause) => {
		for (const name of ['message', 'messege', 'error']) {
			expect(job({ status: 'error', [name]: words })).toMatchObject({
				state: 'refused',
				cause,
				reason: words,
				status: 200,
			});
		}
	});
	test.each<[number, string, Cause]>([
		[400, 'prompt is required', 'invalid'],
		[400, 'Invalid API key', 'key'],
		[401, 'Invalid API key', 'key'],
		[402, 'Insufficient credits. Please add more credits to continue.', 'credits'],
		[403, 'This feature requires a premium subscription', 'plan'],
		[404, 'Request not found', 'unknownJob'],
		[404, 'The route api/v9/text2img could not be found.', 'route'],
		[404, 'Model not found: x', 'model'],
		[422, 'The selected model id is invalid.', 'model'],
		[429, 'Rate limit exceeded. Maximum 5 queued requests allowed.', 'limit'],
		[500, 'Internal server error. Please try again.', 'server'],
		[503, 'Service temporarily unavailable. Please try again later.', 'server'],
		[503, 'Rate limit exceeded', 'server'],
	])('by code and words: HTTP %i "%s" is %s', (status, message, cause) => {
		const told = { state: 'refused', cause, reason: message, status };
		expect(job({ status: 'error', message }, status)).toMatchObject(told);
		// Framework answers have no status of their own.
		expect(job({ message }, status)).toMatchObject(told);
	});
	test.each<[number, Cause]>([
		[301, 'redirect'],
		[308, 'redirect'],
		[400, 'invalid'],
		[401, 'key'],
		[402, 'credits'],
		[403, 'plan'],
		[404, 'unknownJob'],
		[418, 'other'],
		[422, 'invalid'],
		[429, 'limit'],
		[500, 'server'],
		[502, 'server'],
		[524, 'server'],
	])('by code alone: HTTP %i is %s', (status, cause) => {
		expect(job({}, status)).toMatchObject({ state: 'refused', cause, reason: '' });
	});
	test('reads an object of field names and texts', () => {
		const message = {
			prompt: ['The prompt field is required.'],
			width: ['width must be between 256 and 1024', 'height must be divisible by 8'],
		};
		const reason =
			'prompt: The prompt field is required.; width: width must be between 256 and 1024 height must be divisible by 8';
		expect(job({ status: 'error', message })).toMatchObject({
			state: 'refused',
			cause: 'invalid',
			reason,
		});
		expect(job({ status: 'error', messege: message })).toMatchObject({ cause: 'invalid', reason });
	});
	test('reads an array of texts', () => {
		expect(job({ status: 'error', message: ['one', 'two'] })).toMatchObject({ reason: 'one two' });
	});
	test('reads error.message, as the newest family writes it', () => {
		expect(job({ error: { message: 'Invalid API key' } }, 401)).toMatchObject({
			cause: 'key',
			reason: 'Invalid API key',
		});
		expect(job({ error: { message: 'Invalid API key' } })).toMatchObject({
			state: 'refused',
			cause: 'key',
		});
		expect(job({ error: 'Invalid API key' })).toMatchObject({ state: 'refused', cause: 'key' });
	});
	test('reads message before messege before error before tips before tip', () => {
		const all = { message: 'a', messege: 'b', error: { message: 'c' }, tips: 'd', tip: 'e' };
		const names = ['message', 'messege', 'error', 'tips', 'tip'];
		const read = names.map((_, index) => {
			const rest = Object.fromEntries(Object.entries(all).slice(index));
			return (job({ status: 'error', ...rest }) as { reason: string }).reason;
		});
		expect(read).toEqual(['a', 'b', 'c', 'd', 'e']);
	});
	test('keeps the words when tips come beside them', () => {
		const body = { status: 'error', messege: 'Rate limit exceeded', tips: 'wait a little' };
		expect(job(body)).toMatchObject({ cause: 'limit', reason: 'Rate limit exceeded' });
		const other = {
			status: 'error',
			message: 'Invalid API Request',
			tip: 'send JSON, not an api key',
		};
		expect(job(other)).toMatchObject({ cause: 'unreadableRequest', reason: 'Invalid API Request' });
	});
	test('keeps the id where one is named', () => {
		expect(job({ status: 'error', id: 17, message: 'x' })).toMatchObject({
			state: 'refused',
			id: '17',
		});
	});
	test('shortens what is endless', () => {
		const { reason } = job({ status: 'error', message: 'x'.repeat(100_000) }) as { reason: string };
		expect(reason.length).toBeLessThanOrEqual(503);
	});
});

describe('The pause after a rate limit', () => {
	const body = {
		status: 'error',
		message: 'Rate limit exceeded. Maximum 5 queued requests allowed.',
	};

	test('is read from the body, as number or numeric text', () => {
		expect(job({ ...body, retry_after: 30 }, 429)).toMatchObject({
			cause: 'limit',
			retryAfterMs: 30_000,
		});
		expect(job({ ...body, retry_after: '4' }, 429)).toMatchObject({ retryAfterMs: 4_000 });
		expect(job({ ...body, retry_after: 0 }, 429)).toMatchObject({ retryAfterMs: 0 });
	});
	test('is read from the header where the body has none', () => {
		expect(job(body, 429, '12')).toMatchObject({ retryAfterMs: 12_000 });
		expect(job({ ...body, retry_after: 'soon' }, 429, '12')).toMatchObject({
			retryAfterMs: 12_000,
		});
		expect(job({ ...body, retry_after: 5 }, 429, '12')).toMatchObject({ retryAfterMs: 5_000 });
		expect(job('<html>slow down</html>', 429, '12')).toMatchObject({
			cause: 'limit',
			retryAfterMs: 12_000,
		});
	});
	test.each([undefined, null, -1, 'soon', {}, []])(
		'is unknown where retry_after is %p',
		(retry_after) => {
			expect(job({ ...body, retry_after }, 429)).toMatchObject({
				cause: 'limit',
				retryAfterMs: undefined,
			});
		},
	);
});

describe('A status that disagrees with the HTTP code', () => {
	test.each<[number, string, Cause]>([
		[401, 'success', 'key'],
		[402, 'processing', 'credits'],
		[429, 'success', 'limit'],
		[500, 'success', 'server'],
		[503, 'processing', 'server'],
		[400, 'ok', 'invalid'],
	])('counts for less: HTTP %i with "%s" is refused as %s', (status, word, cause) => {
		const body = { status: word, id: 17, output: [file] };
		expect(job(body, status)).toMatchObject({ state: 'refused', cause, id: '17' });
	});
	test('counts for more where it refuses under HTTP 200', () => {
		expect(job({ status: 'error', message: 'x', output: [file] })).toMatchObject({
			state: 'refused',
			cause: 'other',
		});
	});
});

describe('A status that nobody documents', () => {
	test.each(['finished', 'complete', 'ready', 'completed', 'model_ready'])(
		'is done as "%s" once there is output',
		(status) => {
			expect(job({ status, id: 17, output: [file] })).toMatchObject({
				state: 'done',
				output: [file],
			});
		},
	);
	test.each(['finished', 'complete', 'ready', 'completed', 'model_ready'])(
		'is not finished as "%s" while there is no output',
		(status) => {
			expect(job({ status, id: 17, output: '' })).toMatchObject({ state: 'running', id: '17' });
			expect(job({ status, id: 17, output: [] })).toMatchObject({ state: 'running', id: '17' });
		},
	);
	test('takes no file-to-be for a file', () => {
		expect(job({ status: 'warming', id: 17, future_links: [later] }).state).toBe('running');
	});
});

describe('A body without any status', () => {
	test('is done where it has links, as voice answers do', () => {
		const body = { generationTime: 1.5, id: 10, links: [file], proxy_links: [second], meta: {} };
		expect(job(body)).toMatchObject({ state: 'done', id: '10', output: [file] });
	});
	test('is done where it has output', () => {
		expect(job({ output: file })).toMatchObject({ state: 'done', output: [file] });
		expect(job({ status: 7, output: [file] })).toMatchObject({ state: 'done', output: [file] });
	});
	test('is running where it only names a job', () => {
		expect(job({ id: 17, eta: 3 })).toMatchObject({ state: 'running', id: '17', eta: 3 });
	});
	test('is a refusal where it only says something', () => {
		expect(job({ message: 'Rate limit exceeded' })).toMatchObject({
			state: 'refused',
			cause: 'limit',
		});
		expect(job({ message: 'What?' })).toMatchObject({
			state: 'refused',
			cause: 'other',
			reason: 'What?',
		});
	});
	test('cannot be read where it says nothing at all', () => {
		expect(job({})).toMatchObject({ state: 'refused', cause: 'unreadable' });
		expect(job({ hello: 'world' })).toMatchObject({
			cause: 'unreadable',
			reason: '{"hello":"world"}',
		});
	});
});

describe('An endpoint that answers at once', () => {
	test.each([
		['a list of schedulers', { schedulers: ['DDIMScheduler', 'LCMScheduler'] }],
		['a check of images', { images: [file], has_nsfw_concept: [false] }],
		['the state of a server', { model_count: 2, queue_time: 0, status: 'ok' }],
		['the load', { queue_num: 0, queue_time: 0, status: 'ok' }],
		['a balance', { status: 'success', data: { balance: 43.6, currency: 'USD' } }],
		['a word of acceptance', { status: 'success', message: 'server restarting' }],
		[
			'a synchronisation',
			{ status: 'success', message: '3 Models synced successfully', model_list: ['a'] },
		],
	])('is done with %s', (_, body) => {
		expect(helper(body)).toMatchObject({ state: 'done', body });
	});
	test('is done with a bare array, kept under data', () => {
		const models = [{ model_id: 'flux', status: 'model_ready' }];
		expect(helper(models)).toMatchObject({ state: 'done', body: { data: models } });
		expect(helper([])).toMatchObject({ state: 'done', body: { data: [] }, output: [] });
	});
	test('names its link', () => {
		expect(helper({ status: 'success', message: 'image uploaded', image_url: file })).toMatchObject(
			{
				output: [file],
			},
		);
		expect(helper({ status: 'success', id: 3, output: [file] })).toMatchObject({ output: [file] });
	});
	test('is refused by its words where it has nothing else', () => {
		expect(helper({ message: 'Invalid API key' })).toMatchObject({
			state: 'refused',
			cause: 'key',
		});
		expect(helper({ error: 'Nope', tip: 'x' })).toMatchObject({ state: 'refused', cause: 'other' });
	});
	test('is done where its words are news', () => {
		expect(helper({ message: 'Cache cleared' })).toMatchObject({ state: 'done' });
	});
	test('is done where it says something beside what it was asked for', () => {
		const body = { message: 'checked', is_nsfw: false, original_prompt: 'a lighthouse' };
		expect(helper(body)).toMatchObject({ state: 'done', body });
	});
	test('is refused by status and by code as a job is', () => {
		expect(helper({ status: 'error', message: 'Invalid API key' })).toMatchObject({ cause: 'key' });
		expect(helper({ message: 'Server Error' }, 500)).toMatchObject({ cause: 'server' });
	});
});

describe('An answer that is no JSON object', () => {
	const page =
		'<!DOCTYPE html><html><head><style>b{}</style><title>Bad gateway</title></head></html>';

	test.each<[number, Cause]>([
		[200, 'unreadable'],
		[400, 'unreadable'],
		[401, 'key'],
		[402, 'credits'],
		[403, 'unreadable'],
		[404, 'unreadable'],
		[302, 'redirect'],
		[429, 'limit'],
		[500, 'server'],
		[502, 'server'],
		[524, 'server'],
	])('is refused as a page under HTTP %i, cause %s', (status, cause) => {
		expect(job(page, status)).toMatchObject({
			state: 'refused',
			cause,
			reason: 'Bad gateway',
			body: {},
		});
		expect(helper(page, status)).toMatchObject({ state: 'refused', cause });
	});
	test.each([
		['empty', ''],
		['blank', ' \n '],
		['missing', undefined],
	])('cannot be read when it is %s', (_, body) => {
		expect(job(body)).toMatchObject({ state: 'refused', cause: 'unreadable', reason: '' });
	});
	test.each(['{"status":"success","outp', '[1,2', '{status: success}', "{'id': 1}"])(
		'cannot be read when its JSON is broken: %s',
		(body) => {
			expect(job(body)).toMatchObject({ state: 'refused', cause: 'unreadable', reason: body });
		},
	);
	test.each([null, 42, true, 'null', '17', 'done'])(
		'cannot be read when it is the value %p',
		(body) => {
			expect(job(body)).toMatchObject({
				state: 'refused',
				cause: 'unreadable',
				reason: String(body),
			});
		},
	);
	test('is done when a job answers with a bare array of links', () => {
		expect(job([file])).toMatchObject({ state: 'done', output: [file], body: { data: [file] } });
		expect(job(`["${file}"]`)).toMatchObject({ state: 'done', output: [file] });
	});
	test('is refused when a bare array comes under a refusing code', () => {
		expect(job([file], 500)).toMatchObject({ state: 'refused', cause: 'server' });
		expect(job(['x'], 404)).toMatchObject({ state: 'refused', cause: 'unreadable' });
	});
});

describe('The first characters of something unreadable', () => {
	test('are plain: no tags, no scripts, no line breaks', () => {
		const page =
			'<html><script>var a = "<b>";</script><style>p{}</style>\n<h1>502</h1>\t\u0007Bad\r\ngateway';
		expect(firstCharacters(page)).toBe('502 Bad gateway');
	});
	test('are few', () => {
		expect(firstCharacters('y'.repeat(500))).toBe(`${'y'.repeat(120)}...`);
		expect(firstCharacters('y'.repeat(500), 10)).toBe(`${'y'.repeat(10)}...`);
	});
	test('come fast out of a page made to be slow', () => {
		const busy = cpuMs(() => {
			firstCharacters('<script'.repeat(100_000));
			firstCharacters('<'.repeat(500_000));
		});
		expect(busy).toBeLessThan(1_000);
	});
});

describe('Any body at all', () => {
	const states = new Set(['done', 'running', 'failed', 'refused']);
	const nested = (depth: number, open: string, close: string): unknown =>
		JSON.parse(open.repeat(depth) + '1' + close.repeat(depth));

	const sound = (status: number, body: unknown): void => {
		for (const kind of ['job', 'answer'] as const) {
			const reply = read({ status, body, retryAfter: '1' }, kind);
			if (!states.has(reply.state)) throw new Error(`no such state: ${String(reply.state)}`);
			if (reply.id !== undefined && typeof reply.id !== 'string') throw new Error('id is no text');
			if (reply.state === 'done' && !reply.output.every((entry) => typeof entry === 'string'))
				throw new Error('output is not made of texts');
			if (reply.state === 'running' && reply.eta !== undefined && !(reply.eta >= 0))
				throw new Error('eta is no length of time');
			if (typeof reply.body !== 'object' || reply.body === null || Array.isArray(reply.body))
				throw new Error('body is no object');
		}
	};

	const names = [
		'status',
		'id',
		'output',
		'message',
		'messege',
		'error',
		'eta',
		'tip',
		'tips',
		'links',
		'proxy_links',
		'future_links',
		'retry_after',
		'request_id',
		'__proto__',
		'constructor',
		'toString',
		'toJSON',
		'length',
	];
	const values = [
		'success',
		'processing',
		'failed',
		'error',
		'ok',
		'',
		'Request not found',
		null,
		true,
		0,
		-0,
		17,
		1e308,
		-1e308,
		5e-324,
		Number.MAX_SAFE_INTEGER,
		'\u0000',
		'\ud800',
		'__proto__',
		[],
		{},
	];
	const code = fc.constantFrom(0, 200, 200, 200, 204, 302, 400, 401, 404, 422, 429, 500, 503, 999);

	/** Own properties, as JSON.parse makes them, also for the names of the prototype. */
	const plausible = fc
		.array(fc.tuple(fc.nat(names.length - 1), fc.nat(values.length - 1), fc.nat(3)), {
			maxLength: 6,
		})
		.map((entries) =>
			Object.fromEntries(
				entries.map(([name, value, wrap]) => {
					const inner = values[value];
					return [names[name], [inner, [inner], { [names[name]]: inner }, [[{ a: inner }]]][wrap]];
				}),
			),
		);

	test('gives one of the four states: 100,000 bodies made of what the service uses', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(code, plausible), { minLength: 5, maxLength: 5 }), (bodies) => {
				for (const [status, body] of bodies) sound(status, body);
			}),
			{ numRuns: 20_000 },
		);
	});
	test('gives one of the four states: 20,000 bodies of any JSON', () => {
		fc.assert(fc.property(code, fc.jsonValue(), sound), { numRuns: 20_000 });
	});
	test('gives one of the four states: 10,000 texts', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.json(),
			fc.json().map((json) => json.slice(1)),
		);
		fc.assert(fc.property(code, text, sound), { numRuns: 10_000 });
	});
	test.each([
		['arrays', '[', ']'],
		['objects', '{"a":', '}'],
		['messages', '{"message":', '}'],
		['outputs', '{"output":', '}'],
	])('gives one of the four states however deep it is nested: %s', (_, open, close) => {
		for (const depth of [10, 1_000, 50_000]) {
			for (const status of [200, 400, 500]) sound(status, nested(depth, open, close));
		}
	});
});
