/** The common language of both sides: one call of the service, as the registry or as a description has it. */

/** What stands in a body; a choice or a flag in words is text. */
export type WireType = 'text' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

export type Value = string | number | boolean;

export interface Rule {
	name: string;
	/** One of these; empty where anything goes. */
	types: readonly WireType[];
	required: boolean;
	default?: Value;
	/** The default is there because the form cannot do without one (a switch, a list, an optional number). */
	shownAnyway?: boolean;
	choices?: readonly Value[];
	minimum?: number;
	maximum?: number;
	multipleOf?: number;
	/** Entries of an array. */
	maxItems?: number;
}

export interface Call {
	/** Below the host, e.g. `/api/v3/fine_tune_status/{training_id}`. */
	path: string;
	method: string;
	/** Who says so: `resource:operation family`, or the name of a file. */
	by: string;
	/** Everything that is filled in by the caller, in the path or in the body, but for the key. */
	rules: readonly Rule[];
	/** Fields that it knows but that are no field of the form: those that choose a page. */
	alsoKnows?: readonly string[];
	/** The types of a body that cannot be JSON, e.g. `multipart/form-data`. */
	otherBody?: string;
}

/** The key is every call's, and the credential's: it is no field, and nothing compares it. */
export const keyField = 'key';

/** One name for paths that differ only in the name of what is filled in. */
export const place = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

/** Whether a path of a list names this place; `*` at its end stands for all that follows. */
export const standsFor = (path: string, key: string): boolean =>
	path.endsWith('*') ? key.startsWith(place(path).slice(0, -1)) : place(path) === key;

/** The names that are filled into a path. */
export const placesIn = (path: string): string[] =>
	[...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
