import { follow } from './follow';
import { JobError, type Finished, type Open, type Order, type Ticket } from './job';
import { Lessons } from './lessons';
import { namedIn, type Known, type Life } from './life';
import type { Line } from './line';
import type { Entry } from './memory';
import { Pace } from './pace';
import { submit } from './submit';
import { Window, type Place, type Places } from './window';

/** Questions per second of all jobs of a run together, unless the user says otherwise. */
export const usualPace = 5;
/** Calls that make no job, and downloads: enough to keep a line busy. */
const callsAtOnce = 5;
const downloadsAtOnce = 4;

/** The run is over for everybody: another item has ended it, or nothing is left to do. */
export class Over extends Error {}

/** What the jobs of one run share, and the way each of them goes through it. */
export class Batch {
	/** As wide as the account's queue. */
	readonly window: Places;
	readonly calls: Window;
	readonly downloads: Window;
	/** Every job that was submitted or taken up, by item. */
	readonly ledger = new Map<number, Known>();
	/** Jobs that had to wait for a place in the queue. */
	waited = 0;
	/** Aborted when the run is over. */
	readonly signal: AbortSignal;
	readonly line: Line;
	private readonly over = new AbortController();
	private readonly pace: Pace;
	/** Files are made ready for no more jobs than will soon have their turn. */
	private readonly anteroom: Window;
	private readonly lessons = new Map<string, Lessons>();
	private readonly submits = new Set<Promise<unknown>>();

	/**
	 * @param how.goesOn whether one item that fails leaves the others alone
	 * @param how.pace a budget of questions that is shared with others
	 * @param how.queue a part of a window that is shared with others
	 */
	constructor(
		line: Line,
		private readonly how: {
			jobsAtOnce: number;
			questionsPerSecond?: number;
			goesOn?: boolean;
			pace?: Pace;
			queue?: Places;
		},
	) {
		const { signal } = this.over;
		this.signal = signal;
		this.line = {
			// Whoever was let in at the last moment finds the line closed: nothing more is sent.
			post: async (...call) =>
				signal.aborted ? { broken: 'the run is over', sent: false } : await line.post(...call),
			sleep: async (ms) => await line.sleep(ms, signal),
			now: () => line.now(),
			log: (message) => line.log?.(message),
		};
		this.window = how.queue ?? new Window(how.jobsAtOnce, this.line);
		this.anteroom = new Window(how.jobsAtOnce, this.line);
		this.calls = new Window(callsAtOnce, this.line);
		this.downloads = new Window(downloadsAtOnce, this.line);
		this.pace = how.pace ?? new Pace(how.questionsPerSecond ?? usualPace, this.line);
	}

	/**
	 * Whether an item's job may be lived through: what may have been bought already, and has no name, is not
	 * sent again. Known before anything is sent, so that all of a run can be looked at first.
	 * @throws JobError as the earlier try did
	 */
	check({ item, entry, facts: about, sendAgain }: Life): void {
		const kept = entry?.kept;
		if (kept?.state !== 'inDoubt' || sendAgain || about?.free || namedIn(kept)) return;
		const cut = { ...about, reason: 'the run was stopped' };
		this.ledger.set(item, { state: 'sending' });
		throw new JobError(kept.trouble ?? 'noAnswer', { ...(kept.facts ?? cut), kept: true });
	}

	/**
	 * One job from its order to its end. What an earlier try has bought is not bought again.
	 *
	 * @param order as a function where something must be made ready for it, such as uploads
	 * @throws JobError, Over, and what the line throws when the run is stopped
	 */
	async live(order: Order | (() => Promise<Order>), life: Life): Promise<Finished | Open> {
		const { entry, item } = life;
		const kept = entry?.kept;
		if (kept?.state === 'finished') {
			this.ledger.set(item, { id: kept.job.id, state: 'finished' });
			return kept.job;
		}
		if (kept?.state === 'open') return await this.takeUp(kept.ticket, life);
		const named = life.sendAgain ? undefined : namedIn(kept);
		if (named) return await this.takeUp(named, life);
		if (typeof order !== 'function') return await this.buy(order, life, await this.enter(life));
		const room = await this.anteroom.enter(item);
		try {
			const ready = await this.guarded(order());
			const place = await this.enter(life);
			room.leave();
			return await this.buy(ready, life, place);
		} finally {
			room.leave();
		}
	}

	/** A job that exists: of an earlier try, or of another node. */
	async takeUp(ticket: Ticket, life: Life): Promise<Finished | Open> {
		this.ledger.set(life.item, { id: ticket.id, state: 'open' });
		const place = await this.enter(life);
		// What the user says now, such as another address for the result, counts more than what was kept.
		const told = life.ticket?.(ticket) ?? ticket;
		return await this.settle(told, life, place, this.line.now() + life.limitMs);
	}

	/** One question about a job that exists, whatever it answers. */
	async askOnce(ticket: Ticket, life: Life): Promise<Finished | Open> {
		this.ledger.set(life.item, { id: ticket.id, state: 'open' });
		return await this.inside(this.calls, life.item, async () => {
			const { origin, facts } = life;
			const how = { origin, facts, pace: this.pace, deadline: this.line.now(), once: true };
			return await this.noted(life, follow(ticket, this.line, how));
		});
	}

