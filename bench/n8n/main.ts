// The measurements in a real n8n, by themselves: --only stock, overhead or memory.
import { parseArgs } from 'node:util';
import { endOnSignals, finish } from '../../scripts/lib/shutdown';
import { prepare } from '../../scripts/lib/steps';
import { report, say, Trouble } from '../../scripts/lib/terminal.mjs';
import { measureMemory, measureOverhead, measureStock, verdicts } from './index';

/** By the word after --only: the part of the figures that it is, and how it is measured. */
const measures = {
	stock: { part: 'n8n', measure: measureStock },
	overhead: { part: 'overhead', measure: measureOverhead },
	memory: { part: 'memory', measure: measureMemory },
} as const;

function wanted(): Array<keyof typeof measures> {
	const known = Object.keys(measures) as Array<keyof typeof measures>;
	const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
	const chosen = known.filter((name) => only === undefined || name === only);
	if (chosen.length > 0) return chosen;
	throw new Trouble(`--only takes one of: ${known.join(', ')}.`);
}

async function main(): Promise<void> {
	const names = wanted();
	endOnSignals();
	const n8n = await prepare();
	for (const name of names) {
		const { part, measure } = measures[name];
		const figures = await measure(n8n, say);
		say(JSON.stringify({ [part]: figures }, undefined, 2));
		for (const line of verdicts(part, { ...figures })) say(`  ${line}`);
	}
}

main().then(
	() => finish(0),
	(error) => {
		report(error);
		return finish(1);
	},
);
