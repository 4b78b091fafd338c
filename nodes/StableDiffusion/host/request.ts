import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { hostOrigin } from '../api/host';
import type { Answer } from '../api/reply';
import { hider } from '../api/secrets';
import { FieldError } from '../endpoints/check';
import type { Broken, Line } from '../job/line';
import { cancelSignalOf, type Context } from './context';
import { exchange, type FullResponse } from './exchange';
import { onAbort } from './onAbort';

export const credentialType = 'stableDiffusionApi';

/** What the node knows of its credential, without the key itself. */
export interface Account {
	readonly origin: string;
	/** Tells one account from another, and nothing of its key. */
	readonly name: string;
	readonly kind?: 'standard' | 'enterprise';
	/** Jobs that may wait or run at once. */
	readonly queueLimit?: number;
	/** Takes the key, and whatever was given to `alsoHide`, out of anything that leaves the node. */
	readonly hide: <T>(value: T) => T;
	/** Further values that must not leave the node, such as the secrets of a storage. */
	alsoHide(secrets: readonly string[]): void;
}

const queueLimits: Record<string, number> = { payAsYouGo: 5, standard: 10, unlimitedPremium: 15 };

/** Shorter values are words that answers are made of, and would leave holes in them. */
const shortestSecret = 8;

/**
 * The account of a run: n8n itself takes the credential of the first item for all requests.
 * @throws HostNotUsable, FieldError when the credential's host or key cannot be used
 */
export async function accountOf(context: Context): Promise<Account> {
	const credential = await context.getCredentials(credentialType, 0);
	const key = String(credential.apiKey ?? '').trim();
	if (key === '') {
		throw new FieldError(
			'The credential has no API key',
			"Put the key of your account into the credential's 'API Key'.",
		);
	}
	const kind =
		credential.account === 'enterprise'
			? 'enterprise'
			: credential.account === 'standard'
				? 'standard'
				: undefined;
	const hiders = new Map([[key, hider(key)]]);
	const origin = hostOrigin(credential.host);
	return {
		origin,
		name: createHash('sha256').update(`${origin}\0${key}`).digest('hex'),
		kind,
		queueLimit:
			kind === 'enterprise'
				? Number(credential.queueLimit) || undefined
				: queueLimits[String(credential.plan)],
		hide: (value) => [...hiders.values()].reduce((told, hide) => hide(told), value),
		alsoHide: (secrets) => {
			for (const secret of secrets)
				if (secret.length >= shortestSecret) hiders.set(secret, hider(secret));
		},
	};
}

/** Codes of a name that was not found, a port that nobody listens on, a certificate that was not accepted. */
const neverSent = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ERR_INVALID_URL',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Every text in an error and what it wraps; n8n keeps the original words in `messages`. */
function wordsOf(error: unknown, depth = 4): string {
	if (typeof error !== 'object' || error === null || depth === 0) return '';
	const { message, messages, syscall, cause } = error as Record<string, unknown>;
	const own = [message, ...(Array.isArray(messages) ? messages : []), syscall].filter(
		(word) => typeof word === 'string',
	);
	return [...own, wordsOf(cause, depth - 1)].join(' ');
}

/**
 * Whether a request may have reached the service. Some codes come from the connecting as well as from a
 * line that stood already, so their words decide; in doubt it was sent, because a submit costs money.
 */
export function mayHaveReached(error: unknown): boolean {
	const code = codeOf(error);
	if (code === undefined) return true;
	if (neverSent.has(code)) return false;
	const words = wordsOf(error);
	if (code === 'EPROTO') return !/wrong version number/.test(words);
	return !new RegExp(`\\bconnect ${code}\\b`).test(words);
}

/** What happened to a line, in words of ours: n8n's own would advise to turn Retry On Fail on. */
const lineWords: Record<string, string> = {
	ECONNABORTED: 'no answer in time',
	ECONNREFUSED: 'nobody answers at this address',
	ECONNRESET: 'the connection was closed',
	EAI_AGAIN: 'the name of the host could not be looked up',
	ENOTFOUND: 'there is no host of this name',
	EPIPE: 'the connection was closed',
	EPROTO: 'the host does not speak https',
	ETIMEDOUT: 'no answer in time',
};

