import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, JsonObject } from 'n8n-workflow';
import { advise, type Facts } from '../api/advice';
import { HostNotUsable } from '../api/host';
import { FieldError } from '../endpoints/check';
import { JobError } from '../job/job';
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
	context: IExecuteFunctions,
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
