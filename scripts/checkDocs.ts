/**
 * npm run docs:check: whether the pages are true. Links and pictures lead somewhere, blocks are what they say they
 * are, commands exist, figures are those of the last benchmark.
 *
 * -- --run          also clones this checkout anew and runs every command and every block of commands there, as written
 * -- --only WORDS   of these, the ones with one of the words in them, beside the clone itself
 * -- --skip WORDS   all but those
 */
import { parseArgs } from 'node:util';
import { commandsOf, type Command } from './checkDocs/commands';
import { pages, snippetsOf } from './checkDocs/pages';
import { brokenLinks, oldFigures, slips } from './checkDocs/still';
import { Walk } from './checkDocs/walk';
import { runScript } from './lib/shutdown';
import { green, red, say } from './lib/terminal.mjs';

const { values } = parseArgs({
	options: {
		run: { type: 'boolean' },
		only: { type: 'string' },
		skip: { type: 'string' },
	},
});

const wordsOf = (text = ''): string[] => text.split(',').filter(Boolean);

/** Whether a command is among those that were asked for. */
function isWanted({ text }: Command): boolean {
	const has = (word: string): boolean => text.includes(word);
	if (text.startsWith('git clone')) return true;
	return (
		(values.only === undefined || wordsOf(values.only).some(has)) && !wordsOf(values.skip).some(has)
	);
}

function told(what: string, wrong: string[]): boolean {
	say(`  ${wrong.length === 0 ? green('✔') : red('✘')} ${what}`);
	for (const line of wrong) say(`      ${line}`);
	return wrong.length === 0;
}

async function main(): Promise<number> {
	const all = pages();
	const snippets = (await Promise.all(all.map(snippetsOf))).flat();
	const results = [
		told(`${all.length} pages: every link inside the repository resolves`, brokenLinks(all)),
		told(`${snippets.length} pieces of code: blocks parse, commands exist`, slips(snippets)),
		told('figures are those of the last benchmark', oldFigures()),
	];
	if (values.run) {
		const walk = new Walk();
		for (const command of commandsOf(snippets).filter(isWanted))
			results.push(await walk.go(command));
	}
	const failed = results.filter((isGood) => !isGood).length;
	say(`${results.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

runScript(main);
