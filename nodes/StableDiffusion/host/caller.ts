import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { claimIn, type Claim } from '../api/callback';

/** What is told to whoever has called. Always the same, so that nobody learns anything by it. */
const words = { 200: { received: true }, 401: { received: false }, 503: { received: false } };

/** Beyond the largest body of the service by far; it is not looked at as text. */
const mostBytes = 2_000_000;

/**
 * Answers the caller at once: the service waits for half a minute, and what a callback sets off may take longer.
 * @returns what `webhook` gives when nothing is to run
 */
export function answerCaller(
	context: IWebhookFunctions,
	code: keyof typeof words,
): IWebhookResponseData {
	const response = context.getResponseObject();
	response.status(code).json(words[code]);
	return { noWebhookResponse: true };
}

/** What the caller claims; nothing where it is no callback. */
export function claimOf(context: IWebhookFunctions): Claim | undefined {
	const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
	const raw =
		Buffer.isBuffer(rawBody) && rawBody.length <= mostBytes ? rawBody.toString('utf8') : undefined;
	return claimIn(context.getBodyData(), raw);
}
