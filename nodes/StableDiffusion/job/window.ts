import type { Line } from './line';

/** A place in the window. */
export interface Place {
	/** Whether it had to be waited for: behind other jobs of the run, or because the account's queue was full. */
	readonly waited: boolean;
	/**
	 * The service has refused for want of room. Gives the place back, tells everybody to hold for `pauseMs`, and
	 * resolves with the next turn.
	 */
	refused(pauseMs: number): Promise<void>;
	/** Gives the place back; more than once does no harm. */
	leave(): void;
}

/** A way to places that are limited. */
export interface Places {
	/**
	 * Resolves with a place when it is this one's turn.
	 * @param turn lower comes first
	 * @throws whatever it was closed with
	 */
	enter(turn: number): Promise<Place>;
	/** Nobody gets in any more; who waits is told why. */
	close(why: unknown): void;
}

interface Waiting {
	readonly turn: number;
	/** Who may be turned away together. */
	readonly party: object;
	readonly admit: () => void;
	readonly refuse: (why: unknown) => void;
}

/**
 * How many may be at it at once: jobs in the account's queue, downloads, calls. Turns are taken in order, so that
 * a refused job comes before those behind it.
 *
 * The queue belongs to the whole account, so a refusal says that others have jobs in it too: what we had
 * in it at that moment is what there is room for. The window shrinks to that, and grows by one place each
 * time as many jobs have left it as it has places. A pause that the service asks for holds everybody back,
 * because the next submit would be refused as well.
 */
export class Window implements Places {
	private places: number;
	private used = 0;
	private left = 0;
	private heldUntil = -Infinity;
	private holding = false;
	private latest = 0;
	private readonly queue: Waiting[] = [];
	private closed: { why: unknown } | undefined;

	/** @param most places that there ever are, 1 or more */
	constructor(
		private readonly most: number,
		private readonly clock: Pick<Line, 'now' | 'sleep'>,
	) {
		this.places = most;
	}

	/** Places that there are now. */
	get width(): number {
		return this.places;
	}

	/** The turn that was taken last. */
	get now(): number {
		return this.latest;
	}

	async enter(turn: number, party: object = this): Promise<Place> {
		let waited = this.isFull();
		let inside = true;
		await this.take(turn, party);
		const leave = (): void => {
			if (!inside) return;
			inside = false;
			this.used -= 1;
			this.grow();
			this.serve();
		};
		const refused = async (pauseMs: number): Promise<void> => {
			waited = true;
			if (inside) {
				inside = false;
				this.used -= 1;
			}
			this.places = Math.max(1, Math.min(this.places, this.used));
			this.left = 0;
			this.heldUntil = Math.max(this.heldUntil, this.clock.now() + pauseMs);
			await this.take(turn, party);
			inside = true;
		};
		return {
			get waited() {
				return waited;
			},
			refused,
			leave,
		};
	}

	close(why: unknown): void {
		this.closed ??= { why };
		for (const { refuse } of this.queue.splice(0)) refuse(why);
	}

	/** Those of one party who wait are told why they will not get in. */
	turnAway(party: object, why: unknown): void {
		const theirs = this.queue.filter((waiting) => waiting.party === party);
		for (const waiting of theirs) {
			this.queue.splice(this.queue.indexOf(waiting), 1);
			waiting.refuse(why);
		}
	}

	private isFull(): boolean {
		return this.used >= this.places || this.clock.now() < this.heldUntil;
	}

	private async take(turn: number, party: object): Promise<void> {
		if (this.closed) throw this.closed.why;
		await new Promise<void>((admit, refuse) => {
			let at = this.queue.length;
			while (at > 0 && this.queue[at - 1].turn > turn) at -= 1;
			this.queue.splice(at, 0, { turn, party, admit, refuse });
			this.serve();
		});
	}

	private grow(): void {
		if (this.places >= this.most) return;
		this.left += 1;
		if (this.left < this.places) return;
		this.left = 0;
		this.places += 1;
	}

	private serve(): void {
		while (this.queue.length > 0 && this.used < this.places) {
			const pause = this.heldUntil - this.clock.now();
			if (pause > 0) {
				this.hold(pause);
				return;
			}
			this.used += 1;
			const first = this.queue.shift();
			this.latest = Math.max(this.latest, first?.turn ?? 0);
			first?.admit();
		}
	}

	/** One timer for all who are held back. */
	private hold(pause: number): void {
		if (this.holding) return;
		this.holding = true;
		this.clock.sleep(pause).then(
			() => {
				this.holding = false;
				this.serve();
			},
			(why: unknown) => this.close(why),
		);
	}
}

/**
 * One run's way into a window that it shares with others. Its turns begin where the others have come to: a run of
 * one job comes between the jobs of one of a thousand, and none of them waits for all of another's.
 */
export function partOf(window: Window): Places {
	const party = {};
	// Behind the others' next ones, so that not even a stream of short runs keeps a long one waiting.
	const begin = window.now + 1;
	const held = new Set<Place>();
	const end: { why?: { thrown: unknown } } = {};
	const mustBeOpen = (): void => {
		if (end.why) throw end.why.thrown;
	};
	return {
		enter: async (turn) => {
			mustBeOpen();
			const place = await window.enter(begin + turn, party);
			held.add(place);
			// Let in at the moment of the end.
			if (end.why) place.leave();
			mustBeOpen();
			return place;
		},
		close: (why) => {
			end.why ??= { thrown: why };
			window.turnAway(party, why);
			for (const place of held) place.leave();
			held.clear();
		},
	};
}
