import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { families, flagFor, type FamilyName } from '../api/families';
import { bytesOf, isInputImage, typeOfBytes } from '../api/fileType';
import { checked, FieldError, flagOf, isEmpty, needed, shown } from '../endpoints/check';
import { fieldsFor, type Endpoint, type Field } from '../endpoints/endpoint';
import type { Line } from '../job/line';
import { call } from '../job/call';
import { JobError } from '../job/job';
import { imageParameters } from './fieldProperties';
import type { Wishes } from './wishes';

/** A picture as the user gave it, looked at but not sent yet. */
type Picture = { link: string } | { bytes: Buffer; mime: string };

/** The upload helper's own limit. */
const uploadLimit = 5 * 1024 * 1024;
const uploadPath = '/api/v6/base64_to_url';

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** An n8n parameter as it stands, a resource locator as its value. */
function parameter(context: IExecuteFunctions, name: string, item: number): unknown {
	const value = context.getNodeParameter(name, item, undefined) as unknown;
	return typeof value === 'object' && value !== null && '__rl' in value
		? (value as unknown as { value: unknown }).value
		: value;
}

/** @throws FieldError unless the bytes are a PNG or JPG */
function inputImage(field: Field, bytes: Buffer, what: string): Picture {
	const found = typeOfBytes(bytes);
	if (found === undefined || !isInputImage(found)) {
		throw new FieldError(
			`'${field.displayName}' is no PNG or JPG`,
			found
				? `${what} is a file of type ${found.mime}. Convert it first.`
				: `${what} holds no image.`,
		);
	}
	return { bytes, mime: found.mime };
}

async function binaryBytes(
	context: IExecuteFunctions,
	item: number,
	name: string,
): Promise<Buffer> {
	context.helpers.assertBinaryData(item, name);
	return await context.helpers.getBinaryDataBuffer(item, name);
}

/** @throws FieldError */
async function readPicture(
	context: IExecuteFunctions,
	item: number,
	field: Field,
): Promise<Picture | undefined> {
	const names = imageParameters(field.name);
	const from = parameter(context, names.from, item) ?? 'url';
	if (from === 'binary') {
		const name = parameter(context, names.binary, item);
		if (typeof name !== 'object' && isEmpty(name)) return undefined;
		const bytes = await binaryBytes(context, item, name as string).catch(() => undefined);
		if (bytes === undefined) {
			throw new FieldError(
				`'${field.displayName}' has no file to read`,
				`The input item has no binary field named '${typeof name === 'string' ? name : 'data'}'. Check the name in the input panel, or choose another source.`,
			);
		}
		return inputImage(
			field,
			bytes,
			`The binary field '${typeof name === 'string' ? name : 'data'}'`,
		);
	}
	const value = parameter(context, from === 'base64' ? names.base64 : names.url, item);
	if (isEmpty(value)) return undefined;
	if (typeof value !== 'string') {
		throw new FieldError(`'${field.displayName}' must be one text`, `It is ${shown(value)}.`);
	}
	const text = value.trim();
	if (from === 'base64' || text.startsWith('data:')) {
		const bytes = bytesOf(text);
		if (bytes === undefined) {
			throw new FieldError(
				`'${field.displayName}' is not valid base64`,
				`It begins with "${text.slice(0, 40)}".`,
			);
		}
		return inputImage(field, bytes, 'The base64 text');
	}
	if (!/^https?:\/\/[^\s/]+/i.test(text) || /\s/.test(text) || !URL.canParse(text)) {
		throw new FieldError(
			`'${field.displayName}' is not a link`,
			`It is ${shown(text)}. A link starts with https://. For a file of the item choose Binary Field as the source.`,
		);
	}
	return { link: text };
}

const dataUri = ({ bytes, mime }: { bytes: Buffer; mime: string }): string =>
	`data:${mime};base64,${bytes.toString('base64')}`;

/** Turns a file into a link that the service can open, with the service's own helper; it lives for 24 hours. */
async function upload(
	picture: { bytes: Buffer; mime: string },
	line: Line,
	deadline: number,
): Promise<string> {
	const order = {
		path: uploadPath,
		body: { base64_string: dataUri(picture) },
		family: 'images',
	} as const;
	// It costs nothing, so it may be repeated.
	const stored = await call(order, line, deadline);
	const [link] = stored.output;
	if (link === undefined) throw new JobError('emptyOutput', { status: stored.status });
	return link;
}

