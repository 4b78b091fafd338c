import { readFileSync, writeFileSync } from 'node:fs';
import { figures, isMet, numberAt, told, type Figure, type Results } from './figures';

const begin = '<!-- figures -->';
const end = '<!-- /figures -->';

/** Writes the figures into the README, between their two marks, so that it says what was measured last. */
export function writeFigures(file: string, results: Results): void {
	const text = readFileSync(file, 'utf8');
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`${file} has no place for the figures`);
	const head = text.slice(0, from + begin.length);
	writeFileSync(file, `${head}\n\n${tableOf(results)}\n\n${text.slice(to)}`);
}

/** The figures with their targets, as a table of Markdown that Prettier leaves as it is. */
export function tableOf(results: Results): string {
	const lines = [
		['Figure', 'Node', 'Target', 'Others'],
		...figures.map((figure) => lineOf(figure, results)),
	];
	const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
	const row = (cells: readonly string[]): string =>
		`| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
	const rule = widths.map((width) => '-'.repeat(width));
	return [row(lines[0]), row(rule), ...lines.slice(1).map(row)].join('\n');
}

function lineOf(figure: Figure, results: Results): string[] {
	const value = numberAt(results, figure.key);
	const target = `${figure.atLeast ? 'at least' : 'at most'} ${told(figure, figure.target)}`;
	const ours = value === undefined ? 'not run' : told(figure, value);
	const missed = value !== undefined && !isMet(figure, value) ? ', missed' : '';
	return [figure.what, ours + missed, target, figure.others?.(results) ?? ''];
}
