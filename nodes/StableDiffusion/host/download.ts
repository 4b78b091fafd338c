import type { IBinaryData } from 'n8n-workflow';
import { type Bounds, bounds, type Guard, guardOf, tooLong } from '../api/bounds';
import {
	bytesOf,
	headLength,
	plainText,
	typeOfBytes,
	typeOfDownload,
	type FileType,
} from '../api/fileType';
import { isReachable } from '../api/host';
import { endOf, isWhole, type FileEnd } from '../api/wholeFile';
import { cancelSignalOf, type Context } from './context';
import { pieces, type Endings, type Outcome } from './pieces';
import { told, unlikeFile, type Ask } from './resume';
import { Stopped } from './request';
import { endingWith, isBroken, open, type Incoming, type Stream } from './stream';
import { limits, triesAt, type Failure, type Limits, type Tries } from './tries';

/** A file that would not come. `reason` is for people. */
export class DownloadFailed extends Error {}

/** Addresses to try for one file: as given, without the doubled slash some answers have, the second address. */
function addresses(link: string, second: string | undefined): string[] {
	const repaired = link.replace(/^(https?:\/\/[^/]+)\/{2,}/, '$1/');
	return [...new Set([link, repaired, ...(second?.startsWith('http') ? [second] : [])])];
}

/** Gives a file to n8n, whichever way it keeps them. What n8n cannot keep (a full disk) is not fetched again. */
async function put(
	context: Context,
	content: Buffer | Stream,
	name: string,
	type: FileType,
): Promise<IBinaryData | DownloadFailed> {
	return await context.helpers
		.prepareBinaryData(content, `${name}.${type.extension}`, type.mime)
		.catch((error: Error) => new DownloadFailed(`n8n could not store the file: ${error.message}`));
}

/** Gives a file to n8n that came with the answer itself. */
export async function store(
	context: Context,
	content: Buffer,
	name: string,
	type: FileType,
	within: Bounds = bounds,
): Promise<IBinaryData | DownloadFailed> {
	const refused = guardOf(type, within)(content);
	return refused === undefined
		? await put(context, content, name, type)
		: new DownloadFailed(refused);
}

/** The first bytes of an answer, which stay in it. */
async function headOf(line: Incoming): Promise<Buffer | Failure> {
	let head = Buffer.alloc(0);
	while (head.length < headLength) {
		const piece = await line.next();
		if (piece === 'end') break;
		if (isBroken(piece)) return { reason: piece.broken };
		head = Buffer.concat([head, piece]);
	}
	if (head.length > 0) line.back(head);
	return head;
}

/** With base64 on, some links hold the picture as text. */
const isBase64 = (head: Buffer): boolean =>
	/^(data:[^,]{0,60};base64,)?[A-Za-z0-9+/=\s]+$/.test(head.toString('latin1'));

/** The end of a file that comes as base64 text: that of the file inside. */
function endInside(text: Buffer[]): FileEnd {
	return {
		add: (bytes) => void text.push(bytes),
		isThere: () => {
			const bytes = bytesOf(Buffer.concat(text).toString('latin1'));
			const type = bytes && typeOfBytes(bytes);
			return type && isWhole(type, bytes);
		},
	};
}

/** A file that comes as text is held in memory as a whole, three times over. */
const longestText = 256 * 1024 ** 2;

/** No other try will bring it. */
const refused = (reason: string): Ended => ({ got: new DownloadFailed(reason) });
const failed = (reason: string): Ended => ({ failure: { reason } });

/** What all tries at one file have in common. */
interface Wanted {
	context: Context;
	/** Without extension. */
	name: string;
	/** Whether a text is what was asked for, so that it may be empty or bear no ending. */
	words: boolean;
	ask: Ask;
	tries: Tries;
	endings: Endings;
	within: Bounds;
}

/** How one try ended. A failure is worth another one. */
type Ended = { got: IBinaryData | DownloadFailed } | { failure: Failure };

