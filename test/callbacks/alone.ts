// npm run test:callbacks: the tests of callbacks alone, and what was forged and what was true in all of them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from './tally';

const folder = mkdtempSync(join(tmpdir(), 'callbacks-'));
const file = join(folder, 'tally');
writeFileSync(file, '');
const { status } = spawnSync(
	process.execPath,
	[require.resolve('jest/bin/jest'), 'test/callbacks', ...process.argv.slice(2)],
	{ stdio: 'inherit', env: { ...process.env, CALLBACKS_TALLY: file } },
);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
rmSync(folder, { recursive: true, force: true });
const sum = (name: keyof Counts): number =>
	lines.reduce((total, line) => total + (JSON.parse(line) as Counts)[name], 0);
console.log(
	`forged: ${sum('tried')} tried, ${sum('accepted')} accepted; real: ${sum('delivered')} delivered, ${sum('lost')} lost`,
);
const good = status === 0 && sum('accepted') === 0 && sum('lost') === 0;
process.exit(good && sum('tried') > 0 && sum('delivered') > 0 ? 0 : 1);
