import type { Endpoint } from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { LeftOut } from '../../nodes/StableDiffusion/endpoints/leftOut';
import { bodyFindings, groupedFindings, listed, methodFindings } from './atPath';
import { place, standsFor, type Call } from './call';
import { asFinding, sameThing, staleOf } from './explained';
import type { Finding, Known } from './finding';
import { fetchCalls, ourCalls } from './ours';
import type { Pairs } from './pairs';
import { vanished } from './vanished';

/** The registry against the service's own descriptions. Pure: nothing is read, nothing is printed. */

/** Our own data on what is meant to be as it is. */
export interface Lists {
	known?: readonly Known[];
	leftOut?: readonly LeftOut[];
	pairs?: Pairs;
	/** Our paths without a description, `*` at the end for all that follows; not judged where it is missing. */
	undescribed?: readonly string[];
}

export interface Report {
	/** What nobody has explained. */
	findings: Finding[];
	/** Described paths that an endpoint or Result > Fetch covers. */
	covered: number;
	leftOut: number;
	/** Our paths that no description has. */
	undescribed: number;
	fields: number;
	known: number;
	/** Known differences that cannot be judged: no description here has their path. */
	notJudged: number;
	/** Paths and fields, described or ours, with nothing to say about them. */
	passed: number;
}

function byPlace(calls: readonly Call[]): Map<string, Call[]> {
	const places = new Map<string, Call[]>();
	for (const call of calls) {
		const key = place(call.path);
		places.set(key, [...(places.get(key) ?? []), call]);
	}
	return places;
}

/** @param descriptions the calls of every file together */
export function compare(
	endpoints: readonly Endpoint[],
	descriptions: readonly Call[],
	{ known = [], leftOut = [], pairs = {}, undescribed }: Lists,
): Report {
	const ours = byPlace(ourCalls(endpoints));
	const fetches = byPlace(fetchCalls());
	const described = byPlace(descriptions);
	/** What each check found: nothing is a pass. */
	const checks: Finding[][] = [];
	/** Places of ours that a description has, be it in another spelling. */
	const reached = new Set(described.keys());
	const counts = { covered: 0, leftOut: 0, fields: 0 };

	for (const [key, theirs] of described) {
		const { path } = theirs[0];
		const mine = ours.get(key) ?? fetches.get(key);
		const entry = mine ? undefined : leftOut.find((each) => standsFor(each.path, key));
		const same = entry?.sameAs === undefined ? undefined : ours.get(place(entry.sameAs));
		if (same) reached.add(place(same[0].path));
		if (mine) counts.covered += 1;
		else if (entry) counts.leftOut += 1;
		const there = mine ?? same;
		if (there) {
			checks.push([...methodFindings(path, there, theirs), ...bodyFindings(path, theirs)]);
			const fields = groupedFindings(path, there, theirs, pairs);
			counts.fields += fields.length;
			checks.push(...fields);
		} else if (entry?.sameAs !== undefined) {
			const by = listed(theirs);
			checks.push([{ path, what: 'left out', ours: entry.sameAs, theirs: 'not covered', by }]);
		} else if (entry) {
			checks.push([]);
		} else {
			const by = listed(theirs);
			checks.push([{ path, what: 'endpoint', ours: 'nothing', theirs: 'described', by }]);
		}
	}
	for (const { path } of leftOut) {
		const there = [...ours].filter(([key]) => standsFor(path, key)).flatMap(([, calls]) => calls);
		if (there.length === 0) continue;
		checks.push([
			{ path, what: 'left out', ours: 'covered', theirs: 'nothing', by: listed(there) },
		]);
	}

	if (undescribed) {
		checks.push(...vanished(new Map([...fetches, ...ours]), reached, undescribed));
	}

	const all = checks.flat();
	const unused = known.filter((entry) => !all.some((finding) => sameThing(finding, entry)));
	const stale = staleOf(unused, known, described, pairs);
	return {
		...counts,
		findings: [
			...all.filter((finding) => !known.some((entry) => sameThing(finding, entry))),
			...stale.map(asFinding),
		],
		undescribed: [...ours.keys()].filter((key) => !reached.has(key)).length,
		known: known.length - unused.length,
		notJudged: unused.length - stale.length,
		passed: checks.filter((found) => found.length === 0).length + known.length - unused.length,
	};
}