/** Fetches a file from its first byte on. */
async function fetchWhole(wanted: Wanted): Promise<Ended> {
	const { context, name, words, ask, tries, endings, within } = wanted;
	const { address, isLast } = tries;
	const line = await ask(address, {});
	if (isBroken(line)) return line.forGood ? refused(line.broken) : failed(line.broken);
	const outcome: Outcome = {};
	const streamed = (end: FileEnd, guard: Guard): Stream => {
		const stream = line.streamOf(pieces(line, { ask, tries, end, guard, endings, outcome }));
		// n8n listens only for as long as it stores.
		stream.on('error', () => {});
		return stream;
	};
	const ended = (got: IBinaryData | DownloadFailed): Ended => {
		if (outcome.changed) return failed('the file changed while it came');
		return { got: outcome.failure ? new DownloadFailed(outcome.failure.reason) : got };
	};
	try {
		const failure = unlikeFile(line);
		if (failure) return { failure };
		const long = tooLong(told(address, line).length ?? 0, within);
		if (long !== undefined) return refused(long);
		const head = await headOf(line);
		if (!Buffer.isBuffer(head)) return { failure: head };
		// A text that is empty at first may only be late.
		if (head.length === 0 && !(words && isLast)) return failed('the file is empty');
		const type = typeOfDownload(head, address, words);
		if (type) {
			const stream = streamed(endOf(type), guardOf(type, within));
			return ended(await put(context, stream, name, type));
		}
		if (isBase64(head)) {
			const guard = guardOf(plainText, { ...within, bytes: Math.min(within.bytes, longestText) });
			const text = await context.helpers
				.binaryToBuffer(streamed(endInside([]), guard))
				.catch((error: Error) => new DownloadFailed(error.message));
			if (!Buffer.isBuffer(text)) return ended(text);
			const bytes = bytesOf(text.toString('latin1'));
			const inside = bytes && typeOfBytes(bytes);
			if (inside) return { got: await store(context, bytes, name, inside, within) };
		}
		return failed('the link does not show a file');
	} finally {
		line.close();
	}
}

/** What is known of a file before it comes. */
export interface DownloadOptions {
	/** Without extension. */
	name: string;
	/** Another address of the same file. */
	second?: string;
	/** The service's: one that is public has no files on private addresses. */
	origin?: string;
	/** Takes the key out of a text: an address with the key in it is not asked. */
	hide?: (text: string) => string;
	/** Whether a text is what was asked for, so that it may be empty or bear no ending. */
	words?: boolean;
	/** Ends the download, as the run's own Stop does. */
	signal?: AbortSignal;
}

/**
 * Downloads a file into n8n, with as many tries and addresses as it takes.
 *
 * @throws Stopped
 */
export async function download(
	context: Context,
	link: string,
	how: DownloadOptions,
	within: Limits = limits,
): Promise<IBinaryData | DownloadFailed> {
	// Ends every line and pause of this file.
	const { signal, end } = endingWith(cancelSignalOf(context), how.signal);
	const tries = triesAt(addresses(link, how.second), within, signal);
	const { origin, hide = (text) => text } = how;
	const may = (url: string): boolean => origin === undefined || isReachable(url, origin);
	const wanted: Wanted = {
		context,
		name: how.name,
		words: how.words === true,
		ask: async (url, headers) =>
			await open(context, url, { headers, idle: within, signal, may, hide }),
		tries,
		endings: {},
		within,
	};
	try {
		for (;;) {
			const ended = await fetchWhole(wanted);
			if (signal.aborted) throw new Stopped();
			if ('got' in ended) return ended.got;
			tries.turn();
			const another = await tries.again(ended.failure);
			if (signal.aborted) throw new Stopped();
			if (!another) return new DownloadFailed(ended.failure.reason);
		}
	} finally {
		end();
	}
}
