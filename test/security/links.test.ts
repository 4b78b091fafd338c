// Where a link of an answer may lead, and what a name may be made of.
import nock from 'nock';
import { bytesOf, key, see } from '../support/n8n';
import { png } from '../support/pictures';
import { closedWorld, file, files, finished, generate, paths, service } from '../support/service';

closedWorld();

const picture = png(24, 16);
const internal = '/latest/meta-data/iam/security-credentials/';

/** What a link leads to when a public service gives it as the output of a job. */
async function output(link: string, more: object = {}): Promise<Awaited<ReturnType<typeof see>>> {
	service(paths.submit, [200, { ...finished(5, link), ...more }]);
	return await see({ parameters: generate });
}

describe('A link of a public service', () => {
	test.each([
		'http://127.0.0.1:5678/rest/settings',
		'http://localhost:5678/rest/settings',
		'http://2130706433:5678/',
		'http://0x7f.1:5678/',
		'http://0/',
		'http://[::1]:5678/',
		'http://[::ffff:127.0.0.1]:5678/',
		`http://169.254.169.254${internal}`,
		'http://10.0.0.8/',
		'http://172.20.1.1/',
		'http://192.168.1.1/admin',
		'http://100.64.0.1/',
		'http://[fd00::1]/',
		'http://[fe80::1]/',
		'http://redis:6379/',
		'http://metadata.internal/',
		'http://printer.local/',
		'http://localhost./',
	])('does not lead inside: %s', async (link) => {
		const asked: string[] = [];
		const listen = ({ path }: { path: string }): void => void asked.push(path);
		nock.emitter.on('no match', listen);
		const { error } = await output(link);
		nock.emitter.off('no match', listen);
		expect(error?.description ?? error?.message).toMatch(/inside a private network/);
		// What was paid for is named all the same.
		expect(`${error?.message} ${error?.description}`).toContain('5');
		expect(asked).toEqual([]);
	});

	test.each([301, 302, 303, 307, 308])(
		'is not followed inside by a redirect: HTTP %d',
		async (code) => {
			const server = nock(files)
				.get('/0.png')
				.reply(code, '', {
					location: `http://169.254.169.254${internal}`,
				});
			const behind = nock('http://169.254.169.254').get(internal).reply(200, picture);
			const { error } = await output(`${files}/0.png`);
			expect(`${error?.message} ${error?.description}`).toMatch(
				/leads to 169\.254\.169\.254, inside a private network/,
			);
			expect(server.isDone()).toBe(true);
			expect(behind.isDone()).toBe(false);
		},
	);

	test.each([
		'file:///etc/passwd',
		'ftp://files.example.test/0.png',
		'data:image/png;base64,AAAA',
		'gopher://x/',
	])('is not followed to %s', async (location) => {
		nock(files).get('/0.png').reply(302, '', { location });
		const { error } = await output(`${files}/0.png`);
		expect(`${error?.message} ${error?.description}`).toMatch(/which is no web address/);
	});

	test('is followed to another public host, without the key', async () => {
		nock(files).get('/0.png').reply(302, '', { location: 'https://cdn.example.test/a?b=c' });
		const seen: unknown[] = [];
		nock('https://cdn.example.test')
			.get('/a?b=c')
			.reply(function (uri, body) {
				seen.push(uri, body, this.req.headers);
				return [200, picture];
			});
		const { items } = await output(`${files}/0.png`);
		expect(await bytesOf(items[0])).toEqual(picture);
		expect(JSON.stringify(seen)).not.toContain(key);
	});

	test('is followed along a path of its own', async () => {
		nock(files).get('/a/0.png').reply(301, '', { location: '../b/1.png' });
		file('/b/1.png', picture);
		const { items } = await output(`${files}/a/0.png`);
		expect(await bytesOf(items[0])).toEqual(picture);
	});

	test('that leads in a circle is given up', async () => {
		let asked = 0;
		nock(files)
			.get('/0.png')
			.reply(() => {
				asked += 1;
				return [302, '', { location: '/0.png' }];
			})
			.persist();
		const { error } = await output(`${files}/0.png`);
		expect(`${error?.message} ${error?.description}`).toMatch(/without an end/);
		expect(asked).toBe(6);
	});

	test('leads inside where the service itself is inside: a stand-in on this machine', async () => {
		nock('http://sd.localhost')
			.post(paths.submit)
			.reply(200, finished(5, 'http://127.0.0.1:9/0.png'));
		nock('http://127.0.0.1:9').get('/0.png').reply(200, picture);
		const { items } = await see({
			parameters: generate,
			credential: { host: 'http://sd.localhost' },
		});
		expect(await bytesOf(items[0])).toEqual(picture);
	});

	test('leaves the item when files are not to be downloaded, whatever it says', async () => {
		service(paths.submit, [200, finished(5, 'http://10.0.0.8/0.png')]);
		const { items } = await see({ parameters: { ...generate, download: false } });
		expect(items[0].json.url ?? items[0].json.link).toBe('http://10.0.0.8/0.png');
	});
});

