import { json, type Answer } from '../core/answer';
import type { Account } from '../core/accounts';
import type { FaultName } from '../options';
import type { Family } from './families';

/** A call whose body is a JSON object and whose key is known. */
export interface Call {
	path: string;
	body: Record<string, unknown>;
	account: Account;
	/** A fault that is made of the service's own words. */
	fault?: FaultName;
}

/** A refusal that the whole service words alike: key, credits, plan, queue. */
export function refused(code: number, message: string, more: Record<string, unknown> = {}): Answer {
	return json(code, { status: 'error', message, ...more });
}

/** A refusal in the family's own spelling. */
export function refusedBy(family: Family, code: number, message: string): Answer {
	return json(code, { status: 'error', [family.messageField]: message });
}

/** The JSON object in the body of a call, or undefined where the service would not read it. */
export function readBody(
	contentType: string | undefined,
	raw: Buffer,
): Record<string, unknown> | undefined {
	if (!/^application\/json\b/i.test(contentType ?? '')) return undefined;
	try {
		const body: unknown = JSON.parse(raw.toString('utf8'));
		const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
		return isObject ? (body as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
