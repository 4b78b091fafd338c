import { readFileSync, writeFileSync } from 'node:fs';
import { figures, isMet, numberAt, told, type Figure, type Results } from './figures';

const begin = '<!-- figures -->';
const end = '<!-- /figures -->';

/** Writes a table into a page, between its two marks, so that it says what was measured last. */
export function writeFigures(file: string, table: string): void {
	const text = readFileSync(file, 'utf8');
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`${file} has no place for the figures`);
	const head = text.slice(0, from + begin.length);
	writeFileSync(file, `${head}\n\n${table}\n\n${text.slice(to)}`);
}

/** Every figure with its target. */
export const tableOf = (results: Results): string =>
	markdown([
		['Figure', 'Node', 'Target', 'Others'],
		...figures.map((figure) => lineOf(figure, results)),
	]);

/** What a reader of the README wants to know, in words of its own. */
export const shortTableOf = (results: Results): string =>
	markdown([
		['What was measured', 'This node', 'To compare'],
		...figures.flatMap((figure) =>
			figure.plainly === undefined
				? []
				: [[figure.plainly, valueOf(figure, results), figure.others?.(results) ?? '']],
		),
	]);

/** A table that Prettier leaves as it is. */
function markdown(lines: string[][]): string {
	const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
	const row = (cells: readonly string[]): string =>
		`| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
	const rule = widths.map((width) => '-'.repeat(width));
	return [row(lines[0]), row(rule), ...lines.slice(1).map(row)].join('\n');
}

function valueOf(figure: Figure, results: Results): string {
	const value = numberAt(results, figure.key);
	return value === undefined ? 'not run' : told(figure, value);
}

function lineOf(figure: Figure, results: Results): string[] {
	const value = numberAt(results, figure.key);
	const target = `${figure.atLeast ? 'at least' : 'at most'} ${told(figure, figure.target)}`;
	const missed = value !== undefined && !isMet(figure, value) ? ', missed' : '';
	return [figure.what, valueOf(figure, results) + missed, target, figure.others?.(results) ?? ''];
}
