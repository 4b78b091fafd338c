import { jobsOf, median, estimateFrom, estimateTo, type Job } from './jobs';
import { mean, spread, type Measured } from './measure';
import { fixed, fixedAt, lagAt, optimum, startedFixedAt, type Point } from './optimum';
import { knowing, others, policies } from './others';
import { ours } from './ours';
import { queueLimit, roundTripMs } from './service';
import { jobsIn, worlds } from './worlds';
import { shortestPause } from '../../nodes/StableDiffusion/job/schedule';

const count = 500;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const sigmas = { sigma01: 0.1, sigma05: 0.5 } as const;
/** Jobs that the service works on at once: as many as the queue takes, and fewer. */
const noSlack = queueLimit;
const slack = 2;

/** Means over the seeds, and the standard deviation between them. */
export type Summary = Measured & { readonly spread: Measured };

export interface Row extends Summary {
	readonly name: string;
}

export interface Setting extends Summary {
	readonly policies: readonly Row[];
	/** The best schedule of somebody who knows the true distribution, free to ask as often as they like. */
	readonly optimum: readonly Point[];
	/** The same under the rule that a job is asked about every half second at most. */
	readonly optimumWithRule: readonly Point[];
	/** The same, as it really goes, with the questions of the whole run in line. */
	readonly optimumWithAllRules: readonly Row[];
	readonly fixed: readonly Point[];
	/** Lag shares of others at as many questions per job as ours. */
	readonly atOurQuestions: {
		readonly optimum: number;
		readonly optimumWithRule: number;
		readonly optimumWithAllRules: number;
		readonly fixed: number;
		readonly fixedAfterBestStart: number;
	};
}

export interface Waiting {
	readonly sigma01: Setting;
	readonly sigma05: Setting;
	readonly slack: {
		/** The worse of both sigmas. */
		readonly makespanOverIdeal: number;
		readonly sigma01: Summary & { readonly policies: readonly Row[] };
		readonly sigma05: Summary & { readonly policies: readonly Row[] };
	};
	readonly lagVersusBestFixed: number;
	readonly lagOverOptimum: number;
	readonly lagOverOptimumWithRule: number;
	readonly lagOverOptimumWithAllRules: number;
	/** Set-ups that nothing was developed for; `fixed` is the lag share of a fixed interval at as many questions. */
	readonly worlds: ReadonlyArray<Row & { readonly fixed: number }>;
	/** Runs of a few jobs, at sigma 0.5. */
	readonly few: ReadonlyArray<Summary & { readonly jobs: number }>;
	readonly setUp: object;
}

