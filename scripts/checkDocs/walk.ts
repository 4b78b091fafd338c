// Runs commands as a reader would, in a fresh clone.
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homepage, name } from '../../package.json';
import { npmEnvironment } from '../lib/npm.mjs';
import { root } from '../lib/paths';
import { atEnd } from '../lib/shutdown';
import { elapsed, green, red, say, yellow } from '../lib/terminal.mjs';
import type { Command } from './commands';

/** What commands that go on until Ctrl-C say when they are ready for their reader. */
const endless: ReadonlyArray<readonly [RegExp, RegExp]> = [
	[/npm start$/, /Ctrl-C stops everything/],
	[/npm run sandbox$/, /Ctrl-C ends it/],
	[/npm run dev$/, /Finished 'build'|Starting 'watch/],
];
/** Longer than the longest of them takes on a slow machine. */
const limit = 60 * 60_000;
/** Ctrl-C in a terminal ends a program by its signal, or with this code. */
const interrupted = 130;

/** A folder to walk in: what is cloned from the project's address comes from this checkout. */
export class Walk {
	private readonly folder = mkdtempSync(join(tmpdir(), 'reader-'));
	private readonly clone = join(this.folder, name);
	private readonly logs = join(root, 'out', 'docs');

	constructor() {
		mkdirSync(this.logs, { recursive: true });
		atEnd(() => rmSync(this.folder, { recursive: true, force: true }));
	}

	/** Runs a command to its end, or until it is ready and Ctrl-C; says how it went. */
	async go({ text, where, leftOut }: Command): Promise<boolean> {
		const title = text.split('\n').pop() ?? '';
		if (leftOut !== undefined) {
			say(`  ${yellow('–')} ${title.padEnd(44)} ${where}  ${leftOut}`);
			return true;
		}
		const began = Date.now();
		const log = join(this.logs, `${title.replace(/[^\w-]+/g, '-')}.log`);
		const isGood = await this.run(text, log);
		const time = elapsed(Date.now() - began);
		const told = isGood ? time : `${time}, see ${log.slice(root.length + 1)}`;
		say(`  ${isGood ? green('✔') : red('✘')} ${title.padEnd(44)} ${where}  ${told}`);
		return isGood;
	}

	private async run(text: string, log: string): Promise<boolean> {
		const cwd = existsSync(this.clone) && !text.startsWith('git clone') ? this.clone : this.folder;
		const child = spawn('bash', ['-euo', 'pipefail', '-c', text], {
			cwd,
			detached: true,
			env: { ...npmEnvironment(), ...this.fromHere() },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const ready = endless.find(([command]) => command.test(text))?.[1];
		return await ended(child, log, ready);
	}

	/** Git reads the project's address from this checkout, as it is committed. */
	private fromHere(): Record<string, string> {
		const address = homepage.replace(/#.*/, '.git');
		return {
			GIT_CONFIG_COUNT: '1',
			GIT_CONFIG_KEY_0: `url.file://${root}.insteadOf`,
			GIT_CONFIG_VALUE_0: address,
		};
	}
}

/** Resolves when a command has ended: well, or not. */
async function ended(child: ChildProcess, log: string, ready?: RegExp): Promise<boolean> {
	const file = createWriteStream(log);
	let said = '';
	let isReady = false;
	const signal = (name: NodeJS.Signals): void => {
		if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
	};
	const hear = (chunk: Buffer): void => {
		file.write(chunk);
		if (ready === undefined || isReady) return;
		said = (said + chunk.toString()).slice(-10_000);
		if (!ready.test(said)) return;
		isReady = true;
		signal('SIGINT');
	};
	child.stdout?.on('data', hear);
	child.stderr?.on('data', hear);
	atEnd(() => signal('SIGTERM'));
	const late = setTimeout(() => signal('SIGTERM'), limit);
	return await new Promise((resolve) => {
		child.once('close', (code, by) => {
			clearTimeout(late);
			file.end();
			const byCtrlC = isReady && (code === interrupted || by === 'SIGINT');
			resolve(byCtrlC || (ready === undefined && code === 0));
		});
	});
}
