import type { FileType } from './fileType';

/** Looks at the bytes of one file as they come, and says at the end whether the file's own end was among them. */
export interface FileEnd {
	add(bytes: Buffer): void;
	/** Nothing where the format does not say, or is not written as it should be: only `false` is a cut file. */
	isThere(): boolean | undefined;
}

/** Formats that are a row of records, each with its length in front. */
export interface Row {
	/** Bytes before the first record. */
	start: number;
	/** Reads the first bytes of a record. */
	read(head: Buffer): Reading;
	/** Whether the file may end behind any record; else only behind the last one. */
	open: boolean;
}

/** All lengths count from the record's first byte; `needs` asks for a longer look, nothing means unreadable. */
type Reading = { length: number; last?: boolean } | { needs: number } | undefined;

const headOfRecord = 8;

const png: Row = {
	start: 8,
	open: false,
	read: (head) => {
		const type = head.toString('latin1', 4, 8);
		if (!/^[A-Za-z]{4}$/.test(type)) return undefined;
		return { length: head.readUInt32BE(0) + 12, last: type === 'IEND' };
	},
};

/** The boxes of mp4 and its kin (ISO 14496-12): a size of 1 stands for one of 64 bits, 0 for "as far as it goes". */
const boxes: Row = {
	start: 0,
	open: true,
	read: (head) => {
		const size = head.readUInt32BE(0);
		if (!/^[ -~]{4}$/.test(head.toString('latin1', 4, 8))) return undefined;
		if (size !== 1) return size < headOfRecord ? undefined : { length: size };
		return head.length < 16 ? { needs: 16 } : { length: Number(head.readBigUInt64BE(8)) };
	},
};

/** Goes through a file of that make, record by record. */
export function walk({ start, read, open }: Row): FileEnd {
	let head = Buffer.alloc(0);
	let wanted = headOfRecord;
	let left = start;
	let last = false;
	let readable = true;
	/** What remains to be looked at of some bytes, once the record or head in hand is through. */
	const step = (bytes: Buffer): Buffer => {
		if (left > 0) {
			const passed = Math.min(left, bytes.length);
			left -= passed;
			return bytes.subarray(passed);
		}
		const rest = bytes.subarray(wanted - head.length);
		head = Buffer.concat([head, bytes.subarray(0, wanted - head.length)]);
		if (head.length < wanted) return rest;
		const record = read(head);
		if (record === undefined) readable = false;
		else if ('needs' in record) wanted = record.needs;
		else {
			left = Math.max(0, record.length - head.length);
			last = record.last === true;
			head = Buffer.alloc(0);
			wanted = headOfRecord;
		}
		return rest;
	};
	const over = (): boolean => !readable || (last && left === 0);
	return {
		add: (bytes) => {
			for (let rest = bytes; rest.length > 0 && !over();) rest = step(rest);
		},
		isThere: () => {
			if (!readable) return undefined;
			return left === 0 && (open ? head.length === 0 : last);
		},
	};
}

/** A format that says its own length in its first bytes. */
interface Told {
	/** How many first bytes it takes to know. */
	head: number;
	/** The length of the whole file in bytes; nothing where the writer did not know it. */
	length(head: Buffer): number | undefined;
}

/** Streamed sounds have a mark of "not known" in place of their length: 0, or as much as fits. */
const riff: Told = {
	head: 8,
	length: (head) => {
		const size = head.readUInt32LE(4);
		return size === 0 || size >= 0x7fff_0000 ? undefined : size + 8;
	},
};

const glb: Told = { head: 12, length: (head) => head.readUInt32LE(8) };

/** A binary STL has 80 bytes of anything, the number of its triangles, and 50 bytes for each. */
const stl: Told = {
	head: 84,
	length: (head) =>
		head.toString('latin1', 0, 5) === 'solid' ? undefined : 84 + 50 * head.readUInt32LE(80),
};

function measure(told: Told): FileEnd {
	let head = Buffer.alloc(0);
	let length = 0;
	return {
		add: (bytes) => {
			length += bytes.length;
			const missing = told.head - head.length;
			if (missing > 0) head = Buffer.concat([head, bytes.subarray(0, missing)]);
		},
		isThere: () => {
			const needed = head.length < told.head ? undefined : told.length(head);
			return needed === undefined ? undefined : length >= needed;
		},
	};
}

/** Some writers pad the end, or put a few bytes of their own behind it. */
const longestPadding = 64;

const tail = (isEnd: (last: string) => boolean): FileEnd => {
	let last = Buffer.alloc(0);
	return {
		add: (bytes) => {
			last = Buffer.concat([last, bytes.subarray(-longestPadding)]).subarray(-longestPadding);
		},
		isThere: () => isEnd(last.toString('latin1')),
	};
};

const ends: { [extension: string]: (() => FileEnd) | undefined } = {
	png: () => walk(png),
	// In the picture's own data FF is never followed by D9.
	jpg: () => tail((last) => last.includes('\xff\xd9')),
	gif: () => tail((last) => /\0;\0*$/.test(last)),
	// The record that ends the list of files has 18 bytes more.
	zip: () => tail((last) => last.slice(0, -18).includes('PK\x05\x06')),
	webp: () => measure(riff),
	wav: () => measure(riff),
	glb: () => measure(glb),
	stl: () => measure(stl),
	mp4: () => walk(boxes),
	mov: () => walk(boxes),
	m4a: () => walk(boxes),
	avif: () => walk(boxes),
	heic: () => walk(boxes),
};

const untold: FileEnd = { add: () => {}, isThere: () => undefined };

/** How a file of this format ends. A file whose end is not there may still be all that the service has. */
export const endOf = (type: FileType): FileEnd => ends[type.extension]?.() ?? untold;

/** The same for a file that is there already. */
export function isWhole(type: FileType, bytes: Buffer): boolean | undefined {
	const end = endOf(type);
	end.add(bytes);
	return end.isThere();
}
