// What can be said of the pages without running anything.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortTableOf, tableOf } from '../../bench/readme';
import type { Results } from '../../bench/figures';
import { scripts } from '../../package.json';
import { root } from '../lib/paths';
import { scriptsIn } from './commands';
import type { Snippet } from './pages';

/** What a block may say it is. Anything else is a slip, or would go unchecked. */
const languages = ['bash', 'sh', 'json', 'text', 'ts', 'yaml', 'diff'];

/** Links and pictures that lead nowhere, also within a page. Addresses of other hosts are not called. */
export function brokenLinks(pages: readonly string[]): string[] {
	const remark = join(root, 'node_modules/.bin/remark');
	const { status, stderr, error } = spawnSync(
		remark,
		[
			...pages,
			'--use',
			'remark-validate-links=repository:false',
			'--frail',
			'--quiet',
			'--no-color',
		],
		{ cwd: root, encoding: 'utf8' },
	);
	if (error) throw error;
	return status === 0 ? [] : stderr.trim().split('\n');
}

/** Blocks that are not what they say they are, and commands that do not exist. */
export function slips(snippets: readonly Snippet[]): string[] {
	return snippets.flatMap(({ page, line, language, text }) => {
		const here = `${page}:${line}`;
		const unknown = scriptsIn(text)
			.filter((name) => !(name in scripts))
			.map((name) => `${here}: there is no 'npm run ${name}'`);
		if (language === undefined) return unknown;
		if (!languages.includes(language))
			return [
				...unknown,
				`${here}: a block says '${language}', and not one of ${languages.join(', ')}`,
			];
		return language === 'json' ? [...unknown, ...brokenJson(here, text)] : unknown;
	});
}

function brokenJson(here: string, text: string): string[] {
	try {
		JSON.parse(text);
		return [];
	} catch (error) {
		return [`${here}: ${(error as Error).message}`];
	}
}

/** Figures that are not those of bench/results.json. */
export function oldFigures(): string[] {
	const results = JSON.parse(readFileSync(join(root, 'bench/results.json'), 'utf8')) as Results;
	const tables = { 'README.md': shortTableOf(results), 'bench/README.md': tableOf(results) };
	return Object.entries(tables)
		.filter(([page, table]) => !readFileSync(join(root, page), 'utf8').includes(table))
		.map(([page]) => `${page}: its figures are not those of the last npm run bench`);
}
