import type { Growth } from './growth';
import type { Waiting } from './waiting';

/** What the benchmark in a real n8n tells; missing where it was not run. */
export interface InN8n {
	readonly n8n: { readonly speedupOverStock: number; readonly wallOverIdeal: number };
	readonly overhead: { readonly cpuRatio: number };
	readonly memory: {
		readonly growthMb: number;
		readonly growthMbBareNode: number;
		readonly growthMbTiny: number;
		readonly growthMb20: number;
		readonly growthMbBuffering20: number;
	};
}

/** Everything that was measured, as bench/results.json has it. */
export interface Results extends Partial<InN8n> {
	readonly waiting?: Waiting;
	readonly growth?: Growth;
	/** Where and when each part was measured. */
	readonly measured: Readonly<Record<string, object>>;
}

/** A figure with a target. */
export interface Figure {
	/** Its place in results.json. */
	readonly key: string;
	readonly what: string;
	/** The same in a reader's words, where the README tells it. */
	readonly plainly?: string;
	readonly unit: 'x' | '%' | 'per job' | 'MB';
	/** At most that, or at least. */
	readonly target: number;
	readonly atLeast?: boolean;
	/** What it was measured with. */
	readonly whose: string;
	/** Where its standard deviation between seeds is found. */
	readonly spread?: string;
	/** The same figure of others. */
	readonly others?: (results: Results) => string;
}

const simulated = "the node's code, simulated clock";
const real = 'the node in a real n8n';
const mb = (value: number): string => `${value.toFixed(0)} MB`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
/** Words about the number at a place, if there is one. */
const at = (key: string, words: (value: number) => string) => (results: Results) => {
	const value = numberAt(results, key);
	return value === undefined ? '' : words(value);
};
const best = (key: 'sigma01' | 'sigma05') => (results: Results) => {
	const rows = results.waiting?.[key].policies ?? [];
	const [quickest] = [...rows].sort((a, b) => a.makespanOverIdeal - b.makespanOverIdeal);
	return quickest === undefined
		? ''
		: `best: ${quickest.makespanOverIdeal.toFixed(2)} (${quickest.name})`;
};
const limits = (key: 'sigma01' | 'sigma05') => (results: Results) => {
	const like = results.waiting?.[key].atOurQuestions;
	return like === undefined
		? ''
		: `as many questions: optimum ${percent(like.optimum)}, under all our rules ` +
				`${percent(like.optimumWithAllRules)}, fixed ${percent(like.fixed)}`;
};
const perSetting = (
	key: 'sigma01' | 'sigma05',
	sigma: string,
	lag: number,
	questions: number,
	plainly: readonly string[] = [],
) =>
	[
		{
			key: `waiting.${key}.makespanOverIdeal`,
			what: `500 jobs, sigma ${sigma}: total time / ideal`,
			plainly: plainly[0],
			unit: 'x',
			target: 1.08,
			whose: simulated,
			spread: `waiting.${key}.spread.makespanOverIdeal`,
			others: best(key),
		},
		{
			key: `waiting.${key}.meanLagShare`,
			what: `500 jobs, sigma ${sigma}: ready to known / length`,
			plainly: plainly[1],
			unit: '%',
			target: lag,
			whose: simulated,
			spread: `waiting.${key}.spread.meanLagShare`,
			others: limits(key),
		},
		{
			key: `waiting.${key}.questionsPerJob`,
			what: `500 jobs, sigma ${sigma}: questions`,
			plainly: plainly[2],
			unit: 'per job',
			target: questions,
			whose: simulated,
			spread: `waiting.${key}.spread.questionsPerJob`,
		},
	] as const satisfies Figure[];

export const figures: readonly Figure[] = [
	...perSetting('sigma01', '0.1', 0.04, 3),
	...perSetting('sigma05', '0.5', 0.06, 4.5, [
		'500 jobs of very different length: total time, as a multiple of the least that is possible',
		'How long a result lies ready before it is known, as a share of the length of a job',
		'Questions per job',
	]),
	{
		key: 'waiting.slack.makespanOverIdeal',
		what: '500 jobs, service works on 2: total time / ideal',
		unit: 'x',
		target: 1.02,
		whose: simulated,
		others: ({ waiting }) => {
			const all = waiting?.slack.sigma05.policies.map((row) => row.makespanOverIdeal) ?? [];
			return all.length === 0
				? ''
				: `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)} at sigma 0.5`;
		},
	},
	{
		key: 'waiting.lagVersusBestFixed',
		what: 'lag / best fixed interval, as many questions',
		unit: 'x',
		target: 0.5,
		whose: simulated,
	},
	{
		key: 'waiting.lagOverOptimum',
		what: 'lag / optimum, as many questions',
		unit: 'x',
		target: 1.35,
		whose: simulated,
		others: ({ waiting }) =>
			waiting ? `under our rules: ${waiting.lagOverOptimumWithAllRules.toFixed(2)}` : '',
	},
	{
		key: 'n8n.speedupOverStock',
		what: "real n8n: times as fast as n8n's own nodes",
		plainly: '60 pictures in a real n8n: times as fast as HTTP Request, Wait and If',
		unit: 'x',
		target: 4,
		atLeast: true,
		whose: real,
		others: at('n8n.speedupOverStockInFives', (times) => `theirs in fives: ${times.toFixed(1)}`),
	},
	{
		key: 'n8n.wallOverIdeal',
		what: 'real n8n: total time / ideal',
		unit: 'x',
		target: 1.1,
		whose: real,
	},
	{
		key: 'overhead.cpuRatio',
		what: 'real n8n: CPU per item / that of HTTP Request',
		plainly: 'Processor time per item, as a multiple of what HTTP Request takes',
		unit: 'x',
		target: 1.5,
		whose: real,
	},
	{
		key: 'memory.growthMb',
		what: 'real n8n: memory that grows with files',
		unit: 'MB',
		target: 64,
		whose: real,
		others: ({ memory }) =>
			memory === undefined
				? ''
				: `Node.js alone: ${mb(memory.growthMbBareNode)}; with files of 50 kB: ${mb(memory.growthMbTiny)}; ` +
					`with 20 MB: ${mb(memory.growthMb20)}, a node that buffers ${mb(memory.growthMbBuffering20)}`,
	},
	{
		key: 'growth.cpuPerItemRatio',
		what: 'CPU per item, 10,000 items / 100 items',
		unit: 'x',
		target: 1.2,
		whose: simulated,
	},
];

/** The number at a place in the results; nothing where that part was not run. */
export function numberAt(results: Results, key: string): number | undefined {
	const value = key
		.split('.')
		.reduce<unknown>(
			(part, name) => (part as Record<string, unknown> | undefined)?.[name],
			results,
		);
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export const isMet = ({ target, atLeast }: Figure, value: number): boolean =>
	atLeast ? value >= target : value <= target;

export function told({ unit }: Pick<Figure, 'unit'>, value: number): string {
	if (unit === '%') return `${(value * 100).toFixed(2)} %`;
	return `${value.toFixed(unit === 'x' ? 3 : 2)}${unit === 'MB' ? ' MB' : ''}`;
}
