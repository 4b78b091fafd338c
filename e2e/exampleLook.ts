// What came out of an example, read as its user would.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { PNG } from 'pngjs';
import type { Item } from '../scripts/lib/n8nClient';
import { itemsOf } from '../scripts/lib/pictures';
import { kindOfFile } from '../test/support/media';
import type { Ended, ExampleScene } from './exampleScene';

/** Stops where something is not as it must be. */
export function expect(holds: boolean, told: string): asserts holds {
	if (!holds) throw new Error(told);
}

export function expectSame(found: unknown, wanted: unknown, what: string): void {
	const [is, shall] = [JSON.stringify(found), JSON.stringify(wanted)];
	expect(is === shall, `${what}: ${is} and not ${shall}`);
}

/** A file of an item. */
export interface LookedAt {
	name: string;
	kind: string;
	bytes: Buffer;
}

/** A picture, decoded to the last pixel. */
export interface Picture extends LookedAt {
	png: PNG;
}

/** The items of a node's output; of its error output with 1. */
export function outputOf({ execution }: Ended, node: string, output = 0): Item[] {
	if (output === 0) return itemsOf(execution, node);
	return (execution.runs[node] ?? []).flatMap((run) => run.data?.main[output] ?? []);
}

/** The file of an item, which must be what it is called. */
export async function fileOf(
	{ house }: ExampleScene,
	item: Item,
	field = 'data',
): Promise<LookedAt> {
	const binary = item.binary?.[field];
	expect(binary !== undefined, `an item without a file: ${JSON.stringify(item.json)}`);
	const bytes = await house.client.file(binary);
	const kind = kindOfFile(bytes);
	const name = binary.fileName ?? '';
	expect(
		kind === binary.mimeType || kind === 'text/plain',
		`${name} is ${kind} and not ${binary.mimeType}`,
	);
	return { name, kind, bytes };
}

export const decoded = (file: LookedAt): Picture => ({ ...file, png: PNG.sync.read(file.bytes) });

/** `768 x 512`. */
export const sizeOf = ({ png: { width, height } }: Picture): string => `${width} x ${height}`;

/** The pictures that came out of a node. */
export async function picturesOf(
	scene: ExampleScene,
	ended: Ended,
	node: string,
	field?: string,
): Promise<Picture[]> {
	const pictures: Picture[] = [];
	for (const item of outputOf(ended, node))
		pictures.push(decoded(await fileOf(scene, item, field)));
	return pictures;
}

/** The pictures that a node has saved on the disk. */
export function savedBy({ house }: ExampleScene, ended: Ended, node: string): Picture[] {
	return outputOf(ended, node).map(({ json }) => {
		const path = join(house.folder.path, String(json.fileName));
		const bytes = readFileSync(path);
		return decoded({ name: basename(path), kind: kindOfFile(bytes), bytes });
	});
}

/** The picture behind a link of the sandbox's. */
export async function pictureAt(link: string): Promise<Picture> {
	const answer = await fetch(link);
	expect(answer.ok, `${link} answers ${answer.status}`);
	const bytes = Buffer.from(await answer.arrayBuffer());
	return decoded({ name: link, kind: kindOfFile(bytes), bytes });
}

/** The files of a zip, by its table of contents. */
export function unzipped(bytes: Buffer): LookedAt[] {
	const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	expect(end >= 0, 'the file is no zip');
	const files: LookedAt[] = [];
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [packed, length] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
		const name = bytes.toString('utf8', at + 46, at + 46 + length);
		const head = bytes.readUInt32LE(at + 42);
		const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
		const raw = bytes.subarray(from, from + packed);
		const content = bytes.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw);
		files.push({ name, kind: kindOfFile(content), bytes: content });
		at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return files;
}
