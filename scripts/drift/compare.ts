import type { Endpoint } from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { LeftOut } from '../../nodes/StableDiffusion/endpoints/leftOut';
import { place, type Call } from './call';
import { differences, type Aspect } from './fields';
import { fetchCalls, ourCalls } from './ours';

/** The registry against the service's own descriptions. Pure: nothing is read, nothing is printed. */

/** What a finding is about; `left out` and `known` are lists of ours that no longer hold. */
export type What = Aspect | 'endpoint' | 'method' | 'left out' | 'known';

export interface Finding {
	path: string;
	field?: string;
	what: What;
	ours: string;
	theirs: string;
	/** Who says so, on both sides. */
	by: readonly string[];
}

/** A difference that is meant to be: everything but `by` is as in the finding, and a reason. */
export interface Known extends Omit<Finding, 'by'> {
	/** `everywhere` where one reason holds for a field on all paths. */
	path: string;
	reason: string;
}

export const everywhere = '*';

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

type Addressed = Pick<Call, 'path' | 'method' | 'by'>;

function byPlace<T extends Addressed>(calls: readonly T[]): Map<string, T[]> {
	const places = new Map<string, T[]>();
	for (const call of calls) {
		const key = place(call.path);
		places.set(key, [...(places.get(key) ?? []), call]);
	}
	return places;
}

const listed = (calls: readonly Addressed[]): string[] => [...new Set(calls.map(({ by }) => by))];

function methodFindings(
	path: string,
	ours: readonly Addressed[],
	theirs: readonly Call[],
): Finding[] {
	const told = [...new Set(theirs.map(({ method }) => method))].sort();
	const wrong = ours.filter(({ method }) => !told.includes(method));
	if (wrong.length === 0) return [];
	const mine = [...new Set(wrong.map(({ method }) => method))].sort();
	const by = [...listed(wrong), ...listed(theirs)];
	return [{ path, what: 'method', ours: mine.join(', '), theirs: told.join(', '), by }];
}

/** Whether an entry of what is left out names this place; `*` at its end stands for all that follows. */
const standsFor = ({ path }: LeftOut, key: string): boolean =>
	path.endsWith('*') ? key.startsWith(place(path).slice(0, -1)) : place(path) === key;

const sameThing = (finding: Finding, { path, field, what, ours, theirs }: Known): boolean =>
	(path === everywhere || finding.path === path) &&
	finding.field === field &&
	finding.what === what &&
	finding.ours === ours &&
	finding.theirs === theirs;

/** What our calls and the descriptions of one path say of each field that either has. */
function fieldFindings(path: string, ours: readonly Call[], theirs: readonly Call[]): Finding[][] {
	const names = new Set([...ours, ...theirs].flatMap(({ rules }) => rules.map(({ name }) => name)));
	return [...names].map((field) => {
		const knowing = (calls: readonly Call[]) =>
			calls.filter(({ rules }) => rules.some(({ name }) => name === field));
		const by = [...listed(knowing(ours)), ...listed(knowing(theirs))];
		return differences(field, ours, theirs).map((found) => ({ path, field, ...found, by }));
	});
}

/** @param descriptions the calls of every file together */
export function compare(
	endpoints: readonly Endpoint[],
	descriptions: readonly Call[],
	known: readonly Known[],
	leftOut: readonly LeftOut[],
): Report {
	const ours = byPlace(ourCalls(endpoints));
	const fetches = byPlace(fetchCalls());
	const described = byPlace(descriptions);
	/** What each check found: nothing is a pass. */
	const checks: Finding[][] = [];
	const counts = { covered: 0, leftOut: 0, fields: 0 };

	for (const [key, theirs] of described) {
		const { path } = theirs[0];
		const mine = ours.get(key);
		const there = mine ?? fetches.get(key);
		if (there) {
			counts.covered += 1;
			checks.push(methodFindings(path, there, theirs));
		} else if (leftOut.some((entry) => standsFor(entry, key))) {
			counts.leftOut += 1;
			checks.push([]);
		} else {
			const by = listed(theirs);
			checks.push([{ path, what: 'endpoint', ours: 'nothing', theirs: 'described', by }]);
		}
		const fields = mine ? fieldFindings(path, mine, theirs) : [];
		counts.fields += fields.length;
		checks.push(...fields);
	}
	for (const { path, ...entry } of leftOut) {
		const there = [...ours]
			.filter(([key]) => standsFor({ path, ...entry }, key))
			.flatMap(([, calls]) => calls);
		if (there.length === 0) continue;
		checks.push([
			{ path, what: 'left out', ours: 'covered', theirs: 'nothing', by: listed(there) },
		]);
	}

	const all = checks.flat();
	const unused = known.filter((entry) => !all.some((finding) => sameThing(finding, entry)));
	const stale = staleOf(unused, known, described);
	return {
		...counts,
		findings: [
			...all.filter((finding) => !known.some((entry) => sameThing(finding, entry))),
			...stale.map(asFinding),
		],
		undescribed: [...ours.keys()].filter((key) => !described.has(key)).length,
		known: known.length - unused.length,
		notJudged: unused.length - stale.length,
		passed: checks.filter((found) => found.length === 0).length + known.length - unused.length,
	};
}

/** A folder may hold a part of the descriptions only: an entry is not judged by what is not there. */
function staleOf(
	unused: readonly Known[],
	known: readonly Known[],
	described: ReadonlyMap<string, unknown>,
): Known[] {
	const there = ({ path }: Known) => described.has(place(path));
	const whole = known.every((entry) => entry.path === everywhere || there(entry));
	return unused.filter((entry) => (entry.path === everywhere ? whole : there(entry)));
}

const asFinding = ({ path, field, what, ours, theirs }: Known): Finding => {
	const by = [`known difference of ${what}, no longer needed`];
	return { path, field, what: 'known', ours, theirs, by };
};
