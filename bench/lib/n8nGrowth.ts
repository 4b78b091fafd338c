// How n8n's memory grows while files come in: one n8n for each run, just started and warmed up.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Workflow } from '../../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../../scripts/lib/house';
import { type InstalledN8n } from '../../scripts/lib/n8nInstall';
import { type N8nServer, startN8n } from '../../scripts/lib/n8nServer';
import { credentialFor } from '../../scripts/lib/sandbox';
import { Trouble } from '../../scripts/lib/terminal.mjs';
import { rounded } from './n8nFigures';
import { noisePng } from './n8nFiles';
import { type InstantService, openInstantService } from './n8nInstant';
import { generate, getFile, splitOut, workflow } from './n8nNodes';
import { atRest, forgetPeak, peakMb, residentMb } from './n8nProcess';
import { publish, run } from './n8nRun';

/** As many downloads at once as our node has. */
export const atOnce = 4;
export const seed = 5;
/** Runs with hardly any bytes, before the measured one. */
const warmUps = 3;
/** Files that are hardly any. */
export const tinyMb = 0.05;

const environment = {
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_CUSTOM_EXTENSIONS: join(__dirname, '..', 'n8n', 'buffering'),
};

/** Who takes the files in. */
export type Kind = 'ours' | 'buffering' | 'bufferingSerial' | 'httpRequest';

const fromLink = '={{ $json.url }}';
const buffering = (atOnce: number) => ({
	name: 'Buffer Download',
	type: 'CUSTOM.bufferDownload',
	typeVersion: 1,
	parameters: { url: fromLink, atOnce },
});

const workflows: Record<Kind, Workflow> = {
	ours: workflow('memory-ours', [
		splitOut,
		generate({ model: 'flux', download: true, options: { width: 512, height: 512 } }),
	]),
	buffering: workflow('memory-buffering', [splitOut, buffering(atOnce)]),
	bufferingSerial: workflow('memory-serial', [splitOut, buffering(1)]),
	httpRequest: workflow('memory-http', [splitOut, getFile('HTTP Request', fromLink)]),
};

/** One measured run. Memory in MB of 1024 x 1024 bytes. */
export interface Growth {
	/** In use when it began, and the most at any moment until it was over. */
	before: number;
	peak: number;
	growthMb: number;
	seconds: number;
}

/** Two runs, one after the other, in an n8n that was started for them. */
export interface Grown {
	kind: Kind;
	/** Megabytes (1,000,000 bytes) of a file. */
	fileMb: number;
	files: number;
	first: Growth;
	/** The same once more: what grows again is not given back. Only where it was asked for. */
	again?: Growth;
}

/** Everything in a folder, in bytes. */
function bytesIn(folder: string): number {
	if (!existsSync(folder)) return 0;
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

const growth = (before: number, peak: number, seconds: number): Growth => ({
	before: rounded(before, 1),
	peak: rounded(peak, 1),
	growthMb: rounded(peak - before, 1),
	seconds,
});

/** An n8n's folder with all that is needed, and the service. */
export class GrowthBench {
	private constructor(
		private readonly house: House,
		private readonly service: InstantService,
	) {}

	static async open(n8n: InstalledN8n): Promise<GrowthBench> {
		const service = await openInstantService();
		const house = await openTemporaryHouse('bench-memory', {
			n8n,
			credentials: [credentialFor(service.url, 'bench-key-0123456789abcdef')],
			workflows: Object.values(workflows),
			environment,
		});
		await publish(house.client, Object.values(workflows));
		await house.server.stop();
		return new GrowthBench(house, service);
	}

	/**
	 * Lets so many files of a size come in. Before that, as many tiny ones came in the same way, several times
	 * over: an n8n that was just started grows by some 70 MB with each of its first runs, whatever they do. What is
	 * measured is what the bytes of the files cost.
	 */
	async grow(kind: Kind, fileMb: number, files: number, twice: boolean): Promise<Grown> {
		const server = await this.start();
		for (let time = 0; time < warmUps; time++) await this.take(kind, tinyMb, files);
		const first = await this.watched(server, kind, fileMb, files);
		const again = twice ? await this.watched(server, kind, fileMb, files) : undefined;
		await server.stop();
		rmSync(this.store, { recursive: true, force: true });
		return { kind, fileMb, files, first, again };
	}

	/** The same files through Node.js alone, with the Node.js that n8n runs on: what nobody can do better. */
	async bare(fileMb: number, files: number): Promise<Growth> {
		const folder = join(this.house.folder.path, 'bare');
		mkdirSync(folder, { recursive: true });
		const script = join(__dirname, 'n8nBareStream.cjs');
		this.service.serve(noisePng(fileMb, seed));
		const { stdout } = await promisify(execFile)(this.house.folder.n8n.node.path, [
			script,
			this.service.url,
			folder,
			String(files),
			String(atOnce),
		]);
		rmSync(folder, { recursive: true, force: true });
		const { before, peak, seconds } = JSON.parse(stdout) as Growth;
		return growth(before, peak, seconds);
	}

	/** Where n8n keeps files in this mode. */
	private get store(): string {
		return join(this.house.folder.path, '.n8n', 'storage');
	}

	private async start(): Promise<N8nServer> {
		const { folder, client, logFile } = this.house;
		const port = Number(new URL(client.url).port);
		const start = async () => await startN8n(folder, port, logFile, environment);
		// Between n8n's many starts another program may take a port that was free a moment ago.
		return await start().catch(start);
	}

	private async watched(
		{ pid }: N8nServer,
		kind: Kind,
		fileMb: number,
		files: number,
	): Promise<Growth> {
		await atRest(pid);
		const before = residentMb(pid);
		forgetPeak(pid);
		const seconds = await this.take(kind, fileMb, files);
		await atRest(pid);
		return growth(before, peakMb(pid), seconds);
	}

	/** Lets files come in, and looks whether they all did. */
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
