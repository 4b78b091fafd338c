import type { Call } from './call';
import { sentences } from './words';

/** Paths that several files describe, or several endpoints call: who is compared with whom. */

/** By path and by file: the endpoints, as `resource:operation`, that the file speaks of there. */
export type Pairs = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One model has its own fields at an address that it shares with thousands of others. */
export const pairs: Pairs = {
	'/api/v6/images/img2img': {
		'image-editing.openapi.json': ['image:fluxKontext'],
		'image-generation.community-models.openapi.json': ['image:imageToImage'],
	},
};

export interface Group {
	ours: readonly Call[];
	theirs: readonly Call[];
}

const endpointOf = ({ by }: Call): string => by.split(' ')[0];

/** A file or an endpoint that the table does not have at the path is compared with all of the other side. */
export function groupsOf(
	path: string,
	ours: readonly Call[],
	theirs: readonly Call[],
	table: Pairs,
): Group[] {
	const files = table[path] ?? {};
	const named = Object.values(files).flat();
	const others = theirs.filter(({ by }) => !Object.hasOwn(files, by));
	const unnamed = ours.filter((call) => !named.includes(endpointOf(call)));
	const groups = Object.entries(files).map(([file, endpoints]) => ({
		ours: ours.filter((call) => endpoints.includes(endpointOf(call))),
		theirs: theirs.filter(({ by }) => by === file),
	}));
	const rest: Group[] = named.length > 0 && unnamed.length > 0 ? [{ ours: unnamed, theirs }] : [];
	return [...groups, ...rest, { ours, theirs: others }].filter((group) => group.theirs.length > 0);
}

const filesOf = (theirs: readonly Call[]): string[] =>
	[...new Set(theirs.map(({ by }) => by))].sort();

/** What each file says of the field, file by file in alphabetical order, where they do not say the same. */
export function conflictOf(field: string, theirs: readonly Call[]): string | undefined {
	const told = filesOf(theirs).map((file) =>
		theirs
			.filter(({ by }) => by === file)
			.flatMap(({ rules }) => rules.filter(({ name }) => name === field)),
	);
	if (new Set(told.map((rules) => sentences(rules, Infinity))).size < 2) return undefined;
	return told.map((rules) => sentences(rules)).join(' | ');
}

/** Whether all files are there that a difference at the path may come from. */
export function isWhole(
	path: string,
	theirs: readonly Call[],
	table: Pairs,
	isConflict: boolean,
): boolean {
	const files = filesOf(theirs);
	const wanted = Object.keys(table[path] ?? {});
	return wanted.every((file) => files.includes(file)) && (!isConflict || files.length > 1);
}
