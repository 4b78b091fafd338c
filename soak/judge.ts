import type { JobEntry, RequestEntry } from '../sandbox/server';
import type { Life } from './live';
import { historyOf, itemOf, submitOf } from './ledger';
import { pairings } from './pairings';
import type { Violation } from './rules';
import { times } from './times';
import { gotIds, handedOut, keptIds, namedIds, outputsOf, toldItems } from './words';
import { textOf } from './hearing';
import type { Ended } from './n8n';

/** What was found out about one run. */
export interface Verdict {
	violations: Violation[];
	/** Jobs whose submit brought no usable answer, and how many of them the user was told of. */
	unnamed: number;
	unnamedTold: number;
	/** Finished jobs that only the node's own notes name, or a log line for debugging. */
	keptOnly: number;
	/** What is no violation and yet worth a look. */
	notes: string[];
	got: number;
	rescued: number;
}

/**
 * Milliseconds before a Stop in which an answer that is out may not have been read any more: some turns of the
 * process's loop, however long they are.
 */
const inFlight = ({ lateness }: Ended): number => 50 + 4 * lateness;

const nameless = ['resetAfter', 'brokenJson', 'noId'];

/** Whether the answer to a submit has brought the job's name to the node. */
function isUsable({ executions }: Life, request: RequestEntry | undefined): boolean {
	if (request === undefined || request.aborted) return false;
	const { answered } = request;
	if (answered === undefined || nameless.includes(String(request.fault))) return false;
	return !executions.some((execution, index) => {
		const { stoppedAt } = execution;
		const isOfIt = request.time < (executions[index + 1]?.began ?? Infinity);
		return stoppedAt !== undefined && isOfIt && answered >= stoppedAt - inFlight(execution);
	});
}

function boughtTwice(life: Life): Violation[] {
	const byTrack = new Map<number, JobEntry[]>();
	for (const job of life.sandbox.books.jobs) {
		const item = itemOf(life, job);
		byTrack.set(item, [...(byTrack.get(item) ?? []), job]);
	}
	const found: Violation[] = [];
	for (const [item, jobs] of byTrack) {
		for (const [index, later] of jobs.entries()) {
			const earlier = jobs.slice(0, index).find((job) => {
				const cameToNothing = job.state === 'failed' && (job.finished ?? Infinity) <= later.created;
				// Sent again because the user wants what is in doubt to be sent again.
				const wanted = life.plan.sendAgain && !isUsable(life, submitOf(life, job));
				return !cameToNothing && !wanted;
			});
			if (earlier === undefined) continue;
			found.push({
				rule: 'twice',
				run: life.plan.run,
				told: `item ${item}: job ${later.id} was bought beside ${earlier.id}\n${historyOf(life, earlier)}`,
			});
			break;
		}
	}
	return found;
}

function lostJobs(life: Life, verdict: Verdict): Violation[] {
	const named = namedIds(life);
	const kept = keptIds(life);
	const told = toldItems(life);
	const got = gotIds(life);
	const found: Violation[] = [];
	const lose = (job: JobEntry, why: string): void => {
		found.push({ rule: 'lost', run: life.plan.run, told: `${why}\n${historyOf(life, job)}` });
	};
	for (const job of life.sandbox.books.jobs) {
		const jobs = life.sandbox.books.jobs.filter((each) => itemOf(life, each) === itemOf(life, job));
		if (named.has(job.id)) {
			if (job.state === 'success' && !got.has(job.id)) {
				lose(job, `job ${job.id} is named, and Result > Fetch does not get it`);
			}
			continue;
		}
		const submit = submitOf(life, job);
		if (!isUsable(life, submit)) {
			// It came to nothing, and the answer says so: whether the node has read that before Stop, nobody can tell.
			const isOver = submit?.status === 'failed' && submit.answered !== undefined;
			if (isOver && !nameless.includes(String(submit.fault)) && !told.has(itemOf(life, job)))
				continue;
			verdict.unnamed += 1;
			const again = life.plan.sendAgain && jobs.at(-1)?.id !== job.id;
			if (told.has(itemOf(life, job)) || again) verdict.unnamedTold += 1;
			else lose(job, `nobody was told that the submit of item ${itemOf(life, job)} got no answer`);
			continue;
		}
		if (job.state !== 'success') continue;
		if (kept.has(job.id)) {
			verdict.keptOnly += 1;
			verdict.notes.push(`job ${job.id} is named in notes alone\n${historyOf(life, job)}`);
		} else lose(job, `job ${job.id} is named nowhere`);
	}
	return found;
}

/** Every form in which a key can stand in a text, also in the midst of a longer text in base64. */
function formsOf(key: string): string[] {
	const base64 = [0, 1, 2].map((before) =>
		Buffer.concat([Buffer.alloc(before), Buffer.from(key)])
			.toString('base64')
			.slice(before === 0 ? 0 : 4, -4),
	);
	return [key, encodeURIComponent(key), ...base64];
}

function keyTold({ plan, keys, executions, rescues, heard, heardLater }: Life): Violation[] {
	const places: Array<[string, string]> = [
		...executions.map(({ stored }, index): [string, string] => [`execution ${index}`, stored]),
		...rescues.map(({ stored }, index): [string, string] => [`fetch ${index}`, stored]),
		['log lines', [...heard.lines, ...heardLater.lines].join('\n')],
		['what was handed out', textOf([...executions, ...rescues].map(({ data }) => data))],
	];
	return places.flatMap(([place, text]) =>
		keys.flatMap(formsOf).flatMap((form) => {
			const at = text.indexOf(form);
			if (at < 0) return [];
			const around = text.slice(Math.max(0, at - 200), at + form.length + 40);
			return [{ rule: 'key' as const, run: plan.run, told: `${place}: ...${around}...` }];
		}),
	);
}

function afterStop(life: Life): Violation[] {
	const { executions, heard, sandbox } = life;
	return executions.flatMap(({ stoppedAt }, index) => {
		if (stoppedAt === undefined) return [];
		const next = executions[index + 1]?.began ?? Infinity;
		const isLate = ({ time }: { time: number }): boolean => time > stoppedAt && time < next;
		// What had left before can be received after it.
		const sent = heard.sent.filter(isLate).map(({ path }) => path);
		const late = sandbox.books.requests.filter(
			(entry) => entry.kind === 'submit' && isLate(entry) && sent.includes(entry.path),
		);
		return late.map(({ time, path, body }) => ({
			rule: 'afterStop' as const,
			run: life.plan.run,
			told: `${path} for track ${String(body?.track_id)}, ${time - stoppedAt} ms after Stop`,
		}));
	});
}

/** Compares the service's books with what came out. */
export async function judge(life: Life): Promise<Verdict> {
	const verdict: Verdict = {
		violations: [],
		unnamed: 0,
		unnamedTold: 0,
		keptOnly: 0,
		notes: [],
		got: new Set(handedOut(life).map(({ item }) => item.json.id)).size,
		rescued: life.rescues
			.flatMap((each) => outputsOf(each))
			.filter(({ item }) => item.json.status === 'success').length,
	};
	verdict.violations.push(
		...boughtTwice(life),
		...lostJobs(life, verdict),
		...(await pairings(life)),
		...times(life),
		...keyTold(life),
		...afterStop(life),
	);
	return verdict;
}
