/**
 * npm run release:check: goes through every rule that n8n has for community nodes, and for those that it verifies,
 * one by one, on the built and packed package. Fails if one is not met.
 *
 * --only WORDS  only the rules with these words in their text or heading
 */
import { parseArgs } from 'node:util';
import { green, red, report, say, yellow, bold, dim, Trouble } from './lib/terminal.mjs';
import { root } from './lib/paths';
import { ensureBuilt } from './lib/build';
import { chapters } from './release/chapters';
import { NotOffline, type Finding, type Rule } from './release/rule';
import { readSubject, type Subject } from './release/subject';

/** How many places of one rule are printed. */
const mostPlaces = 12;

interface Count {
	met: number;
	notMet: number;
	notOffline: number;
}

function tell({ rule, source }: Rule, finding: Finding, count: Count): void {
	if (finding instanceof NotOffline) {
		count.notOffline++;
		say(`  ${yellow('cannot be checked offline')}  ${rule}`);
		say(`      ${finding.toDo}`);
		say(dim(`      ${source}`));
	} else if (finding.length === 0) {
		count.met++;
		say(`  ${green('met')}      ${rule}`);
	} else {
		count.notMet++;
		say(`  ${red('NOT met')}  ${rule}`);
		for (const place of finding.slice(0, mostPlaces)) say(`      ${place}`);
		if (finding.length > mostPlaces) say(`      and ${finding.length - mostPlaces} more`);
		say(dim(`      ${source}`));
	}
}

/** A rule that cannot be looked at is not met. */
async function lookedAt({ check }: Rule, subject: Subject): Promise<Finding> {
	try {
		return await check(subject);
	} catch (error) {
		return [error instanceof Trouble ? error.message : String((error as Error).stack ?? error)];
	}
}

function wanted(): string {
	try {
		return parseArgs({ options: { only: { type: 'string', default: '' } } }).values.only;
	} catch (error) {
		throw new Trouble(`${(error as Error).message}. The option is --only WORDS.`);
	}
}

async function main(): Promise<number> {
	const only = wanted().toLowerCase();
	await ensureBuilt();
	const subject = readSubject(root);
	const count: Count = { met: 0, notMet: 0, notOffline: 0 };
	const looking = chapters.map(({ heading, rules }) => ({
		heading,
		looks: rules
			.filter(({ rule }) => `${heading} ${rule}`.toLowerCase().includes(only))
			// All at once: some wait for npm.
			.map((rule) => ({ rule, finding: lookedAt(rule, subject) })),
	}));
	for (const { heading, looks } of looking) {
		if (looks.length > 0) say(bold(`\n${heading}`));
		for (const { rule, finding } of looks) tell(rule, await finding, count);
	}
	say(`\n${count.met} met, ${count.notMet} not met, ${count.notOffline} not checkable offline`);
	return count.notMet === 0 ? 0 : 1;
}

main().then(
	// What n8n-core has started would keep the process alive.
	(code) => process.exit(code),
	(error: unknown) => {
		report(error);
		process.exit(1);
	},
);
