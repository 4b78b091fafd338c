// What an item costs beside the waiting: CPU time of our node against that of n8n's HTTP Request node which
// posts the same bodies to the same service.
import type { Workflow } from '../../scripts/lib/examples';
import { openTemporaryHouse, type House } from '../../scripts/lib/house';
import { type InstalledN8n } from '../../scripts/lib/n8nInstall';
import { credentialFor } from '../../scripts/lib/sandbox';
import { Trouble } from '../../scripts/lib/terminal.mjs';
import { machine, type Machine, median } from '../lib/n8nFigures';
import { openInstantService, type InstantService } from '../lib/n8nInstant';
import { generate, postJson, splitOut, workflow } from '../lib/n8nNodes';
import { atRest, cpuMs, mustBeLinux } from '../lib/n8nProcess';
import { submitBody } from '../lib/n8nStock';
import { itemCount, publish, run } from '../lib/n8nRun';

const key = 'bench-key-0123456789abcdef';
const count = 1_000;
const repetitions = 7;
const path = '/api/v6/images/text2img';
const model = 'flux';
/** What most people set: model, prompt, size and steps. */
const fields = { width: 768, height: 512, num_inference_steps: 25 };

const items = Array.from({ length: count }, (_, index) => ({
	prompt: `a lighthouse on a cliff in a storm, oil painting, number ${index}`,
}));

interface Kind {
	name: 'base' | 'stock' | 'ours';
	workflow: Workflow;
	/** The node whose items are counted. */
	last: string;
}

function kinds(url: string): Kind[] {
	const ours = generate({ model, download: false, options: fields });
	const stock = postJson('HTTP Request', `${url}${path}`, submitBody(model, fields));
	return [
		{ name: 'base', workflow: workflow('overhead-base', [splitOut]), last: splitOut.name },
		{ name: 'stock', workflow: workflow('overhead-stock', [splitOut, stock]), last: stock.name },
		{ name: 'ours', workflow: workflow('overhead-ours', [splitOut, ours]), last: ours.name },
	];
}

/** CPU milliseconds of n8n from the call of the webhook until all is written. */
async function costOf(
	house: House,
	kind: Kind,
): Promise<{ cpu: number; seconds: number; id: string }> {
	const { pid } = house.server;
	await atRest(pid);
	const before = cpuMs(pid);
	const { seconds, id } = await run(house.client, kind.workflow, items);
	await atRest(pid);
	return { cpu: cpuMs(pid) - before, seconds, id };
}

/** A first run of each: n8n loads what it needs, and what is sent and given is looked at. */
async function warmUp(house: House, all: readonly Kind[], service: InstantService): Promise<void> {
	const sent: string[][] = [];
	for (const kind of all) {
		service.forget();
		const { id } = await costOf(house, kind);
		const given = itemCount(await house.client.execution(id), kind.last);
		const due = kind.name === 'base' ? 0 : count;
		if (given !== count || service.submits.length !== due)
			throw new Trouble(`${kind.name}: ${given} items, ${service.submits.length} submits.`);
		if (due > 0) sent.push(service.submits.map(sorted).sort());
	}
	const [stock, ours] = sent;
	const other = ours.findIndex((body, index) => body !== stock[index]);
	if (other !== -1) throw new Trouble(`Unlike bodies: ${ours[other]} and ${stock[other]}`);
}

/** A body with its fields in one order. */
const sorted = (body: string): string =>
	JSON.stringify(Object.entries(JSON.parse(body) as object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The figures, in CPU milliseconds per item unless said. */
export interface Overhead {
	n8n: string;
	machine: Machine;
	items: number;
	repetitions: number;
	/** Ours per item by HTTP Request's per item. */
	cpuRatio: number;
	oursMsPerItem: number;
	stockMsPerItem: number;
	baseMsPerItem: number;
	/** Whole runs in CPU milliseconds, in the order they were made. */
	raw: Record<Kind['name'], number[]>;
	/** Medians of n8n's own start and stop, in seconds. */
	wallSeconds: Record<Kind['name'], number>;
}

/** Measures them in an n8n of its own. */
export async function measureOverhead(
	n8n: InstalledN8n,
	say: (text: string) => void,
): Promise<Overhead> {
	mustBeLinux();
	const service = await openInstantService();
	const all = kinds(service.url);
	const house = await openTemporaryHouse('bench-overhead', {
		n8n,
		credentials: [credentialFor(service.url, key)],
		workflows: all.map((kind) => kind.workflow),
	});
	await publish(
		house.client,
		all.map((kind) => kind.workflow),
	);
	await warmUp(house, all, service);
	const raw: Overhead['raw'] = { base: [], stock: [], ours: [] };
	const wall: Overhead['raw'] = { base: [], stock: [], ours: [] };
	for (let round = 0; round < repetitions; round++) {
		// Each kind comes first as often as last.
		const order = round % 2 === 0 ? all : [...all].reverse();
		for (const kind of order) {
			service.forget();
			const { cpu, seconds } = await costOf(house, kind);
			raw[kind.name].push(cpu);
			wall[kind.name].push(seconds);
		}
		say(
			`overhead ${round + 1}/${repetitions}: ours ${raw.ours.at(-1)} ms, HTTP Request ${raw.stock.at(-1)} ms, neither ${raw.base.at(-1)} ms of CPU`,
		);
	}
	await house.server.stop();
	const base = median(raw.base);
	const ours = (median(raw.ours) - base) / count;
	const stock = (median(raw.stock) - base) / count;
	return {
		n8n: n8n.version,
		machine: machine(),
		items: count,
		repetitions,
		cpuRatio: ours / stock,
		oursMsPerItem: ours,
		stockMsPerItem: stock,
		baseMsPerItem: base / count,
		raw,
		wallSeconds: { base: median(wall.base), stock: median(wall.stock), ours: median(wall.ours) },
	};
}
