import { day } from './output';
import type { Shared } from './trip';

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** The moment in a form that everybody reads alike. */
const moment = (time: number): string =>
	new Date(time)
		.toISOString()
		.replace(/:\d\d\.\d+Z$/, ' UTC')
		.replace('T', ' ');

/** Said once under the output: what a batch was like, and what the user must not miss. */
export function hints({ context, tally, batch }: Shared): void {
	const say = (message: string, type: 'info' | 'warning'): void =>
		context.addExecutionHints?.({ message, type, location: 'outputPane' });
	const jobs = batch.ledger.size;
	if (jobs > 1) {
		const waited =
			batch.waited > 0 ? `, ${batch.waited} of them waited for a free place in the queue` : '';
		say(`${count(jobs, 'job')}${waited}`, 'info');
	}
	if (tally.unsafe > 0)
		say(
			`${count(tally.unsafe, 'job')} had content that the service found unsafe and blanked or changed`,
			'warning',
		);
	if (tally.temporary > 0)
		say(
			`${count(tally.temporary, 'link')} will expire in 24 hours, at ${moment(Date.now() + day)}`,
			'info',
		);
	if (tally.open.length > 0)
		say(
			`${count(tally.open.length, 'job')} still in the making: ${tally.open.join(', ')}. Result > Fetch takes these items up`,
			'info',
		);
}
