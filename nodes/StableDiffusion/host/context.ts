import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

/** The two ways in which n8n calls a node: to run it, and because somebody has called from outside. */
export type Context = IExecuteFunctions | IWebhookFunctions;

/** Aborted when the user stops the run; a call from outside has no such thing. */
export const cancelSignalOf = (context: Context): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
