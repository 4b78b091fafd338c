import { kindOf, type FileKind } from '../media/signatures';
import { decodePicture, type Picture } from '../paint/picture';
import type { Files } from './files';
import { isLoopback } from './loopback';

const mostBytes = 32 * 1024 * 1024;
const patienceMs = 10_000;

const readable: Record<'audio' | 'video', readonly FileKind[]> = {
	audio: ['wav', 'mp3', 'flac', 'ogg'],
	video: ['gif', 'mp4', 'webm'],
};

/** An input picture as it was sent, with what is needed to check it. */
export interface Input {
	bytes: Buffer;
	width: number;
	height: number;
}

/** How an input file may be sent, beside a link. */
export type TakesBase64 = 'never' | 'dataUri' | 'always';

/**
 * Gets an input picture from a link or, where it is allowed, from base64 text or a data URI. Undefined when it is
 * not reachable or is neither PNG nor JPEG.
 */
export async function loadInput(
	files: Files,
	value: string,
	takes: TakesBase64,
): Promise<Input | undefined> {
	const bytes = await bytesOf(files, value, takes);
	const picture = bytes && decodePicture(bytes);
	return bytes && picture && { bytes, width: picture.width, height: picture.height };
}

/** Whether there is a sound or a moving picture of a kind that the service reads. */
export async function hasInput(
	files: Files,
	value: string,
	takes: TakesBase64,
	kind: 'audio' | 'video',
): Promise<boolean> {
	const bytes = await bytesOf(files, value, takes);
	const found = bytes && kindOf(bytes);
	return found !== undefined && readable[kind].includes(found);
}

/** The pixels of an input that was loaded before. */
export function pixelsOf(input: Input): Picture {
	const picture = decodePicture(input.bytes);
	if (!picture) throw new Error('An input that was readable at submit is not readable any more');
	return picture;
}

/** Bytes of a data URI or of bare base64; undefined when it is neither. */
export function fromBase64(value: string): Buffer | undefined {
	const text = value.replace(/^data:[\w.+/-]*(;[\w=.+-]+)*;base64,/i, '').replace(/\s+/g, '');
	// The foreign characters are looked for: a pattern over megabytes of allowed ones can overflow.
	const digits = text.replace(/={1,2}$/, '');
	if (digits === '' || /[^A-Za-z0-9+/_-]/.test(digits)) return undefined;
	return Buffer.from(text, 'base64');
}

async function bytesOf(
	files: Files,
	value: string,
	takes: TakesBase64,
): Promise<Buffer | undefined> {
	if (/^https?:/i.test(value)) return await download(files, value);
	const isTaken = takes === 'always' || (takes === 'dataUri' && value.startsWith('data:'));
	return isTaken ? fromBase64(value) : undefined;
}

async function download(files: Files, link: string): Promise<Buffer | undefined> {
	// Own links are read directly: going through the door again would count as a download and meet the faults.
	if (link.startsWith(`${files.origin}/`)) return files.read(link);
	if (!isLoopback(link)) return undefined;
	try {
		const answer = await fetch(link, {
			redirect: 'error',
			signal: AbortSignal.timeout(patienceMs),
		});
		if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > mostBytes) {
			await answer.body?.cancel();
			return undefined;
		}
		const bytes = Buffer.from(await answer.arrayBuffer());
		return bytes.length > mostBytes ? undefined : bytes;
	} catch {
		return undefined;
	}
}
