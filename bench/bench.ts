/**
 * npm run bench: measures what the README says about the node, writes bench/results.json, bench/chart.svg
 * and the tables of both READMEs.
 * `--only waiting,growth` runs some of the parts (waiting, growth, n8n) and keeps the rest of the results.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { version } from '../package.json';
import { chart } from './chart';
import type { InN8n, Results } from './figures';
import { benchGrowth } from './growth';
import { shortTableOf, tableOf, writeFigures } from './readme';
import { report } from './report';
import { benchWaiting } from './waiting';

const resultsFile = join(__dirname, 'results.json');
const chartFile = join(__dirname, 'chart.svg');
const readmeFile = join(__dirname, '..', 'README.md');

type Say = (line: string) => void;

/** Each part gives what it adds to the results. */
const parts: Readonly<Record<string, (say: Say) => Promise<object>>> = {
	waiting: async (say) => ({ waiting: await benchWaiting(say) }),
	growth: async (say) => ({ growth: await benchGrowth(say) }),
	// Needs an installed n8n, so it is looked at only when it is wanted.
	n8n: async (say) => {
		const where = './n8n/index.ts';
		const { benchInN8n } = (await import(where)) as {
			benchInN8n: (say: Say) => Promise<InN8n>;
		};
		return await benchInN8n(say);
	},
};

/** @throws Error that says what is wrong with the arguments */
function wanted(args: readonly string[]): string[] {
	const [flag, value, ...rest] = args;
	if (flag === undefined) return Object.keys(parts);
	const names = (value ?? '').split(',').filter(Boolean);
	const known = names.every((name) => Object.hasOwn(parts, name));
	if (flag !== '--only' || rest.length > 0 || names.length === 0 || !known)
		throw new Error(`npm run bench -- --only ${Object.keys(parts).join(',')}`);
	return names;
}

async function main(): Promise<void> {
	const names = wanted(process.argv.slice(2));
	const say: Say = (line) => console.error(line);
	let results: Results = existsSync(resultsFile)
		? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results)
		: { measured: {} };
	for (const name of names) {
		const part = await parts[name](say);
		const [cpu] = cpus();
		const machine = {
			on: new Date().toISOString().slice(0, 10),
			cpu: cpu?.model.trim(),
			cores: cpus().length,
			memoryGb: Math.round(totalmem() / 2 ** 30),
			node: process.version,
			package: version,
		};
		results = { ...results, ...part, measured: { ...results.measured, [name]: machine } };
		const style = { ...(await resolveConfig(resultsFile)), filepath: resultsFile };
		writeFileSync(resultsFile, await format(JSON.stringify(rounded(results)), style));
	}
	if (results.waiting) writeFileSync(chartFile, chart(results.waiting));
	writeFigures(readmeFile, shortTableOf(results));
	writeFigures(join(__dirname, 'README.md'), tableOf(results));
	console.log(report(results));
}

/** Six figures are more than any of this is known to. */
const rounded = (value: unknown): unknown => {
	if (typeof value === 'number') return Number(value.toPrecision(6));
	if (Array.isArray(value)) return value.map(rounded);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]));
};

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
