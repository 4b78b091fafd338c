import { cpus, loadavg } from 'node:os';

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** To so many places behind the point. */
export const rounded = (value: number, places: number): number =>
	Math.round(value * 10 ** places) / 10 ** places;

/** Where something was measured, and how busy it was with other things. */
export interface Machine {
	cpu: string;
	cores: number;
	/** Processes that wanted to run, on average of the last minute: beyond the number of cores, figures are worse. */
	load: number;
}

/** As it is now. */
export function machine(): Machine {
	const all = cpus();
	return { cpu: all[0]?.model ?? 'unknown', cores: all.length, load: rounded(loadavg()[0], 2) };
}
