import type { Known } from '../finding';

export type Entry = [field: string, what: Known['what'], ours: string, theirs: string];

/** One reason for the same differences on each of the paths. */
export const because = (reason: string, paths: readonly string[], ...entries: Entry[]): Known[] =>
	paths.flatMap((path) =>
		entries.map(([field, what, ours, theirs]) => ({ path, field, what, ours, theirs, reason })),
	);