describe('An answer whose links are no links', () => {
	test.each([
		'file:///etc/passwd',
		'javascript:alert(1)',
		'//evil.example/0.png',
		'/etc/passwd',
		'\\\\host\\share\\0.png',
		'http://',
		'http:// /0.png',
	])('gives no file of this machine: %s', async (link) => {
		const { items, error } = await output(link);
		for (const item of items) expect(item.binary).toBeUndefined();
		expect(items.length + (error ? 1 : 0)).toBeGreaterThan(0);
	});
});

const long = 'x'.repeat(10_000);
const hostile = [
	'../../../../etc/cron.d/evil',
	'..\\..\\..\\Windows\\System32\\evil',
	'/etc/passwd',
	'C:\\Windows\\evil',
	'....//....//evil',
	'%2e%2e%2f%2e%2e%2fevil',
	'evil\u0000.png',
	'evil\r\nSet-Cookie: a=b',
	'\u001b[31mred\u001b[0m',
	'gpj.\u202egnp',
	'.htaccess',
	'-rf',
	'CON',
	'\ud800lone',
	'~/.ssh/authorized_keys',
	'a/'.repeat(5_000),
	long,
	'é'.repeat(10_000),
	'👩‍👩‍👧‍👦'.repeat(2_000),
	'   ',
	'{id}/../{prompt}',
	'$(reboot)`reboot`',
];

/** A name that means one file in the folder where it is written, on any system. */
function expectPlain(name: string | undefined): void {
	const text = String(name);
	expect(text).toMatch(/\.png$/);
	expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/u);
	expect(text).not.toMatch(/^[.~-]|\.\.|^(con|nul|aux|prn)\./i);
	expect(Buffer.byteLength(text)).toBeLessThanOrEqual(255);
	expect(text.replace(/\.png$/, '').trim()).not.toBe('');
}

describe('The name of a file', () => {
	test.each(hostile)('is plain, whatever its template: %j', async (template) => {
		service(paths.submit, [200, finished(5, file('/0.png', picture))]);
		const { items } = await see({
			parameters: { ...generate, fileName: template, options: { fileName: template } },
		});
		expectPlain(items[0].binary?.data.fileName);
	});

	test.each(hostile)(
		'is plain, whatever the prompt, the seed and the track ID: %j',
		async (words) => {
			service(paths.submit, [
				200,
				{
					...finished(5, file('/0.png', picture)),
					seed: words,
					meta: { seed: words, track_id: words },
				},
			]);
			const template = '{prompt}{seed}{track_id}{index}';
			const { items } = await see({
				parameters: {
					...generate,
					prompt: words.trim() === '' ? 'a boat' : words,
					fileName: template,
					options: { fileName: template },
				},
			});
			expectPlain(items[0].binary?.data.fileName);
		},
	);

	test.each([
		'../0',
		'..',
		'5/../../v3/system_load',
		'5?key=a',
		'5#',
		'%2e%2e',
		'a b',
		'5\r\nHost: evil',
		long,
		'',
	])('and no path is built of an ID that is none: %j', async (id) => {
		const asked: string[] = [];
		const listen = ({ path }: { path: string }): void => void asked.push(path);
		nock.emitter.on('no match', listen);
		service(paths.submit, [
			200,
			{
				status: 'processing',
				id,
				eta: 0.1,
				fetch_result: `https://evil.example/api/v6/images/fetch/${id}`,
			},
		]);
		const { error, items } = await see({ parameters: generate });
		nock.emitter.off('no match', listen);
		expect(error ?? items[0]?.json).toBeDefined();
		expect(error?.message ?? '').not.toBe('');
		expect(asked).toEqual([]);
	});
});
