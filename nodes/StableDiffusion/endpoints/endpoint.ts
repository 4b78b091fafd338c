import type { FamilyName } from '../api/families';
import type { Field } from './field';

export * from './field';

/**
 * What a call gives, and so which of the shared ways it goes:
 *
 * | gives | the way |
 * |---|---|
 * | files | a job: submitted, waited for, its files handed over |
 * | words | the same, but the result may also be a text (caption) |
 * | state | accepted at once; `question` is asked until it is ready (loading, training) |
 * | body | one answer, one item |
 * | link | one answer with an address, told as `url` |
 * | list | one item per entry of `list`, with Return All and Limit |
 */
export type Gives = 'files' | 'words' | 'state' | 'body' | 'link' | 'list';

/** How to ask whether something that was accepted is ready. */
export interface Question {
	/** Path below the host, the call's own if left out; `{name}` is filled from what accepted it, else from what was sent. */
	path?: string;
	/** The field of answer or body that names what is asked about. */
	id: string;
	/** Fields that were sent and that the question carries too. */
	carries?: readonly string[];
	/**
	 * Where the answer says how far it is, and the words that end it, well or badly. Without it a success is
	 * the end, and "there is no such model" means not yet.
	 */
	stage?: { at: readonly string[]; ready: readonly string[]; failed: readonly string[] };
}

/** Where the entries of a list stand. */
export interface List {
	/** The first of these that is an array; a bare array stands under `data`. */
	at: readonly string[];
	/** Name for entries that are plain values. */
	as?: string;
	/** The fields that choose a page, and the most entries that a page may have. */
	pages?: { page: string; size: string; most: number };
}

/** The one contract of this floor: an endpoint is data, and everything it does is done by job/ and host/. */
export interface Endpoint {
	resource: string;
	operation: string;
	/** Name of the operation in the list, Title Case. */
	name: string;
	/** The operation as a short sentence, for the node panel. */
	action: string;
	description: string;
	/** Path below the host, by family; `{name}` is filled with that field. The first one is preselected unless `preselect` names another. */
	variants: Partial<Record<FamilyName, string>>;
	preselect?: FamilyName;
	/** POST unless said. */
	method?: 'GET';
	fields: readonly Field[];
	/** Of each group, at least one field must have a value. */
	oneOf?: ReadonlyArray<readonly string[]>;
	gives: Gives;
	/** For `state`. */
	question?: Question;
	/** For `list`. */
	list?: List;
	/** The call only looks at something, so that it may be repeated. */
	reads?: boolean;
	/**
	 * For a `body` that tells whether something is there: the field that says so. "There is no such model" is
	 * then an answer and no error.
	 */
	presence?: string;
	/** What it names is gone when it succeeds; the item says so, in n8n's own form. */
	deletes?: true;
	/** Takes minutes: the time limit is an hour unless the user says otherwise. */
	slow?: boolean;
	/** The operation that lists what was started, where it is not the list of all generated files. */
	listedBy?: string;
	/** Nothing is bought by it, although it is waited for. */
	free?: boolean;
	/** What whoever starts it must have read: what it costs, or who sees the result. Stands above its fields. */
	notice?: string;
	/** What one result is called in messages: `Image`, `Video`, ... */
	thing: string;
}

export interface Resource {
	value: string;
	name: string;
	/** The operation that is preselected. */
	first: string;
	description: string;
	/** The service's own page on it: its path below the documentation's host, and what it is about. */
	page: { path: string; about: string };
}

/** Key of the registry. */
export const keyOf = (endpoint: Pick<Endpoint, 'resource' | 'operation'>): string =>
	`${endpoint.resource}:${endpoint.operation}`;

export const familiesOf = (endpoint: Endpoint): FamilyName[] =>
	Object.keys(endpoint.variants) as FamilyName[];

/** Whether a call starts a job that makes files or words, which is paid for and waited for. */
export const makesJob = ({ gives }: Pick<Endpoint, 'gives'>): boolean =>
	gives === 'files' || gives === 'words';

/** Whether there is an end to wait for after the first answer. */
export const waits = (endpoint: Pick<Endpoint, 'gives'>): boolean =>
	makesJob(endpoint) || endpoint.gives === 'state';

/** Whether the service calls back when it is done, in any of the families. */
export const callsBack = ({ fields }: Pick<Endpoint, 'fields'>): boolean =>
	fields.some(({ name }) => name === 'webhook');

const known = new WeakMap<Endpoint, Map<FamilyName, readonly Field[]>>();

/** The fields that a family knows, with that family's rules applied. */
export function fieldsFor(endpoint: Endpoint, family: FamilyName): readonly Field[] {
	const families = known.get(endpoint) ?? new Map<FamilyName, readonly Field[]>();
	known.set(endpoint, families);
	const fields =
		families.get(family) ??
		endpoint.fields
			.filter((field) => field.families === undefined || field.families.includes(family))
			.map(({ perFamily, ...field }) => ({ ...field, ...perFamily?.[family] }));
	families.set(family, fields);
	return fields;
}
