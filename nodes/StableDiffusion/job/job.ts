import type { Facts, Trouble } from '../api/advice';
import type { Address, FamilyName } from '../api/families';
import type { Body, Done, Running } from '../api/reply';
import type { Question } from '../endpoints/endpoint';
import type { Ask } from './question';

/** Something ended a job or kept it from starting. The facts name the job's id wherever one exists. */
export class JobError extends Error {
	constructor(
		readonly trouble: Trouble,
		readonly facts: Facts,
	) {
		super(trouble);
	}
}

/** The service's own last word on a job: it has come to nothing, or nobody knows it. */
export class Verdict extends JobError {}

/** A job that the service has taken on: everything needed to ask about it, now or in another node. */
export interface Ticket {
	readonly id: string;
	/** Missing where a custom request went to an address that no family is known at. */
	readonly family?: FamilyName;
	/** For what is asked about in a way of its own; its `id` may be a model's name. */
	readonly ask?: Ask;
	/** Where the result is asked for, in place of the family's own address; `guessed` from how others spell it. */
	readonly address?: Address & { readonly guessed?: boolean };
	/** The service's own address for the result; only its path is used, and only if it may be believed. */
	readonly fetchResult?: string;
	/** Seconds until it is finished, as the service guessed. */
	readonly eta?: number;
	/**
	 * When the submit went out, on the line's clock. The estimate counts from then: a submit that was held
	 * open has used up some of it, and a question that comes early costs less than one that comes late.
	 * Missing for a job that another node submitted.
	 */
	readonly submittedAt?: number;
	/** What the submit answered. Its `meta` and `eta` are not repeated by later answers. */
	readonly first: Body;
}

export interface Finished {
	readonly state: 'finished';
	readonly id?: string;
	readonly family?: FamilyName;
	readonly output: readonly string[];
	readonly first: Body;
	/** The answer that told the end; the same object as `first` when the submit was answered at once. */
	readonly last: Body;
	/** Milliseconds from submit to finish. */
	readonly waitedMs?: number;
	/** Where it was asked for, if that is not the family's own address. */
	readonly resultPath?: string;
	readonly status: number;
}
export interface Open {
	readonly state: 'open';
	readonly ticket: Ticket;
	/** What the last question was answered with, where that was that it goes on. */
	readonly last?: Body;
	readonly waitedMs?: number;
	/** Why there is no result yet, if the last question brought no usable answer. */
	readonly reason?: string;
	/** Where it was asked for, if that is not the family's own address. */
	readonly resultPath?: string;
}

export interface Order {
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly family?: FamilyName;
	readonly method?: 'GET';
	/** Where an acceptance is no result yet: how its end is asked for. */
	readonly question?: Question;
	/** Context for advice; no secrets. */
	readonly facts?: Facts;
}

/** The service can hold a submit open for tens of seconds before it answers. */
export const submitTimeout = 120_000;
/** Used where a rate limit names no time (the documentation's own default). */
export const limitPause = 30_000;
/** How often a connection that was not made is tried. */
export const connectTries = 4;

/** A job's end out of the answer that told it. */
export const finish = (
	reply: Done | Running,
	family: FamilyName | undefined,
	first: Body,
	waitedMs: number,
	id: string | undefined,
): Finished => ({
	state: 'finished',
	id,
	family,
	output: reply.state === 'done' ? reply.output : [],
	first,
	last: reply.body,
	waitedMs,
	status: reply.status,
});
