import { historyOf, itemOf } from './ledger';
import type { Violation } from './rules';
import { mostSeconds, type Life } from './live';
import type { Try } from './hearing';

/** Seconds that an answer in flight and a busy machine may add to a limit. */
const slack = 5;
/** Seconds in which a run ends after Stop. */
const stopSeconds = 5;

/** For each job, how long it was sent and asked about in one try of the node: never longer than its limit. */
function jobsTooLong(life: Life, { node, began, ended }: Try): string[] {
	const { plan, sandbox } = life;
	const { jobs, requests } = sandbox.books;
	const within = requests.filter(({ time }) => time >= began && time <= ended);
	const most = (plan.limitSeconds + 2 * (plan.sandbox.slowSeconds ?? 0) + slack) * 1000;
	const spans = new Map<string, number[]>();
	const note = (name: string, time: number): void => {
		spans.set(name, [...(spans.get(name) ?? []), time]);
	};
	for (const { kind, time, job, body } of within) {
		if (kind === 'submit') note(`track ${String(body?.track_id)}`, time);
		const known = kind === 'fetch' && jobs.find(({ id }) => id === job);
		if (known) note(`track ${plan.run * 1_000 + itemOf(life, known)}`, time);
	}
	return [...spans].flatMap(([name, times]) => {
		const took = Math.max(...times) - Math.min(...times);
		if (took <= most) return [];
		const job = jobs.find((each) => `track ${plan.run * 1_000 + itemOf(life, each)}` === name);
		const history = job ? `\n${historyOf(life, job)}` : '';
		return [
			`${name} was at it for ${took} ms in one try of ${node}, limit ${plan.limitSeconds} s${history}`,
		];
	});
}

/** Runs that take longer than their time limits allow, and jobs that are followed past theirs. */
export function times(life: Life): Violation[] {
	const { plan, executions, rescues, heard } = life;
	const found: string[] = [];
	for (const { hung, began, ended, status, stoppedAt } of [...executions, ...rescues]) {
		if (hung) found.push(`an execution was given up after ${ended - began} ms (${status})`);
		else if (stoppedAt !== undefined && ended - stoppedAt > stopSeconds * 1000)
			found.push(`it went on for ${ended - stoppedAt} ms after Stop`);
	}
	for (const each of heard.tries) {
		found.push(...jobsTooLong(life, each));
		const took = each.ended - each.began;
		if (took > mostSeconds(plan) * 1000) found.push(`a try of ${each.node} took ${took} ms`);
	}
	return found.map((told) => ({ rule: 'hang' as const, run: plan.run, told }));
}
