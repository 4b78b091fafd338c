// What files cost in memory: the growth of n8n's peak while 300 of them come in, kept by n8n in the file system.
// Our node against one that takes each file into memory whole, and against the HTTP Request node.
import { type InstalledN8n } from '../../scripts/lib/n8nInstall';
import { machine, type Machine, median, rounded } from '../lib/n8nFigures';
import {
	atOnce,
	type Growth,
	GrowthBench,
	type Grown,
	type Kind,
	seed,
	tinyMb,
} from '../lib/n8nGrowth';
import { mustBeLinux } from '../lib/n8nProcess';

const count = 300;
/** As many bytes in all as the files of 5 MB: garbage that Node.js has not swept yet grows with them. */
const big = { fileMb: 20, files: 75 };
/** Of our node with tiny files, with 5 MB and with 20 MB; the others are measured once. */
const repetitions = 3;

/** The figures; growth in MB of 1024 x 1024 bytes, medians where there are several runs. */
export interface Memory {
	n8n: string;
	machine: Machine;
	files: number;
	repetitions: number;
	seed: number;
	/** Downloads at once: of our node, of the buffering one, of the bare Node.js. */
	atOnce: number;
	/** Our node, files of 5 MB. */
	growthMb: number;
	/** The same 300 files once more in the same n8n. */
	growthMbAgain: number;
	/** Our node, files of 50 kB: what 300 more jobs take, whatever their files. */
	growthMbTiny: number;
	/** The difference: what the bytes of the files of 5 MB take. */
	growthMbOfFiles: number;
	/** Our node, 300 files of 1 MB, and 75 of 20 MB, which are as many bytes as 300 of 5 MB. */
	growthMb1: number;
	growthMb20: number;
	/** Node.js alone streaming the same files of 5 MB to disk, as many at once: less cannot be had. */
	growthMbBareNode: number;
	/** A node that takes the files into memory whole, as many at once: of 5 MB, 75 of 20 MB; 5 MB one at a time. */
	growthMbBuffering: number;
	growthMbBuffering20: number;
	growthMbBufferingSerial: number;
	/** n8n's HTTP Request node with Response Format File, files of 5 MB: it streams, and fetches all at once. */
	growthMbHttpRequest: number;
	raw: Grown[];
	rawBareNode: Growth[];
}

/** Measures them in an n8n of its own. Takes about six minutes on two cores. */
export async function measureMemory(
	n8n: InstalledN8n,
	say: (text: string) => void,
): Promise<Memory> {
	mustBeLinux();
	const bench = await GrowthBench.open(n8n);
	const raw: Grown[] = [];
	const told = (who: string, { before, peak, seconds }: Growth): void =>
		say(`memory: ${who}: ${before} MB, then at most ${peak} MB (${seconds} s)`);
	const grow = async (
		kind: Kind,
		{ fileMb, files = count }: { fileMb: number; files?: number },
		times = 1,
		twice = false,
	): Promise<Grown[]> => {
		const grown: Grown[] = [];
		for (let time = 0; time < times; time++) {
			const one = await bench.grow(kind, fileMb, files, twice);
			grown.push(one);
			const what = `${kind}, ${files} files of ${fileMb} MB`;
			told(what, one.first);
			if (one.again) told(`${what}, again`, one.again);
		}
		raw.push(...grown);
		return grown;
	};
	const middle = (grown: Grown[]): number => median(grown.map(({ first }) => first.growthMb));

	const rawBareNode: Growth[] = [];
	for (let time = 0; time < repetitions; time++) {
		const one = await bench.bare(5, count);
		rawBareNode.push(one);
		told(`Node.js alone, ${count} files of 5 MB`, one);
	}
	const ours = await grow('ours', { fileMb: 5 }, repetitions, true);
	const tiny = await grow('ours', { fileMb: tinyMb }, repetitions);
	return {
		n8n: n8n.version,
		machine: machine(),
		files: count,
		repetitions,
		seed,
		atOnce,
		growthMb: middle(ours),
		growthMbAgain: median(ours.map(({ again }) => again?.growthMb ?? NaN)),
		growthMbTiny: middle(tiny),
		growthMbOfFiles: rounded(middle(ours) - middle(tiny), 1),
		growthMb1: middle(await grow('ours', { fileMb: 1 })),
		growthMb20: middle(await grow('ours', big, repetitions)),
		growthMbBareNode: median(rawBareNode.map(({ growthMb }) => growthMb)),
		growthMbBuffering: middle(await grow('buffering', { fileMb: 5 })),
		growthMbBuffering20: middle(await grow('buffering', big)),
		growthMbBufferingSerial: middle(await grow('bufferingSerial', { fileMb: 5 })),
		growthMbHttpRequest: middle(await grow('httpRequest', { fileMb: 5 })),
		raw,
		rawBareNode,
	};
}
