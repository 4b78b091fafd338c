import type { IDataObject } from 'n8n-workflow';
import { flagFor, type FamilyName } from '../api/families';
import { checked, FieldError, flagOf, isEmpty, needed, shown } from '../endpoints/check';
import { fieldsFor, type Endpoint, type Field } from '../endpoints/endpoint';
import type { Line } from '../job/line';
import { isFile } from './fieldProperties';
import { fingerprint } from './fingerprint';
import { printOf, readMedia, valueOf, wayFor, type Given, type Reader } from './media';
import type { Trip } from './trip';
import type { Wishes } from './wishes';

/** An n8n parameter as it stands, a resource locator as its value. */
const plainValue = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as unknown as { value: unknown }).value
		: value;

/** A JSON object that a user gave for the body, which must not bring a key of its own. */
export function jsonObject(displayName: string, value: unknown): IDataObject {
	const field: Field = { name: '', kind: 'json', displayName, description: '' };
	const object = checked(field, isEmpty(value) ? {} : value);
	if (typeof object !== 'object' || object === null || Array.isArray(object)) {
		throw new FieldError(`'${displayName}' must be a JSON object`, 'For example {"clip_skip": 2}.');
	}
	if (Object.hasOwn(object, 'key')) {
		throw new FieldError(
			`'${displayName}' must not hold a key`,
			'The key comes from the credential and goes nowhere else.',
		);
	}
	return object as IDataObject;
}

/** A checked value in the form that this field of this family wants. */
function formed(field: Field, family: FamilyName, value: unknown): unknown {
	if (field.form === 'text') return String(value);
	return typeof value === 'boolean' ? flagFor(family, value, field.form) : value;
}

/** @throws FieldError unless the user has confirmed what cannot be taken back */
function confirmed(field: Field, value: unknown): void {
	if (flagOf(value) === true) return;
	throw new FieldError(
		`'${field.displayName}' is off`,
		`Nothing was sent. Switch it on if you mean it: ${field.description.replace(/^Whether (you|to) (really )?/, '')}${/[.!?]$/.test(field.description) ? '' : '.'}`,
	);
}

/** @throws FieldError when none of a group of fields has a value */
function checkOneOf(
	endpoint: Endpoint,
	fields: readonly Field[],
	has: (name: string) => boolean,
): void {
	for (const group of endpoint.oneOf ?? []) {
		const known = fields.filter(({ name }) => group.includes(name));
		if (known.length === 0 || known.some(({ name }) => has(name))) continue;
		const names = known.map(({ displayName }) => `'${displayName}'`).join(' or ');
		throw new FieldError(`${names} is needed`, 'One of them must have a value.');
	}
}

/** What an item's call sends. */
export interface Call {
	path: string;
	/** Without the key, which is added when it leaves; without files that must be made ready first. */
	body: IDataObject;
	/** Values that must not leave the node by any other way. */
	secrets: string[];
	/** Tells it from any other order; the same for the same order at another try. */
	print: string;
	/** Where files go along: reads them once more, uploads what must be uploaded, and gives the whole body. */
	ready?: (line: Line, deadline: number) => Promise<IDataObject>;
}

/**
 * The path with its `{names}` filled; what went into the path stands in the body no more.
 * @throws FieldError
 */
function filled(
	path: string,
	fields: readonly Field[],
	body: IDataObject,
): { path: string; body: IDataObject } {
	const rest = { ...body };
	const whole = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = String(rest[name] ?? '');
		if (!/^[A-Za-z0-9_-]+$/.test(value)) {
			const label = fields.find((field) => field.name === name)?.displayName ?? name;
			throw new FieldError(
				`'${label}' is no ID`,
				`It is ${shown(value)}. An ID has letters, digits, - and _ only.`,
			);
		}
		delete rest[name];
		return value;
	});
	return { path: whole, body: rest };
}

/**
 * An item's call, checked whole before anything is sent. Only what the user set is in it.
 * @throws FieldError
 */
export async function callFor(
	trip: Trip,
	endpoint: Endpoint,
	family: FamilyName,
	wishes: Pick<Wishes, 'lean'>,
): Promise<Call> {
	const options = trip.read('options', {}) as IDataObject;
	const fields = fieldsFor(endpoint, family);
	const own: Reader = (name) => plainValue(trip.read(name));
	const optional: Reader = (name) => plainValue(options[name]);
	const body: IDataObject = {};
	const given: Given[] = [];
	const secrets: string[] = [];
	for (const field of fields) {
		const read = field.place === 'main' ? own : optional;
		if (isFile(field.kind) || field.kind === 'images') {
			const media = await readMedia(trip, field, read);
			if (field.max !== undefined && media.length > field.max)
				throw new FieldError(
					`'${field.displayName}' has too many files`,
					`There are ${media.length}. At most ${field.max} can be sent.`,
				);
			if (media.length > 0) given.push({ field, media, read });
			else if (field.required) needed(field);
			continue;
		}
		const value = read(field.name);
		if (field.kind === 'confirm') {
			confirmed(field, value);
			continue;
		}
		const blank = isEmpty(value) || (Array.isArray(value) && value.length === 0);
		const clean = blank ? '' : checked(field, value);
		if (clean === '') {
			if (field.required) needed(field);
			continue;
		}
		if (field.place === 'main' && clean === field.default && !field.required) continue;
		if (field.kind === 'secret') secrets.push(String(clean));
		body[field.as ?? field.name] = formed(field, family, clean) as IDataObject[string];
	}
	const extra = jsonObject('Send Extra Fields', options.extraFields);
	checkOneOf(
		endpoint,
		fields,
		(name) =>
			given.some(({ field }) => field.name === name) ||
			fields.some((field) => {
				const sent = field.as ?? name;
				return field.name === name && (sent in body || sent in extra);
			}),
	);
	for (const { kind, name } of fields) {
		if (kind === 'secret' && extra[name] !== undefined) secrets.push(String(extra[name]));
	}
	const wantsLinks =
		wishes.lean || (options.base64 !== undefined && flagOf(options.base64) === false);
	const way = wayFor(given, family, wantsLinks);
	if (way === 'base64') {
		const flag = fields.find(({ name }) => name === 'base64');
		body.base64 = (flag ? formed(flag, family, true) : true) as boolean;
	}
	const call = filled(endpoint.variants[family] as string, fields, body);
	const whole = { ...call.body, ...extra };
	const prints = Object.fromEntries(given.map((each) => [each.field.name, printOf(each)]));
	const told = {
		path: call.path,
		secrets,
		print: fingerprint(trip.account.origin, call.path, whole, prints),
	};
	// The files themselves are read again when it is their turn, so that a long batch does not hold them all.
	const files = given.map(({ field, read }) => ({ field, read }));
	if (files.length === 0) return { ...told, body: whole };
	const ready = async (line: Line, deadline: number): Promise<IDataObject> => {
		const sent = { ...call.body };
		for (const { field, read } of files) {
			const media = await readMedia(trip, field, read);
			sent[field.as ?? field.name] = await valueOf({ field, media }, way, line, deadline);
		}
		return { ...sent, ...extra };
	};
	return { ...told, body: whole, ready };
}
