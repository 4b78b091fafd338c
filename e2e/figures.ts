// Figures that the documentation shows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../scripts/lib/terminal.mjs';
import { n8nHome } from '../scripts/lib/paths';

/** What was counted, and how much of it. */
export type Figure = [what: string, value: string | number];

/** Says figures, and keeps them as `e2e/out/figures-<name>.json`. */
export function figures(name: string, rows: Figure[]): void {
	for (const [what, value] of rows) say(`  ${what.padEnd(62)} ${value}`);
	const out = join(n8nHome, 'out');
	mkdirSync(out, { recursive: true });
	writeFileSync(join(out, `figures-${name}.json`), `${JSON.stringify(rows, null, '\t')}\n`);
}
