/** Markdown as Prettier leaves it, so that formatting the project does not change the page. */

export const code = (text: string): string => `\`${text}\``;

/** A text that stands in one cell of a table. */
export const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

/** Order of rows: by their cells from left to right, the same on every machine. */
export function byText(a: readonly string[], b: readonly string[]): number {
	const [left, right] = [a.join('\u0000'), b.join('\u0000')];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const widths = head.map((title, column) =>
		Math.max(3, ...[title, ...rows.map((row) => row[column])].map((cell) => cell.length)),
	);
	const line = (cells: readonly string[], fill: string) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column], fill)).join(' | ')} |`;
	return [
		line(head, ' '),
		line(
			head.map(() => ''),
			'-',
		),
		...rows.map((row) => line(row, ' ')),
	].join('\n');
}
