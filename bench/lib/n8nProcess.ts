// What the operating system knows of a process: its CPU time and its memory. Linux tells it in /proc.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble } from '../../scripts/lib/terminal.mjs';

let ticks: number | undefined;

/** Kernel ticks in a second, in which CPU time is counted. */
function ticksPerSecond(): number {
	ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
	return ticks;
}

/** CPU milliseconds that a process has used, all its threads together, user and system. */
export function cpuMs(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
	// The second field is the program's name in brackets and may hold blanks.
	const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return ((Number(user) + Number(system)) / ticksPerSecond()) * 1000;
}

function kilobytes(pid: number, name: 'VmRSS' | 'VmHWM'): number {
	const status = readFileSync(`/proc/${pid}/status`, 'latin1');
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
}

/** Memory in use, in MB of 1024 x 1024 bytes. */
export const residentMb = (pid: number): number => kilobytes(pid, 'VmRSS') / 1024;

/** The most memory that was in use since `forgetPeak`, in MB. */
export const peakMb = (pid: number): number => kilobytes(pid, 'VmHWM') / 1024;

/** The peak begins anew with what is in use now. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

const window = 500;
/** CPU milliseconds within the window that an n8n with nothing to do may use. */
const idle = 20;
const patience = 60_000;

/**
 * Waits until a process rests, so that what comes next is not charged with what went before: n8n still
 * writes to its database when a workflow is over.
 */
export async function atRest(pid: number): Promise<void> {
	const end = Date.now() + patience;
	for (let before = cpuMs(pid), quiet = 0; quiet < 2;) {
		if (Date.now() > end) throw new Trouble('n8n does not come to rest.');
		await sleep(window);
		const now = cpuMs(pid);
		quiet = now - before <= idle ? quiet + 1 : 0;
		before = now;
	}
}

/** Throws where the operating system does not tell these things. */
export function mustBeLinux(): void {
	if (process.platform === 'linux') return;
	throw new Trouble('CPU time and peak memory of n8n are read from /proc, which only Linux has.');
}
