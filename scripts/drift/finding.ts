import type { Aspect } from './fields';

/** What the comparison tells, and how one says beforehand that it is meant to be. */

/**
 * What a finding is about: `conflict` is what descriptions say against each other, `file` one without a call;
 * `left out`, `undescribed` and `known` are lists of ours that no longer hold.
 */
export type What =
	| Aspect
	| 'conflict'
	| 'endpoint'
	| 'method'
	| 'body'
	| 'file'
	| 'left out'
	| 'undescribed'
	| 'known';

export interface Finding {
	path: string;
	field?: string;
	what: What;
	ours: string;
	theirs: string;
	/** Who says so, on both sides. */
	by: readonly string[];
}

/** A difference that is meant to be: everything but `by` is as in the finding, and a reason. */
export interface Known extends Omit<Finding, 'by'> {
	/** `everywhere` where one reason holds for a field on all paths. */
	path: string;
	reason: string;
}

export const everywhere = '*';
