/** Why a host cannot be used, in words for the person who typed it. */
export class HostNotUsable extends Error {}

const privateIpv4 = /^((127|10)\.\d+|192\.168|172\.(1[6-9]|2\d|3[01]))\.\d+\.\d+$/;
const privateName = /(^|\.)localhost$|\.(local|internal|lan|home\.arpa)$/;

/** Loopback, private ranges, and names that only a private network resolves (`sandbox`, `box.local`). */
function isPrivate(hostname: string): boolean {
	if (hostname.startsWith('[')) return /^\[(::1|f[cd][0-9a-f]{2}:.*)\]$/i.test(hostname);
	return privateIpv4.test(hostname) || privateName.test(hostname) || !/[.:]/.test(hostname);
}

/**
 * The origin that all calls of a credential go to, e.g. `https://modelslab.com`.
 *
 * A missing scheme means https; a path (people paste whole endpoint addresses) is dropped. The key
 * travels in every body, so plain http is accepted for loopback and private hosts only.
 *
 * @throws HostNotUsable
 */
export function hostOrigin(host: unknown): string {
	const typed = typeof host === 'string' ? host.trim() : '';
	if (typed === '')
		throw new HostNotUsable("'Host' is empty. The usual one is https://modelslab.com.");
	const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
	if (!URL.canParse(full))
		throw new HostNotUsable("'Host' is not an address. The usual one is https://modelslab.com.");
	const url = new URL(full);
	if (url.username !== '' || url.password !== '') {
		throw new HostNotUsable("'Host' must not hold a user name or password.");
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isPrivate(url.hostname))) {
		throw new HostNotUsable(
			`'Host' must start with https:// (http:// is for local addresses only): ${url.protocol}//${url.host}`,
		);
	}
	return url.origin;
}

/** Addresses that never leave a machine, a link or a provider's net, beside those of private networks. */
const nowhere = [
	/^(0|169\.254|198\.1[89]|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(\.\d+)+$/,
	// Among them IPv4 addresses in the form of IPv6.
	/^\[(::|64:ff9b:|fe[89a-f][0-9a-f]:)/i,
];

/**
 * Whether a service can call an address, as far as the address itself tells: one of a private network cannot be
 * reached from outside. A service that is private itself, such as a stand-in on this machine, may reach it.
 */
export function isReachable(address: string, serviceOrigin: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	if (protocol !== 'https:' && protocol !== 'http:') return false;
	const name = hostname.replace(/\.$/, '');
	const inside = isPrivate(name) || nowhere.some((pattern) => pattern.test(name));
	return !inside || isPrivate(new URL(serviceOrigin).hostname);
}

/** Hosts that the service itself has used for its API; a `fetch_result` may name either. */
const serviceHosts = new Set([
	'modelslab.com',
	'www.modelslab.com',
	'stablediffusionapi.com',
	'www.stablediffusionapi.com',
]);

/**
 * The path of a `fetch_result`, if it may be believed: an address of the credential's host, or of the
 * service's own hosts (older answers name the first one), that asks for exactly this job.
 *
 * Only the path is ever used. The request itself, which carries the key, goes to the credential's host.
 */
export function fetchPathFrom(address: unknown, id: string, origin: string): string | undefined {
	if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
	const url = new URL(address);
	const known =
		url.origin === origin ||
		(url.protocol === 'https:' && url.port === '' && serviceHosts.has(url.hostname));
	if (!known || url.search !== '' || url.hash !== '') return undefined;
	if (!/^\/api\/[A-Za-z0-9_/-]+\/fetch\/[A-Za-z0-9-]+$/.test(url.pathname)) return undefined;
	return url.pathname.endsWith(`/fetch/${id}`) ? url.pathname : undefined;
}

/**
 * A path below the host out of what a user gives for one: the path itself, or a whole address of the
 * credential's host or of one of the service's own (of which only the path is used). Anything else, such as
 * another host or a path that climbs, gives nothing.
 */
export function servicePath(given: unknown, origin: string): string | undefined {
	if (typeof given !== 'string') return undefined;
	const text = given.trim();
	const full = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `${origin}/${text.replace(/^\//, '')}`;
	if (/\s|[\\?#]|\.\.|%2e/i.test(text) || text.startsWith('//') || !URL.canParse(full))
		return undefined;
	const url = new URL(full);
	const ours =
		url.origin === origin ||
		(url.protocol === 'https:' && url.port === '' && serviceHosts.has(url.hostname));
	const plain = ours && url.username === '' && url.password === '' && url.pathname.length > 1;
	return plain ? url.pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '') : undefined;
}
