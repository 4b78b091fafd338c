import fc from 'fast-check';
import { fetchPathFrom, hostOrigin, HostNotUsable } from '../../nodes/StableDiffusion/api/host';

describe('The host of a credential', () => {
	test.each([
		['https://modelslab.com', 'https://modelslab.com'],
		['modelslab.com', 'https://modelslab.com'],
		['  modelslab.com/ ', 'https://modelslab.com'],
		['HTTPS://ModelsLab.com', 'https://modelslab.com'],
		['https://modelslab.com:443', 'https://modelslab.com'],
		['https://modelslab.com:8443', 'https://modelslab.com:8443'],
		['modelslab.com:8443', 'https://modelslab.com:8443'],
		['https://modelslab.com/api/v6/images/text2img?x=1#y', 'https://modelslab.com'],
		['localhost:8790', 'https://localhost:8790'],
	])('"%s" is %s', (typed, origin) => {
		expect(hostOrigin(typed)).toBe(origin);
	});
	test.each([
		'http://localhost:8790',
		'http://sd.localhost',
		'http://127.0.0.1:8790',
		'http://10.0.0.7',
		'http://192.168.1.20:80',
		'http://172.16.0.1',
		'http://172.31.255.255',
		'http://[::1]:8790',
		'http://[fd12:3456::1]',
		'http://sandbox:8790',
		'http://box.local',
		'http://sd.internal',
		'http://nas.lan',
		'http://nas.home.arpa',
	])('may be plain http where nobody else listens: %s', (typed) => {
		expect(hostOrigin(typed)).toBe(new URL(typed).origin);
	});
	test.each([
		'http://modelslab.com',
		'http://172.15.0.1',
		'http://172.32.0.1',
		'http://8.8.8.8',
		'http://[2001:db8::1]',
		'http://local.example.com',
		'http://localhost.example.com',
		'http://10.example.com',
		'http://127.0.0.1.example.com',
		'http://192.168.example.com',
		'http://172.16.example.com',
	])('may not be plain http where others listen: %s', (typed) => {
		expect(() => hostOrigin(typed)).toThrow(HostNotUsable);
		expect(() => hostOrigin(typed)).toThrow('https://');
	});
	test.each([
		'ftp://modelslab.com',
		'file:///etc/passwd',
		'ws://modelslab.com',
		'data://x',
		'chrome://x',
	])('speaks no other protocol: %s', (typed) => {
		expect(() => hostOrigin(typed)).toThrow(HostNotUsable);
	});
	test.each(['', '   ', undefined, null, 5, {}, ['modelslab.com']])('is missing as %p', (typed) => {
		expect(() => hostOrigin(typed)).toThrow("'Host' is empty");
	});
	test.each([
		'https://',
		'https://models lab.com',
		'https://:80',
		'javascript:alert(1)',
		'https://[::1',
		'x:99999',
	])('is not an address: %s', (typed) => {
		expect(() => hostOrigin(typed)).toThrow(HostNotUsable);
	});
	test.each([
		'https://user@modelslab.com',
		'https://:word@modelslab.com',
		'user:word@modelslab.com',
	])('holds no name and no password, and repeats none: %s', (typed) => {
		expect(() => hostOrigin(typed)).toThrow('user name or password');
		expect(() => hostOrigin(typed)).not.toThrow(/:word/);
	});
	test('is always an https or private origin, or refused, whatever was typed', () => {
		const typed = fc.oneof(fc.string(), fc.webUrl(), fc.anything(), fc.domain(), fc.ipV6());
		fc.assert(
			fc.property(typed, (value) => {
				try {
					const url = new URL(hostOrigin(value));
					return (
						['https:', 'http:'].includes(url.protocol) &&
						url.pathname === '/' &&
						url.username === ''
					);
				} catch (thrown) {
					return thrown instanceof HostNotUsable && thrown.message.length < 400;
				}
			}),
			{ numRuns: 5_000 },
		);
	});
});

