// What large runs are judged by beside their items: n8n's memory and answers, and the account's books.
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMs, forgetPeak, peakMb, residentMb } from '../bench/lib/n8nProcess';
import type { JobEntry, Sandbox } from '../sandbox/server';
import type { AnyN8n } from './anyN8n';
import { until } from './runs';

/** How many milliseconds n8n may take for an answer on a machine that does other things too. */
export const patience = 30_000;

/** What an n8n was like while something ran in it. Memory in MB of 1024 x 1024 bytes. */
export interface Watched {
	before: number;
	peak: number;
	/** CPU time of n8n's main process, in milliseconds. */
	cpu: number;
	/** Questions that were asked of n8n beside, and the milliseconds until the slowest answer. */
	asked: number;
	slowest: number;
	/** Questions without an answer. */
	failed: number;
}

/** Watches an n8n during some work: asks it now and then whether it is well, and for the editor's list of executions. */
export async function watch<T>(n8n: AnyN8n, work: () => Promise<T>): Promise<[T, Watched]> {
	const pid = n8n.pid();
	forgetPeak(pid);
	const before = residentMb(pid);
	const cpuBefore = cpuMs(pid);
	const answers: number[] = [];
	let failed = 0;
	let over = false;
	const isWell = async () => {
		if (!(await fetch(`${n8n.url}/healthz`)).ok) throw new Error('n8n is not well');
	};
	const list = async () => await n8n.runs.client.send('GET', '/executions?limit=10');
	const asking = (async () => {
		while (!over) {
			for (const ask of [isWell, list]) {
				const began = Date.now();
				await ask().catch(() => (failed += 1));
				answers.push(Date.now() - began);
			}
			await sleep(100);
		}
	})();
	const result = await work().finally(() => (over = true));
	await asking;
	const seen = {
		before,
		peak: peakMb(pid),
		cpu: cpuMs(pid) - cpuBefore,
		asked: answers.length,
		slowest: Math.max(...answers),
		failed,
	};
	return [result, seen];
}

/** Waits until nothing of a workflow runs or is parked any more; gives how many were parked at the same time. */
export async function allEnded({ runs }: AnyN8n, workflow: string): Promise<number> {
	let most = 0;
	const left = async (): Promise<true | undefined> => {
		const waiting = await runs.count('waiting', workflow);
		most = Math.max(most, waiting);
		if (waiting > 0 || (await runs.count('running', workflow)) > 0) return undefined;
		return (await runs.count('new', workflow)) === 0 || undefined;
	};
	await until('The end of all', 1_200_000, left, 500);
	return most;
}

/** The most jobs that the account had at the same time. */
export function mostAtOnce(jobs: readonly JobEntry[]): number {
	const steps = jobs.flatMap(({ created, finished = Infinity }) => [
		{ at: created, by: 1 },
		{ at: finished, by: -1 },
	]);
	// What ends within a millisecond makes room for what begins in it.
	steps.sort((one, other) => one.at - other.at || one.by - other.by);
	let now = 0;
	return steps.reduce((most, { by }) => Math.max(most, (now += by)), 0);
}

/** Submits that were refused because the account's queue was full. */
export const refusals = ({ books }: Sandbox): number =>
	books.count({ kind: 'submit', where: ({ code }) => code === 429 });

/** Jobs beyond the first one of each prompt. */
export const boughtTwice = ({ books }: Sandbox): number =>
	books.jobs.length - new Set(books.jobs.map(({ prompt }) => prompt)).size;

/** The seconds that all jobs were in work, divided by the places that the account has. */
export const idealSeconds = ({ books }: Sandbox, places: number): number =>
	books.jobs.reduce((sum, { started = 0, finished = 0 }) => sum + finished - started, 0) /
	1000 /
	places;

/** What so large a share of some figures does not exceed. */
export function share(values: readonly number[], part: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
