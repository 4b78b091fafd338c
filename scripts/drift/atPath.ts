import type { Call } from './call';
import { differences } from './fields';
import type { Finding } from './finding';
import { conflictOf, groupsOf, type Pairs } from './pairs';

/** All that can be found at one path that both sides have. */

/** Who makes the calls or describes them, each once. */
export const listed = (calls: readonly Call[]): string[] => [...new Set(calls.map(({ by }) => by))];

export function methodFindings(
	path: string,
	ours: readonly Call[],
	theirs: readonly Call[],
): Finding[] {
	const told = [...new Set(theirs.map(({ method }) => method))].sort();
	const wrong = ours.filter(({ method }) => !told.includes(method));
	if (wrong.length === 0) return [];
	const mine = [...new Set(wrong.map(({ method }) => method))].sort();
	const by = [...listed(wrong), ...listed(theirs)];
	return [{ path, what: 'method', ours: mine.join(', '), theirs: told.join(', '), by }];
}

/** We send JSON everywhere. */
export const bodyFindings = (path: string, theirs: readonly Call[]): Finding[] =>
	theirs.flatMap(({ otherBody, by }) =>
		otherBody === undefined
			? []
			: [{ path, what: 'body', ours: 'application/json', theirs: otherBody, by: [by] }],
	);

/** What our calls and the descriptions of one path say of each field that any of them has. */
function fieldFindings(
	path: string,
	ours: readonly Call[],
	theirs: readonly Call[],
): Map<string, Finding[]> {
	const names = new Set([...ours, ...theirs].flatMap(({ rules }) => rules.map(({ name }) => name)));
	const knowing = (calls: readonly Call[], field: string) =>
		listed(calls.filter(({ rules }) => rules.some(({ name }) => name === field)));
	return new Map(
		[...names].map((field) => {
			const by = [...knowing(ours, field), ...knowing(theirs, field)];
			const found: Finding[] = differences(field, ours, theirs).map((difference) => ({
				path,
				field,
				...difference,
				by,
			}));
			const conflict = conflictOf(field, theirs);
			if (conflict !== undefined) {
				const [what, mine] = ['conflict' as const, 'one meaning'];
				found.push({ path, field, what, ours: mine, theirs: conflict, by: listed(theirs) });
			}
			return [field, found];
		}),
	);
}

/** Group by group; a field of several groups is one check. */
export function groupedFindings(
	path: string,
	ours: readonly Call[],
	theirs: readonly Call[],
	pairs: Pairs,
): Finding[][] {
	const fields = new Map<string, Finding[]>();
	for (const group of groupsOf(path, ours, theirs, pairs)) {
		for (const [field, found] of fieldFindings(path, group.ours, group.theirs)) {
			fields.set(field, [...(fields.get(field) ?? []), ...found]);
		}
	}
	return [...fields.values()];
}
