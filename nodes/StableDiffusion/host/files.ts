import { sleep } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import {
	bytesOf,
	headLength,
	isText,
	plainText,
	typeOfBytes,
	typeOfLink,
	type FileType,
} from '../api/fileType';
import { codeOf, pause, Stopped } from './request';

/** One output of a job: a link, a file, a text, or several of them. */
export interface Received {
	/** Missing when the service answered with the file itself. */
	link?: string;
	binary?: IBinaryData;
	/** The file as base64, where it came without a link and was not to be downloaded. */
	base64?: string;
	/** An output that is neither a link nor a file, such as a caption. */
	text?: string;
}

/** A file that would not come. `reason` is for people. */
export class DownloadFailed extends Error {}

/** The node's streams, without importing Node's stream module. */
type Stream = Exclude<Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0], Buffer>;

/**
 * A link can be dead for a moment after its job has finished, and a line can break: the pauses between
 * the tries, in milliseconds. About a quarter of a minute in all where the host answers at once; a host
 * that lets us wait is given up when the patience is used up.
 */
const pauses = [500, 1_000, 2_000, 4_000, 6_000];
const patience = 60_000;
const headerTimeout = 30_000;
const bodyTimeout = 300_000;

interface Head {
	bytes: Buffer;
	/** The stream has ended with them, so they are the file. */
	whole: boolean;
}

/** The first bytes of a stream; put back, so that whoever reads it next gets all of it. */
async function headOf(stream: Stream): Promise<Head> {
	return await new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let length = 0;
		const settle = (finish: () => void): void => {
			stream.off('readable', onReadable);
			stream.off('end', onEnd);
			stream.off('error', onError);
			stream.off('close', onClose);
			finish();
		};
		const done = (): void => {
			const head = Buffer.concat(chunks);
			stream.unshift(head);
			resolve({ bytes: head, whole: false });
		};
		const onReadable = (): void => {
			for (
				let chunk = stream.read() as Buffer | null;
				chunk !== null;
				chunk = stream.read() as Buffer | null
			) {
				chunks.push(chunk);
				length += chunk.length;
				if (length >= headLength) return settle(done);
			}
		};
		const onEnd = (): void => settle(() => resolve({ bytes: Buffer.concat(chunks), whole: true }));
		const onError = (error: Error): void => settle(() => reject(error));
		const onClose = (): void => settle(() => reject(new DownloadFailed('the line broke')));
		stream.on('readable', onReadable);
		stream.on('end', onEnd);
		stream.on('error', onError);
		stream.on('close', onClose);
	});
}

/** Bounds a wait that n8n itself does not bound: a body that stops coming. */
async function within<T>(work: Promise<T>, stream: Stream): Promise<T> {
	const timer = new AbortController();
	const late = sleep(bodyTimeout, timer.signal).then(
		() => {
			stream.destroy(new DownloadFailed('the file stopped coming'));
			throw new DownloadFailed('the file stopped coming');
		},
		// The timer was called off.
		async () => await work,
	);
	try {
		return await Promise.race([work, late]);
	} finally {
		timer.abort();
	}
}

const named = (name: string, type: FileType): string => `${name}.${type.extension}`;

