import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Batch } from '../job/batch';
import type { Memory } from '../job/memory';
import type { Context } from './context';
import type { Form } from './form';
import type { Lot } from './lot';
import type { Account } from './request';

/** Counted over all items, told once under the output. */
export interface Tally {
	unsafe: number;
	temporary: number;
	/** IDs of jobs that are still in the making. */
	open: string[];
}

/** What all items of a run share. */
export interface Shared {
	readonly context: IExecuteFunctions;
	readonly form: Form;
	readonly account: Account;
	/** Whether an agent has called the node as its tool. */
	readonly tool: boolean;
	readonly batch: Batch;
	/** Missing where nothing is to be remembered. */
	readonly memory?: Memory;
	readonly tally: Tally;
	/** Jobs that are to be parked, by item. */
	readonly lot: Lot;
}

/** What one item goes through needs all of these. */
export interface Trip extends Shared {
	readonly item: number;
	/** A parameter as it is for this item. */
	read(name: string, fallback?: unknown): unknown;
}

/** What a finished job is handed over with, whoever n8n has called for it. */
export interface Desk {
	readonly context: Context;
	readonly account: Account;
	readonly batch: Batch;
	readonly tally: Tally;
	readonly item: number;
}

/** An item that was found in order: what is left is to do it. */
export type Work = () => Promise<INodeExecutionData[]>;
