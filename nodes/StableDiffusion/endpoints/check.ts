import type { Field } from './endpoint';
import { flagOf } from './flag';

export { flagOf };

/** A value that cannot be sent: what is wrong with it, and what it may be. */
export class FieldError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
	}
}

/** A value as an error shows it: quoted, and no longer than a line. */
export const shown = (value: unknown): string => {
	const text = typeof value === 'string' ? `"${value}"` : written(value);
	return text.length > 80 ? `${text.slice(0, 80)}...` : text;
};

/** JSON where there is one; an expression can deliver values that have none. */
function written(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return String(value);
	}
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** `between 1 and 4`, `at least 1`, `at most 1440`, or nothing. */
function span({ min, max }: Field): string {
	if (min !== undefined && max !== undefined) return `between ${min} and ${max}`;
	if (min !== undefined) return `at least ${min}`;
	return max === undefined ? '' : `at most ${max}`;
}

function number(field: Field, value: unknown): number {
	const { displayName, min = -Infinity, max = Infinity, multipleOf } = field;
	const kind = [field.kind === 'integer' ? 'a whole number' : 'a number', span(field)]
		.filter(Boolean)
		.join(' ');
	const allowed = multipleOf ? `${kind}, divisible by ${multipleOf}` : kind;
	const wrong = (what: string) =>
		new FieldError(
			`'${displayName}' must be ${what}`,
			`It is ${shown(value)}. It must be ${allowed}.`,
		);
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed !== 'number' || !Number.isFinite(parsed)) throw wrong('a number');
	if (field.kind === 'integer' && !Number.isInteger(parsed)) throw wrong('a whole number');
	if (parsed < min || parsed > max) throw wrong(span(field));
	if (multipleOf && parsed % multipleOf !== 0) throw wrong(`divisible by ${multipleOf}`);
	return parsed;
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** @throws FieldError unless the value is one of the field's choices, numbers as text included */
function chosen({ displayName, choices = [] }: Field, value: unknown): string | number {
	const text = typeof value === 'number' ? String(value) : value;
	const found = choices.find(
		(choice) => typeof text === 'string' && String(choice.value) === text.trim(),
	);
	if (found) return found.value;
	throw new FieldError(
		`'${displayName}' has no such choice`,
		`It is ${shown(value)}. It must be one of: ${choices.map((choice) => choice.value).join(', ')}.`,
	);
}

/**
 * A field's value in the form in which it is sent (flags as booleans; the family's form comes later).
 * Numeric text and yes/no text are taken too, because expressions and sheets deliver them.
 * @throws FieldError
 */
export function checked(field: Field, value: unknown): unknown {
	const { displayName } = field;
	switch (field.kind) {
		case 'integer':
		case 'number':
			return number(field, value);
		case 'flag': {
			const flag = flagOf(value);
			if (flag === undefined) {
				throw new FieldError(
					`'${displayName}' must be on or off`,
					`It is ${shown(value)}. It must be true or false.`,
				);
			}
			return flag;
		}
		case 'choice':
			return chosen(field, value);
		case 'choices': {
			const values = typeof value === 'string' ? value.split(',') : [value].flat();
			const given = values.filter((each) => !isEmpty(each));
			return given.map((each) => chosen(field, each)).join(',');
		}
		case 'json': {
			const parsed = typeof value === 'string' ? fromJson(value) : value;
			if (parsed === undefined) {
				// No further than its first name: what follows may be a key.
				throw new FieldError(
					`'${displayName}' is not valid JSON`,
					`It begins with ${shown(String(value).split(':')[0])}. Look at its quotes and commas.`,
				);
			}
			return parsed;
		}
		default: {
			if (typeof value !== 'string' && !Number.isFinite(value)) {
				const what = field.kind === 'secret' ? 'none' : shown(value);
				throw new FieldError(`'${displayName}' must be a text`, `It is ${what}.`);
			}
			return String(value).trim();
		}
	}
}

/** @throws FieldError when a field that the endpoint needs has no value */
export function needed(field: Field): never {
	throw new FieldError(
		`'${field.displayName}' is empty`,
		/[.!?]$/.test(field.description) ? field.description : `${field.description}.`,
	);
}
