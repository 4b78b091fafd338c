// The programs of a queue mode: each ends with the script, and may be kept running as a supervisor would.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd, isClosing } from '../scripts/lib/shutdown';

/** How a program is run. */
export interface How {
	/** The file of its log, which begins anew; without it nothing is kept of what it says. */
	log?: string;
	/** What it said before stays in the log. */
	goesOn?: boolean;
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Another user than the one of the script. */
	uid?: number;
	gid?: number;
	/** What ends it at the end of the script; SIGKILL unless said otherwise. */
	ending?: NodeJS.Signals;
}

/** A program that runs. */
export interface Running {
	pid: number;
	/** Resolves when it is gone, with how that came. */
	gone: Promise<string>;
	/** Ends it and all that it has started; resolves when it is gone. */
	kill(signal?: NodeJS.Signals): Promise<void>;
}

/** How long a program may take to end before it is killed. */
const patience = 10_000;

/** Starts a program that is gone when the script ends. */
export function startProcess(command: string, args: string[], how: How): Running {
	const { log, goesOn, ending = 'SIGKILL', ...rest } = how;
	const out = log === undefined ? 'ignore' : openSync(log, goesOn ? 'a' : 'w', 0o600);
	const child = spawn(command, args, {
		...rest,
		// A group of its own: Ctrl-C reaches the script alone, which then ends them in order.
		detached: process.platform !== 'win32',
		stdio: ['pipe', out, out],
	});
	if (typeof out === 'number') closeSync(out);
	const gone = new Promise<string>((resolve) => {
		child.once('exit', (code, signal) =>
			resolve(signal === null ? `with code ${code}` : `by ${signal}`),
		);
		child.once('error', (error) => resolve(error.message));
	});
	const send = (signal: NodeJS.Signals): void => {
		if (child.pid === undefined) return;
		try {
			process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
		} catch {
			// Already gone.
		}
	};
	atEnd(async () => {
		if (ending !== 'SIGKILL') {
			child.kill(ending);
			await Promise.race([gone, sleep(patience, undefined, { ref: false })]);
		}
		send('SIGKILL');
		await gone;
	});
	return {
		pid: child.pid ?? 0,
		gone,
		kill: async (signal = 'SIGKILL') => {
			send(signal);
			await gone;
		},
	};
}

/** When a program that is kept running had to be started again. */
export interface Restart {
	name: string;
	how: string;
	/** Milliseconds since 1970. */
	time: number;
}

/** A program that is started again whenever it has ended, after a pause. */
export class Kept {
	private running: Running;

	/** @param start is told whether it was running before */
	constructor(
		readonly name: string,
		private readonly start: (again: boolean) => Running,
		private readonly pause: number,
		private readonly restarts: Restart[],
	) {
		this.running = start(false);
		this.watch();
	}

	/** SIGKILL, or another signal, for it and all that it has started; resolves when it is gone. */
	async kill(signal?: NodeJS.Signals): Promise<void> {
		await this.running.kill(signal);
	}

	private watch(): void {
		void this.running.gone.then(async (how) => {
			if (isClosing()) return;
			this.restarts.push({ name: this.name, how, time: Date.now() });
			await sleep(this.pause, undefined, { ref: false });
			if (isClosing()) return;
			this.running = this.start(true);
			this.watch();
		});
	}
}
