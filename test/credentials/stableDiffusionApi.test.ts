import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { credential, credentialType, host, key } from '../support/n8n';

type Options = Partial<IHttpRequestOptions> & Record<string, unknown>;

async function authenticate(options: Options, more: object = {}): Promise<Options> {
	if (typeof credentialType.authenticate !== 'function')
		throw new Error('authenticate is no function');
	const secrets = { ...credential, ...more } as ICredentialDataDecryptedObject;
	return (await credentialType.authenticate(
		secrets,
		options as IHttpRequestOptions,
	)) as unknown as Options;
}

describe('the credential', () => {
	test('puts the key into the JSON body, and leaves what it was given alone', async () => {
		const body = { prompt: 'a boat' };
		const options = await authenticate({ url: `${host}/api/v3/text2img`, method: 'POST', body });
		expect(options.body).toEqual({ prompt: 'a boat', key });
		expect(body).toEqual({ prompt: 'a boat' });
	});

	test('does the same for the HTTP Request node, which has its own names for things', async () => {
		const options = await authenticate({
			uri: `${host}/api/v3/system_load`,
			method: 'POST',
			followAllRedirects: true,
		});
		expect(options).toMatchObject({
			uri: `${host}/api/v3/system_load`,
			body: { key },
			json: true,
			followRedirect: false,
			followAllRedirects: false,
		});
		expect(options).not.toHaveProperty('url');
	});

	test.each([
		['JSON text', '{"prompt":"a boat"}', { prompt: 'a boat', key }],
		['nothing', undefined, { key }],
		['empty text', '', { key }],
	])('takes a body of %s', async (_name, body, expected) => {
		expect((await authenticate({ url: `${host}/api`, body })).body).toEqual(expected);
	});

	test.each([
		['text that is no JSON', 'prompt=a'],
		['a list', ['a']],
		['a form', new URLSearchParams('a=1')],
		['bytes', Buffer.from('a')],
	])('says so when the body is %s', async (_name, body) => {
		await expect(authenticate({ url: `${host}/api`, body: body as never })).rejects.toThrow(
			/JSON object/,
		);
	});

	test.each([
		'https://evil.example/api',
		'http://sd.example.test/api',
		'https://sd.example.test:8443/api',
		'https://sd.example.test@evil.example/',
		'//evil.example/api',
	])('does not give the key to %s', async (url) => {
		await expect(authenticate({ url })).rejects.toThrow(
			/key is for https:\/\/sd\.example\.test only/,
		);
	});

	test('does not let a redirect carry the key on', async () => {
		expect(await authenticate({ url: `${host}/api` })).toMatchObject({
			disableFollowRedirect: true,
		});
	});

	test('takes a path and a host without scheme, as its own test has them', async () => {
		const options = await authenticate(
			{ url: '/api/wallet_balance', baseURL: 'sd.example.test' },
			{ host: 'sd.example.test' },
		);
		expect(options).toMatchObject({ url: `${host}/api/wallet_balance`, baseURL: undefined });
	});

	test.each([
		'http://modelslab.com',
		'ftp://modelslab.com',
		'',
		'https://user:secret@modelslab.com',
	])('does not send to the host %j', async (typed) => {
		await expect(authenticate({ url: '/api' }, { host: typed })).rejects.toThrow(/Host/);
	});

	test('never says the key in what it throws', async () => {
		const thrown = (await authenticate({ url: 'https://evil.example/api' }).catch(
			(error: unknown) => error,
		)) as Error;
		expect(String(thrown.stack)).not.toContain(key);
	});

	test('keeps the key in a password field', () => {
		const field = credentialType.properties.find(({ name }) => name === 'apiKey');
		expect(field?.typeOptions?.password).toBe(true);
	});

	test('is tested where each kind of account has a cheap call', () => {
		expect(credentialType.test?.request.url).toContain('/api/wallet_balance');
		expect(credentialType.test?.request.url).toContain('/api/v1/enterprise/system_details');
	});
});
