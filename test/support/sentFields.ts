/** Compares the body that the service received with what a user had put into the form. */
import type { IDataObject } from 'n8n-workflow';
import { families, type FamilyName } from '../../nodes/StableDiffusion/api/families';
import {
	fieldsFor,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';

/** Parameters by where they stand: the form itself, and Options. */
export interface Filled {
	main: IDataObject;
	options: IDataObject;
}

const fileKinds = ['image', 'images', 'audio', 'video', 'model3d'];
export const isFile = ({ kind }: Field): boolean => fileKinds.includes(kind);

/** The parameter's value, a resource locator as its ID. */
const plain = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value && 'value' in value
		? value.value
		: value;

/** What the user put in for a field; of a file only whether there is one. */
function given(field: Field, { main, options }: Filled): unknown {
	if (isFile(field)) return main[`${field.name}_from`] ?? options[field.name];
	return plain((field.place === 'main' ? main : options)[field.name]);
}

/** The path with its `{names}` filled. */
export const pathFor = (path: string, { main }: Filled): string =>
	path.replace(/\{(\w+)\}/g, (_, name: string) => String(plain(main[name])));

/** How the body must hold a value that the user gave. */
function asSent(field: Field, family: FamilyName, value: unknown): unknown {
	switch (field.kind) {
		case 'flag': {
			const form = field.form ?? families[family].flags;
			return form === 'boolean' ? value : form.split('/')[value ? 0 : 1];
		}
		case 'choices':
			return (value as unknown[]).join(',');
		case 'json':
			return JSON.parse(String(value)) as unknown;
		case 'secret':
			// The sandbox writes down that there was one, and not which.
			return '***';
		default:
			return field.form === 'text' ? String(value) : value;
	}
}

/** A file is sent as a link or as base64, which tests of their own look at; several are an array. */
const isFileSent = ({ kind }: Field, value: unknown): boolean =>
	(kind === 'images') === Array.isArray(value) &&
	[value].flat().every((each) => typeof each === 'string' && each !== '') &&
	[value].flat().length > 0;

/** One line for each field that is missing, has another value, or was sent without having been given. */
export function wronglySent(
	endpoint: Endpoint,
	family: FamilyName,
	filled: Filled,
	body: IDataObject,
): string[] {
	const path = String(endpoint.variants[family]);
	const wrong: string[] = [];
	const { page = '', size = '' } = endpoint.list?.pages ?? {};
	// A file that goes in as base64 switches `base64` on; a list asks for its pages by itself.
	const known = new Set(['base64', page, size]);
	for (const field of fieldsFor(endpoint, family)) {
		const name = field.as ?? field.name;
		const value = given(field, filled);
		if (value === undefined || field.kind === 'confirm') continue;
		if (path.includes(`{${field.name}}`)) continue;
		known.add(name);
		const sent = body[name];
		const wanted = isFile(field) ? 'a file' : asSent(field, family, value);
		const same = isFile(field)
			? isFileSent(field, sent)
			: JSON.stringify(sent) === JSON.stringify(wanted);
		if (!same) wrong.push(`${name}: ${JSON.stringify(sent)} in place of ${JSON.stringify(wanted)}`);
	}
	for (const name of Object.keys(body)) if (!known.has(name)) wrong.push(`${name}: not given`);
	return wrong;
}
