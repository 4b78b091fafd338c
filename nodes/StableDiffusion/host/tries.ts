import { bounds, type Bounds } from '../api/bounds';
import type { Idle } from './stream';
import { rest } from './stream';

/** How long one file is tried for, and how much of it is taken. All times in milliseconds. */
export interface Limits extends Idle, Bounds {
	/** Between the tries; one more than these is made. */
	readonly pauses: readonly number[];
	/** From the first of several tries that bring nothing; a pause that the host asks for does not count. */
	readonly patience: number;
	/** The longest pause that a host may ask for. */
	readonly longestPause: number;
	/** With this many bytes more than ever before, the count begins anew. */
	readonly goodBytes: number;
}

/**
 * A link can be dead for a moment after its job has finished, and a line can break: about a quarter of a
 * minute of pauses where the host answers at once; a host that lets us wait is given up when the patience is
 * used up. A file that keeps coming may take as long as it needs.
 */
export const limits: Limits = {
	...bounds,
	head: 30_000,
	piece: 60_000,
	pauses: [500, 1_000, 2_000, 4_000, 6_000],
	patience: 60_000,
	longestPause: 30_000,
	goodBytes: 1_048_576,
};

/** Why a try did not bring the file. */
export interface Failure {
	/** For people. */
	reason: string;
	/** What the host asked for, in milliseconds. */
	pause?: number;
}

/** The tries at one file. */
export interface Tries {
	/** The address to ask now. */
	readonly address: string;
	/** Nothing is tried after this one. */
	readonly isLast: boolean;
	/** The next try goes to the next address. */
	turn(): void;
	/** The file is there up to this byte. */
	reached(byte: number): void;
	/** Waits for the next try; `false` when there is none. Ends early with the signal. */
	again(failure: Failure): Promise<boolean>;
}

/** What a Retry-After header asks for: seconds, or a date. */
export function retryAfter(header: string | undefined): number | undefined {
	if (header === undefined) return undefined;
	const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
	return ms > 0 ? ms : undefined;
}

export function triesAt(
	addresses: readonly string[],
	{ pauses, patience, longestPause, goodBytes }: Limits,
	signal: AbortSignal,
): Tries {
	let at = 0;
	let failed = 0;
	let furthest = 0;
	let since: number | undefined;
	return {
		get address() {
			return addresses[at % addresses.length];
		},
		get isLast() {
			return failed >= pauses.length;
		},
		turn: () => void (at += 1),
		reached: (byte) => {
			if (byte - furthest < goodBytes) return;
			furthest = byte;
			failed = 0;
			since = undefined;
		},
		again: async ({ pause = 0 }) => {
			since ??= Date.now();
			if (signal.aborted || failed >= pauses.length || Date.now() - since > patience) return false;
			const asked = Math.min(pause, longestPause);
			since += asked;
			await rest(Math.max(asked, pauses[failed]), signal);
			failed += 1;
			return !signal.aborted;
		},
	};
}
