export interface FileType {
	mime: string;
	extension: string;
}

const type = (mime: string, extension: string): FileType => ({ mime, extension });

const png = type('image/png', 'png');
const jpg = type('image/jpeg', 'jpg');
const webp = type('image/webp', 'webp');

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
	String.fromCharCode(...bytes.subarray(from, to));

/** First bytes that name a format. The service's own content types cannot be trusted (`text/plain` for a PNG). */
const signatures: ReadonlyArray<readonly [FileType, (bytes: Uint8Array) => boolean]> = [
	[png, (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
	[jpg, (bytes) => ascii(bytes, 0, 3) === '\xff\xd8\xff'],
	[webp, (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
	[type('image/gif', 'gif'), (bytes) => /^GIF8[79]a$/.test(ascii(bytes, 0, 6))],
	[
		type('audio/wav', 'wav'),
		(bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WAVE',
	],
	[type('image/avif', 'avif'), (bytes) => ascii(bytes, 4, 12) === 'ftypavif'],
	[type('image/heic', 'heic'), (bytes) => /^ftyp(hei[cx]|hevc|mif1)$/.test(ascii(bytes, 4, 12))],
	[type('video/quicktime', 'mov'), (bytes) => ascii(bytes, 4, 10) === 'ftypqt'],
	[type('audio/mp4', 'm4a'), (bytes) => ascii(bytes, 4, 11) === 'ftypM4A'],
	[type('video/mp4', 'mp4'), (bytes) => ascii(bytes, 4, 8) === 'ftyp'],
	[type('video/webm', 'webm'), (bytes) => ascii(bytes, 0, 4) === '\x1a\x45\xdf\xa3'],
	[type('audio/flac', 'flac'), (bytes) => ascii(bytes, 0, 4) === 'fLaC'],
	[type('audio/ogg', 'ogg'), (bytes) => ascii(bytes, 0, 4) === 'OggS'],
	[
		type('audio/mpeg', 'mp3'),
		(bytes) => ascii(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && (bytes[1] & 0xe6) === 0xe2),
	],
	[type('audio/aac', 'aac'), (bytes) => bytes[0] === 0xff && (bytes[1] & 0xf6) === 0xf0],
	[type('model/gltf-binary', 'glb'), (bytes) => ascii(bytes, 0, 4) === 'glTF'],
	[type('model/ply', 'ply'), (bytes) => /^ply\r?\n/.test(ascii(bytes, 0, 5))],
	[type('application/zip', 'zip'), (bytes) => ascii(bytes, 0, 4) === 'PK\x03\x04'],
];

export const plainText = type('text/plain', 'txt');

/** Whether the first bytes of a file are text: no control characters but tabs and line breaks. A page is none. */
export const isText = (bytes: Uint8Array): boolean =>
	bytes.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13)) && !isPage(bytes);

const isPage = (bytes: Uint8Array): boolean =>
	/^(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|svg|!--|script)/i.test(ascii(bytes, 0, headLength));

const json = type('application/json', 'json');

const byExtension: Record<string, FileType> = {
	obj: type('model/obj', 'obj'),
	stl: type('model/stl', 'stl'),
	txt: plainText,
	srt: type('application/x-subrip', 'srt'),
	json,
};

/** As many first bytes as the signatures look at, and enough to tell text from a picture. */
export const headLength = 64;

/** The format that the bytes themselves show, if they show one. */
export const typeOfBytes = (bytes: Uint8Array): FileType | undefined =>
	signatures.find(([, matches]) => bytes.length >= 4 && matches(bytes))?.[0];

/** The ending of a link's path, in lower case. */
const endingOf = (link: string): string | undefined =>
	/\.([a-z0-9]{2,5})$/i.exec(link.replace(/[?#].*$/s, ''))?.[1]?.toLowerCase();

/** Formats without a signature, by the ending of a link's path. */
export function typeOfLink(link: string): FileType | undefined {
	const ending = endingOf(link);
	return ending !== undefined && Object.hasOwn(byExtension, ending)
		? byExtension[ending]
		: undefined;
}

/**
 * What a downloaded file is, by its first bytes, or by the ending of its link where the format has no
 * signature: never by a header. Nothing for a page or a message that stands where the file will be.
 *
 * @param words whether a text is what was asked for, so that it needs no ending
 */
export function typeOfDownload(
	head: Uint8Array,
	link: string,
	words: boolean,
): FileType | undefined {
	const shown = typeOfBytes(head);
	if (shown || isPage(head)) return shown;
	const told = typeOfLink(link);
	// Geometry and subtitles never begin like JSON.
	if (told && (told === plainText || told === json || !/^\s*\{/.test(ascii(head, 0, headLength)))) {
		return told;
	}
	return words && isText(head) ? plainText : undefined;
}

/** A format without a signature, by the name of a file. */
export const typeOfName = (name: string | undefined): FileType | undefined =>
	name === undefined ? undefined : typeOfLink(name);

/** What the service takes as an input picture. */
export const isInputImage = (found: FileType | undefined): boolean =>
	found === png || found === jpg;

/** Whether a text has no other characters than base64's; those are looked for, as a pattern over megabytes can overflow. */
const isBase64 = (text: string): boolean => !/[^A-Za-z0-9+/_-]/.test(text.replace(/={1,2}$/, ''));

/** Bytes out of base64 text, with or without a data URI prefix; nothing if the text is no base64. */
export function bytesOf(text: string): Buffer | undefined {
	const plain = text
		.trim()
		.replace(/^data:[^,]{0,200};base64,/i, '')
		.replace(/\s+/g, '');
	return plain.length >= 16 && isBase64(plain) ? Buffer.from(plain, 'base64') : undefined;
}
