import pc from 'picocolors';
import { figures, numberAt, isMet, told, type Figure, type Results } from './figures';
import type { Row, Summary } from './waiting';

type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Everything that was measured, as one table: our figures with their targets, then how others wait. */
export function report(results: Results): string {
	const head = ['figure', 'ours', 'target', '', 'whose figure', 'others'].map((text): Cell => ({
		text,
		paint: pc.bold,
	}));
	const { waiting } = results;
	return [
		...table([head, ...figures.map((figure) => lineOf(figure, results))]),
		...(waiting === undefined
			? []
			: [
					'',
					...table([
						...settings('500 jobs, sigma 0.1, service works on 5', waiting.sigma01),
						...settings('500 jobs, sigma 0.5, service works on 5', waiting.sigma05),
						...settings('500 jobs, sigma 0.5, service works on 2', waiting.slack.sigma05),
						...rows('500 jobs in other worlds, ours', waiting.worlds),
						...rows(
							'few jobs, sigma 0.5, ours',
							waiting.few.map((row) => ({ ...row, name: `runs of ${row.jobs}` })),
						),
					]),
				]),
	].join('\n');
}

function lineOf(figure: Figure, results: Results): Cell[] {
	const value = numberAt(results, figure.key);
	const spread = figure.spread === undefined ? undefined : numberAt(results, figure.spread);
	const target = `${figure.atLeast ? '>=' : '<='} ${told(figure, figure.target)}`;
	const ours = value === undefined ? 'not run' : told(figure, value);
	const met = value !== undefined && isMet(figure, value);
	return [
		figure.what,
		spread === undefined ? ours : `${ours} +- ${told(figure, spread)}`,
		target,
		value === undefined
			? { text: '', paint: pc.dim }
			: { text: met ? 'met' : 'missed', paint: met ? pc.green : pc.red },
		figure.whose,
		figure.others?.(results) ?? '',
	];
}

const settings = (name: string, setting: Summary & { policies: readonly Row[] }): Cell[][] =>
	rows(name, [{ ...setting, name: 'ours', fixed: undefined }, ...setting.policies]);

/** `fixed`: the lag of the fixed interval that asks as many questions. */
const rows = (name: string, all: ReadonlyArray<Row & { readonly fixed?: number }>): Cell[][] => [
	[
		...[name, 'time / ideal', 'mean lag', 'p95 lag', 'questions'],
		...(all[0]?.fixed === undefined ? [] : ['lag of a fixed interval']),
	].map((text) => ({ text, paint: pc.bold })),
	...all.map((row): Cell[] => [
		`  ${row.name}`,
		row.makespanOverIdeal.toFixed(3),
		shareOf(row.meanLagShare),
		`${Math.round(row.p95LagMs)} ms`,
		row.questionsPerJob.toFixed(2),
		row.fixed === undefined ? '' : shareOf(row.fixed),
	]),
];

const shareOf = (share: number): string => `${(share * 100).toFixed(1)} %`;

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

function table(lines: readonly Cell[][]): string[] {
	const columns = Math.max(...lines.map(({ length }) => length));
	const widths = Array.from({ length: columns }, (_, column) =>
		Math.max(...lines.map((cells) => textOf(cells[column] ?? '').length)),
	);
	return lines.map((cells) =>
		cells
			.map((cell, column) => {
				const padded = textOf(cell).padEnd(widths[column]);
				return typeof cell === 'string' ? padded : cell.paint(padded);
			})
			.join('  ')
			.trimEnd(),
	);
}
