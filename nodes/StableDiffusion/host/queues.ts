import { partOf, type Places, Window } from '../job/window';
import type { Account } from './request';
import { clock } from './visits';

interface Queue {
	readonly window: Window;
	/** Runs that are at it. */
	runs: number;
}

/** The accounts for which this process is at work just now. */
const queues = new Map<string, Queue>();

/**
 * A run's way to the places of its account's queue, which all runs of this process share: each by itself would try
 * as many jobs as the account may have, most of them would be refused, and all would come back at the same moment.
 * What was learned of the queue is forgotten when the last run has ended.
 *
 * @param places that the account has
 */
export function queueOf({ name }: Account, places: number): Places {
	const key = `${places} ${name}`;
	const queue = queues.get(key) ?? { window: new Window(places, clock), runs: 0 };
	queues.set(key, queue);
	queue.runs += 1;
	const part = partOf(queue.window);
	let isOver = false;
	return {
		enter: part.enter,
		close: (why) => {
			part.close(why);
			if (isOver) return;
			isOver = true;
			queue.runs -= 1;
			if (queue.runs === 0) queues.delete(key);
		},
	};
}