/** @throws DownloadFailed when what lies behind the link is not (yet) the file */
async function download(
	context: IExecuteFunctions,
	link: string,
	name: string,
	{ words, last }: { words: boolean; last: boolean },
): Promise<IBinaryData> {
	const answer = (await context.helpers.httpRequest({
		url: link,
		method: 'GET',
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: headerTimeout,
		// Pictures are packed already; unpacking them once more would only hide their length.
		headers: { 'accept-encoding': 'identity' },
		abortSignal: context.getExecutionCancelSignal(),
	})) as { statusCode: number; body: Stream };
	const stream = answer.body;
	// Whoever destroys the stream below has said why already.
	stream.on('error', () => {});
	try {
		if (answer.statusCode < 200 || answer.statusCode > 299) {
			throw new DownloadFailed(`the link answered with HTTP ${answer.statusCode}`);
		}
		const { bytes: head, whole } = await within(headOf(stream), stream);
		if (head.length === 0 && !(words && last)) throw new DownloadFailed('the file is empty');
		// Known by its bytes, or by the ending of its link where the format has no signature: never by a header.
		const type =
			typeOfBytes(head) ?? typeOfLink(link) ?? (words && isText(head) ? plainText : undefined);
		if (type) {
			const content = whole ? head : stream;
			return await within(
				context.helpers.prepareBinaryData(content, named(name, type), type.mime),
				stream,
			);
		}
		// With base64 on, some links hold the picture as text.
		if (/^(data:[^,]{0,60};base64,)?[A-Za-z0-9+/=\s]+$/.test(head.toString('latin1'))) {
			const text = whole ? head : await within(context.helpers.binaryToBuffer(stream), stream);
			const bytes = bytesOf(text.toString('latin1'));
			const inside = bytes && typeOfBytes(bytes);
			if (bytes && inside) {
				return await context.helpers.prepareBinaryData(bytes, named(name, inside), inside.mime);
			}
		}
		throw new DownloadFailed('the link does not show a file');
	} finally {
		stream.destroy();
	}
}

/** Whether an output is a link, and not the file or a text itself. */
export const isLink = (output: string): boolean => /^https?:\/\/\S+$/i.test(output);

/** Addresses to try for one file: as given, without the doubled slash some answers have, the second address. */
function addresses(link: string, second: string | undefined): string[] {
	const repaired = link.replace(/^(https?:\/\/[^/]+)\/{2,}/, '$1/');
	return [...new Set([link, repaired, ...(second?.startsWith('http') ? [second] : [])])];
}

/** Tries all addresses of a file in turn until it is there. Throws only when the run is stopped. */
async function patiently(
	context: IExecuteFunctions,
	link: string,
	second: string | undefined,
	name: string,
	words: boolean,
): Promise<IBinaryData | DownloadFailed> {
	const all = addresses(link, second);
	// A text that is empty at first may only be late.
	const isLast = (tried: number): boolean => tried >= pauses.length;
	const began = Date.now();
	for (let tried = 0; ; tried++) {
		const got = await download(context, all[tried % all.length], name, {
			words,
			last: isLast(tried),
		}).then(
			(binary) => ({ binary }),
			(error: Error) => ({
				failed: error instanceof DownloadFailed ? error.message : (codeOf(error) ?? error.message),
			}),
		);
		if ('binary' in got) return got.binary;
		if (context.getExecutionCancelSignal()?.aborted) throw new Stopped();
		if (isLast(tried) || Date.now() - began > patience) return new DownloadFailed(got.failed);
		await pause(context, pauses[tried]);
	}
}

/**
 * Hands over one output of a job, whatever form the service gave it: a link, a data URI, base64 text, or
 * a text that is the result itself.
 *
 * @param how.name of the file, without extension; missing when files are not to be downloaded
 * @param how.second another address of the same file
 * @param how.words whether a text is what was asked for, so that it may be empty or bear no ending
 * @throws Stopped
 */
export async function receive(
	context: IExecuteFunctions,
	output: string,
	how: { name?: string; second?: string; words?: boolean; signal?: AbortSignal },
): Promise<Received | DownloadFailed> {
	if (isLink(output)) {
		if (how.name === undefined) return { link: output };
		const binary = await patiently(context, output, how.second, how.name, how.words === true);
		return binary instanceof DownloadFailed ? binary : { link: output, binary };
	}
	const bytes = bytesOf(output);
	const type = bytes && typeOfBytes(bytes);
	if (bytes === undefined || type === undefined) return { text: output };
	if (how.name === undefined) return { base64: output };
	return {
		binary: await context.helpers.prepareBinaryData(bytes, named(how.name, type), type.mime),
	};
}
