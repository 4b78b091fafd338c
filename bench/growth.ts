import { Batch } from '../nodes/StableDiffusion/job/batch';
import { Memory } from '../nodes/StableDiffusion/job/memory';
import { Clock } from '../test/job/clock';
import { jobsOf } from './waiting/jobs';
import { median } from './waiting/measure';
import { origin, queueLimit, Service, submitPath } from './waiting/service';

const sizes = [100, 1_000, 10_000] as const;
/** Items of one measurement, in as many runs as that takes. */
const itemsAtATime = 10_000;
const rounds = 5;
const seed = 1;
const sigma = 0.5;

export interface Growth {
	/** Microseconds of CPU per item, medians, by the number of items in a run. */
	readonly cpuPerItemUs: Readonly<Record<string, number>>;
	/** Of 10,000 items over 100. */
	readonly cpuPerItemRatio: number;
	readonly setUp: object;
}

/** One run of the node's own code, with the memory that a retry would find. */
async function run(items: number): Promise<void> {
	const clock = new Clock();
	const jobs = jobsOf(sigma, seed, items);
	const service = new Service(clock, jobs, queueLimit);
	const batch = new Batch(service.line, { jobsAtOnce: queueLimit });
	const memory = new Memory({}, 0);
	const works = jobs.map(async (_, item) => {
		const order = { path: submitPath, body: { job: item }, family: 'images' as const };
		const entry = memory.of(item, `${item}`);
		const limitMs = Number.MAX_SAFE_INTEGER / 2;
		return await batch.live(order, { item, limitMs, wait: true, origin, kind: 'one', entry });
	});
	const ends = await clock.run(Promise.all(works));
	if (ends.some(({ state }) => state !== 'finished')) throw new Error('a job was given up');
}

/** Microseconds of CPU per item, over as many runs as make up a measurement. */
async function cpuPerItem(items: number): Promise<number> {
	const before = process.cpuUsage();
	for (let done = 0; done < itemsAtATime; done += items) await run(items);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / itemsAtATime;
}

/** What an item costs in runs of very different sizes: measured in turns, so that a slow minute hits all alike. */
export async function benchGrowth(say: (line: string) => void): Promise<Growth> {
	const measured = new Map<number, number[]>(sizes.map((size) => [size, []]));
	// A first round, so that the engine has compiled what there is to compile.
	await cpuPerItem(1_000);
	for (let round = 0; round < rounds; round++) {
		say(`growth: round ${round + 1} of ${rounds}`);
		const order = round % 2 === 0 ? sizes : [...sizes].reverse();
		for (const size of order) measured.get(size)?.push(await cpuPerItem(size));
	}
	const of = (size: number): number => median(measured.get(size) ?? []);
	return {
		cpuPerItemUs: Object.fromEntries(sizes.map((size) => [size, of(size)])),
		cpuPerItemRatio: of(10_000) / of(100),
		setUp: { sizes, itemsAtATime, rounds, seed, sigma, rounded: [...measured.entries()] },
	};
}
