import type { Facts } from '../api/advice';
import type { Ticket } from './job';
import type { Entry, Kept } from './memory';

/** What a run knows of one item's job. `sending`: a submit is out, and only its answer will name the job. */
export interface Known {
	readonly id?: string;
	readonly state: 'sending' | 'open' | 'finished';
}

/** How one item's job is to be lived through. */
export interface Life {
	/** The item's number: its turn, and its name in the ledger. */
	readonly item: number;
	/** Milliseconds from its turn on. */
	readonly limitMs: number;
	/** False: it is enough that the service has taken it on. */
	readonly wait: boolean;
	/**
	 * Milliseconds from the submit on that a job is waited for all the same if it is to end within them by its
	 * estimate: what comes after is told by a callback.
	 */
	readonly patienceMs?: number;
	/** The credential's host. */
	readonly origin: string;
	/** What jobs have in common that take equally long: endpoint and model. */
	readonly kind?: string;
	/** Context for advice; no secrets. */
	readonly facts?: Facts;
	readonly entry?: Entry;
	/** Whether what an earlier try left in doubt is sent again, because the user says so. */
	readonly sendAgain?: boolean;
	/** Adds to a ticket what only the caller knows, such as an address of the user's. */
	readonly ticket?: (ticket: Ticket) => Ticket;
}

/** A job that an earlier try could not be sure of, but whose name it was told. */
export function namedIn(kept: Kept | undefined): Ticket | undefined {
	if (kept?.state !== 'inDoubt') return undefined;
	const { id, family } = kept.facts ?? {};
	return id === undefined || family === undefined ? undefined : { id, family, first: {} };
}
