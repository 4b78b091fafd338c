import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Context } from './context';
import { onAbort } from './onAbort';
import { codeOf } from './request';

/** The node's streams, without importing Node's stream module. */
export type Stream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** How long a host may let us wait, in milliseconds: for the head of its answer, and for each further piece of it. */
export interface Idle {
	readonly head: number;
	readonly piece: number;
}

/** No answer, or no more of it. `broken` is for people. */
export interface Broken {
	readonly broken: string;
	/** Asking again would bring the same. */
	readonly forGood?: true;
}

/** An answer whose body is taken piece by piece: what is not asked for stays with the host. */
export interface Incoming {
	readonly status: number;
	readonly headers: Readonly<{ [name: string]: string | undefined }>;
	/** The next bytes. */
	next(): Promise<Buffer | 'end' | Broken>;
	/** Puts bytes back, to be the next ones. */
	back(bytes: Buffer): void;
	/** Ends the line, whether its body is through or not. */
	close(): void;
	/** A stream of the same make out of bytes of ours. */
	streamOf(pieces: AsyncIterable<Buffer>): Stream;
}

export const isBroken = (value: object | string): value is Broken =>
	typeof value === 'object' && 'broken' in value;

/** Something that ends when one of the signals says so, or by its own `end`, which also lets go of the signals. */
export function endingWith(...signals: Array<AbortSignal | undefined>): {
	signal: AbortSignal;
	end(): void;
} {
	const controller = new AbortController();
	const forget: Array<() => void> = [];
	const end = (): void => {
		for (const each of forget.splice(0)) each();
		controller.abort();
	};
	for (const signal of signals) forget.push(onAbort(signal, end));
	if (controller.signal.aborted) end();
	return { signal: controller.signal, end };
}

/** Waits, in milliseconds, or until the signal. Never rejects. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	const over = endingWith(signal);
	// Newer n8n ends the timer with the signal; older versions ignore it, and the race covers both.
	await Promise.race([
		sleep(ms, over.signal).catch(() => {}),
		new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve())),
	]);
	over.end();
}

interface Waiting {
	/** Missing while nothing is waited for. */
	since?: number;
	limit: number;
	/** What it means when the limit is over, for people. */
	late: string;
}

/** Calls `late` when something has been waited for too long. Ends with the signal. */
async function watch(waiting: Waiting, signal: AbortSignal, late: () => void): Promise<void> {
	for (;;) {
		const since = waiting.since ?? Date.now();
		const left = since + waiting.limit - Date.now();
		if (left <= 0) return late();
		await rest(left, signal);
		if (signal.aborted) return;
	}
}

/** How a link is asked for. */
export interface Asking {
	headers: { [name: string]: string };
	idle: Idle;
	/** Ends the line at any moment; what is then awaited is `Broken`. */
	signal: AbortSignal;
	/** Whether an address may be asked at all. */
	may(url: string): boolean;
	/** Takes the key out of a text. */
	hide(text: string): string;
}

const mostHops = 5;
const moves = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends us on to. */
function nextOf(url: string, { status, headers: { location } }: Incoming): string | undefined {
	const moved = moves.has(status) && location !== undefined && URL.canParse(location, url);
	return moved ? new URL(location, url).href : undefined;
}

const forGood = (broken: string): Broken => ({ broken, forGood: true });

/**
 * Asks for a link and goes where it leads. Not left to n8n, because each address on the way is looked at: older
 * versions would follow a public link to an address inside their own network.
 */
export async function open(
	context: Context,
	link: string,
	asking: Asking,
): Promise<Incoming | Broken> {
	let url = link;
	for (let hop = 0; hop <= mostHops; hop++) {
		if (!/^https?:/i.test(url))
			return forGood(`the link leads to ${firstOf(url)}, which is no web address`);
		if (asking.hide(url) !== url) return forGood('the link leads to an address with the key in it');
		if (!asking.may(url))
			return forGood(`the link leads to ${firstOf(new URL(url).host)}, inside a private network`);
		const line = await openOne(context, url, asking);
		const next = isBroken(line) ? undefined : nextOf(url, line);
		if (isBroken(line) || next === undefined) return line;
		line.close();
		url = next;
	}
	return forGood('the link leads from one address to another without an end');
}

const firstOf = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * Asks one address. Only the time without a byte is limited: n8n's own `timeout` would go on to cut the body
 * off after as much silence, also where it is we who are slow to take it.
 */
async function openOne(
	context: Context,
	url: string,
	{ headers, idle, signal }: Asking,
): Promise<Incoming | Broken> {
	// To destroy a body is not enough: in n8n 2.x it wraps the line, which would stay open.
	const line = endingWith(signal);
	const waiting: Waiting = { since: Date.now(), limit: idle.head, late: 'no answer in time' };
	let late: string | undefined;
	void watch(waiting, line.signal, () => {
		late = waiting.late;
		line.end();
	});
	const broken = (what: string, error: unknown): Broken => {
		line.end();
		const code = codeOf(error);
		return { broken: late ?? (code ? `${what} (${code})` : (error as Error).message) };
	};
	const answer = await context.helpers
		.httpRequest({
			url,
			method: 'GET',
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: 0,
			disableFollowRedirect: true,
			// Pictures are packed already; unpacking them once more would only hide their length.
			headers: { 'accept-encoding': 'identity', ...headers },
			abortSignal: line.signal,
		})
		.then(
			(full) => full as { statusCode: number; headers: Incoming['headers']; body: Stream },
			(error: unknown) => broken('no answer', error),
		);
	if (isBroken(answer)) return answer;
	Object.assign(waiting, { since: undefined, limit: idle.piece, late: 'the file stopped coming' });
	const { body } = answer;
	// Whoever ends the line below knows why.
	body.on('error', () => {});
	const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
	const kept: Buffer[] = [];
	return {
		status: answer.statusCode,
		headers: answer.headers,
		next: async () => {
			const before = kept.pop();
			if (before) return before;
			waiting.since = Date.now();
			const piece = await pieces.next().then(
				({ done, value }) => (done ? 'end' : (value as Buffer)),
				(error: unknown) => broken('the line broke', error),
			);
			waiting.since = undefined;
			return piece;
		},
		back: (bytes) => void kept.push(bytes),
		close: () => {
			line.end();
			body.destroy();
		},
		streamOf: (made) => {
			const { from } = body.constructor as unknown as {
				from(pieces: AsyncIterable<Buffer>, options: object): Stream;
			};
			return from(made, { objectMode: false });
		},
	};
}
