import type { Call, Rule } from './call';
import { nothing, plain, sentences, typesOf, written } from './words';

/** One field on one path: what ours say of it against what the descriptions say. */

export type Aspect =
	| 'missing'
	| 'unknown'
	| 'type'
	| 'required'
	| 'default'
	| 'choices'
	| 'minimum'
	| 'maximum'
	| 'multipleOf'
	| 'maxItems';

export interface Difference {
	what: Aspect;
	ours: string;
	theirs: string;
}

function typeDifference(ours: readonly Rule[], theirs: readonly Rule[]): Difference[] {
	const taken = new Set(theirs.flatMap(({ types }) => types));
	const anything = theirs.some(({ types }) => types.length === 0);
	if (anything || ours.every(({ types }) => types.some((type) => taken.has(type)))) return [];
	return [{ what: 'type', ours: typesOf(ours), theirs: typesOf(theirs) }];
}

/** Who lacks the field does not require it either. */
const marks = (rules: readonly Rule[], calls: readonly Call[]): Set<boolean> =>
	new Set([
		...rules.map(({ required }) => required),
		...(rules.length < calls.length ? [false] : []),
	]);

function requiredDifference(mine: Set<boolean>, given: Set<boolean>): Difference[] {
	const fits = [...mine].every((mark) => given.has(mark));
	// Where one of the descriptions can do without, one of ours has to as well.
	if (fits && (!given.has(false) || mine.has(false))) return [];
	const words = (all: Set<boolean>) => written([...all].map(String));
	return [{ what: 'required', ours: words(mine), theirs: words(given) }];
}

function defaultDifference(ours: readonly Rule[], theirs: readonly Rule[]): Difference[] {
	const known = new Set(theirs.map((rule) => plain(rule.default)));
	const silent = known.has(nothing) && known.size === 1;
	const wrong = ours.filter(
		(rule) => !known.has(plain(rule.default)) && !(silent && rule.shownAnyway),
	);
	if (wrong.length === 0) return [];
	return [
		{
			what: 'default',
			ours: written(wrong.map((rule) => plain(rule.default))),
			theirs: written(known),
		},
	];
}

/** Told as what only one side has. */
function choicesDifference(ours: readonly Rule[], theirs: readonly Rule[]): Difference[] {
	const free = (rules: readonly Rule[]) => rules.some(({ choices }) => choices === undefined);
	// Of two texts the service may refuse the other: yes is not true then.
	const texts = [...ours, ...theirs].every(({ types }) => types.every((type) => type === 'text'));
	const values = (rules: readonly Rule[]) =>
		new Set(rules.flatMap(({ choices }) => choices ?? []).map(texts ? String : plain));
	if (free(ours) && free(theirs)) return [];
	if (free(ours)) return [{ what: 'choices', ours: 'any', theirs: written(values(theirs)) }];
	if (free(theirs)) return [{ what: 'choices', ours: written(values(ours)), theirs: 'any' }];
	const [mine, given] = [values(ours), values(theirs)];
	const more = [...mine].filter((value) => !given.has(value));
	const fewer = [...given].filter((value) => !mine.has(value));
	if (more.length + fewer.length === 0) return [];
	return [{ what: 'choices', ours: written(more), theirs: written(fewer) }];
}

type Limit = 'minimum' | 'maximum' | 'multipleOf' | 'maxItems';

function limitDifference(
	ours: readonly Rule[],
	theirs: readonly Rule[],
	what: Limit,
): Difference[] {
	const told = theirs.map((rule) => rule[what]);
	// Counts, sizes and steps begin at 0 or 1 by themselves, which hardly any description says.
	const natural = what === 'minimum' && told.every((limit) => limit === undefined);
	const mine = ours
		.map((rule) => rule[what])
		.map((limit) => (natural && (limit === 0 || limit === 1) ? undefined : limit));
	const loosest = what === 'maximum' || what === 'maxItems' ? Math.max : Math.min;
	const widest = told.includes(undefined) ? undefined : loosest(...(told as number[]));
	if (mine.every((limit) => told.includes(limit)) && mine.includes(widest)) return [];
	const words = (limits: Array<number | undefined>) => written(limits.map(plain));
	return [{ what, ours: words(mine), theirs: words(told) }];
}

/**
 * All differences of one field. Where several endpoints of ours or several files share the path, each of
 * ours has to say what one of the descriptions says, and together they have to take all that any of them takes.
 */
export function differences(
	name: string,
	ours: readonly Call[],
	theirs: readonly Call[],
): Difference[] {
	const of = (calls: readonly Call[]) =>
		calls.flatMap(({ rules }) => rules.filter((rule) => rule.name === name));
	const [mine, given] = [of(ours), of(theirs)];
	if (mine.length === 0) {
		if (ours.some(({ alsoKnows }) => alsoKnows?.includes(name))) return [];
		return [{ what: 'missing', ours: nothing, theirs: sentences(given) }];
	}
	if (given.length === 0) return [{ what: 'unknown', ours: sentences(mine), theirs: nothing }];
	const required = requiredDifference(marks(mine, ours), marks(given, theirs));
	const type = typeDifference(mine, given);
	const rest = [...required, ...defaultDifference(mine, given)];
	// Of another type the values cannot be compared.
	if (type.length > 0) return [...type, ...rest];
	const limits: Limit[] = ['minimum', 'maximum', 'multipleOf', 'maxItems'];
	return [
		...rest,
		...choicesDifference(mine, given),
		...limits.flatMap((limit) => limitDifference(mine, given, limit)),
	];
}