/**
 * The network's own code in an error that n8n has wrapped once or twice: n8n 2.x keeps the original as
 * `cause`, 1.x only its code, where an HTTP code would stand.
 */
export function codeOf(error: unknown, depth = 4): string | undefined {
	if (typeof error !== 'object' || error === null || depth === 0) return undefined;
	const { code, cause, httpCode } = error as {
		code?: unknown;
		cause?: unknown;
		httpCode?: unknown;
	};
	const own = [code, httpCode].find(
		(value) => typeof value === 'string' && /^[A-Z]\w+$/.test(value),
	);
	return codeOf(cause, depth - 1) ?? (own as string | undefined);
}

/** Resolves never, rejects with `why` when the signal is aborted. */
function aborted(
	signal: AbortSignal | undefined,
	why: () => unknown,
): { promise: Promise<never>; forget: () => void } {
	let forget = (): void => {};
	const promise = new Promise<never>((_, reject) => {
		forget = onAbort(signal, () => reject(why() as Error));
	});
	promise.catch(() => {});
	return { promise, forget };
}

/** The run was stopped; n8n itself tells the user. */
export class Stopped extends Error {
	constructor() {
		super('The execution was stopped');
	}
}

/**
 * Ends with the run when the user presses Stop or the execution's own time is over: at once, because n8n keeps
 * only what it is told in that very moment. Never resolves.
 */
export const stopped = (context: Context): ReturnType<typeof aborted> =>
	aborted(cancelSignalOf(context), () => new Stopped());

/**
 * Waits, but not a moment longer than the run lives.
 * @param over ends it too, with its reason
 * @throws Stopped
 */
export async function pause(context: Context, ms: number, over?: AbortSignal): Promise<void> {
	const stop = stopped(context);
	const end = aborted(over, () => over?.reason);
	const timer = new AbortController();
	// Newer n8n ends the timer with its signal; older versions ignore it, and the race covers both.
	const rest = sleep(ms, timer.signal).catch(() => stop.promise);
	await Promise.race([rest, stop.promise, end.promise]).finally(() => {
		stop.forget();
		end.forget();
		timer.abort();
	});
}

/**
 * The line of one run, on which the key goes out (by `exchange`), to the credential's host alone.
 */
export function lineOf(context: Context, account: Account): Line {
	return {
		now: () => Date.now(),
		sleep: async (ms, over) => await pause(context, ms, over),
		log: (message) => context.logger.debug(account.hide(`Stable Diffusion: ${message}`)),
		post: async (path, body, timeout, method): Promise<Answer | Broken> => {
			// n8n calls a node that has Retry On Fail once more after Stop.
			if (cancelSignalOf(context)?.aborted) return { broken: 'the run was stopped', sent: false };
			const options = {
				method: 'POST' as const,
				// n8n sends no body with a GET, and the key travels in the body: the override, which the service's
				// framework (Laravel) knows, makes it a GET there.
				...(method === 'GET' && { headers: { 'X-HTTP-Method-Override': 'GET' } }),
				url: `${account.origin}${path}`,
				// A copy: n8n writes the key into the object it is given.
				body: { ...body } as IDataObject,
				timeout,
			};
			const answered = ({ statusCode, body: told, headers }: FullResponse): Answer => ({
				status: statusCode,
				body: account.hide(told),
				retryAfter: headers?.['retry-after'],
			});
			const broken = (error: unknown): Broken => {
				if (cancelSignalOf(context)?.aborted) throw new Stopped();
				const code = codeOf(error);
				const told = code === undefined ? account.hide((error as Error).message) : lineWords[code];
				return {
					broken: [told, code].filter(Boolean).join(', '),
					sent: mayHaveReached(error),
				};
			};
			return await exchange(context, credentialType, options).then(answered, broken);
		},
	};
}
