import type { Line } from './line';

interface Round {
	/** The work that is under way, or was last. */
	work: Promise<unknown>;
	/** When it ended, on the clock; missing while it is under way. */
	ended?: number;
	/** Whether somebody waits to be next. */
	next: boolean;
}

/** Names whose last work lies back longer than this many milliseconds are forgotten when there are many. */
const mostNames = 1_000;

/**
 * Work that many may ask for at once, such as a question about a job that ten thousand callbacks name: for each
 * name one is under way, and one more waits its turn, since what is under way may not have seen what that one
 * has come for. Whoever comes meanwhile is served by the one that waits.
 */
export class Rounds {
	private readonly rounds = new Map<string, Round>();

	/** @param gapMs from the end of one piece of work to the beginning of the next of the same name */
	constructor(
		private readonly gapMs: number,
		private readonly clock: Pick<Line, 'now' | 'sleep'>,
	) {}

	/** How many pieces of work are under way or wait. */
	get busy(): number {
		let busy = 0;
		for (const { ended, next } of this.rounds.values())
			busy += Number(ended === undefined) + Number(next);
		return busy;
	}

	/** Does the work when it is its turn; gives nothing where another one does it. */
	async run<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
		const before = this.rounds.get(name);
		if (before?.next) return undefined;
		if (before) await this.turn(before);
		const done = Promise.resolve().then(work);
		const round: Round = { work: done, next: false };
		this.forget();
		this.rounds.set(name, round);
		try {
			return await done;
		} finally {
			round.ended = this.clock.now();
		}
	}

	/** Waits until it is the turn of whoever comes after a round. */
	private async turn(before: Round): Promise<void> {
		before.next = true;
		await before.work.catch(() => {});
		const rest = (before.ended ?? 0) + this.gapMs - this.clock.now();
		if (rest <= 0) return;
		await this.clock.sleep(rest).catch((error: unknown) => {
			before.next = false;
			throw error;
		});
	}

	private forget(): void {
		if (this.rounds.size < mostNames) return;
		const old = this.clock.now() - this.gapMs;
		for (const [name, { ended = Infinity, next }] of this.rounds)
			if (!next && ended < old) this.rounds.delete(name);
	}
}
