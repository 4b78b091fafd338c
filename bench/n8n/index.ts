// The part of npm run bench that runs a real n8n.
import { prepare } from '../../scripts/lib/steps';
import { measureMemory, type Memory } from './memory';
import { measureOverhead, type Overhead } from './overhead';
import { measureStock, type Stock } from './stock';

export { measureMemory, measureOverhead, measureStock };

/** All figures that need a real n8n. */
export interface InN8n {
	n8n: Stock;
	overhead: Overhead;
	memory: Memory;
}

/** What the node shall reach. Nothing of the set-up may be tuned to it. */
export const targets = {
	n8n: { speedupOverStock: { atLeast: 4 }, wallOverIdeal: { atMost: 1.1 } },
	overhead: { cpuRatio: { atMost: 1.5 } },
	memory: { growthMb: { atMost: 64 } },
} as const;

/**
 * Runs all of them, one after the other: about a quarter of an hour on two cores.
 * @param say hears a line whenever a part is done
 */
export async function benchInN8n(say: (text: string) => void): Promise<InN8n> {
	const n8n = await prepare();
	return {
		n8n: await measureStock(n8n, say),
		overhead: await measureOverhead(n8n, say),
		memory: await measureMemory(n8n, say),
	};
}

/** A line for each target of one part: what was measured, and whether that is enough. */
export function verdicts(
	part: keyof typeof targets,
	figures: Partial<Record<string, unknown>>,
): string[] {
	const limits: Record<string, { atLeast?: number; atMost?: number }> = targets[part];
	return Object.entries(limits).map(([name, { atLeast, atMost }]) => {
		const value = Number(figures[name]);
		const met = value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
		const limit = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
		return `${name} ${Math.round(value * 1000) / 1000} (${limit}): ${met ? 'met' : 'missed'}`;
	});
}
