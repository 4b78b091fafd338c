import nock from 'nock';
import { host, key, see } from '../support/n8n';
import { png } from '../support/pictures';
import { closedWorld, file, finished, queued, running, service } from '../support/service';

closedWorld();

const job = { resource: 'custom', operation: 'job', path: '/api/v7/images/text-to-image' };
const call = { resource: 'custom', operation: 'call', path: '/api/v9/things' };
const picture = (): string => file('/a.png', png());

describe('a job at any address', () => {
	test('is submitted, waited for and handed over', async () => {
		const sent = service(job.path, [200, { status: 'processing', id: 5, eta: 0.1, output: [] }]);
		const asks = service('/api/v7/images/fetch/5', [200, running], [200, finished(5, picture())]);
		const { items, error } = await see({
			parameters: { ...job, body: '{"prompt": "a boat", "model_id": "x"}' },
		});
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ key, prompt: 'a boat', model_id: 'x' }]);
		expect(asks).toEqual([{ key }, { key }]);
		expect(items[0].json).toMatchObject({ id: '5', status: 'success', family: 'v7Images' });
		expect(items[0].binary?.data).toMatchObject({
			mimeType: 'image/png',
			fileName: 'a-boat-5-0.png',
		});
	});

	test('of a family nobody knows is asked about where the service says', async () => {
		const path = '/api/v8/brand-new/make';
		service(path, [200, queued(5, { fetch_result: `${host}/api/v8/brand-new/fetch/5` })]);
		service('/api/v8/brand-new/fetch/5', [200, finished(5, picture())]);
		const { items, error } = await see({ parameters: { ...job, path } });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ id: '5', status: 'success' });
	});

	test('is asked about where the user says', async () => {
		service(job.path, [200, { status: 'processing', id: 5, eta: 0.1 }]);
		const asks = service('/api/v8/results/5/now', [200, finished(5, picture())]);
		const { error } = await see({
			parameters: { ...job, options: { resultPath: '/api/v8/results/{id}/now' } },
		});
		expect(error).toBeUndefined();
		expect(asks).toEqual([{ key }]);
	});

	test('without any such word is asked about where nearly all results are', async () => {
		const path = '/api/v1/enterprise/krea_2_turbo/text2img';
		service(path, [200, { status: 'processing', id: 5, eta: 0.1 }]);
		const asks = service('/api/v1/enterprise/krea_2_turbo/fetch/5', [200, finished(5, picture())]);
		const { items, error } = await see({
			parameters: { ...job, path },
			credential: { account: 'enterprise' },
		});
		expect(error).toBeUndefined();
		expect(asks).toEqual([{ key }]);
		expect(items[0].json).not.toHaveProperty('family');
	});

	test('whose result is nowhere is named, and not sent again', async () => {
		const sent = service('/api/v8/x', [200, { status: 'processing', id: 5, eta: 0.1 }]);
		nock(host)
			.post('/api/v8/fetch/5')
			.reply(404, { message: 'The route api/v8/fetch/5 could not be found.' });
		const { error } = await see({ parameters: { ...job, path: '/api/v8/x' } });
		expect(error?.message).toBe('Nobody said where the result of job 5 is');
		expect(error?.description).toContain("'Result Path'");
		expect(sent).toHaveLength(1);
	});

	test.each([
		['/api/v8/fetch/5', {}, { fetch_result: `${host}/api/v8/fetch/5` }],
		['/api/v8/results/5/now', { resultPath: '/api/v8/results/{id}/now' }, {}],
		['/api/v8/fetch/5', {}, {}],
	])(
		'that is not waited for is taken up by Result > Fetch at %s',
		async (address, options, told) => {
			service('/api/v8/x', [200, { status: 'processing', id: 5, ...told }]);
			const parameters = { ...job, path: '/api/v8/x', wait: 'no', options };
			const { items } = await see({ parameters });
			expect(items[0].json).toMatchObject({ id: '5', status: 'processing' });
			const asks = service(address, [200, finished(5, picture())]);
			const fetched = await see({ parameters: { resource: 'result', operation: 'fetch' }, items });
			expect(fetched.items[0].json).toMatchObject({ id: '5', status: 'success' });
			expect(asks).toEqual([{ key }]);
		},
	);

	test('goes on from an error branch, and not the job that the input item names', async () => {
		service('/api/v8/x', [200, queued(5, { fetch_result: `${host}/api/v8/fetch/5` })]);
		nock(host).post('/api/v8/fetch/5').times(3).reply(200, running);
		const { errors } = await see({
			parameters: { ...job, path: '/api/v8/x', options: { timeLimit: 2 } },
			items: [{ json: { id: 77, family: 'images' } }],
			nodeExtra: { onError: 'continueErrorOutput' },
		});
		nock.cleanAll();
		const asks = service('/api/v8/fetch/5', [200, finished(5, picture())]);
		const fetched = await see({
			parameters: { resource: 'result', operation: 'fetch' },
			items: errors,
		});
		expect(fetched.items[0].json).toMatchObject({ id: '5', status: 'success' });
		expect(asks).toHaveLength(1);
	});

	test('with a wrong result path is found where the service and its family have it', async () => {
		service(job.path, [200, queued(5, { fetch_result: `${host}/api/v7/images/fetch/5` })]);
		service('/api/v8/r/5', [404, { message: 'The route api/v8/r/5 could not be found.' }]);
		service('/api/v7/images/fetch/5', [200, finished(5, picture())]);
		const { error, items } = await see({
			parameters: { ...job, options: { resultPath: '/api/v8/r/{id}' } },
		});
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ id: '5', status: 'success' });
	});

	test('is not bought with a result path that cannot be filled', async () => {
		const { error } = await see({
			parameters: { ...job, options: { resultPath: '/api/v8/results/{request_id}' } },
		});
		expect(error?.message).toBe("'Result Path' has an unknown word in braces");
	});

	test('whose file cannot be downloaded goes on from the error branch', async () => {
		service('/api/v8/x', [200, queued(5, { fetch_result: `${host}/api/v8/fetch/5` })]);
		service('/api/v8/fetch/5', [200, finished(5, 'https://files.example.test/late.png')]);
		nock('https://files.example.test').get('/late.png').times(6).reply(404);
		const { errors } = await see({
			parameters: { ...job, path: '/api/v8/x' },
			nodeExtra: { onError: 'continueErrorOutput' },
		});
		service('/api/v8/fetch/5', [200, finished(5, picture())]);
		const fetched = await see({
			parameters: { resource: 'result', operation: 'fetch' },
			items: errors,
		});
		expect(fetched.items[0]?.json).toMatchObject({ id: '5', status: 'success' });
	});

	test.each([
		[{ status: 'failed', id: '', message: 'Failed, Try Again', output: '' }, /could not be made/],
		[{ status: 'error', message: 'Something of its own' }, /refused/],
	])('that ends badly at its result path ends at once: %j', async (body, message) => {
		service(job.path, [200, { status: 'processing', id: 5, eta: 0.1 }]);
		service('/api/v8/results/5', [200, body]);
		const { error } = await see({
			parameters: { ...job, options: { resultPath: '/api/v8/results/{id}' } },
		});
		expect(error?.message).toMatch(message);
	});

	test('that makes no file gives its answer', async () => {
		const body = { status: 'success', messege: 'deploying_gpu', training_id: 'Ab3xyz' };
		service('/api/v3/lora_fine_tune', [200, body]);
		const { items } = await see({ parameters: { ...job, path: '/api/v3/lora_fine_tune' } });
		expect(items[0].json).toEqual(body);
	});

	test('may answer with a text', async () => {
		service(job.path, [200, { status: 'success', id: 5, output: ['a boat on a lake'] }]);
		const { items } = await see({ parameters: job });
		expect(items[0].json).toMatchObject({ text: 'a boat on a lake' });
	});
});

