import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A form in which a key may have been written down. */
export interface Needle {
	/** Whose key and in which form, for the table. */
	name: string;
	bytes: Buffer;
}

/** A place where a key was found. */
export interface Find {
	place: string;
	needle: string;
}

/** Base64 of a text that begins anywhere within a longer one: what stays the same whatever surrounds it. */
function base64Within(text: string, before: number): string {
	const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
	const encoded = bytes.toString('base64').replace(/=+$/, '');
	const begin = Math.ceil((before * 8) / 6);
	return encoded.slice(begin, bytes.length % 3 === 0 ? undefined : -1);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** As PHP writes JSON: every slash and every sign beyond ASCII is escaped. */
const inPhpJson = (text: string): string =>
	inJson(text)
		.replaceAll('/', '\\/')
		.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#039;',
};

/** The ways in which a text is written down, by name. */
export function spellings(key: string): Array<[form: string, text: string]> {
	const inUrl = encodeURIComponent(key);
	const base64 = [0, 1, 2].map((before) => base64Within(key, before));
	return [
		['plain', key],
		['JSON', inJson(key)],
		['JSON in JSON', inJson(inJson(key))],
		['JSON of PHP', inPhpJson(key)],
		['URL', inUrl],
		['URL twice', encodeURIComponent(inUrl)],
		['form', new URLSearchParams({ key }).toString().slice('key='.length)],
		['HTML', key.replace(/[&<>"']/g, (sign) => entities[sign])],
		['base64', base64[0]],
		['base64 + 1', base64[1]],
		['base64 + 2', base64[2]],
		['base64url', base64[0].replaceAll('+', '-').replaceAll('/', '_')],
		['base64url + 1', base64[1].replaceAll('+', '-').replaceAll('/', '_')],
		['base64url + 2', base64[2].replaceAll('+', '-').replaceAll('/', '_')],
		['hex', Buffer.from(key).toString('hex')],
	];
}

/** Every form of a key that is searched for. */
export function needlesFor(owner: string, key: string): Needle[] {
	return spellings(key).map(([form, text]) => ({
		name: `${owner}, ${form}`,
		bytes: Buffer.from(text),
	}));
}

/** The needles that a text or file holds. */
export function findIn(place: string, content: Buffer | string, needles: Needle[]): Find[] {
	const bytes = Buffer.from(content as string);
	return needles
		.filter((needle) => bytes.includes(needle.bytes))
		.map((needle) => ({ place, needle: needle.name }));
}

/** Every file below a folder, or the file itself. */
export function filesBelow(path: string): string[] {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
		if (entry.isDirectory()) return filesBelow(join(path, entry.name));
		return entry.isFile() ? [join(path, entry.name)] : [];
	});
}

/** Searches files; one that vanishes meanwhile holds nothing. */
export function searchFiles(paths: string[], needles: Needle[]): Find[] {
	return paths.flatMap((path) => {
		try {
			return findIn(path, readFileSync(path), needles);
		} catch {
			return [];
		}
	});
}

/** What the system shows about the processes of a group: arguments and environment. Linux only. */
export function searchProcesses(group: number, needles: Needle[]): Find[] {
	if (!existsSync('/proc/self/stat')) return [];
	const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	const ours = ids.filter((id) => {
		try {
			return (
				Number(readFileSync(`/proc/${id}/stat`, 'latin1').split(') ')[1].split(' ')[2]) === group
			);
		} catch {
			return false;
		}
	});
	return searchFiles(
		ours.flatMap((id) => [`/proc/${id}/cmdline`, `/proc/${id}/environ`]),
		needles,
	);
}
