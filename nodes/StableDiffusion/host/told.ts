import type { Known } from '../job/life';
import type { Kept } from '../job/memory';
import type { Shared } from './trip';

/** n8n cuts each value of an execution's highlighted data at 512 characters, and keeps ten of them. */
const longest = 500;
const mostParts = 5;

/** What an earlier try has kept of an item's job, as this one would have noted it. */
const noted = (kept: Kept): Known => {
	if (kept.state === 'finished') return { id: kept.job.id, state: 'finished' };
	if (kept.state === 'open') return { id: kept.ticket.id, state: 'open' };
	return { id: kept.facts?.id, state: 'sending' };
};

/**
 * Every job of a run, by item: what this try knows, and before that what earlier ones have kept. A try that ends
 * with its first item has looked at none of the others, and n8n shows its words alone.
 */
function jobsOf({ batch, memory }: Shared): Map<number, Known> {
	const earlier = (memory?.all() ?? []).map(([item, kept]) => [item, noted(kept)] as const);
	return new Map([...earlier, ...batch.ledger]);
}

/**
 * Puts the IDs of a stopped run's jobs into the execution's highlighted data: the one thing of a stopped
 * node's work that n8n keeps.
 */
export function highlight(shared: Shared): void {
	const { context } = shared;
	const ids = [...jobsOf(shared).values()].flatMap(({ id }) => (id === undefined ? [] : [id]));
	const parts: string[] = [];
	for (const id of ids) {
		const last = parts.at(-1);
		if (last !== undefined && last.length + id.length + 2 <= longest)
			parts[parts.length - 1] = `${last}, ${id}`;
		else parts.push(id);
	}
	for (const [index, part] of parts.slice(0, mostParts).entries()) {
		const name = `stable_diffusion_jobs${index === 0 ? '' : `_${index + 1}`}`;
		// n8n 1.x has it in expressions only. The service's IDs may not bring an expression of their own.
		if (context.customData) context.customData.set(name, part);
		else if (/^[\w, .-]+$/.test(part))
			context.evaluateExpression(`{{ $execution.customData.set('${name}', '${part}') }}`, 0);
	}
}

const list = (all: readonly string[]): string => all.join(', ');

/**
 * The jobs of a run that has ended early, in words: their IDs, and what can be done with them. Empty where
 * there are none beside that of the item which ended it.
 * @param how.kept whether the next try will know them; n8n forgets what a stopped node knew
 */
export function namedJobs(
	shared: Shared,
	{ except, kept = shared.memory !== undefined }: { except?: number; kept?: boolean } = {},
): string {
	const others = [...jobsOf(shared)].filter(([item]) => item !== except);
	const ids = (state: string): string[] =>
		others.flatMap(([, known]) => (known.state === state && known.id ? [known.id] : []));
	const finished = ids('finished');
	const open = ids('open');
	const cut = others.filter(([, { state }]) => state === 'sending').map(([item]) => String(item));
	const parts = [
		finished.length > 0 && `Finished jobs of this run: ${list(finished)}.`,
		open.length > 0 && `Still in the making: ${list(open)}.`,
		cut.length > 0 &&
			`The submit of item ${list(cut)} brought no usable answer, so a job of it may be running.`,
		finished.length + open.length > 0 &&
			`${kept ? 'A retry of this execution goes on with them and buys none of them again. ' : ''}Result > Fetch gets them by ID.`,
	];
	return parts.filter(Boolean).join(' ');
}
