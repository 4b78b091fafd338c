import { createHash, type Hash } from 'node:crypto';
import { isBroken, type Broken, type Incoming } from './stream';
import { retryAfter, type Failure, type Tries } from './tries';

/** Asks for a file, from a byte on where a range is wanted. */
export type Ask = (url: string, headers: { [name: string]: string }) => Promise<Incoming | Broken>;

/** Why an answer is no file, by its HTTP code. */
export const unlikeFile = ({ status, headers }: Incoming): Failure | undefined =>
	status >= 200 && status <= 299
		? undefined
		: {
				reason: `the link answered with HTTP ${status}`,
				pause: retryAfter(headers['retry-after']),
			};

/** What an answer says of the whole file. */
export interface Told {
	url: string;
	/** In bytes. */
	length?: number;
	etag?: string;
	/** What makes a range safe: the host sends it only if the file is still this one (RFC 9110, 13.1.5). */
	unchanged?: string;
}

export function told(url: string, { status, headers }: Incoming): Told {
	const { etag } = headers;
	const length =
		status === 206
			? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]
			: headers['content-length'];
	const strong = etag !== undefined && !etag.startsWith('W/');
	return {
		url,
		length: length === undefined ? undefined : Number(length),
		etag,
		unchanged: strong ? etag : headers['last-modified'],
	};
}

/** Whether two answers that both say something of it speak of the same file. */
const sameFile = (one: Told, other: Told): boolean =>
	(one.etag ?? other.etag) === (other.etag ?? one.etag) &&
	(one.length ?? other.length) === (other.length ?? one.length);

/** The sum of what was hashed so far. */
export const sumOf = (hash: Hash): string => hash.copy().digest('hex');

/** The line on which the file goes on; or that it is another file now, that it is all there, or why it is neither. */
type Resumed = Incoming | 'changed' | 'complete' | { failure: Failure };

/** Where a file broke off. */
export interface Break {
	file: Told;
	/** So many bytes are there. */
	at: number;
	/** Their sum. */
	sum: string;
}

/** Passes over the bytes that are there already, if they are the same ones. */
async function skip(line: Incoming, at: number, sum: string): Promise<Resumed> {
	const hash = createHash('sha256');
	for (let left = at; left > 0;) {
		const piece = await line.next();
		if (piece === 'end') return 'changed';
		if (isBroken(piece)) return { failure: { reason: piece.broken } };
		const known = piece.subarray(0, left);
		hash.update(known);
		left -= known.length;
		if (known.length < piece.length) line.back(piece.subarray(known.length));
	}
	return sumOf(hash) === sum ? line : 'changed';
}

/** Asks for what is behind the first `at` bytes: by a range where that is safe, else from the start. */
async function resumeOnce(ask: Ask, address: string, { file, at, sum }: Break): Promise<Resumed> {
	const { unchanged } = file;
	const ranged = unchanged !== undefined && address === file.url;
	const line = await ask(address, ranged ? { range: `bytes=${at}-`, 'if-range': unchanged } : {});
	if (isBroken(line)) return { failure: { reason: line.broken } };
	const resumed = await follows(line, { file, at, sum });
	if (resumed !== line) line.close();
	return resumed;
}

/** Whether an answer is what goes on behind a break. */
async function follows(line: Incoming, { file, at, sum }: Break): Promise<Resumed> {
	const range = line.headers['content-range'] ?? '';
	if (line.status === 416) return range === `bytes */${at}` ? 'complete' : 'changed';
	const failure = unlikeFile(line);
	if (failure) return { failure };
	if (line.status !== 206) return await skip(line, at, sum);
	if (range.startsWith(`bytes ${at}-`)) {
		return sameFile(file, told(file.url, line)) ? line : 'changed';
	}
	// A host that has its own idea of ranges is not asked for one again.
	file.unchanged = undefined;
	return { failure: { reason: 'the host sent another part of the file' } };
}

/** Takes a file up again where it broke off, in as many tries as there are. */
export async function resume(
	ask: Ask,
	tries: Tries,
	failed: Failure,
	where: Break,
): Promise<Resumed> {
	for (let failure = failed; ; tries.turn()) {
		if (!(await tries.again(failure))) return { failure };
		const resumed = await resumeOnce(ask, tries.address, where);
		if (typeof resumed === 'string' || !('failure' in resumed)) return resumed;
		({ failure } = resumed);
	}
}