describe('a call of any address', () => {
	test('gives the answer as it is', async () => {
		const sent = service(call.path, [200, { status: 'success', things: [1, 2] }]);
		const { items } = await see({ parameters: { ...call, body: { of: 'all' } } });
		expect(items[0].json).toEqual({ status: 'success', things: [1, 2] });
		expect(sent).toEqual([{ key, of: 'all' }]);
	});

	test('can be a GET, with the key in its body and nowhere else', async () => {
		const bodies: unknown[] = [];
		nock(host, { reqheaders: { 'x-http-method-override': 'GET' } })
			.post(call.path)
			.reply((_uri, sent) => {
				bodies.push(sent);
				return [200, { status: 'success' }];
			});
		const { error } = await see({ parameters: { ...call, method: 'GET' } });
		expect(error).toBeUndefined();
		expect(bodies).toEqual([{ key }]);
	});

	test('may answer with a message alone', async () => {
		service(call.path, [200, { message: 'Cache cleared' }]);
		expect((await see({ parameters: call })).items[0].json).toEqual({ message: 'Cache cleared' });
	});

	test('whose answer is lost may have been carried out', async () => {
		service(call.path, [502, '<html>Bad gateway</html>']);
		const { error } = await see({ parameters: call });
		expect(error?.description).toContain('may have been carried out');
	});

	test('of an address that is not there shows the path', async () => {
		service(call.path, [404, { message: 'The route api/v9/things could not be found.' }]);
		const { error } = await see({ parameters: call });
		expect(error?.description).toContain("'Path' (now /api/v9/things)");
	});

	test('that is refused is told in words', async () => {
		service(call.path, [402, { status: 'error', message: 'Insufficient credits.' }]);
		expect((await see({ parameters: call })).error?.message).toBe(
			'The account has not enough credits',
		);
	});
});