	/** Asks about a job for so many milliseconds, whether it has a place or not. */
	async askFor(ticket: Ticket, life: Life, ms: number): Promise<Finished | Open> {
		const { origin, facts, kind } = life;
		const deadline = this.line.now() + ms;
		const how = { origin, facts, deadline, pace: this.pace, lessons: this.lessonsOf(kind) };
		return await this.noted(life, follow(ticket, this.line, how));
	}

	/** Some work inside a window. */
	async inside<T>(window: Places, turn: number, work: () => Promise<T>): Promise<T> {
		const place = await window.enter(turn);
		try {
			return await work();
		} finally {
			place.leave();
		}
	}

	/**
	 * Ends the run for whoever is still at it. Submits that are out are waited for, so that no job is bought
	 * whose id nobody knows.
	 */
	async end(): Promise<void> {
		this.close();
		await Promise.allSettled(this.submits);
	}

	private close(): void {
		const why = new Over();
		this.over.abort(why);
		for (const window of [this.window, this.anteroom, this.calls, this.downloads])
			window.close(why);
	}

	/** Where a failure ends the run, the doors close before the next job gets the place that it leaves. */
	private async guarded<T>(work: Promise<T>): Promise<T> {
		return await work.then(undefined, (error: unknown) => {
			if (this.how.goesOn !== true) this.close();
			throw error;
		});
	}

	private async enter({ item }: Life): Promise<Place> {
		const place = await this.window.enter(item);
		if (place.waited) this.waited += 1;
		return place;
	}

	private async buy(order: Order, life: Life, place: Place): Promise<Finished | Open> {
		const deadline = this.line.now() + life.limitMs;
		const again = async (pauseMs: number): Promise<void> => {
			if (!place.waited) this.waited += 1;
			await place.refused(pauseMs);
		};
		const sent = this.guarded(
			submit(order, this.line, deadline, { again, entry: this.watched(life) }),
		);
		this.submits.add(sent);
		let open: Ticket | undefined;
		try {
			const taken = await sent;
			if (taken.state === 'finished') return taken;
			open = life.ticket?.(taken.ticket) ?? taken.ticket;
		} finally {
			this.submits.delete(sent);
			if (open === undefined) place.leave();
		}
		return await this.settle(open, life, place, deadline);
	}

	/** Waits for the end of a job, which keeps its place until then. */
	private async settle(
		ticket: Ticket,
		life: Life,
		place: Place,
		deadline: number,
	): Promise<Finished | Open> {
		const { origin, facts, kind } = life;
		const how = { origin, facts, deadline, pace: this.pace, lessons: this.lessonsOf(kind) };
		const end = follow(ticket, this.line, how);
		if (life.wait) return await this.noted(life, this.guarded(end).finally(place.leave));
		const patience = this.patienceFor(ticket, life);
		if (patience > 0) {
			const open: Open = { state: 'open', ticket };
			const enough = this.line.sleep(patience).then(() => open);
			end.then(place.leave, place.leave);
			// Whichever comes later has nobody who listens to it.
			enough.catch(() => {});
			return await this.noted(life, this.guarded(Promise.race([end, enough])));
		}
		// Its user does not wait, but those behind it do: for the place that it has in the account's queue.
		end.then(place.leave, place.leave);
		return { state: 'open', ticket };
	}

	/** How long a job is waited for although a callback will tell its end, in milliseconds from now. */
	private patienceFor({ eta, submittedAt }: Ticket, { patienceMs = 0 }: Life): number {
		if (eta !== undefined && eta * 1000 > patienceMs) return 0;
		const now = this.line.now();
		return (submittedAt ?? now) + patienceMs - now;
	}

	/** Writes down how a job has ended. */
	private async noted(
		{ item, entry }: Life,
		end: Promise<Finished | Open>,
	): Promise<Finished | Open> {
		return await end.then(
			(job) => {
				if (job.state === 'finished') {
					this.ledger.set(item, { id: job.id, state: 'finished' });
					entry?.finished(job);
				}
				return job;
			},
			(error: unknown) => {
				// The service itself says that it came to nothing: the next try may buy it anew.
				if (error instanceof JobError && error.trouble === 'jobFailed') {
					this.ledger.delete(item);
					entry?.forget();
				}
				throw error;
			},
		);
	}

	/** What is bought stands in the ledger and in the memory, whatever happens next. */
	private watched({ item, entry, ticket: completed }: Life): Entry {
		return {
			kept: undefined,
			sending: () => {
				this.ledger.set(item, { state: 'sending' });
				entry?.sending();
			},
			doubt: (trouble, facts) => {
				this.ledger.set(item, { id: facts.id, state: 'sending' });
				entry?.doubt(trouble, facts);
			},
			taken: (ticket) => {
				this.ledger.set(item, { id: ticket.id, state: 'open' });
				entry?.taken(completed?.(ticket) ?? ticket);
			},
			finished: (job) => {
				this.ledger.set(item, { id: job.id, state: 'finished' });
				entry?.finished(job);
			},
			forget: () => {
				this.ledger.delete(item);
				entry?.forget();
			},
		};
	}

	private lessonsOf(kind: string | undefined): Lessons | undefined {
		if (kind === undefined) return undefined;
		const known = this.lessons.get(kind) ?? new Lessons();
		this.lessons.set(kind, known);
		return known;
	}
}
