import { createHash } from 'node:crypto';
import type { Answer } from './answer';

/** The headers of a download that ask for a part of a file (RFC 9110, sections 13 and 14). */
export interface Wanted {
	range?: string;
	ifRange?: string;
}

/** Strong, because the same bytes are made at every call. */
const tagOf = (bytes: Buffer): string =>
	`"${createHash('sha1').update(bytes).digest('hex').slice(0, 20)}"`;

/** First and last byte of one range; `beyond` where the file is shorter; undefined where the header is to be ignored. */
function rangeIn(header: string, length: number): [number, number] | 'beyond' | undefined {
	// Several ranges at once may be answered with the whole file, and are.
	const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header);
	if (!match || (match[1] === '' && match[2] === '')) return undefined;
	if (match[1] === '') {
		const last = Number(match[2]);
		return last === 0 || length === 0 ? 'beyond' : [Math.max(0, length - last), length - 1];
	}
	const first = Number(match[1]);
	const last = match[2] === '' ? length - 1 : Number(match[2]);
	if (match[2] !== '' && last < first) return undefined;
	return first >= length ? 'beyond' : [first, Math.min(last, length - 1)];
}

/** The answer to a download: the file, the part that was asked for, or 416 where there is no such part. */
export function partOf(bytes: Buffer, changed: Date, { range, ifRange }: Wanted): Answer {
	const tag = tagOf(bytes);
	const headers: Record<string, string> = {
		'accept-ranges': 'bytes',
		etag: tag,
		'last-modified': changed.toUTCString(),
	};
	const isSame = ifRange === undefined || ifRange === tag || ifRange === headers['last-modified'];
	const part = range !== undefined && isSame ? rangeIn(range, bytes.length) : undefined;
	if (part === undefined) return { code: 200, bytes, headers };
	if (part === 'beyond') {
		headers['content-range'] = `bytes */${bytes.length}`;
		return { code: 416, bytes: Buffer.alloc(0), headers };
	}
	const [first, last] = part;
	headers['content-range'] = `bytes ${first}-${last}/${bytes.length}`;
	return { code: 206, bytes: bytes.subarray(first, last + 1), headers };
}
