import type { IDataObject } from 'n8n-workflow';
import { families, type FamilyName } from '../api/families';
import { bytesOf, isInputImage, typeOfBytes, typeOfName, type FileType } from '../api/fileType';
import { firstCharacters } from '../api/reply';
import { FieldError, isEmpty, shown } from '../endpoints/check';
import { registry } from '../endpoints';
import {
	fieldsFor,
	type Endpoint,
	type Field,
	type FieldKind,
	type FileKind,
} from '../endpoints/endpoint';
import { call } from '../job/call';
import { JobError } from '../job/job';
import type { Line } from '../job/line';
import { fileParameters, isFile } from './fieldProperties';
import { isLink } from './files';
import { digest } from './fingerprint';
import type { Trip } from './trip';

/** A file as the user gave it, looked at but not sent yet. */
interface Bytes {
	bytes: Buffer;
	mime: string;
}
export type Media = { link: string } | Bytes;

/** What reading a parameter or an option looks like; a resource locator gives its value. */
export type Reader = (name: string) => unknown;

/** A field, what was given for it, and how that is read. */
export interface Given {
	field: Field;
	media: Media[];
	read: Reader;
}

/** The service's own helpers that turn a file into a link which lives for 24 hours. */
const uploads: Record<FileKind, { operation: string; family: FamilyName }> = {
	image: { operation: 'upload:uploadImage', family: 'general' },
	audio: { operation: 'upload:uploadAudio', family: 'voice' },
	video: { operation: 'upload:uploadVideo', family: 'video' },
	model3d: { operation: 'upload:upload3dModel', family: 'threeD' },
};
/** The image helper's own limit; the others print none. */
const imageLimit = 5 * 1024 * 1024;

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** What may be sent as each kind, and how an error calls it. */
const wanted: Record<FileKind, { words: string; fits: (found: FileType) => boolean }> = {
	image: { words: 'PNG or JPG', fits: isInputImage },
	// Recorders put sound alone into these containers too.
	audio: {
		words: 'audio file',
		fits: ({ mime }) => /^audio\/|^video\/(mp4|webm)$/.test(mime),
	},
	video: {
		words: 'video file',
		fits: ({ mime }) => mime.startsWith('video/') || mime === 'image/gif',
	},
	model3d: { words: '3D model', fits: ({ mime }) => mime.startsWith('model/') },
};

/** The kind of one file of a field. */
export const kindOf = (kind: FieldKind): FileKind => (isFile(kind) ? kind : 'image');

