/** Reads a GIF back, with codes of any length and several frames: the other half of what the sandbox writes. */
export function decodeGif(file: Buffer): {
	width: number;
	height: number;
	frames: [red: number, green: number, blue: number][][];
} {
	const table = file.subarray(13, 13 + 256 * 3);
	const frames: [number, number, number][][] = [];
	let at = 13 + table.length;
	while (file[at] !== 0x3b) {
		if (file[at] === 0x21) {
			at = readBlocks(file, at + 2).end;
			continue;
		}
		const depth = file[at + 10];
		const { bytes, end } = readBlocks(file, at + 11);
		frames.push(
			unpack(bytes, depth).map((index) => [
				table[index * 3],
				table[index * 3 + 1],
				table[index * 3 + 2],
			]),
		);
		at = end;
	}
	return { width: file.readUInt16LE(6), height: file.readUInt16LE(8), frames };
}

function readBlocks(file: Buffer, from: number): { bytes: Buffer; end: number } {
	const parts: Buffer[] = [];
	let at = from;
	while (file[at] !== 0) {
		parts.push(file.subarray(at + 1, at + 1 + file[at]));
		at += 1 + file[at];
	}
	return { bytes: Buffer.concat(parts), end: at + 1 };
}

function unpack(bytes: Buffer, depth: number): number[] {
	const clear = 1 << depth;
	let table: number[][] = [];
	let length = depth + 1;
	let bit = 0;
	let before: number[] | undefined;
	const result: number[] = [];
	for (;;) {
		let code = 0;
		for (let index = 0; index < length; index += 1, bit += 1) {
			code |= ((bytes[bit >> 3] >> (bit & 7)) & 1) << index;
		}
		if (code === clear + 1) return result;
		if (code === clear) {
			table = Array.from({ length: clear + 2 }, (_, index) => [index]);
			length = depth + 1;
			before = undefined;
			continue;
		}
		const entry: number[] = table[code] ?? [...(before ?? []), before?.[0] ?? 0];
		result.push(...entry);
		if (before && table.length < 4096) table.push([...before, entry[0]]);
		if (table.length === 1 << length && length < 12) length += 1;
		before = entry;
	}
}
