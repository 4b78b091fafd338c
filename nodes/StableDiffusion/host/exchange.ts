import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import type { Context } from './context';
import { endingWith, rest, type Stream } from './stream';

/** An answer under any HTTP code; JSON is read, anything else is a text. */
export interface FullResponse {
	statusCode: number;
	body: unknown;
	headers?: Record<string, string | undefined>;
}

/** How much of an answer is taken, in bytes, and how long it may take to come, in milliseconds. */
export interface AnswerBounds {
	readonly bytes: number;
	readonly patience: number;
}

/** Pictures as base64 text are the largest answers; a few of them stay far below. */
const most: AnswerBounds = { bytes: 256 * 1024 ** 2, patience: 300_000 };

/** Older n8n leaves a timer behind for as long as it was set. */
const step = 15_000;

/** The text of a body. One without an end is cut off, however much or little of it comes at a time. */
async function textOf(body: Stream, { bytes, patience }: AnswerBounds): Promise<string> {
	const pieces: Buffer[] = [];
	let length = 0;
	const all = async (): Promise<'whole' | 'long'> => {
		for await (const piece of body as AsyncIterable<Buffer>) {
			length += piece.length;
			if (length > bytes) return 'long';
			pieces.push(piece);
		}
		return 'whole';
	};
	const timer = endingWith();
	const late = async (): Promise<'late'> => {
		for (let left = patience; left > 0 && !timer.signal.aborted; left -= step)
			await rest(Math.min(step, left), timer.signal);
		return 'late';
	};
	const how = await Promise.race([all(), late()]).finally(() => timer.end());
	if (how !== 'whole') {
		body.on('error', () => {});
		body.destroy();
		throw new Error(
			how === 'long'
				? `the answer is larger than ${Math.ceil(bytes / 1024 ** 2)} MB`
				: 'the answer did not come to an end in time',
		);
	}
	return Buffer.concat(pieces)
		.toString('utf8')
		.replace(/^\uFEFF/, '');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * Sends a JSON body with the key and reads the answer: the one place from which the key goes out. Redirects are
 * not followed; `authenticate` itself refuses any other address than the credential's.
 *
 * @throws what n8n makes of a line that breaks
 */
export async function exchange(
	context: Context | ILoadOptionsFunctions,
	credentialType: string,
	options: Pick<IHttpRequestOptions, 'method' | 'url' | 'headers' | 'timeout'> & {
		body: IDataObject;
	},
	within = most,
): Promise<FullResponse> {
	const { httpRequestWithAuthentication } = context.helpers;
	const full = (await httpRequestWithAuthentication.call(
		context as IExecuteFunctions,
		credentialType,
		{
			...options,
			json: true,
			// As a stream, because n8n would take an answer of any length into its memory.
			encoding: 'stream',
			returnFullResponse: true,
			// Codes are read with the body. (n8n would also send a 401 a second time.)
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
	)) as FullResponse & { body: Stream };
	return { ...full, body: parsed(await textOf(full.body, within)) };
}
