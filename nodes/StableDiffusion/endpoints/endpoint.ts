import type { FamilyName } from '../api/families';

/**
 * The one contract of this floor. An endpoint is data; everything it does is done by job/ and host/.
 *
 * A field bears the service's own name, so that what a user reads in the service's documentation is what
 * the node's JSON and expressions use.
 *
 * | kind | form | what is sent |
 * |---|---|---|
 * | text | one or several lines | text |
 * | integer, number | number input with limits | number |
 * | flag | switch | `yes`/`no` or a boolean, as the family wants it |
 * | choice | list | the chosen value |
 * | model | list or ID | the ID |
 * | image | URL, Base64 or Binary Field | a link, or base64 where the family takes it |
 * | json | JSON editor | the parsed value |
 */
export type FieldKind =
	'text' | 'integer' | 'number' | 'flag' | 'choice' | 'model' | 'image' | 'json';

/** What can differ from family to family. */
export interface FieldRules {
	kind?: FieldKind;
	/** Name in this family's body, where it is not the field's own. */
	as?: string;
	/** Missing or empty is an error before anything is sent; also sends the shown value when untouched. */
	required?: boolean;
	/** The service's own default: shown in the form, not sent unless touched or required. */
	default?: string | number | boolean;
	min?: number;
	max?: number;
	multipleOf?: number;
	choices?: readonly Choice[];
	/** For `image`: what the endpoint takes beside a link. `base64` sets the call's `base64` flag. */
	takes?: 'link' | 'base64';
}

export interface Choice {
	value: string;
	name: string;
	description?: string;
}

export interface Field extends FieldRules {
	name: string;
	kind: FieldKind;
	displayName: string;
	description: string;
	placeholder?: string;
	/** Lines of a text input. */
	rows?: number;
	/** `main` stands in the form itself, everything else in Options. */
	place?: 'main' | 'options';
	/** Families that know it; all of the endpoint's when left out. */
	families?: readonly FamilyName[];
	/** Rules of single families, over those above. */
	perFamily?: Partial<Record<FamilyName, FieldRules>>;
}

export interface Endpoint {
	resource: string;
	operation: string;
	/** Name of the operation in the list, Title Case. */
	name: string;
	/** The operation as a short sentence, for the node panel. */
	action: string;
	description: string;
	/** Path below the host, by family. The first one is preselected unless `preselect` names another. */
	variants: Partial<Record<FamilyName, string>>;
	preselect?: FamilyName;
	fields: readonly Field[];
	/** Whether a call starts a job, which is paid for and waited for, or is answered at once. */
	makesJob: boolean;
	/** What one file is called in messages: `Image`, `Video`, ... */
	thing: string;
}

export interface Resource {
	value: string;
	name: string;
	description: string;
}

/** Key of the registry. */
export const keyOf = (endpoint: Pick<Endpoint, 'resource' | 'operation'>): string =>
	`${endpoint.resource}:${endpoint.operation}`;

export const familiesOf = (endpoint: Endpoint): FamilyName[] =>
	Object.keys(endpoint.variants) as FamilyName[];

/** The fields that a family knows, with that family's rules applied. */
export function fieldsFor(endpoint: Endpoint, family: FamilyName): Field[] {
	return endpoint.fields
		.filter((field) => field.families === undefined || field.families.includes(family))
		.map(({ perFamily, ...field }) => ({ ...field, ...perFamily?.[family] }));
}

/** Choices whose names are the values themselves: names that the service or a library has coined. */
export const coined = (...values: string[]): Choice[] =>
	values.map((value) => ({ value, name: value }));
