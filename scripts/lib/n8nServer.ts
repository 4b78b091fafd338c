import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type N8nFolder } from './n8nFolder';
import { root } from './paths';
import { freePort, host } from './ports';
import { atEnd, isClosing } from './shutdown';
import { Trouble } from './terminal.mjs';

/** A running n8n. */
export interface N8nServer {
	url: string;
	pid: number;
	/** Settles only when n8n ended by itself: with a sentence about it. */
	ended: Promise<Trouble>;
	stop(): Promise<void>;
	/** SIGKILL for n8n and all that it has started: it saves nothing any more. That is no trouble. */
	kill(): Promise<void>;
}

const startLimit = 120_000;
const stopLimit = 10_000;
/** While it starts, n8n does not hear that it shall stop. */
const stopLimitAtStart = 2_000;

function lastWords(logFile: string): string {
	const lines = readFileSync(logFile, 'utf8').trim().split('\n');
	// The Python runner is never there, and n8n says so at every start.
	const telling = lines.filter((line) => /error|cannot|fail/i.test(line) && !/python/i.test(line));
	return telling.at(-1)?.trim() ?? '';
}

/** Starts n8n on a port and waits until it answers. Its log replaces the previous one. */
export async function startN8n(
	folder: N8nFolder,
	port: number,
	logFile: string,
	extra: Record<string, string> = {},
): Promise<N8nServer> {
	const url = `http://${host}:${port}`;
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'w', 0o600);
	const preload = join(__dirname, 'endWithParent.cjs');
	const child = spawn(folder.n8n.node.path, ['-r', preload, folder.n8n.cli, 'start'], {
		cwd: folder.path,
		env: folder.environment({
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_WEBHOOK_URL: `${url}/`,
			...extra,
		}),
		// A group of its own: Ctrl-C reaches the script alone, which then stops n8n and all that n8n started.
		detached: process.platform !== 'win32',
		stdio: ['pipe', log, log],
	});
	closeSync(log);
	const gone = new Promise<void>((resolve) => {
		child.once('exit', () => resolve());
		child.once('error', () => resolve());
	});
	let stopping = false;
	let isReady = false;
	const signal = (name: NodeJS.Signals) => {
		if (child.pid === undefined) return;
		try {
			process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
		} catch {
			// Already gone.
		}
	};
	const stop = async () => {
		stopping = true;
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGTERM');
			await Promise.race([
				gone,
				sleep(isReady ? stopLimit : stopLimitAtStart, undefined, { ref: false }),
			]);
		}
		signal('SIGKILL');
		await gone;
	};
	const kill = async () => {
		stopping = true;
		signal('SIGKILL');
		await gone;
	};
	atEnd(stop);
	const ended = new Promise<Trouble>((resolve) => {
		void gone.then(() => {
			if (stopping || isClosing()) return;
			const how = child.signalCode ? `by ${child.signalCode}` : `with code ${child.exitCode}`;
			const why = lastWords(logFile);
			resolve(
				new Trouble(
					`n8n ended by itself, ${how}; its log is ${relative(root, logFile)}.${why && `\n  ${why}`}`,
				),
			);
		});
	});
	const ready = async () => {
		for (const limit = Date.now() + startLimit; Date.now() < limit; await sleep(150)) {
			// While the script ends, nothing goes on after this.
			if (isClosing()) await new Promise(() => undefined);
			// n8n 1.x says that it is ready before its own API is.
			if ((await answers(`${url}/healthz/readiness`)) && (await answers(`${url}/rest/settings`)))
				return undefined;
		}
		return new Trouble(
			`n8n did not answer within ${startLimit / 1000} s; its log is ${relative(root, logFile)}.`,
		);
	};
	const trouble = await Promise.race([ready(), ended]);
	if (trouble) throw trouble;
	isReady = true;
	return { url, pid: child.pid ?? 0, ended, stop, kill };
}

/** Whether an address answers with success. */
export async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
	} catch {
		return false;
	}
}