interface Given {
	field: Field;
	picture: Picture;
}

/**
 * All pictures of one call travel in one form, because the call's `base64` flag holds for all of them:
 * base64 where each field takes it and none came as a link, else links, with files uploaded first.
 * @returns the way, so that the upload happens only after everything else was found in order
 * @throws FieldError
 */
function wayFor(
	given: Given[],
	family: FamilyName,
	wantsLinks: boolean,
): 'asGiven' | 'base64' | 'upload' {
	const files = given.filter(
		(entry): entry is Given & { picture: { bytes: Buffer; mime: string } } =>
			'bytes' in entry.picture,
	);
	if (files.length === 0) return 'asGiven';
	// An enterprise key cannot upload, so the wish for links gives way there.
	const enterprise = families[family].account === 'enterprise';
	const direct =
		files.length === given.length &&
		given.every(({ field }) => field.takes === 'base64') &&
		(enterprise || !wantsLinks);
	if (direct) return 'base64';
	const [{ field }] = files;
	if (enterprise) {
		throw new FieldError(
			`'${field.displayName}' must be a link here`,
			field.takes === 'base64'
				? 'An enterprise server takes either files only or links only in one call. Give all images in the same form.'
				: 'This operation of an enterprise server takes links only. Put the file where the server can open it and give its URL.',
		);
	}
	for (const { field: each, picture } of files) {
		if (picture.bytes.length > uploadLimit) {
			throw new FieldError(
				`'${each.displayName}' is too large`,
				`It has ${megabytes(picture.bytes.length)}, and the service takes uploads of up to 5 MB here. Make it smaller, or give a URL.`,
			);
		}
	}
	return 'upload';
}

/** The form's extra fields: merged last, the key excepted. */
function extraFields(value: unknown): IDataObject {
	const field: Field = {
		name: 'extraFields',
		kind: 'json',
		displayName: 'Send Extra Fields',
		description: '',
	};
	const extra = checked(field, isEmpty(value) ? {} : value);
	if (typeof extra !== 'object' || extra === null || Array.isArray(extra)) {
		throw new FieldError(
			"'Send Extra Fields' must be a JSON object",
			'For example {"clip_skip": 2}.',
		);
	}
	if (Object.hasOwn(extra, 'key')) {
		throw new FieldError(
			"'Send Extra Fields' must not hold a key",
			'The key comes from the credential and goes nowhere else.',
		);
	}
	return extra as IDataObject;
}

/**
 * The body of an item's call, checked whole before anything is sent. Only what the user set is in it.
 * The key is added when it leaves.
 * @throws FieldError
 */
export async function bodyFor(
	context: IExecuteFunctions,
	item: number,
	endpoint: Endpoint,
	family: FamilyName,
	line: Line,
	wishes?: Wishes,
): Promise<IDataObject> {
	const options = endpoint.makesJob
		? (context.getNodeParameter('options', item, {}) as IDataObject)
		: {};
	const fields = fieldsFor(endpoint, family);
	const body: IDataObject = {};
	const given: Given[] = [];
	for (const field of fields) {
		if (field.kind === 'image') {
			const picture = await readPicture(context, item, field);
			if (picture) given.push({ field, picture });
			else if (field.required) needed(field);
			continue;
		}
		const value =
			field.place === 'main' ? parameter(context, field.name, item) : options[field.name];
		if (isEmpty(value)) {
			if (field.required) needed(field);
			continue;
		}
		const clean = checked(field, value);
		if (field.place === 'main' && clean === field.default && !field.required) continue;
		body[field.as ?? field.name] = (
			typeof clean === 'boolean' ? flagFor(family, clean) : clean
		) as IDataObject[string];
	}
	const extra = extraFields(options.extraFields);

	const wantsLinks =
		wishes?.lean === true || (options.base64 !== undefined && flagOf(options.base64) === false);
	const way = wayFor(given, family, wantsLinks);
	if (way === 'base64') body.base64 = flagFor(family, true);
	for (const { field, picture } of given) {
		const name = field.as ?? field.name;
		if ('link' in picture) body[name] = picture.link;
		else
			body[name] =
				way === 'base64'
					? dataUri(picture)
					: await upload(picture, line, wishes?.deadline ?? Date.now());
	}
	return { ...body, ...extra };
}
