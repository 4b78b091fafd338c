import { setTimeout as sleep } from 'node:timers/promises';

/** How long what is to happen soon may take: a busy machine takes its time. */
const soonMs = 60_000;

/** Waits until something holds that is to happen soon; fails the test where it does not. */
export async function until(
	holds: () => boolean | Promise<boolean>,
	what = holds.toString(),
): Promise<void> {
	for (const end = Date.now() + soonMs; !(await holds()); await sleep(5))
		if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
}
