// Sixty pictures, by our node and by what people build today out of n8n's own nodes, in the same n8n.
import { xoroshiro128plus, unsafeUniformIntDistribution } from 'pure-rand';
import type { Sandbox } from '../../sandbox/server';
import type { Workflow } from '../../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../../scripts/lib/house';
import { type InstalledN8n } from '../../scripts/lib/n8nInstall';
import { credentialFor, openSandbox } from '../../scripts/lib/sandbox';
import { Trouble } from '../../scripts/lib/terminal.mjs';
import { machine, type Machine, median, rounded } from '../lib/n8nFigures';
import { generate, splitOut, workflow } from '../lib/n8nNodes';
import { stockWorkflow } from '../lib/n8nStock';
import { itemCount, publish, run, runCount } from '../lib/n8nRun';

const count = 60;
const workers = 5;
const queueLimit = 5;
const seed = 3;
/** Runs of our node, of which the first finds an n8n that has only just started; n8n's own mostly wait by the clock. */
const repetitions = 3;
/** Shortest and longest job, in seconds; evenly spread, so about 3 s on average. */
const shortest = 2;
const longest = 4;
/** What published workflows of this kind wait between their questions, in seconds. */
const waitSeconds = 5;
const model = 'flux';
/** Small, because the sandbox draws the pictures itself and answers nobody meanwhile: 16 ms each, not 52 ms. */
const fields = { width: 256, height: 256 };

/** How long the jobs take, in the order in which they are bought: the same for both. */
function lengths(): number[] {
	const chance = xoroshiro128plus(seed);
	return Array.from(
		{ length: count },
		() => unsafeUniformIntDistribution(shortest * 1000, longest * 1000, chance) / 1000,
	);
}

/** The sandbox has one length for all jobs; here each job asks for the next of the list. */
function useLengths(sandbox: Sandbox, list: readonly number[]): void {
	let next = 0;
	Object.defineProperty(sandbox.options, 'secondsPerJob', {
		configurable: true,
		get: () => list[next++ % list.length],
	});
}

/**
 * Seconds that jobs of these lengths take on the workers at best: longest first, each to the worker that is
 * free first. No order of the same jobs is shorter by more than a part of the last job.
 */
export function idealSeconds(list: readonly number[], workers: number): number {
	const free = Array.from({ length: workers }, () => 0);
	for (const length of [...list].sort((a, b) => b - a)) {
		free[free.indexOf(Math.min(...free))] += length;
	}
	return Math.max(...free);
}

const items = Array.from({ length: count }, (_, index) => ({
	prompt: `a lighthouse on a cliff in a storm, oil painting, number ${index}`,
}));

/** One of the ways. */
export interface Way {
	/** Seconds from n8n's own `startedAt` to `stoppedAt` of the execution. */
	wallSeconds: number;
	/** Runs of nodes in the execution, as n8n counts them. */
	nodeRuns: number;
	jobsBought: number;
	files: number;
	requests: { submit: number; fetch: number; file: number; refused: number };
	/** Seconds from the first job's begin to the last one's end, as the service saw it. */
	serviceSeconds: number;
	/** Parts of the workers' time between the two that they had work. */
	workersBusy: number;
}

async function take(house: House, sandbox: Sandbox, taken: Workflow): Promise<Way> {
	const { books } = sandbox;
	books.clear();
	useLengths(sandbox, lengths());
	const { id, seconds } = await run(house.client, taken, items);
	const execution = await house.client.execution(id);
	const files = itemCount(execution, taken.nodes[taken.nodes.length - 1].name);
	const downloads = books.jobs.filter(({ downloads }) => downloads > 0).length;
	if (books.jobs.length !== count || files !== count || downloads !== count)
		throw new Trouble(
			`${taken.name}: ${books.jobs.length} jobs, ${downloads} fetched, ${files} files.`,
		);
	const ends = books.jobs.map(({ finished = 0 }) => finished);
	const begins = books.jobs.map(({ started = 0 }) => started);
	const span = (Math.max(...ends) - Math.min(...begins)) / 1000;
	const busy = ends.reduce((sum, end, job) => sum + end - begins[job], 0) / 1000;
	const ofKind = (kind: 'submit' | 'fetch' | 'file'): number => books.count({ kind });
	return {
		wallSeconds: seconds,
		nodeRuns: runCount(execution),
		jobsBought: books.jobs.length,
		files,
		requests: {
			submit: ofKind('submit'),
			fetch: ofKind('fetch'),
			file: ofKind('file'),
			refused: books.count({ where: ({ code = 0 }) => code >= 400 }),
		},
		serviceSeconds: rounded(span, 2),
		workersBusy: rounded(busy / span / workers, 3),
	};
}

