/**
 * tag.ts v0.1.0 [--notes FILE]: whether a tag, the version in package.json and a dated heading in CHANGELOG.md go
 * together, and what the version offers is kept. Writes what is new in it into FILE. For publish.yml.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/paths';
import { report, say, Trouble } from '../lib/terminal.mjs';
import { complaintsOfTag, entryOf } from './changelog';

function run(): number {
	const { positionals, values } = parseArgs({
		allowPositionals: true,
		options: { notes: { type: 'string' } },
	});
	const [tag] = positionals;
	if (tag === undefined) throw new Trouble('Which tag? usage: tag.ts v0.1.0 [--notes FILE]');
	const read = (path: string): string => readFileSync(join(root, path), 'utf8');
	const { version } = JSON.parse(read('package.json')) as { version: string };
	const changelog = read('CHANGELOG.md');
	const kept = existsSync(join(root, 'test', 'upgrade', version, 'description.json'));
	const complaints = complaintsOfTag(tag, { version, changelog, kept });
	for (const complaint of complaints) console.error(complaint);
	if (complaints.length > 0) return 1;
	const entry = entryOf(changelog, version);
	if (values.notes) writeFileSync(values.notes, `${entry?.text}\n`);
	say(`${tag} can be released: dated ${entry?.date}`);
	return 0;
}

try {
	process.exitCode = run();
} catch (error) {
	report(error);
	process.exitCode = 1;
}