/** @throws FieldError unless the bytes are what the field takes */
function checkedFile(field: Field, bytes: Buffer, what: string, name?: string): Bytes {
	const kind = kindOf(field.kind);
	if (bytes.length === 0)
		throw new FieldError(`'${field.displayName}' is empty`, `${what} has no bytes.`);
	const found = typeOfBytes(bytes) ?? typeOfName(name);
	if (found === undefined || !wanted[kind].fits(found)) {
		throw new FieldError(
			`'${field.displayName}' is no ${wanted[kind].words}`,
			found
				? `${what} is a file of type ${found.mime}. Convert it first.`
				: `${what} holds no ${kind === 'model3d' ? '3D model' : kind}.`,
		);
	}
	if (kind === 'audio') return { bytes, mime: found.mime.replace(/^video\//, 'audio/') };
	// The 3D helper knows a format by its ending: model/glb, where the registered name is model/gltf-binary.
	return { bytes, mime: kind === 'model3d' ? `model/${found.extension}` : found.mime };
}

/** @throws FieldError */
async function fromBinary({ context, item }: Trip, field: Field, name: string): Promise<Bytes> {
	let fileName: string | undefined;
	const read = async (): Promise<Buffer> => {
		({ fileName } = context.helpers.assertBinaryData(item, name));
		return await context.helpers.getBinaryDataBuffer(item, name);
	};
	const bytes = await read().catch(() => undefined);
	if (bytes === undefined) {
		throw new FieldError(
			`'${field.displayName}' has no file to read`,
			`The input item has no binary field named '${name}'. Check the name in the input panel, or choose another source.`,
		);
	}
	return checkedFile(field, bytes, `The binary field '${name}'`, fileName);
}

/** @throws FieldError */
function fromBase64(field: Field, text: string): Bytes {
	const bytes = bytesOf(text);
	if (bytes === undefined) {
		throw new FieldError(
			`'${field.displayName}' is not valid base64`,
			`It begins with ${shown(text)}.`,
		);
	}
	// OBJ and STL bear no signature, so the head of the data URI is what names them.
	const subtype = /^data:model\/([a-z0-9]+)[;,]/i.exec(text)?.[1];
	return checkedFile(field, bytes, 'The base64 text', subtype && `model.${subtype}`);
}

/** @throws FieldError */
function fromLink(field: Field, text: string): Media {
	if (text.startsWith('data:')) return fromBase64(field, text);
	if (!/^https?:\/\/[^\s/]+/i.test(text) || /\s/.test(text) || !URL.canParse(text)) {
		throw new FieldError(
			`'${field.displayName}' is not a link`,
			`It is ${shown(text)}. A link starts with https://. For a file of the item ${field.place === 'main' ? 'choose Binary Field as the source' : 'give the name of its binary field'}.`,
		);
	}
	return { link: text };
}

/** @throws FieldError unless it is one text */
function textOf(field: Field, value: unknown): string {
	if (typeof value === 'string') return value.trim();
	throw new FieldError(`'${field.displayName}' must be one text`, `It is ${shown(value)}.`);
}

/** Between names any comma counts; links may have commas of their own, so there only one before the next link. */
const between = { names: /[\n,]+/, links: /\n+|,(?=\s*(?:https?:\/\/|data:|$))/i };

/** Several values out of a list, its JSON, or a text with commas or line breaks. */
function severalOf(field: Field, value: unknown, separator: RegExp): string[] {
	const list = listIn(value);
	if (list === undefined) {
		return textOf(field, value)
			.split(separator)
			.map((text) => text.trim())
			.filter(Boolean);
	}
	return list.map((entry, index) => {
		if (typeof entry === 'string' && entry.trim() !== '') return entry.trim();
		throw new FieldError(
			`Entry ${index + 1} of '${field.displayName}' is no text`,
			`It is ${shown(entry)}.`,
		);
	});
}

/** A list, or a text that is one in JSON, as agents and sheets deliver it. */
function listIn(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value !== 'string' || !value.trim().startsWith('[')) return undefined;
	try {
		const parsed: unknown = JSON.parse(value);
		return Array.isArray(parsed) ? (parsed as unknown[]) : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The files of one field. In Options a file is one text: a link, or the name of a binary field.
 * @throws FieldError
 */
export async function readMedia(trip: Trip, field: Field, read: Reader): Promise<Media[]> {
	const { context, item } = trip;
	const names = fileParameters(field.name);
	if (field.place !== 'main' && field.kind !== 'images') {
		const value = read(field.name);
		if (isEmpty(value)) return [];
		const text = textOf(field, value);
		const isName = Object.hasOwn(context.getInputData()[item].binary ?? {}, text);
		return [isName ? await fromBinary(trip, field, text) : fromLink(field, text)];
	}
	const from = read(names.from) ?? 'url';
	if (from === 'binary') {
		const name = read(names.binary);
		if (isEmpty(name)) return [];
		const all =
			field.kind === 'images' ? severalOf(field, name, between.names) : [textOf(field, name)];
		const files: Media[] = [];
		for (const each of all) files.push(await fromBinary(trip, field, each));
		return files;
	}
	const value = read(from === 'base64' ? names.base64 : names.url);
	if (isEmpty(value)) return [];
	if (field.kind === 'images')
		return severalOf(field, value, between.links).map((text) => fromLink(field, text));
	const text = textOf(field, value);
	return [from === 'base64' ? fromBase64(field, text) : fromLink(field, text)];
}

const base64Of = ({ bytes }: Bytes): string => bytes.toString('base64');
const dataUri = (file: Bytes): string => `data:${file.mime};base64,${base64Of(file)}`;

/** Turns a file into a link that the service can open. */
async function upload(kind: FileKind, file: Bytes, line: Line, deadline: number): Promise<string> {
	const { operation, family } = uploads[kind];
	const helper = registry.get(operation) as Endpoint;
	const [{ name, as = name }] = fieldsFor(helper, family);
	const path = helper.variants[family] as string;
	// It costs nothing, so it may be repeated.
	const stored = await call({ path, body: { [as]: dataUri(file) }, family }, line, deadline);
	const [link] = stored.output;
	if (link !== undefined && isLink(link)) return link;
	throw new JobError('noUpload', { status: stored.status, reason: firstCharacters(stored.last) });
}

const isBytes = (media: Media): media is Bytes => 'bytes' in media;
const filesIn = ({ media }: Pick<Given, 'media'>): Bytes[] => media.filter(isBytes);

/** What tells these files from others: their links, and digests of their bytes. */
export const printOf = ({ media }: Pick<Given, 'media'>): string[] =>
	media.map((each) => (isBytes(each) ? digest(each.bytes) : each.link));

/** @throws FieldError when an image is larger than the upload helper takes */
function checkSize(entry: Given): void {
	const large = filesIn(entry).find(({ bytes }) => bytes.length > imageLimit);
	if (large === undefined || kindOf(entry.field.kind) !== 'image') return;
	throw new FieldError(
		`'${entry.field.displayName}' is too large`,
		`It has ${megabytes(large.bytes.length)}, and the service takes uploads of up to 5 MB here. Make it smaller, or give a URL.`,
	);
}

/**
 * All files of one call travel in one form, because the call's `base64` flag holds for all of them:
 * base64 where each field takes it and none came as a link, else links, with files uploaded first.
 * Upload helpers take the file itself, whatever the rest of the call is like.
 * @returns the way, so that the upload happens only after everything else was found in order
 * @throws FieldError
 */
export function wayFor(
	given: readonly Given[],
	family: FamilyName,
	wantsLinks: boolean,
): 'asGiven' | 'base64' | 'upload' {
	for (const entry of given.filter(({ field: { takes } }) => takes === 'dataUri')) checkSize(entry);
	const own = given.filter(({ field: { takes } }) => takes === 'link' || takes === 'base64');
	const withFiles = own.filter((entry) => filesIn(entry).length > 0);
	if (withFiles.length === 0) return 'asGiven';
	// An enterprise key cannot upload, so the wish for links gives way there.
	const enterprise = families[family].account === 'enterprise';
	const direct =
		own.every((entry) => entry.field.takes === 'base64' && entry.media.every(isBytes)) &&
		(enterprise || !wantsLinks);
	if (direct) return 'base64';
	const [{ field }] = withFiles;
	if (enterprise) {
		throw new FieldError(
			`'${field.displayName}' must be a link here`,
			field.takes === 'base64'
				? 'An enterprise server takes either files only or links only in one call. Give all files in the same form.'
				: 'This operation of an enterprise server takes links only. Put the file where the server can open it and give its URL.',
		);
	}
	withFiles.forEach(checkSize);
	return 'upload';
}

/** The values that stand for the files in the body: one text, or a list where the field takes several. */
export async function valueOf(
	{ field, media }: Pick<Given, 'field' | 'media'>,
	way: 'asGiven' | 'base64' | 'upload',
	line: Line,
	deadline: number,
): Promise<IDataObject[string]> {
	const values: string[] = [];
	for (const each of media) {
		if (!isBytes(each)) values.push(each.link);
		else if (field.takes === 'bareBase64') values.push(base64Of(each));
		else if (way === 'base64' || field.takes === 'either' || field.takes === 'dataUri')
			values.push(dataUri(each));
		else values.push(await upload(kindOf(field.kind), each, line, deadline));
	}
	return field.kind === 'images' ? values : values[0];
}
