import type { IExecuteFunctions } from 'n8n-workflow';
import type { Account } from './request';

/** Counted over all items, told once under the output. */
export interface Tally {
	unsafe: number;
	temporary: number;
	open: number;
}

/** What one item goes through needs all of these. */
export interface Trip {
	context: IExecuteFunctions;
	item: number;
	account: Account;
	tally: Tally;
}
