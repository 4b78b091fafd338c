import { place, type Call } from './call';
import { everywhere, type Finding, type Known } from './finding';
import { isWhole, type Pairs } from './pairs';

/** The list of known differences against what was found. */

export const sameThing = (finding: Finding, { path, field, what, ours, theirs }: Known): boolean =>
	(path === everywhere || finding.path === path) &&
	finding.field === field &&
	finding.what === what &&
	finding.ours === ours &&
	finding.theirs === theirs;

/** A folder may hold a part of the descriptions only: an entry is not judged by what is not there. */
export function staleOf(
	unused: readonly Known[],
	known: readonly Known[],
	described: ReadonlyMap<string, readonly Call[]>,
	pairs: Pairs,
): Known[] {
	const there = ({ path, what }: Known) => {
		const theirs = described.get(place(path));
		return theirs !== undefined && isWhole(path, theirs, pairs, what === 'conflict');
	};
	const whole = known.every((entry) => entry.path === everywhere || there(entry));
	return unused.filter((entry) => (entry.path === everywhere ? whole : there(entry)));
}

export const asFinding = ({ path, field, what, ours, theirs }: Known): Finding => {
	const by = [`known difference of ${what}, no longer needed`];
	return { path, field, what: 'known', ours, theirs, by };
};
