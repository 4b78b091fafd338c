import type { Rule, Value } from './call';

/** How a report words what a rule says; a list of known differences holds the same words. */

export const nothing = 'nothing';

/** `yes`, `true` and true are one value, and so are 28 and "28": the form is a matter of the type. */
export function plain(value: Value | undefined): string {
	if (value === undefined) return nothing;
	const text = String(value).trim();
	if (text === 'yes') return 'true';
	if (text === 'no') return 'false';
	return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

const longest = 60;
const short = (text: string, most = longest): string =>
	text.length > most ? `text of ${text.length} characters` : text;

/** Each once, in alphabetical order. */
export const written = (values: Iterable<string>): string =>
	[...new Set(values)]
		.map((text) => short(text))
		.sort()
		.join(', ') || nothing;

const typeWords = ({ types }: Rule): readonly string[] => (types.length > 0 ? types : ['anything']);
export const typesOf = (rules: readonly Rule[]): string => written(rules.flatMap(typeWords));

function oneOf(choices: Rule['choices'], most: number): string[] {
	if (choices === undefined) return [];
	const values = [...new Set(choices.map(String))].sort();
	const all = values.join('/');
	return [`one of ${all.length > most ? `${values.length} values` : all}`];
}

/**
 * All that a rule says, e.g. `integer, required, at most 4, default 1`.
 * @param most characters of a default or of all choices; longer ones are only counted
 */
export function sentence(rule: Rule, most = longest): string {
	const { required, minimum, maximum, multipleOf, maxItems, choices } = rule;
	const told = (words: string, value: Value | undefined) =>
		value === undefined ? [] : [`${words} ${short(String(value), most)}`];
	return [
		[...typeWords(rule)].sort().join(' or '),
		...(required ? ['required'] : []),
		...told('at least', minimum),
		...told('at most', maximum),
		...told('in steps of', multipleOf),
		...told('entries up to', maxItems),
		...told('default', rule.default),
		...oneOf(choices, most),
	].join(', ');
}

/** What several rules say, each sentence once. */
export const sentences = (rules: readonly Rule[], most = longest): string =>
	[...new Set(rules.map((rule) => sentence(rule, most)))].sort().join('; ') || nothing;
