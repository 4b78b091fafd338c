import type { Facts, Trouble } from '../api/advice';
import { fetchAddress } from '../api/families';
import type { Finished, Ticket } from './job';

/** What is kept of one item's job. */
export type Kept =
	| { readonly state: 'inDoubt'; readonly trouble?: Trouble; readonly facts?: Facts }
	| { readonly state: 'open'; readonly ticket: Ticket }
	| { readonly state: 'finished'; readonly job: Finished };

/** The job of one item, as far as earlier tries have brought it. */
export interface Entry {
	/** What an earlier try has kept of the very same order. */
	readonly kept: Kept | undefined;
	/** Called right before a submit goes out: until its answer is read, it may have been bought. */
	sending(): void;
	/** What was sent may have been bought, and nobody knows its id. */
	doubt(trouble: Trouble, facts: Facts): void;
	/** The service has taken the job on. */
	taken(ticket: Ticket): void;
	/** The result is known. */
	finished(job: Finished): void;
	/** Nothing was bought, or what was bought came to nothing: the next try may send it. */
	forget(): void;
}

interface Row {
	readonly print: string;
	readonly kept: Kept;
}

/** Bytes of an answer that is kept whole; a larger one is asked for again, which costs nothing. */
const mostKept = 20_000;

/**
 * Jobs that were paid for, found again when n8n tries the node again. Rows are told apart by run, item and a
 * fingerprint of what was sent: another prompt is another job. Only plain values go in, because n8n stores
 * them with the execution; they hold answers of the service, never the key.
 */
export class Memory {
	/**
	 * @param store an object that outlives this try; nothing is kept without it
	 * @param run which time it is that the node runs in this execution, as in a loop
	 */
	constructor(
		private readonly store: Record<string, unknown> | undefined,
		private readonly run: number,
	) {}

	/** @param print fingerprint of the order */
	of(item: number, print: string): Entry {
		const name = `${this.run}/${item}`;
		const row = this.rows()[name];
		const put = (kept: Kept): void => {
			if (this.store) this.rows()[name] = { print, kept };
		};
		return {
			kept: row?.print === print ? row.kept : undefined,
			sending: () => put({ state: 'inDoubt' }),
			doubt: (trouble, facts) => put({ state: 'inDoubt', trouble, facts }),
			taken: (ticket) => put({ state: 'open', ticket }),
			finished: (job) => put(small(job)),
			forget: () => {
				delete this.rows()[name];
			},
		};
	}

	/** What is kept of every item of this run, whatever its order says now. */
	all(): Array<readonly [item: number, kept: Kept]> {
		const own = `${this.run}/`;
		return Object.entries(this.rows())
			.filter(([name]) => name.startsWith(own))
			.map(([name, { kept }]) => [Number(name.slice(own.length)), kept] as const);
	}

	/** The run has ended well: nothing of it is tried again. */
	clear(): void {
		const rows = this.rows();
		const own = `${this.run}/`;
		for (const name of Object.keys(rows)) if (name.startsWith(own)) delete rows[name];
	}

	private rows(): Record<string, Row> {
		if (this.store === undefined) return {};
		this.store.jobs ??= {};
		return this.store.jobs as Record<string, Row>;
	}
}

/** A result that is too large to be stored, such as a picture in base64, is kept as the job that can be asked for it. */
function small(job: Finished): Kept {
	const { id, family, first } = job;
	const askable = id !== undefined && family !== undefined && fetchAddress(family, id);
	if (!askable || JSON.stringify([first, job.last]).length <= mostKept)
		return { state: 'finished', job };
	const { meta, eta, seed, track_id } = first;
	return { state: 'open', ticket: { id, family, first: { meta, eta, seed, track_id } } };
}
