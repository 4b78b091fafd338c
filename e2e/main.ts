// npm run e2e: all that is to be seen in real n8ns, side by side in a few lanes; a table at the end.
//
// --only WORDS  only the parts with these words in their names
// --lanes N     how many at a time (default: one more than there are processors)
// --prepare     only fetches and builds what is needed
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newest, oldest } from '../scripts/lib/n8nInstall';
import type { InstalledN8n } from '../scripts/lib/n8nInstall';
import { logs, root, seen } from '../scripts/lib/paths';
import { atEnd, runScript } from '../scripts/lib/shutdown';
import { build, install } from '../scripts/lib/steps';
import { during, elapsed, green, red, say, Trouble } from '../scripts/lib/terminal.mjs';
import { type Part, parts } from './parts';
import { ensureTools } from './tools';

/** How a part went. */
interface Result {
	part: Part;
	passed: number;
	failed: number;
	milliseconds: number;
}

/** No part takes so long; what does, hangs. */
const limit = 15 * 60_000;
const textOf = ({ name }: Part): string => join(logs, `${name.replaceAll(' ', '-')}.txt`);

interface Options {
	only?: string;
	lanes: number;
	prepareOnly: boolean;
}

function readOptions(): Options {
	try {
		const { values } = parseArgs({
			options: {
				only: { type: 'string' },
				lanes: { type: 'string' },
				prepare: { type: 'boolean' },
			},
		});
		const lanes = values.lanes === undefined ? cpus().length + 1 : Number(values.lanes);
		if (!Number.isInteger(lanes) || lanes < 1) throw new Error(`There cannot be ${lanes} lanes`);
		return { only: values.only, lanes, prepareOnly: values.prepare === true };
	} catch (error) {
		throw new Trouble(
			`${(error as Error).message}. The options are --only WORDS, --lanes N and --prepare.`,
		);
	}
}

/** What a script has counted: its last line of that kind. */
function counted(text: string): { passed: number; failed: number } | undefined {
	const last = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
	return last && { passed: Number(last[1]), failed: Number(last[2]) };
}

/** Runs a part in a process of its own; what it says goes into a file. */
async function run(part: Part, old: InstalledN8n): Promise<Result> {
	const began = Date.now();
	const path = textOf(part);
	const file = openSync(path, 'w');
	const which = part.n8n === 'old' ? ['--n8n', oldest.folder, '--node', old.node.path] : [];
	const script = join(root, part.script);
	const args = ['--import', 'tsx', script, ...which, ...(part.args ?? [])];
	const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', file, file] });
	closeSync(file);
	const gone = new Promise<number>((resolve) => {
		child.once('exit', (code) => resolve(code ?? 1));
		child.once('error', () => resolve(1));
	});
	// It ends what it has started.
	const stop = async (): Promise<void> => {
		child.kill('SIGTERM');
		await gone;
	};
	atEnd(stop);
	const code = await Promise.race([gone, sleep(limit, 'late' as const, { ref: false })]);
	if (code === 'late') await stop();
	const { passed, failed } = counted(readFileSync(path, 'utf8')) ?? { passed: 0, failed: 0 };
	// A script that broke off has failed, whatever it had counted.
	const broken = code !== 0 && failed === 0 ? 1 : 0;
	return { part, passed, failed: failed + broken, milliseconds: Date.now() - began };
}

/** What a failed part has said: what did not hold, and its last words. */
function lastWords(part: Part): string[] {
	const lines = readFileSync(textOf(part), 'utf8').trimEnd().split('\n');
	const bad = lines.filter((line) => line.includes('✘'));
	const end = lines.slice(-12).filter((line) => !bad.includes(line));
	return [...bad, ...end].map((line) => `      ${line}`);
}

function sayResult({ part, passed, failed, milliseconds }: Result): void {
	const mark = failed === 0 ? green('✔') : red('✘');
	const count = `${passed} passed${failed === 0 ? '' : `, ${failed} failed`}`;
	say(`  ${mark} ${part.name.padEnd(38)} ${count.padEnd(24)} ${elapsed(milliseconds)}`);
	if (failed > 0) for (const line of lastWords(part)) say(line);
}

function table(results: Result[], versions: Record<Part['n8n'], string>): void {
	say();
	say(`  ${'n8n'.padEnd(9)} ${'seen'.padEnd(38)} ${'what'.padEnd(62)} checks`);
	for (const { part, passed, failed } of results) {
		const all = failed === 0 ? String(passed) : red(`${passed} of ${passed + failed}`);
		say(`  ${versions[part.n8n].padEnd(9)} ${part.name.padEnd(38)} ${part.what.padEnd(62)} ${all}`);
	}
	say();
}

async function main(): Promise<number> {
	const { only, lanes, prepareOnly } = readOptions();
	const wanted = parts.filter(({ name }) => only === undefined || name.includes(only));
	if (wanted.length === 0) {
		const names = parts.map(({ name }) => name).join(', ');
		throw new Trouble(`No part is called '${only}'. The parts are: ${names}.`);
	}
	await during('tools', async (line) => {
		ensureTools();
		line.done();
	});
	const young = await install(newest);
	const old = await install(oldest);
	if (prepareOnly) return 0;
	await build();
	if (only === undefined) rmSync(seen, { recursive: true, force: true });
	mkdirSync(logs, { recursive: true });
	// The longest first, so that none is left alone at the end.
	const queue = [...wanted].sort((one, other) => other.seconds - one.seconds);
	const results: Result[] = [];
	const lane = async (): Promise<void> => {
		for (let part = queue.shift(); part; part = queue.shift()) {
			const result = await run(part, old);
			results.push(result);
			sayResult(result);
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	const order = (result: Result): number => wanted.indexOf(result.part);
	results.sort((one, other) => order(one) - order(other));
	table(results, { young: young.version, old: old.version });
	const sum = (key: 'passed' | 'failed'): number =>
		results.reduce((total, result) => total + result[key], 0);
	say(`logs, screenshots and figures: ${relative(process.cwd(), seen)}`);
	say(`${sum('passed')} passed, ${sum('failed')} failed`);
	return sum('failed') === 0 ? 0 : 1;
}

runScript(main);
