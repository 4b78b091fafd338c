import { isIPv4 } from 'node:net';

/**
 * True for an http(s) address on this machine. The sandbox sends traffic nowhere else: neither callbacks nor
 * downloads of input pictures.
 */
export function isLoopback(address: string): boolean {
	let url: URL;
	try {
		url = new URL(address);
	} catch {
		return false;
	}
	if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
	const host = url.hostname.replace(/^\[|\]$/g, '');
	return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
