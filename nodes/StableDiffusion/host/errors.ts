import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { advise, type Facts } from '../api/advice';
import { HostNotUsable } from '../api/host';
import { FieldError } from '../endpoints/check';
import { JobError } from '../job/job';
import type { Context } from './context';
import type { Account } from './request';

/** What an item's error carries on to the next node, so that a job that exists can be taken up there. */
export interface Trace {
	id?: string;
	family?: string;
	operation?: string;
	result_path?: string;
	words?: boolean;
}

export interface ItemError {
	error: NodeOperationError | NodeApiError;
	trace: Trace;
}

/**
 * Anything that was thrown, as the error that n8n shows: what happened, what to do, the item's index.
 * Nothing of the request or of the thrown error itself goes along, so no key can.
 */
export function itemError(
	context: Context,
	item: number,
	thrown: unknown,
	account?: Account,
): ItemError {
	const node = context.getNode();
	const hide = account?.hide ?? (<T>(value: T): T => value);
	if (thrown instanceof JobError) {
		const facts: Facts = hide({
			...thrown.facts,
			host: account?.origin,
			account: account?.kind,
			queueLimit: account?.queueLimit,
		});
		const { title, description } = hide(advise(thrown.trouble, facts));
		const told = { message: title, description, itemIndex: item };
		const error =
			facts.status === undefined
				? new NodeOperationError(node, title, told)
				: new NodeApiError(node, { message: title } as JsonObject, {
						...told,
						httpCode: String(facts.status),
					});
		const { id, family, operation, resultPath, words } = facts;
		return { error, trace: { id, family, operation, result_path: resultPath, words } };
	}
	if (thrown instanceof FieldError) {
		const told = hide({ message: thrown.message, description: thrown.hint });
		return {
			error: new NodeOperationError(node, told.message, { ...told, itemIndex: item }),
			trace: {},
		};
	}
	if (thrown instanceof HostNotUsable) {
		const told = { message: "The credential's host cannot be used", description: thrown.message };
		return {
			error: new NodeOperationError(node, told.message, { ...told, itemIndex: item }),
			trace: {},
		};
	}
	// n8n's own (a missing credential, a bad expression): its words, none of its baggage.
	const message = hide(thrown instanceof Error ? thrown.message : String(thrown));
	const description = hide(
		(thrown as { description?: string | null } | null)?.description ?? undefined,
	);
	return {
		error: new NodeOperationError(node, message, { description, itemIndex: item }),
		trace: {},
	};
}

/** Whether a run is one of n8n 2.x: 1.x knows no tool executions. */
export const isN8n2 = (context: Context): boolean =>
	typeof (context as Partial<IExecuteFunctions>).isToolExecution === 'function';

/**
 * An error as an item. Its job's id and family are what Result > Fetch reads, so that an error branch can
 * take up a job that is paid for.
 *
 * n8n sends an item to the error output by its JSON keys: `error` and `message`, and from 2.x on `details`.
 * (The item's `error` mark would do too, but n8n 2.x then cuts the JSON down to the error's text.)
 */
export function errorItem(
	context: Context,
	item: number,
	{ error, trace }: ItemError,
	mayHaveDetails = isN8n2(context),
): INodeExecutionData {
	const named = Object.entries(trace).filter(([, value]) => value !== undefined);
	const details = { itemIndex: item, ...(trace.id && Object.fromEntries(named)) };
	const told = { error: error.message, ...(error.description && { message: error.description }) };
	const byKeys = context.getNode().onError === 'continueErrorOutput';
	return {
		json: byKeys ? { ...told, ...(mayHaveDetails && { details }) } : { ...told, ...details },
		pairedItem: { item },
	};
}
