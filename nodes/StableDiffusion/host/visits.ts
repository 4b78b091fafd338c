import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';
import type { FamilyName } from '../api/families';
import { usualPace } from '../job/batch';
import { Pace } from '../job/pace';
import { Rounds } from '../job/rounds';

export const clock = {
	now: (): number => Date.now(),
	sleep: async (ms: number): Promise<void> => await sleep(ms),
};

/** Events that a node remembers. */
const most = 1_000;
/** Nodes that this process remembers. */
const mostNodes = 500;

/** What this process keeps for a trigger node, from one callback to the next. */
export interface Visits {
	/** One callback for a job at a time, and a second between two. */
	readonly rounds: Rounds;
	/** Questions of all its callbacks together. */
	readonly pace: Pace;
	/** Where its last job was found. */
	family?: FamilyName;
	/**
	 * Events that have started a run. n8n loads the stored memory anew for each callback and stores it when it has
	 * been dealt with, so that of two at the same time neither would know of the other.
	 */
	readonly seen: Set<string>;
}

const nodes = new Map<string, Visits>();

export function visitsOf(context: IWebhookFunctions): Visits {
	const name = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const known = nodes.get(name) ?? {
		rounds: new Rounds(1_000, clock),
		pace: new Pace(usualPace, clock),
		seen: new Set(),
	};
	nodes.delete(name);
	nodes.set(name, known);
	for (const [oldest] of nodes) if (nodes.size > mostNodes) nodes.delete(oldest);
	return known;
}

/** Callbacks of a node that are being looked into at once; a flood of forged ones must not fill the memory. */
const mostAtOnce = 200;

export const isCrowded = ({ rounds }: Visits): boolean => rounds.busy >= mostAtOnce;

/** With so many at the same time, most of them are hardly true: none is asked about a second time. */
const manyAtOnce = 20;

export const isBusy = ({ rounds }: Visits): boolean => rounds.busy > manyAtOnce;

/** Which events have started a run, in this process and, for production, also in earlier ones: the latest thousand. */
export interface Seen {
	has(event: string): boolean;
	add(event: string): void;
	/** Hands all that is known to n8n, which stores it when the callback has been dealt with. */
	keep(): void;
}

/** Nothing is remembered while a user listens for a test event: the same one may be sent again and again. */
export function seenBy(context: IWebhookFunctions, { seen }: Visits): Seen {
	const nothing = { has: () => false, add: () => {}, keep: () => {} };
	if (context.getMode() === 'manual') return nothing;
	const stored = context.getWorkflowStaticData('node');
	const before = (Array.isArray(stored.seen) ? stored.seen : []) as string[];
	return {
		has: (event) => seen.has(event) || before.includes(event),
		add: (event) => {
			seen.add(event);
			for (const oldest of seen) if (seen.size > most) seen.delete(oldest);
		},
		keep: () => {
			// A new array, because n8n notices nothing else.
			stored.seen = [...new Set([...before, ...seen])].slice(-most);
		},
	};
}
