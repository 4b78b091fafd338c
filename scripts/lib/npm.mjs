// @ts-check
// Runs npm and turns what went wrong into a sentence. Plain JavaScript, for scripts/setup.mjs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Trouble } from './terminal.mjs';

/** What npm says when it fails, and what that means. Searched in this order. */
const causes = /** @type {Array<[RegExp, string]>} */ ([
	[/ENOSPC|no space left/i, 'The disk is full: free some space and start again.'],
	[
		/EACCES|EPERM|EROFS/,
		'npm may not write here: check who owns this folder and whether it is read-only.',
	],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
		'npm cannot reach its registry: check the network (and `npm config get registry`, `npm config get proxy`), then start again.',
	],
	[
		/E404|ETARGET|notarget/,
		'The npm registry in use lacks a package that is needed: check `npm config get registry`.',
	],
	[/EINTEGRITY/, 'A downloaded package is damaged: run `npm cache verify` and start again.'],
]);

/**
 * One sentence for a failed npm run.
 * @param {string} what what was to be done
 * @param {string} output everything npm printed
 */
export function explain(what, output) {
	const lines = output.split('\n').filter((line) => /npm error|ERR!/.test(line));
	const found = causes.find(([pattern]) => pattern.test(lines.join('\n') || output));
	if (found) return `${what} did not work. ${found[1]}`;
	const last =
		lines.find((line) => !/ code |log of this run/.test(line)) ?? output.trim().split('\n').pop();
	return `${what} did not work. npm says: ${(last ?? '').replace(/npm (error|ERR!)\s*/, '').trim()}`;
}

/**
 * The environment for a nested npm: without what the outer `npm run` put there about itself.
 * @param {Record<string, string | undefined>} [extra]
 */
export function npmEnvironment(extra = {}) {
	const own = /^npm_(lifecycle|package|command|execpath|node_execpath|config_local_prefix)/;
	const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}

/** `npm install` as everywhere here: no chatter, but a line for each file, to be counted. */
export const installArgs = [
	'install',
	'--no-audit',
	'--no-fund',
	'--loglevel=http',
	// Where there is no network, say so within the minute.
	'--fetch-retries=1',
	'--fetch-retry-mintimeout=1000',
	'--fetch-retry-maxtimeout=5000',
];

/**
 * Runs npm with the Node of `node`, without a terminal.
 * @param {{ args: string[], cwd: string, what: string, node?: string, env?: Record<string, string | undefined>,
 *   onProgress?: (text: string) => void, explain?: (output: string) => string | undefined }} options
 * @returns {Promise<string>} what it printed
 */
export function npm(options) {
	const cli = process.env.npm_execpath;
	const direct = cli !== undefined && basename(cli) === 'npm-cli.js' && existsSync(cli);
	const command = direct ? (options.node ?? process.execPath) : 'npm';
	const args = direct ? [cli, ...options.args] : options.args;
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: npmEnvironment(options.env),
			shell: !direct && process.platform === 'win32',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const kill = () => child.kill();
		process.once('exit', kill);
		let output = '';
		let fetched = 0;
		/** @param {Buffer} chunk */
		const hear = (chunk) => {
			output = (output + chunk).slice(-200_000);
			const more = String(chunk).match(/http fetch GET (2\d\d|304)/g)?.length ?? 0;
			if (more > 0) options.onProgress?.(`${(fetched += more)} files fetched`);
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		child.on('error', () => reject(new Trouble(`${options.what} needs npm, which was not found.`)));
		child.on('close', (code) => {
			process.off('exit', kill);
			if (code === 0) resolve(output);
			else reject(new Trouble(options.explain?.(output) ?? explain(options.what, output)));
		});
	});
}

/**
 * Whether the packages of a folder are there and not older than its lock file.
 * @param {string} folder
 */
export function isInstalled(folder) {
	const seen = join(folder, 'node_modules', '.package-lock.json');
	const lock = join(folder, 'package-lock.json');
	return (
		existsSync(seen) && (!existsSync(lock) || statSync(seen).mtimeMs >= statSync(lock).mtimeMs)
	);
}

/**
 * Notes that the packages of a folder are as its lock file says (npm leaves the date alone when nothing changed).
 * @param {string} folder
 */
export function markInstalled(folder) {
	const now = new Date();
	utimesSync(join(folder, 'node_modules', '.package-lock.json'), now, now);
}

/**
 * What a lock file says, as a short text to compare.
 * @param {string} folder
 */
export function lockHash(folder) {
	return createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
}
