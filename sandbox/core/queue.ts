import type { SandboxOptions } from '../options';
import type { Account } from './accounts';
import type { JobEntry } from './books';
import type { Chance } from './chance';
import type { Timers } from './timers';

/** What a job needs to know about itself; the books hold the rest. */
export interface Job {
	id: number;
	account: Account;
	/** The fetch address family; a job is found only under its own. */
	family: string;
	endpoint: string;
	entry: JobEntry;
	seconds: number;
	/** Why it will fail; undefined if it will not. */
	failure?: string;
	/** Whether the safety checker took the picture away. */
	blanked: boolean;
	/** The echo of the parameters. */
	meta: Record<string, unknown>;
	/** Result addresses, or base64, as `output` shows them. Called after success only. */
	output: () => string[];
	futureLinks: string[];
	proxyLinks: string[];
	/** Length of a result that can be heard, in seconds. */
	audioSeconds?: number;
	webhook?: string;
	trackId: unknown;
	/** Only of a job whose callback goes out before the submit is answered; settles when that callback is answered. */
	early?: { answered: Promise<unknown> };
	/** Settles when the job has ended, well or badly. */
	ended: Promise<void>;
	end: () => void;
}

/** Seconds between start and end; the service's own name for it is generationTime. */
export function generationTime(job: Job): number {
	const { started = 0, finished = 0 } = job.entry;
	return Math.max(0.01, (finished - started) / 1000);
}

/**
 * First come, first served. Normal keys share the workers of one account, enterprise keys have servers, and so a
 * queue, of their own.
 */
export class Queue {
	private readonly jobs = new Map<string, Job>();
	private waiting: Job[] = [];
	private working: Job[] = [];
	private lastId: number;

	constructor(
		private readonly options: SandboxOptions,
		private readonly chance: Chance,
		private readonly timers: Timers,
		private readonly onEnd: (job: Job) => void,
	) {
		this.lastId = chance.whole('ids', 100_000_000, 140_000_000);
	}

	nextId(): number {
		this.lastId += this.chance.whole('ids', 1, 40);
		return this.lastId;
	}

	find(id: string): Job | undefined {
		return this.jobs.get(id);
	}

	/** Forgets a job that has ended: it cannot be asked for any more. */
	forget(id: number): void {
		this.jobs.delete(String(id));
	}

	/** Lets the jobs that are meant fail without having been worked on; tells how many there were. */
	dropWaiting(isMeant: (job: Job) => boolean, failure: string): number {
		const dropped = this.waiting.filter(isMeant);
		this.waiting = this.waiting.filter((job) => !dropped.includes(job));
		for (const job of dropped) {
			job.failure = failure;
			this.settle(job);
		}
		return dropped.length;
	}

	/**
	 * Ends jobs now, well or, where they are to fail, badly. Their time in work, which may be none, is what stands in
	 * the books.
	 *
	 * @param id one job; undefined = all that wait or are in work
	 * @returns how many have ended by this; a job that had ended before is none of them
	 */
	finish(id?: number | string): number {
		const ended = this.open().filter((job) => id === undefined || String(job.id) === String(id));
		const isOpen = (job: Job) => !ended.includes(job);
		this.working = this.working.filter(isOpen);
		this.waiting = this.waiting.filter(isOpen);
		for (const job of ended) {
			job.entry.started ??= Date.now();
			this.settle(job);
		}
		this.start();
		return ended.length;
	}

	/** Waiting and in work, of one key. */
	countOf(account: Account): number {
		return this.open().filter((job) => job.account === account).length;
	}

	/** What waits or is in work, and how many seconds until all of it is done. */
	load(kind: Account['kind']): { count: number; seconds: number } {
		const open = this.open().filter((job) => job.account.kind === kind);
		return { count: open.length, seconds: this.playForward(kind).all };
	}

	/** Takes the job in and sets its estimate. */
	add(job: Job): void {
		this.jobs.set(String(job.id), job);
		this.waiting.push(job);
		const wrong = 1 + this.options.etaError * (2 * this.chance.part('eta') - 1);
		job.entry.eta =
			Math.round(Math.max(0, this.playForward(job.account.kind).newest * wrong) * 100) / 100;
		this.start();
	}

	/** At least one, so that the queue never stands still. */
	private workers(): number {
		return Math.max(1, this.options.workers);
	}

	private open(): Job[] {
		return [...this.working, ...this.waiting];
	}

	/** Plays the queue forward, every worker taking the next job when it is free: seconds until the end. */
	private playForward(kind: Account['kind']): { all: number; newest: number } {
		const now = Date.now();
		const ofKind = (job: Job) => job.account.kind === kind;
		const free = this.working
			.filter(ofKind)
			.map((job) => Math.max(0, job.seconds - (now - (job.entry.started ?? now)) / 1000));
		while (free.length < this.workers()) free.push(0);
		let newest = 0;
		for (const job of this.waiting.filter(ofKind)) {
			const earliest = Math.min(...free);
			newest = earliest + job.seconds;
			free[free.indexOf(earliest)] = newest;
		}
		return { all: Math.max(0, ...free), newest };
	}

	private start(): void {
		for (const job of [...this.waiting]) {
			const busy = this.working.filter((other) => other.account.kind === job.account.kind);
			if (busy.length >= this.workers()) continue;
			this.waiting = this.waiting.filter((other) => other !== job);
			this.working.push(job);
			job.entry.state = 'working';
			job.entry.started = Date.now();
			// A job that was ended by hand before is not open any more, and does not end again.
			this.timers.later(job.seconds, () => this.finish(job.id));
		}
	}

	private settle(job: Job): void {
		job.entry.finished = Date.now();
		job.entry.state = job.failure === undefined ? 'success' : 'failed';
		job.entry.failure = job.failure;
		job.end();
		this.onEnd(job);
	}
}
