// Long, because it is a table: what a user reads for everything that can go wrong.
import nock from 'nock';
import { host, key, see } from '../support/n8n';
import { png } from '../support/pictures';
import {
	closedWorld,
	file,
	files,
	finished,
	generate,
	paths,
	queued,
	running,
	service,
} from '../support/service';

closedWorld();

const html =
	'<!DOCTYPE html><html><head><style>p{color:red}</style></head><body><h1>502 Bad Gateway</h1></body></html>';

describe('a submit that is refused says what happened and what to do, and is sent once', () => {
	const cases: Array<[string, number, object | string, string, RegExp]> = [
		[
			'a bad key, HTTP 401',
			401,
			{ status: 'error', message: 'Invalid API key' },
			'The API key was rejected',
			/Check that the key in the credential/,
		],
		[
			'a bad key, HTTP 200',
			200,
			{ status: 'error', message: 'Invalid Api Key', tip: '1. Check the key' },
			'The API key was rejected',
			/belongs to this account type/,
		],
		[
			'no credits',
			402,
			{ status: 'error', message: 'Insufficient credits. Please add more credits to continue.' },
			'The account has not enough credits',
			/Add credits/,
		],
		[
			'a small plan',
			403,
			{ status: 'error', message: 'This feature requires a premium subscription' },
			"The account's plan does not include this",
			/plan that includes it/,
		],
		[
			'an unknown model',
			200,
			{ status: 'error', message: 'Model not found: flux' },
			'The model flux is not available',
			/exact ID/,
		],
		[
			'an unknown model, old wording',
			200,
			{ status: 'error', messege: 'Model id not found' },
			'The model flux is not available',
			/loaded again/,
		],
		[
			'an unreachable image',
			400,
			{ status: 'error', message: 'Unable to fetch image from provided URL' },
			'The service could not open the link of an input file',
			/without a login/,
		],
		[
			'a blocked prompt',
			200,
			{ status: 'error', message: 'NSFW content detected in the prompt' },
			'The service refused the prompt or a file',
			/Rephrase/,
		],
		[
			'a wrong value',
			400,
			{ status: 'error', message: 'width must be between 256 and 1024' },
			'The service did not accept a value',
			/width must be between/,
		],
		[
			'wrong values as an object',
			200,
			{
				status: 'error',
				message: { prompt: ['The prompt field is required.'], width: ['Too wide.'] },
			},
			'The service did not accept a value',
			/prompt: The prompt field is required\.; width: Too wide\./,
		],
		[
			'a request it could not read',
			200,
			{ status: 'error', message: 'Invalid API Request', tip: 'x' },
			'The service could not read the request',
			/proxy/,
		],
		[
			'an unknown route',
			404,
			{ message: 'The route api/v6/images/text2img could not be found.' },
			'The service does not know this address',
			/Check 'Host'/,
		],
		[
			'words never seen before',
			200,
			{ status: 'error', message: 'The moon is in the wrong phase' },
			'The service refused the request',
			/The moon is in the wrong phase\. Check the values of this node/,
		],
		[
			'failed at once',
			200,
			{ status: 'failed', id: '', message: 'Failed, Try Again', output: '' },
			'The service could not carry out the job',
			/Failed, Try Again/,
		],
		[
			'a 500',
			500,
			{ status: 'error', message: 'Internal server error. Please try again.' },
			'The service had trouble with the submit (HTTP 500)',
			/not sent again, because that would be paid twice/,
		],
		[
			'a 503 page',
			503,
			html,
			'The service had trouble with the submit (HTTP 503)',
			/502 Bad Gateway/,
		],
		[
			'a page with HTTP 200',
			200,
			html,
			'The service had trouble with the submit (HTTP 200)',
			/502 Bad Gateway/,
		],
		[
			'broken JSON',
			200,
			'{"status": "success", "id": 12, "outp',
			'The service had trouble with the submit (HTTP 200)',
			/"status": "success"/,
		],
		[
			'an empty answer',
			200,
			'',
			'The service had trouble with the submit (HTTP 200)',
			/may be running/,
		],
		[
			'processing without an id',
			200,
			{ status: 'processing', message: 'Request processing' },
			'The service queued the job without naming it',
			/not sent again.*Request processing/s,
		],
		[
			'success without a file',
			200,
			{ status: 'success', id: 12, output: [] },
			'Job 12 is finished, but its answer names no file',
			/HTTP 200.*Result > Fetch with ID 12/s,
		],
		[
			'a redirect',
			302,
			'',
			'The host sends its callers elsewhere (HTTP 302)',
			/key is never sent on/,
		],
	];

	test.each(cases.map(([name, ...row]) => ({ name, row })))(
		'$name',
		async ({ row: [status, body, title, description] }) => {
			let submits = 0;
			nock(host)
				.post(paths.submit)
				.reply(() => {
					submits += 1;
					return [status, body, status === 302 ? { location: 'https://elsewhere.example/' } : {}];
				})
				.persist();
			const { error, items } = await see({ parameters: generate });
			expect(items).toEqual([]);
			expect(error?.message).toBe(title);
			expect(error?.description).toMatch(description);
			expect(error?.context.itemIndex).toBe(0);
			expect(`${error?.message} ${error?.description}`).not.toMatch(/undefined|\[object|<h1>/);
			expect(submits).toBe(1);
		},
	);

	test('the service repeating the key in its words does not show it', async () => {
		service(paths.submit, [
			401,
			{
				status: 'error',
				message: `Invalid API key ${key} (${Buffer.from(key).toString('base64')})`,
			},
		]);
		const { error } = await see({ parameters: generate });
		expect(error?.description).toContain('[key hidden]');
	});

	test('an account of another kind is named as the likely cause', async () => {
		service('/api/v1/enterprise/text2img', [401, { status: 'error', message: 'Invalid API key' }]);
		const { error } = await see({ parameters: { ...generate, family: 'enterprise' } });
		expect(error?.description).toContain(
			'needs the key of an enterprise server, and this credential is set to a Standard account',
		);
	});

	test('an error without a code of its own carries none', async () => {
		const { error } = await see({ parameters: { ...generate, options: { width: 1 } } });
		expect(error?.name).toBe('NodeOperationError');
		service(paths.submit, [402, { status: 'error', message: 'Insufficient credits.' }]);
		const second = await see({ parameters: generate });
		expect(second.error).toMatchObject({ name: 'NodeApiError', httpCode: '402' });
	});
});

describe('a line that breaks', () => {
	test.each([
		['reset', 'ECONNRESET'],
		['timed out', 'ECONNABORTED'],
		['timed out below', 'ETIMEDOUT'],
		['cut', 'EPIPE'],
	])('after sending (%s): no second submit, and what is known', async (_name, code) => {
		let submits = 0;
		nock(host)
			.post(paths.submit, () => (submits += 1) > 0)
			.replyWithError(Object.assign(new Error(`the line broke ${key}`), { code }))
			.persist();
		const { error } = await see({ parameters: generate });
		expect(error?.message).toBe('No answer to the submit');
		expect(error?.description).toMatch(/not sent again, because that would be paid twice/);
		expect(submits).toBe(1);
	});

	test('before anything was sent: it is tried again', async () => {
		nock(host)
			.post(paths.submit)
			.replyWithError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
		const sent = service(paths.submit, [200, finished(1, file('/a.png', png()))]);
		const { error } = await see({ parameters: generate });
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(1);
	});

	test('that is never made, within the time limit', async () => {
		nock(host)
			.post(paths.submit)
			.replyWithError(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
			.persist();
		const { error } = await see({ parameters: { ...generate, options: { timeLimit: 2 } } });
		expect(error?.message).toBe(`${host} cannot be reached`);
		expect(error?.description).toMatch(/Nothing was sent and nothing was bought/);
	});

	test('while a job is asked about does no harm, nor do pages, 5xx, broken JSON and rate limits', async () => {
		service(paths.submit, [200, queued(5)]);
		nock(host)
			.post(paths.fetch(5))
			.replyWithError(Object.assign(new Error('no'), { code: 'ECONNRESET' }));
		service(
			paths.fetch(5),
			[502, html],
			[200, '{"status": "succ'],
			[429, { status: 'error', message: 'Rate limit exceeded.', retry_after: 1 }],
			[200, finished(5, file('/a.png', png()))],
		);
		const { items, error } = await see({ parameters: generate });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});
});

describe('a full queue', () => {
	const full = {
		status: 'error',
		message: 'Rate limit exceeded. Maximum 5 queued requests allowed.',
		retry_after: 1,
	};

	test('is waited out for as long as the service asks', async () => {
		service(
			paths.submit,
			[429, full],
			[
				200,
				{ ...full, retry_after: undefined, message: 'Rate limit exceeded' },
				{ 'retry-after': '1' },
			],
		);
		const sent = service(paths.submit, [200, finished(1, file('/a.png', png()))]);
		const began = Date.now();
		const { error } = await see({ parameters: generate });
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(1);
		expect(Date.now() - began).toBeGreaterThan(1_900);
	});

	test('that stays full past the time limit names the limit of the plan', async () => {
		nock(host).post(paths.submit).reply(429, full).persist();
		const { error } = await see({ parameters: { ...generate, options: { timeLimit: 2 } } });
		expect(error?.message).toMatch(/^The account's queue stayed full for \d s$/);
		expect(error?.description).toContain('Up to 5 jobs of this account');
	});
});

describe('a job that does not end well', () => {
	test.each([
		[
			'fails',
			{ status: 'failed', id: '', message: 'Failed, Try Again', output: '' },
			'Image 5 could not be made',
			/final for this job/,
		],
		[
			'is refused',
			{ status: 'error', message: 'Invalid API key' },
			'The API key was rejected',
			/credential/,
		],
		[
			'ends without a file',
			{ status: 'success', id: 5, output: [] },
			'Job 5 is finished, but its answer names no file',
			/ID 5/,
		],
	])('%s', async (_name, answer, title, description) => {
		service(paths.submit, [200, queued(5)]);
		service(paths.fetch(5), [200, answer]);
		const { error } = await see({ parameters: generate });
		expect(error?.message).toBe(title);
		expect(error?.description).toMatch(description);
	});

	test('is not known for a moment, right after its submit', async () => {
		service(paths.submit, [200, queued(5)]);
		service(
			paths.fetch(5),
			[200, { status: 'failed', id: '', message: 'Request not found', output: '' }],
			[200, finished(5, file('/a.png', png()))],
		);
		const { error } = await see({ parameters: generate });
		expect(error).toBeUndefined();
	});

	test('is not ready in time: the error names it and says how to get it', async () => {
		service(paths.submit, [200, queued(5)]);
		nock(host).post(paths.fetch(5)).reply(200, running).persist();
		const { error } = await see({ parameters: { ...generate, options: { timeLimit: 2 } } });
		expect(error?.message).toBe('Image 5 was not ready after 2 s');
		expect(error?.description).toMatch(/paid for\. Use Result > Fetch with ID 5/);
	});

	test('is not ready in time: the open item goes on, if the user wants that', async () => {
		service(paths.submit, [200, queued(5, { meta: { seed: 9 } })]);
		nock(host).post(paths.fetch(5)).reply(200, running).persist();
		const { items, hints } = await see({
			parameters: { ...generate, options: { timeLimit: 1, timeUp: 'handOn' } },
		});
		expect(items.map((item) => item.json)).toEqual([
			{
				id: '5',
				status: 'processing',
				family: 'images',
				fetch_result: `${host}${paths.fetch(5)}`,
				eta: 0.1,
				seed: 9,
				waited: expect.any(Number),
			},
		]);
		expect(hints).toEqual([expect.stringContaining('1 job still in the making')]);
	});
});

describe('ten items, one of them bad', () => {
	const items = Array.from({ length: 10 }, (_, index) => ({
		json: { width: index === 6 ? 2000 : 512 },
	}));
	const parameters = { ...generate, options: { width: '={{ $json.width }}' } };
	beforeEach(() => {
		for (let id = 100; id < 110; id++)
			service(paths.submit, [200, finished(id, file(`/${id}.png`, png()))]);
	});

	test('Continue On Fail gives nine results and one error item in its place', async () => {
		const seen = await see({ parameters, items, nodeExtra: { onError: 'continueRegularOutput' } });
		expect(seen.items).toHaveLength(10);
		expect(seen.items.map((item) => item.pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(seen.items.filter((item) => item.json.status === 'success')).toHaveLength(9);
		expect(seen.items[6].json).toEqual({
			error: "'Width' must be between 256 and 1024",
			message: expect.stringContaining('2000'),
			itemIndex: 6,
		});
	});

	test('the error output takes the one', async () => {
		const seen = await see({ parameters, items, nodeExtra: { onError: 'continueErrorOutput' } });
		expect(seen.items).toHaveLength(9);
		expect(seen.errors).toHaveLength(1);
		expect(seen.errors[0].json).toEqual({
			error: "'Width' must be between 256 and 1024",
			message: expect.stringContaining('2000'),
			details: { itemIndex: 6 },
			width: 2000,
		});
	});

	test('without it the run stops and names the item', async () => {
		const { error } = await see({ parameters, items });
		expect(error?.context.itemIndex).toBe(6);
	});
});

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'an error item (%s) names its job, in the form that Fetch takes',
	async (onError) => {
		service(paths.submit, [200, queued(5)]);
		service(paths.fetch(5), [200, { status: 'success', id: 5, output: [] }]);
		const seen = await see({
			parameters: generate,
			items: [{ json: { id: 'of the row' } }],
			nodeExtra: { onError },
		});
		const [item] = onError === 'continueRegularOutput' ? seen.items : seen.errors;
		const details = { itemIndex: 0, id: '5', family: 'images' };
		const inPlace = onError === 'continueRegularOutput';
		expect(item.json).toMatchObject({
			error: expect.stringContaining('Job 5'),
			...(inPlace ? details : { id: 'of the row', details }),
		});

		service(paths.fetch(5), [200, finished(5, `${files}/a.png`)]);
		file('/a.png', png());
		const second = await see({
			parameters: { resource: 'result', operation: 'fetch' },
			items: [{ json: item.json }],
		});
		expect(second.items[0].json).toMatchObject({ id: '5', status: 'success', family: 'images' });
	},
);

describe('Stop', () => {
	test.each([
		['while waiting for the estimate', { eta: 60 }],
		['while asking', { eta: 0.1 }],
	])('%s ends the run, and nothing more is asked', async (_name, more) => {
		service(paths.submit, [200, queued(5, more)]);
		let asked = 0;
		nock(host)
			.post(paths.fetch(5))
			.reply(() => {
				asked += 1;
				return [200, running];
			})
			.persist();
		const stop = new AbortController();
		let [before, pressed] = [0, 0];
		setTimeout(() => {
			[before, pressed] = [asked, Date.now()];
			stop.abort();
		}, 1_200);
		await see({ parameters: generate, signal: stop.signal }).catch(() => undefined);
		// Without it the first one would wait for a minute, the second one for ever.
		expect(pressed).toBeGreaterThan(0);
		expect(Date.now() - pressed).toBeLessThan(20_000);
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(asked).toBe(before);
	});
});
