import { listed } from './atPath';
import { standsFor, type Call } from './call';
import type { Finding } from './finding';

/**
 * Paths of ours that have lost their description, and entries of the list that no longer hold. Found only:
 * a path with nothing to say about it is no check, or those without any description would count as passed.
 * @param reached the places that the descriptions have
 */
export function vanished(
	ours: ReadonlyMap<string, readonly Call[]>,
	reached: ReadonlySet<string>,
	undescribed: readonly string[],
): Finding[][] {
	const lost = [...ours].filter(
		([key]) => !reached.has(key) && !undescribed.some((path) => standsFor(path, key)),
	);
	const there = undescribed.filter((path) => [...reached].some((key) => standsFor(path, key)));
	const gone = undescribed.filter((path) => ![...ours.keys()].some((key) => standsFor(path, key)));
	const stale = (path: string, mine: string, theirs: string): Finding[] => [
		{ path, what: 'undescribed', ours: mine, theirs, by: ['list of what has no description'] },
	];
	return [
		...lost.map(([, calls]): Finding[] => [
			{
				path: calls[0].path,
				what: 'endpoint',
				ours: 'covered',
				theirs: 'nothing',
				by: listed(calls),
			},
		]),
		...there.map((path) => stale(path, 'listed', 'described')),
		...gone.map((path) => stale(path, 'no such path', 'nothing')),
	];
}
