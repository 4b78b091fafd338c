// What files cost in memory: the growth of n8n's peak while 300 of them come in, kept by n8n in the file system.
// Our node against one that takes each file into memory whole, and against the HTTP Request node.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../../scripts/lib/house';
import { type InstalledN8n } from '../../scripts/lib/n8nInstall';
import { type N8nServer, startN8n } from '../../scripts/lib/n8nServer';
import { credentialFor } from '../../scripts/lib/sandbox';
import { Trouble } from '../../scripts/lib/terminal.mjs';
import { median, rounded } from '../lib/n8nFigures';
import { noisePng } from '../lib/n8nFiles';
import { type InstantService, openInstantService } from '../lib/n8nInstant';
import { generate, getFile, splitOut, workflow } from '../lib/n8nNodes';
import { atRest, forgetPeak, mustBeLinux, peakMb, residentMb } from '../lib/n8nProcess';
import { publish, run } from '../lib/n8nRun';

const count = 300;
/** Of the two figures that are compared, ours and that of buffering; the others are measured once. */
const repetitions = 3;
const tinyMb = 0.05;
/** As many as our node has in work at once with the credential's plan. */
const atOnce = 5;
const seed = 5;
const environment = {
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_CUSTOM_EXTENSIONS: join(__dirname, 'buffering'),
};

type Kind = 'ours' | 'buffering' | 'bufferingSerial' | 'httpRequest';

const fromLink = '={{ $json.url }}';
const buffering = (name: string, atOnce: number) => ({
	name,
	type: 'CUSTOM.bufferDownload',
	typeVersion: 1,
	parameters: { url: fromLink, atOnce },
});

const workflows: Record<Kind, Workflow> = {
	ours: workflow('memory-ours', [
		splitOut,
		generate({ model: 'flux', download: true, options: { width: 512, height: 512 } }),
	]),
	buffering: workflow('memory-buffering', [splitOut, buffering('Buffer Download', atOnce)]),
	bufferingSerial: workflow('memory-serial', [splitOut, buffering('Buffer Download', 1)]),
	httpRequest: workflow('memory-http', [splitOut, getFile('HTTP Request', fromLink)]),
};

/** One measured run: an n8n just started, a little work to load what is needed, then the files. */
export interface Growth {
	kind: Kind;
	/** Megabytes (1,000,000 bytes) of a file. */
	fileMb: number;
	files: number;
	/** MB of 1024 x 1024 bytes: in use before, and the most while the files came. */
	before: number;
	peak: number;
	growthMb: number;
	/** n8n's own start to stop. */
	seconds: number;
}

/** Everything in a folder, in bytes. */
function bytesIn(folder: string): number {
	if (!existsSync(folder)) return 0;
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** A started bench: n8n's folder is furnished, n8n itself is started anew for each run. */
class Bench {
	constructor(
		private readonly house: House,
		private readonly service: InstantService,
	) {}

	async grow(kind: Kind, fileMb: number, files: number): Promise<Growth> {
		const server = await this.start();
		const { pid } = server;
		await this.take(kind, tinyMb, 20);
		await atRest(pid);
		const before = residentMb(pid);
		forgetPeak(pid);
		const seconds = await this.take(kind, fileMb, files);
		await atRest(pid);
		const peak = peakMb(pid);
		await server.stop();
		rmSync(this.store, { recursive: true, force: true });
		return {
			kind,
			fileMb,
			files,
			before: rounded(before, 1),
			peak: rounded(peak, 1),
			growthMb: rounded(peak - before, 1),
			seconds,
		};
	}

	/** Where n8n keeps files in this mode. */
	private get store(): string {
		return join(this.house.folder.path, '.n8n', 'storage');
	}

	private async start(): Promise<N8nServer> {
		const { folder, client, logFile } = this.house;
		return await startN8n(folder, Number(new URL(client.url).port), logFile, environment);
	}

	/** Lets so many files come in, and looks whether they all did. */
	private async take(kind: Kind, fileMb: number, files: number): Promise<number> {
		const { service } = this;
		const file = noisePng(fileMb, seed);
		service.serve(file);
		service.forget();
		const stored = bytesIn(this.store);
		const items = Array.from({ length: files }, (_, index) => ({
			prompt: `a lighthouse on a cliff, number ${index}`,
			url: `${service.url}/generations/${index}.png`,
		}));
		const { seconds } = await run(this.house.client, workflows[kind], items);
		const grown = bytesIn(this.store) - stored;
		if (service.sent() !== files || grown < files * file.length) {
			throw new Trouble(`${kind}: ${service.sent()} files sent, ${grown} bytes stored.`);
		}
		return seconds;
	}
}

/** The figures; growth in MB of 1024 x 1024 bytes, medians where there are several runs. */
export interface Memory {
	n8n: string;
	files: number;
	repetitions: number;
	seed: number;
	/** Downloads at once of the buffering node. */
	atOnce: number;
	/** Our node, files of 5 MB. */
	growthMb: number;
	/** Our node, files of 50 kB: what the items themselves take. */
	growthMbTiny: number;
	/** Our node, files of 1 MB and of 20 MB: it does not depend on the size. */
	growthMb1: number;
	growthMb20: number;
	/** A node that takes files of 5 MB into memory whole, as many at once as ours; and one at a time. */
	growthMbBuffering: number;
	growthMbBufferingSerial: number;
	/** n8n's HTTP Request node with Response Format File, files of 5 MB: it streams, and fetches all at once. */
	growthMbHttpRequest: number;
	raw: Growth[];
}

/** Measures them in an n8n of its own. */
export async function measureMemory(
	n8n: InstalledN8n,
	say: (text: string) => void,
): Promise<Memory> {
	mustBeLinux();
	const service = await openInstantService();
	const house = await openTemporaryHouse('bench-memory', {
		n8n,
		credentials: [credentialFor(service.url, 'bench-key-0123456789abcdef')],
		workflows: Object.values(workflows),
		environment,
	});
	await publish(house.client, Object.values(workflows));
	await house.server.stop();
	const bench = new Bench(house, service);
	const raw: Growth[] = [];
	const growthOf = async (kind: Kind, fileMb: number, times = 1): Promise<number> => {
		const grown: number[] = [];
		for (let time = 0; time < times; time++) {
			const one = await bench.grow(kind, fileMb, count);
			raw.push(one);
			grown.push(one.growthMb);
			say(
				`memory: ${kind}, ${count} files of ${fileMb} MB: ${one.before} MB, then at most ${one.peak} MB (${one.seconds} s)`,
			);
		}
		return median(grown);
	};
	return {
		n8n: n8n.version,
		files: count,
		repetitions,
		seed,
		atOnce,
		growthMb: await growthOf('ours', 5, repetitions),
		growthMbTiny: await growthOf('ours', tinyMb),
		growthMb1: await growthOf('ours', 1),
		growthMb20: await growthOf('ours', 20),
		growthMbBuffering: await growthOf('buffering', 5, repetitions),
		growthMbBufferingSerial: await growthOf('bufferingSerial', 5),
		growthMbHttpRequest: await growthOf('httpRequest', 5),
		raw,
	};
}
