// Whatever a script started ends with the script: after Ctrl-C, a kill, a closed terminal, or trouble.

import { readFileSync } from 'node:fs';
import { report } from './terminal.mjs';

type Closer = () => Promise<void> | void;

const closers: Closer[] = [];
let closing: Promise<void> | undefined;

/** Registers what has to be stopped; the last started is stopped first. */
export function atEnd(close: Closer): void {
	closers.push(close);
}

/** Stops everything, once; what cannot be stopped does not keep the rest. */
export function closeAll(): Promise<void> {
	closing ??= (async () => {
		for (const close of closers.reverse()) {
			try {
				await close();
			} catch {
				// The others still have to be stopped.
			}
		}
	})();
	return closing;
}

/** Whether the end has begun. */
export const isClosing = (): boolean => closing !== undefined;

/** Ends the script; a second signal while it is stopping does not hurry it. */
export async function finish(code: number): Promise<never> {
	await closeAll();
	process.exit(code);
}

/** The parent of a process, where the system tells it in a file. */
function parentOf(pid: number): number | undefined {
	try {
		return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
	} catch {
		return undefined;
	}
}

/** Npm and the shell between, which do not pass every signal on: are both still there? */
function watchCaller(): () => boolean {
	const byNpm = process.env.npm_lifecycle_event !== undefined;
	const parent = process.ppid;
	const grandparent = byNpm ? parentOf(parent) : undefined;
	// Process 1 adopts orphans: npm was gone before this began.
	const alone = byNpm && parent === 1;
	return () =>
		!alone &&
		process.ppid === parent &&
		(grandparent === undefined || parentOf(parent) === grandparent);
}

/** Ends the script on Ctrl-C, kill, a closed terminal, and when the npm that ran it is gone. */
export function endOnSignals(onSignal?: () => void): void {
	const end = (code: number) => {
		if (!isClosing()) onSignal?.();
		void finish(code);
	};
	process.on('SIGINT', () => end(130));
	process.on('SIGTERM', () => end(143));
	process.on('SIGHUP', () => end(129));
	const callerIsThere = watchCaller();
	setInterval(() => callerIsThere() || end(143), 500).unref();
}

/** Runs a script to its end: says what went wrong, stops whatever it has started, and ends with its exit code. */
export function runScript(main: () => Promise<number>): void {
	endOnSignals();
	main().then(
		(code) => finish(code),
		(error: unknown) => {
			report(error);
			return finish(1);
		},
	);
}
