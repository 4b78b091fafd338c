import { isReachable } from '../../nodes/StableDiffusion/api/host';

const service = 'https://modelslab.com';
/** Services that are private themselves. */
const inside = [
	'http://localhost:8790',
	'http://127.0.0.1:8790',
	'http://192.168.1.20',
	'http://[::1]',
];

describe('The service of the public network', () => {
	test.each([
		'https://n8n.example.com/webhook-waiting/7',
		'http://n8n.example.com:5678',
		'https://8.8.8.8',
		'https://172.15.0.1',
		'https://172.32.0.1',
		'https://169.253.0.1',
		'https://10.example.com',
		'https://localhost.example.com',
		'https://[2001:db8::1]',
		'https://[fe00::1]',
	])('reaches %s', (address) => {
		expect(isReachable(address, service)).toBe(true);
	});
});

describe('What only a private network reaches', () => {
	test.each([
		'http://localhost:5678/webhook-waiting/7',
		'http://LOCALHOST:5678',
		'http://n8n.localhost',
		'http://127.0.0.1:5678',
		'http://127.9.9.9',
		'http://127.1',
		'http://2130706433',
		'http://0x7f000001',
		'http://10.0.0.7',
		'http://172.16.0.1',
		'http://172.31.255.255',
		'http://192.168.1.20',
		'http://0.0.0.0:5678',
		'http://169.254.169.254',
		'http://[::1]:5678',
		'http://[::]:5678',
		'http://[fd12:3456::1]',
		'http://[fc00::1]',
		'http://[FE80::1]',
		'http://[febf::1]',
		'https://n8n',
		'http://n8n:5678',
		'https://n8n.local',
		'https://n8n.internal',
		'https://n8n.lan',
		'https://n8n.home.arpa',
		'https://anyone:else@10.0.0.7',
	])('is called by a private service only: %s', (address) => {
		expect(isReachable(address, service)).toBe(false);
		for (const origin of inside) expect(isReachable(address, origin)).toBe(true);
	});
});

describe('What is no address to call', () => {
	test.each([
		'',
		'n8n.example.com/webhook',
		'/webhook-waiting/7',
		'//n8n.example.com',
		'ftp://n8n.example.com',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/plain,x',
		'https://',
		'https://[::1',
		'undefined/webhook-waiting/7',
	])('is reached by nobody: "%s"', (address) => {
		for (const origin of [service, ...inside]) expect(isReachable(address, origin)).toBe(false);
	});
});

test('A private service reaches the public network too', () => {
	for (const origin of inside) expect(isReachable('https://n8n.example.com', origin)).toBe(true);
});

test.each([
	['http://localhost.', false],
	['https://box.local.', false],
	['http://[::ffff:10.0.0.1]', false],
	['http://[::127.0.0.1]', false],
	['http://[64:ff9b::a00:1]', false],
	['http://100.64.0.1', false],
	['http://100.128.0.1', true],
	['http://198.18.0.1', false],
	['http://[fec0::1]', false],
	['https://0.example.com', true],
	['https://169.254.example.com', true],
	['https://[2606:4700::1]', true],
])('%s can be reached by a public service: %s', (address, reachable) => {
	expect(isReachable(address, 'https://modelslab.com')).toBe(reachable);
});
