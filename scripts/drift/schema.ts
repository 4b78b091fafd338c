import type { Rule, Value, WireType } from './call';

/** JSON Schema as OpenAPI 3.0 and 3.1 use it, as far as a body of fields needs it. */

export type Json = undefined | null | string | number | boolean | Json[] | { [name: string]: Json };

export const isObject = (value: Json): value is { [name: string]: Json } =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema with its references, combinations and alternatives laid flat. */
export interface Shape {
	types: WireType[];
	default?: Value;
	choices?: Value[];
	minimum?: number;
	maximum?: number;
	multipleOf?: number;
	maxItems?: number;
	properties: Map<string, Json>;
	required: Set<string>;
}

const wire: Readonly<Record<string, WireType>> = {
	string: 'text',
	integer: 'integer',
	number: 'number',
	boolean: 'boolean',
	array: 'array',
	object: 'object',
};

const isValue = (value: Json): value is Value =>
	['string', 'number', 'boolean'].includes(typeof value);
const numberOf = (...values: Json[]): number | undefined =>
	values.find((value) => typeof value === 'number');
const listed = (value: Json): Json[] =>
	Array.isArray(value) ? value : value === undefined ? [] : [value];

/** `null` beside other types only says that a field may be left out. */
const isNull = (schema: Json): boolean => isObject(schema) && schema.type === 'null';

/** Smallest and largest of limits, where a missing one is none at all. */
const widest = (limits: Array<number | undefined>, pick: (...all: number[]) => number) =>
	limits.includes(undefined) ? undefined : pick(...(limits as number[]));

/** One file, for the references within it. */
export class Document {
	constructor(private readonly root: Json) {}

	/** @throws Error for a reference that leads nowhere or in a circle */
	resolved(value: Json): Json {
		const seen = new Set<string>();
		let current = value;
		while (isObject(current) && typeof current.$ref === 'string') {
			const { $ref, ...beside } = current;
			const target = this.at($ref);
			if (seen.has($ref) || !isObject(target)) throw new Error(`${$ref} leads nowhere`);
			seen.add($ref);
			current = { ...target, ...beside };
		}
		return current;
	}

	private at(pointer: string): Json {
		let value = this.root;
		for (const step of pointer.replace(/^#\//, '').split('/')) {
			const name = step.replace(/~1/g, '/').replace(/~0/g, '~');
			value = isObject(value) ? value[name] : undefined;
		}
		return value;
	}

	shape(schema: Json): Shape {
		const given = this.resolved(schema);
		const own = isObject(given) ? ownShape(given) : ownShape({});
		if (!isObject(given)) return own;
		for (const part of listed(given.allOf)) narrow(own, this.shape(part));
		for (const word of ['oneOf', 'anyOf']) {
			const either = listed(given[word]).filter((part) => !isNull(this.resolved(part)));
			if (either.length > 0) narrow(own, alternatives(either.map((part) => this.shape(part))));
		}
		return own;
	}

	rule(name: string, schema: Json, required: boolean): Rule {
		const { types, choices, minimum, maximum, multipleOf, maxItems, ...rest } = this.shape(schema);
		const limits = { minimum, maximum, multipleOf, maxItems };
		return { name, types, required, default: rest.default, choices, ...limits };
	}
}

function ownShape(given: { [name: string]: Json }): Shape {
	const choices = (given.const === undefined ? listed(given.enum) : [given.const]).filter(isValue);
	return {
		types: listed(given.type).flatMap((type) => wire[String(type)] ?? []),
		// An empty default is none.
		default: isValue(given.default) && given.default !== '' ? given.default : undefined,
		choices: choices.length > 0 ? choices : undefined,
		minimum: numberOf(given.minimum, given.exclusiveMinimum),
		maximum: numberOf(given.maximum, given.exclusiveMaximum),
		multipleOf: numberOf(given.multipleOf),
		maxItems: numberOf(given.maxItems),
		properties: new Map(Object.entries(isObject(given.properties) ? given.properties : {})),
		required: new Set(listed(given.required).map(String)),
	};
}

/** Takes over what another schema says of the same thing; what is already said stays. */
function narrow(shape: Shape, more: Shape): void {
	if (shape.types.length === 0) shape.types = more.types;
	shape.default ??= more.default;
	shape.choices ??= more.choices;
	shape.minimum ??= more.minimum;
	shape.maximum ??= more.maximum;
	shape.multipleOf ??= more.multipleOf;
	shape.maxItems ??= more.maxItems;
	for (const [name, schema] of more.properties) {
		if (!shape.properties.has(name)) shape.properties.set(name, schema);
	}
	for (const name of more.required) shape.required.add(name);
}

/** One shape that takes what any of them takes. */
function alternatives(shapes: Shape[]): Shape {
	// Limits are those of the numeric ones: a number may be written as text, which has no limits.
	const numeric = shapes.filter(({ types }) =>
		types.some((t) => t === 'integer' || t === 'number'),
	);
	const limited = numeric.length > 0 ? numeric : shapes;
	const anything = shapes.some(({ types }) => types.length === 0);
	const free = shapes.some(({ choices }) => choices === undefined);
	return {
		types: anything ? [] : [...new Set(shapes.flatMap(({ types }) => types))],
		default: shapes.find((shape) => shape.default !== undefined)?.default,
		choices: free ? undefined : shapes.flatMap(({ choices }) => choices ?? []),
		minimum: widest(
			limited.map(({ minimum }) => minimum),
			Math.min,
		),
		maximum: widest(
			limited.map(({ maximum }) => maximum),
			Math.max,
		),
		multipleOf: limited.length === 1 ? limited[0].multipleOf : undefined,
		maxItems: shapes.find((shape) => shape.maxItems !== undefined)?.maxItems,
		properties: new Map(shapes.flatMap(({ properties }) => [...properties])),
		required: new Set(
			[...shapes[0].required].filter((name) => shapes.every(({ required }) => required.has(name))),
		),
	};
}
