import type { FamilyName } from '../api/families';

/**
 * What can be set in a call. A field bears the service's own name, so that what a user reads in the service's
 * documentation is what the node's JSON and expressions use. Where the service has several names for what the form
 * calls by one, all operations take the most usual, so that n8n keeps what was typed, and `as` says what is sent.
 *
 * | kind | form | what is sent |
 * |---|---|---|
 * | text | one or several lines | text |
 * | secret | hidden text | text; taken out of everything that leaves the node |
 * | integer, number | number input with limits | number |
 * | flag | switch | `yes`/`no` or a boolean, as the family or `form` wants it |
 * | choice | list | the chosen value |
 * | choices | list, several | the chosen values, separated by commas |
 * | id | list or ID | the ID |
 * | image, audio, video, model3d | URL, Base64 or Binary Field; in Options one text | a link, or base64 where `takes` says so |
 * | images | URLs or Binary Fields | an array of links |
 * | json | JSON editor | the parsed value |
 * | confirm | switch that must be on | nothing |
 */
export type FieldKind =
	| 'text'
	| 'secret'
	| 'integer'
	| 'number'
	| 'flag'
	| 'choice'
	| 'choices'
	| 'id'
	| FileKind
	| 'images'
	| 'json'
	| 'confirm';

export type FileKind = 'image' | 'audio' | 'video' | 'model3d';

/**
 * Where an `id` can be looked up. `models`: what the chosen API offers (the public list, or the enterprise
 * server's own); `serverModels`: always the enterprise server's own.
 */
export type ListName = 'models' | 'serverModels' | 'voices' | 'voiceCovers' | 'trainings';

/** What can differ from family to family. */
export interface FieldRules {
	kind?: FieldKind;
	/** Name in the body, where it is not the field's own. */
	as?: string;
	/** Missing or empty is an error before anything is sent; also sends the shown value when untouched. */
	required?: boolean;
	/** The service's own default: shown in the form, not sent unless touched or required. */
	default?: string | number | boolean;
	min?: number;
	/** Largest number; of `images`, how many. */
	max?: number;
	multipleOf?: number;
	choices?: readonly Choice[];
	/** Form in the body where it is not the family's: of a flag the texts yes/no or true/false or a boolean; `text` for numbers. */
	form?: 'yes/no' | 'true/false' | 'boolean' | 'text';
	/**
	 * For files, what the endpoint takes: a link only (files are uploaded first); a link, or base64 with the
	 * call's `base64` flag on; either a link or a data URI, without any flag; or never a link but a data URI,
	 * or bare base64.
	 */
	takes?: 'link' | 'base64' | 'either' | 'dataUri' | 'bareBase64';
	/** For `id`. */
	list?: ListName;
}

export interface Choice {
	value: string | number;
	name: string;
	description?: string;
}

export interface Field extends FieldRules {
	name: string;
	kind: FieldKind;
	displayName: string;
	description: string;
	/** A page to read on, for the form alone: errors use the description without it. */
	link?: { to: string; words: string };
	/** Stands under the input for everybody to see; only where money or work is at stake. */
	hint?: string;
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

/** Choices whose names are the values themselves: names that the service or a library has coined. */
export const coined = (...values: Array<string | number>): Choice[] =>
	values.map((value) => ({ value, name: String(value) }));