/** Ways of waiting on a simulated clock: the node's own code against the policies of others and the optimum. */
export async function benchWaiting(say: (line: string) => void): Promise<Waiting> {
	const measured = { sigma01: undefined, sigma05: undefined } as Partial<
		Record<keyof typeof sigmas, Setting>
	>;
	const withSlack = {} as Record<keyof typeof sigmas, Summary & { policies: Row[] }>;
	for (const [key, sigma] of Object.entries(sigmas) as Array<[keyof typeof sigmas, number]>) {
		const lists = seeds.map((seed) => jobsOf(sigma, seed, count));
		say(`waiting: sigma ${sigma}, the node`);
		const own = await summed(lists, async (jobs) => await ours(jobs, noSlack));
		const ownWithSlack = await summed(lists, async (jobs) => await ours(jobs, slack));
		say(`waiting: sigma ${sigma}, the policies of others`);
		const rows = await rowsOf(lists, noSlack);
		withSlack[key] = { ...ownWithSlack, policies: await rowsOf(lists, slack) };
		say(`waiting: sigma ${sigma}, the optimum`);
		const all = lists.flat();
		const best = optimum(all, sigma, 0);
		const bestWithRule = optimum(all, sigma, shortestPause);
		const bestWithAllRules: Row[] = [];
		for (const price of [20, 40, 60, 90, 120]) {
			const policy = knowing(sigma, price);
			const run = async (jobs: readonly Job[]) =>
				await others(jobs, noSlack, policy, { serial: false });
			bestWithAllRules.push({ name: policy.name, ...(await summed(lists, run)) });
		}
		const questions = own.questionsPerJob;
		measured[key] = {
			...own,
			policies: rows,
			optimum: best,
			optimumWithRule: bestWithRule,
			optimumWithAllRules: bestWithAllRules,
			// From one second to twenty.
			fixed: Array.from({ length: 41 }, (_, at) => fixed(all, 1_000 * 20 ** (at / 40))),
			atOurQuestions: {
				optimum: lagAt(best, questions),
				optimumWithRule: lagAt(bestWithRule, questions),
				optimumWithAllRules: lagAt(bestWithAllRules, questions),
				fixed: fixedAt(all, questions).meanLagShare,
				fixedAfterBestStart: startedFixedAt(all, questions).meanLagShare,
			},
		};
	}
	const { sigma01, sigma05 } = measured as Record<keyof typeof sigmas, Setting>;
	const over = (key: 'optimum' | 'optimumWithRule' | 'optimumWithAllRules'): number =>
		Math.max(
			...[sigma01, sigma05].map(
				({ meanLagShare, atOurQuestions }) => meanLagShare / atOurQuestions[key],
			),
		);
	return {
		sigma01,
		sigma05,
		slack: {
			makespanOverIdeal: Math.max(
				withSlack.sigma01.makespanOverIdeal,
				withSlack.sigma05.makespanOverIdeal,
			),
			...withSlack,
		},
		lagVersusBestFixed: sigma05.meanLagShare / sigma05.atOurQuestions.fixed,
		lagOverOptimum: over('optimum'),
		lagOverOptimumWithRule: over('optimumWithRule'),
		lagOverOptimumWithAllRules: over('optimumWithAllRules'),
		worlds: await inWorlds(say),
		few: await inFew(say),
		setUp: {
			jobs: count,
			seeds,
			sigmas,
			medianMs: median,
			estimate: `the truth times ${estimateFrom} to ${estimateTo}, evenly`,
			roundTripMs,
			queueLimit,
			workers: { noSlack, slack },
			shortestPauseMs: shortestPause,
		},
	};
}

async function rowsOf(lists: readonly Job[][], workers: number): Promise<Row[]> {
	const rows: Row[] = [];
	for (const serial of [true, false]) {
		for (const policy of policies) {
			const name = `${policy.name}, ${serial ? 'one at a time' : 'with our window'}`;
			const run = async (jobs: readonly Job[]) => await others(jobs, workers, policy, { serial });
			rows.push({ name, ...(await summed(lists, run)) });
		}
	}
	return rows;
}

async function inWorlds(say: (line: string) => void): Promise<Array<Row & { fixed: number }>> {
	const rows = [];
	for (const world of worlds) {
		say(`waiting: ${world.name}`);
		const lists = seeds.slice(0, 3).map((seed) => jobsIn(world, seed, count));
		const own = await summed(lists, async (jobs) => await ours(jobs, noSlack));
		const like = fixedAt(lists.flat(), own.questionsPerJob).meanLagShare;
		rows.push({ name: world.name, ...own, fixed: like });
	}
	return rows;
}

async function inFew(say: (line: string) => void): Promise<Array<Summary & { jobs: number }>> {
	const rows = [];
	for (const jobs of [1, 5, 20, 100]) {
		say(`waiting: runs of ${jobs}`);
		const runs = Math.ceil(1_000 / jobs);
		const lists = Array.from({ length: runs }, (_, at) => jobsOf(sigmas.sigma05, at + 1, jobs));
		rows.push({ jobs, ...(await summed(lists, async (list) => await ours(list, noSlack))) });
	}
	return rows;
}

async function summed(
	lists: readonly Job[][],
	run: (jobs: readonly Job[]) => Promise<Measured>,
): Promise<Summary> {
	const all: Measured[] = [];
	for (const jobs of lists) all.push(await run(jobs));
	const keys = Object.keys(all[0]) as Array<keyof Measured>;
	const over = (sum: (values: number[]) => number): Measured =>
		Object.fromEntries(
			keys.map((key) => [key, sum(all.map((one) => one[key]))]),
		) as unknown as Measured;
	return { ...over(mean), spread: over(spread) };
}
