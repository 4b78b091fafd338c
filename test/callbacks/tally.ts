import { appendFileSync } from 'node:fs';

/** What was thrown at the nodes, and what came of it. */
export interface Counts {
	/** Callbacks that nobody of the service has sent, or that say what it does not. */
	tried: number;
	/** Of those, how many started or ended something, or left a trace in an item. */
	accepted: number;
	/** Ends of jobs that the service has told. */
	delivered: number;
	/** Of the ends that were to come out, how many did not, or more than once. */
	lost: number;
}

const counts: Counts = { tried: 0, accepted: 0, delivered: 0, lost: 0 };

/** Counts forged callbacks, and how many of them have had an effect. */
export function forged(tried: number, accepted: number): void {
	counts.tried += tried;
	counts.accepted += accepted;
}

/** Counts true ends that came out, and those that should have and did not. */
export function real(delivered: number, lost: number): void {
	counts.delivered += delivered;
	counts.lost += lost;
}

/** Tells `npm run test:callbacks` what a test file has counted; call once in a file. */
export function tells(): void {
	afterAll(() => {
		const file = process.env.CALLBACKS_TALLY;
		if (file) appendFileSync(file, `${JSON.stringify(counts)}\n`);
	});
}