describe('The address that an answer gives for its result', () => {
	const origin = 'https://sd.example.test';
	const id = '134711525';
	const path = `/api/v6/images/fetch/${id}`;

	test.each([
		[`${origin}${path}`, path],
		[`https://modelslab.com${path}`, path],
		[`https://www.modelslab.com${path}`, path],
		[`https://stablediffusionapi.com/api/v3/fetch/${id}`, `/api/v3/fetch/${id}`],
		[
			`https://www.stablediffusionapi.com/api/v3/dreambooth/fetch/${id}`,
			`/api/v3/dreambooth/fetch/${id}`,
		],
		[
			`https://modelslab.com/api/v1/enterprise/realtime/fetch/${id}`,
			`/api/v1/enterprise/realtime/fetch/${id}`,
		],
		[`https://modelslab.com/api/v7/video-fusion/fetch/${id}`, `/api/v7/video-fusion/fetch/${id}`],
		[`https://modelslab.com:443${path}`, path],
		[`HTTPS://MODELSLAB.COM${path}`, path],
	])('is believed from the own host and from those of the service: %s', (address, told) => {
		expect(fetchPathFrom(address, id, origin)).toBe(told);
	});
	test('is believed from a sandbox with a port', () => {
		const sandbox = 'http://localhost:8790';
		expect(fetchPathFrom(`${sandbox}${path}`, id, sandbox)).toBe(path);
		expect(fetchPathFrom(`http://localhost:8791${path}`, id, sandbox)).toBeUndefined();
		expect(fetchPathFrom(`https://localhost:8790${path}`, id, sandbox)).toBeUndefined();
	});
	test.each([
		['another host', `https://evil.example${path}`],
		['a host that begins like ours', `https://sd.example.test.evil.example${path}`],
		['a host that ends like ours', `https://evilmodelslab.com${path}`],
		['another name below ours', `https://files.modelslab.com${path}`],
		['a host as user name', `https://modelslab.com@evil.example${path}`],
		['a host as user name and password', `https://modelslab.com:443@evil.example${path}`],
		['a backslash before the real host', `https://evil.example\\@modelslab.com${path}`],
		['a look-alike letter', `https://modelslаb.com${path}`],
		['another port', `https://modelslab.com:8443${path}`],
		['another port of the own host', `${origin}:8443${path}`],
		['plain http', `http://modelslab.com${path}`],
		['plain http of the own host', `http://sd.example.test${path}`],
		['another protocol', `ftp://modelslab.com${path}`],
		['a blob', `blob:https://modelslab.com${path}`],
		['a script', `javascript:"https://modelslab.com${path}"`],
		['no host at all', path],
		['no protocol', `//modelslab.com${path}`],
		['a file', `file://${path}`],
		['another id', 'https://modelslab.com/api/v6/images/fetch/134711526'],
		['an id that only ends like it', `https://modelslab.com/api/v6/images/fetch/9${id}`],
		['an id that only begins like it', `https://modelslab.com/api/v6/images/fetch/${id}9`],
		['no id', 'https://modelslab.com/api/v6/images/fetch/'],
		['a question', `https://modelslab.com${path}?key=1`],
		['a question in place of the id', `https://modelslab.com/api/v3/delete_image?x=/fetch/${id}`],
		['a fragment', `https://modelslab.com${path}#x`],
		['a fragment in place of the id', `https://modelslab.com/api/v3/delete_image#/fetch/${id}`],
		['no fetch', `https://modelslab.com/api/v3/delete_image/${id}`],
		['nothing before fetch', `https://modelslab.com/api/fetch/${id}`],
		['outside of the API', `https://modelslab.com/account/fetch/${id}`],
		['a way out of the API', `https://modelslab.com/api/../account/fetch/${id}`],
		['an encoded way out', `https://modelslab.com/api/%2e%2e/account/fetch/${id}`],
		['a half encoded way out', `https://modelslab.com/api/.%2E/account/fetch/${id}`],
		['an encoded slash', `https://modelslab.com/api/v3%2ffetch/${id}`],
		['an encoded backslash', `https://modelslab.com/api/v3%5cfetch/${id}`],
		['an encoded line break', `https://modelslab.com/api/v3/fetch/${id}%0a`],
		['an encoded letter', `https://modelslab.com/api/v3/%66etch/${id}`],
		['a header behind a line break', `https://modelslab.com${path}\r\nX-Evil: 1`],
		['something behind the id', `https://modelslab.com${path}/cancel`],
		['a way back behind the id', `https://modelslab.com${path}/..`],
		['parameters of the path', `https://modelslab.com${path};x=1`],
		['a space', `https://modelslab.com/api/v3/fetch/ ${id}`],
		['no address', 'try again later.'],
		['an empty text', ''],
	])('is not believed with %s', (_, address) => {
		expect(fetchPathFrom(address, id, origin)).toBeUndefined();
	});
	test.each([
		undefined,
		null,
		5,
		{},
		[`https://modelslab.com${path}`],
		new URL(`https://modelslab.com${path}`),
	])('is not believed when it is no text: %p', (address) => {
		expect(fetchPathFrom(address, id, origin)).toBeUndefined();
	});
	test('is not believed where the id itself is none', () => {
		for (const odd of ['', '.', '..', '/', '*', '.*', '%2e', '?', '#', ' ']) {
			expect(
				fetchPathFrom(`https://modelslab.com/api/v3/fetch/${odd}`, odd, origin),
			).toBeUndefined();
		}
	});
	test('gives only its path on: no name, no password, no dots, no line break', () => {
		for (const address of [
			`https://user:word@modelslab.com${path}`,
			`https://modelslab.com/api/v3/../v6/images/fetch/${id}`,
			`https://modelslab.com/api/v3/%2e%2e/v6/images/fetch/${id}`,
			`https://modelslab.com/api/v6/./images/fetch/${id}`,
			`https://modelslab.com/api/v6/images/fetch/1347\n11525`,
			`https://modelslab.com\\api\\v6\\images\\fetch\\${id}`,
			`\t https://modelslab.com${path} \n`,
		]) {
			expect([undefined, path]).toContain(fetchPathFrom(address, id, origin));
		}
	});
	test('is a plain path to this very job, or nothing, whatever came', () => {
		const piece = fc.constantFrom(
			'https://modelslab.com',
			origin,
			'https://evil.example',
			'http://modelslab.com',
			'user:word@',
			'/api',
			'/v6',
			'/images',
			'/fetch/',
			id,
			'1',
			'..',
			'/../',
			'%2e%2e/',
			'%2F',
			'?',
			'#',
			'\n',
			'\t',
			' ',
			'\\',
			'//',
			':443',
			':81',
			'@',
			';',
			'\u0000',
			'ä',
		);
		const address = fc.oneof(
			fc.array(piece, { maxLength: 9 }).map((all) => all.join('')),
			fc
				.array(piece, { maxLength: 5 })
				.map((all) => `https://modelslab.com/api/v6${all.join('')}/fetch/${id}`),
		);
		let believed = 0;
		fc.assert(
			fc.property(address, (text) => {
				const told = fetchPathFrom(text, id, origin);
				if (told === undefined) return true;
				believed += 1;
				return (
					/^\/api\/[\w/-]+\/fetch\/134711525$/.test(told) &&
					new URL(told, origin).href === origin + told
				);
			}),
			{ numRuns: 20_000 },
		);
		expect(believed).toBeGreaterThan(100);
	});
});
