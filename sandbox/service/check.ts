import type { Endpoint } from './endpoint';
import type { Family } from './families';
import { readField } from './read';
import { wordings } from './wording';

/** Flags as true and false, numbers as numbers, defaults filled in; null where nothing was sent. */
export type Values = Record<string, unknown>;

/** The refused fields with what is wrong about each, in the order of the table. */
export type Refusals = Record<string, string[]>;

/** What a call takes: the part of an endpoint's row that calls without a job have too. */
export type Taking = Pick<Endpoint, 'fields' | 'needsOneOf' | 'refuses'>;

/** Reads the body against the table, the way the family does it. */
export function checkFields(
	taking: Taking,
	family: Family,
	body: Record<string, unknown>,
): { values: Values; refusals: Refusals } {
	const values: Values = {};
	const refusals: Refusals = {};
	const say = wordings[family.refusal];
	for (const [name, field] of Object.entries(taking.fields)) {
		const sent = body[name];
		if (isMissing(sent)) {
			if (field.required) refusals[name] = [say.required(name)];
			values[name] = field.default ?? null;
			continue;
		}
		const read = readField(name, field, sent, family, say);
		if (read.refusal) refusals[name] = [read.refusal];
		else values[name] = read.value;
	}
	for (const group of taking.needsOneOf ?? []) {
		const [name, ...others] = group;
		if (group.every((each) => isMissing(body[each]))) {
			refusals[name] ??= [say.requiredWithout(name, others)];
		}
	}
	const missing = taking.refuses?.(values);
	if (missing) refusals[missing] ??= [say.required(missing)];
	return { values, refusals };
}

/** Fields of the body that are not in the table; the service takes no notice of them. */
export function unknownFields(
	{ fields, open }: Pick<Endpoint, 'fields' | 'open'>,
	body: Record<string, unknown>,
): string[] {
	if (open) return [];
	return Object.keys(body).filter((name) => name !== 'key' && !(name in fields));
}

function isMissing(sent: unknown): boolean {
	return (
		sent === undefined || sent === null || sent === '' || (Array.isArray(sent) && sent.length === 0)
	);
}