/** The figures. */
export interface Stock {
	n8n: string;
	machine: Machine;
	jobs: number;
	workers: number;
	queueLimit: number;
	seed: number;
	/** Lengths of the jobs in seconds: the same for both ways. */
	lengths: { shortest: number; longest: number; sum: number };
	waitSeconds: number;
	/** The best that the workers can do, in seconds. */
	idealSeconds: number;
	/** Wall time of the usual workflow of n8n's own nodes, one item after another, by ours. */
	speedupOverStock: number;
	/** The same for the best that can be had from them: as many at a time as the queue takes, in step. */
	speedupOverStockInFives: number;
	/** Our wall time by the ideal. */
	wallOverIdeal: number;
	/** Wall times of our node in the order in which they were taken. */
	oursSeconds: number[];
	/** The run of our node with the median wall time. */
	ours: Way;
	stock: Way;
	stockInFives: Way;
}

/** Measures them in an n8n of their own. Takes about eight minutes, nearly all of it the stock nodes' waiting. */
export async function measureStock(n8n: InstalledN8n, say: (text: string) => void): Promise<Stock> {
	const sandbox = await openSandbox({ workers, queueLimit, holdSeconds: 0, seed });
	const ours = workflow('stock-ours', [
		splitOut,
		generate({ model, download: true, options: fields }),
	]);
	const ones = stockWorkflow('stock-ones', sandbox.url, { model, fields, waitSeconds, batch: 1 });
	const fives = stockWorkflow('stock-fives', sandbox.url, {
		model,
		fields,
		waitSeconds,
		batch: queueLimit,
	});
	const all = [ours, ones, fives];
	const house = await openTemporaryHouse('bench-stock', {
		n8n,
		credentials: [credentialFor(sandbox.url, sandbox.key)],
		workflows: all,
	});
	await publish(house.client, all);
	const list = lengths();
	const ideal = idealSeconds(list, workers);
	const measured = async (name: string, taken: Workflow): Promise<Way> => {
		const way = await take(house, sandbox, taken);
		say(
			`stock: ${name}, ${count} pictures in ${way.wallSeconds} s, ${way.nodeRuns} node runs, requests ${JSON.stringify(way.requests)}`,
		);
		return way;
	};
	const ways: Way[] = [];
	while (ways.length < repetitions) ways.push(await measured('our node', ours));
	const oursSeconds = ways.map(({ wallSeconds }) => wallSeconds);
	const oursWay = ways[oursSeconds.indexOf(median(oursSeconds))];
	const fivesWay = await measured("n8n's own nodes, five at a time", fives);
	const onesWay = await measured("n8n's own nodes, one at a time", ones);
	await house.server.stop();
	await sandbox.close();
	return {
		n8n: n8n.version,
		machine: machine(),
		jobs: count,
		workers,
		queueLimit,
		seed,
		lengths: {
			shortest: Math.min(...list),
			longest: Math.max(...list),
			sum: rounded(
				list.reduce((sum, each) => sum + each, 0),
				3,
			),
		},
		waitSeconds,
		idealSeconds: rounded(ideal, 2),
		speedupOverStock: rounded(onesWay.wallSeconds / oursWay.wallSeconds, 2),
		speedupOverStockInFives: rounded(fivesWay.wallSeconds / oursWay.wallSeconds, 2),
		wallOverIdeal: rounded(oursWay.wallSeconds / ideal, 3),
		oursSeconds,
		ours: oursWay,
		stock: onesWay,
		stockInFives: fivesWay,
	};
}
