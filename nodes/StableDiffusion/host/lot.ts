import type { INodeExecutionData } from 'n8n-workflow';
import type { Facts } from '../api/advice';
import type { Ticket } from '../job/job';
import type { Wishes } from './wishes';

/** What all results of an item's operation have in common, as plain values. */
export interface Handling {
	/** The operation, where its end is asked for in a way of its own. */
	readonly operation?: string;
	readonly prompt?: string;
	readonly filesOnly: boolean;
	readonly words?: boolean;
}

/** An open job and how its result is to be handed over. */
export interface ParkedJob {
	readonly ticket: Ticket;
	readonly wishes: Wishes;
	/** Context for advice; no secrets. */
	readonly facts: Facts;
	readonly handling: Handling;
}

/** The jobs of a run that are to be parked, by item. */
export type Lot = Map<number, ParkedJob>;

/** What is known of an input item, and the job where one is open. */
export type Slot = { readonly items: INodeExecutionData[] } & Partial<ParkedJob>;

/**
 * What `execute` leaves for `webhook`, in the node's own context: n8n stores it with the execution, and the two
 * may run in different processes. Plain values only, and never the key.
 */
export interface Parked {
	/** Tells one parking of an execution from the next. */
	readonly id: string;
	/** What the jobs were submitted to: whoever changes the credential's host meanwhile is not asked about them. */
	readonly origin: string;
	/** Only a run can tell. */
	readonly isN8n2: boolean;
	/** When n8n goes on by itself, in milliseconds since 1970. */
	readonly until: number;
	readonly slots: readonly Slot[];
}

export const isOpen = <S extends Slot>(slot: S): slot is S & ParkedJob => slot.ticket !== undefined;