describe('the address', () => {
	test.each([
		['a whole address of this host', `${host}/api/v9/things`],
		["a whole address of the service's own host", 'https://modelslab.com/api/v9/things'],
		['no slash in front', 'api/v9/things'],
		['spaces around', '  /api/v9/things '],
	])('may be %s', async (_name, path) => {
		const sent = service('/api/v9/things', [200, { status: 'success' }]);
		expect((await see({ parameters: { ...call, path } })).error).toBeUndefined();
		expect(sent).toHaveLength(1);
	});

	test.each([
		'https://evil.example.test/api/v9/things',
		'//evil.example.test/api',
		'http://modelslab.com/api',
		'https://modelslab.com:444/api',
		'https://user:pass@modelslab.com/api',
		'/api/../secret',
		'/api/%2e%2e/secret',
		'/api/v9/things?x=1',
		'/api/v9/things#x',
		'/api/v9/two words',
		'\\\\evil\\api',
		'javascript:alert(1)',
		'file:///etc/passwd',
		'/',
	])('%s is refused before anything is sent', async (path) => {
		const { error } = await see({ parameters: { ...call, path } });
		expect(error?.message).toBe("'Path' is no address of this service");
	});

	test('must be there', async () => {
		expect((await see({ parameters: { ...call, path: ' ' } })).error?.message).toBe(
			"'Path' is empty",
		);
	});

	test('of the result is looked at before the submit', async () => {
		const { error } = await see({
			parameters: { ...job, options: { resultPath: 'https://evil.example.test/{id}' } },
		});
		expect(error?.message).toBe("'Result Path' is no address of this service");
	});
});

describe('the body', () => {
	test.each([
		['[1]', "'Body' must be a JSON object"],
		['{"key": "mine"}', "'Body' must not hold a key"],
		['{', "'Body' is not valid JSON"],
	])('%s is refused before anything is sent', async (body, message) => {
		expect((await see({ parameters: { ...call, body } })).error?.message).toBe(message);
	});
});
