// Many executions at once on one account that has few places: they know nothing of each other but what the service
// refuses.
import type { Execution } from '../scripts/lib/n8nClient';
import { credentialFor } from '../scripts/lib/sandbox';
import { say } from '../scripts/lib/terminal.mjs';
import type { BatchOptions } from './batches';
import type { Figure } from './figures';
import {
	allEnded,
	boughtTwice,
	idealSeconds,
	mostAtOnce,
	refusals,
	share,
	watch,
	patience,
	type Watched,
} from './largeWatch';
import { readable } from './largeRows';
import { parkFor, parkInProduction } from './parkFlows';
import { cameByLimit, checkEnds, outputOf, type Scene, toldOf } from './parkScene';
import { until } from './runs';

/** Of the smallest plan. */
const places = 5;

/** Executions that all begin at once. */
export interface Crowd {
	name: string;
	path: string;
	executions: number;
	secondsPerJob: number;
	/** What the service says to wait when the queue is full. */
	retryAfterSeconds: number;
	how: BatchOptions;
	parks: boolean;
	/** The last one must end within so many times what all the work takes if no place is ever free. */
	bound: number;
}

export const inMemory: Crowd = {
	name: '100 executions at once',
	path: 'crowd-in-memory',
	executions: 100,
	secondsPerJob: 1,
	retryAfterSeconds: 5,
	how: { options: { timeLimit: 900 } },
	parks: false,
	bound: 4,
};

/** A job that will be ready within three seconds is not parked for. */
export const parked: Crowd = {
	name: '20 executions at once, parked',
	path: 'crowd-parked',
	executions: 20,
	secondsPerJob: 4,
	retryAfterSeconds: 2,
	how: parkFor(180),
	parks: true,
	bound: 4,
};

const promptsOf = (execution: number): string[] =>
	Array.from({ length: 1 + (execution % 3) }, (_, item) => `item ${item} of order ${execution}`);

/** A row of n8n's list of executions. */
interface Row {
	id: number;
	status: string;
	/** Milliseconds since 1970. */
	began: number;
	ended: number;
}

const rowsOf = ({ n8n }: Scene, workflow: string): Row[] =>
	n8n.folder.query<Row>(
		`select id, status, round((julianday(startedAt) - 2440587.5) * 86400000) as began,
			round((julianday(stoppedAt) - 2440587.5) * 86400000) as ended
		from execution_entity where workflowId = '${workflow}' order by id`,
	);

async function order({ n8n }: Scene, path: string, words: string[]): Promise<boolean> {
	const { ok } = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ prompts: words.map((prompt) => ({ prompt })) }),
	});
	return ok;
}

/** Saves the workflow with a credential that knows of these few places, and lets one execution go through. */
async function prepare(scene: Scene, { name, path, how }: Crowd): Promise<string> {
	const { sandbox, n8n } = scene;
	const { client } = n8n.runs;
	const { data, type } = credentialFor(sandbox.url, sandbox.key);
	const made = await client.send<{ id: string }>('POST', '/credentials', { name, type, data });
	const workflow = await n8n.runs.save(
		parkInProduction(name, path, { ...how, credentialId: made.id }),
	);
	await n8n.runs.publish(workflow);
	await until('The webhook', 30_000, async () => (await order(scene, path, [])) || undefined, 300);
	await order(scene, path, ['a boat before all others']);
	await until('The first one', 120_000, () =>
		rowsOf(scene, workflow).filter(({ status }) => status === 'success').length === 2
			? true
			: undefined,
	);
	return workflow;
}

/** What came out of a crowd. */
interface Outcome {
	crowd: Crowd;
	/** In the order in which they began. */
	rows: Row[];
	most: number;
	watched: Watched;
}

async function checkItems(scene: Scene, { crowd, rows }: Outcome): Promise<void> {
	const { sandbox, checks, n8n } = scene;
	const ends = [];
	for (const { id } of rows) ends.push(await n8n.runs.client.execution(String(id)));
	checkEnds(scene, ends);
	const late = crowd.parks ? ends.filter(cameByLimit) : [];
	if (crowd.parks)
		checks.check(
			'none is left parked until its time limit',
			late.length === 0,
			`${late.length} of ${ends.length}${late.length > 0 ? `: ${late.map(({ id }) => id).join(', ')}` : ''}`,
		);
	const jobs = new Map(sandbox.books.jobs.map((job) => [String(job.id), job]));
	const promptsIn = (end: Execution): string =>
		outputOf(end)
			.map(({ json }) => jobs.get(String(json.id))?.prompt)
			.join();
	const orders = Array.from({ length: crowd.executions }, (_, number) => promptsOf(number));
	const wanted = new Set(orders.map((words) => words.join()));
	const got = new Set(ends.map(promptsIn));
	const missing = [...wanted].filter((words) => !got.has(words));
	checks.check(
		"each order's items come out of an execution of its own, in their order",
		ends.length === crowd.executions && missing.length === 0,
		`${ends.length} executions, ${wanted.size - missing.length} of ${wanted.size} orders${missing.length > 0 ? `; missing: ${missing.join('; ')}` : ''}`,
	);
	const items = ends.flatMap((end) => outputOf(end));
	const good = await readable(scene, items);
	const total = orders.flat().length;
	checks.check('every item has its own picture', good === total, `${good} of ${total}`);
	const twice = boughtTwice(sandbox);
	checks.check(
		'no job is bought twice, and none is lost',
		sandbox.books.jobs.length === total && twice === 0,
		`${sandbox.books.jobs.length} jobs, ${twice} of them twice`,
	);
}

function checkAccount(scene: Scene, { crowd, rows, watched, most }: Outcome): Figure[] {
	const { sandbox, checks } = scene;
	const { jobs } = sandbox.books;
	const atOnce = mostAtOnce(jobs);
	checks.check(
		`never more than ${places} jobs at once`,
		atOnce <= places,
		`${atOnce} at most, ${refusals(sandbox)} submits refused`,
	);
	if (crowd.parks) checks.check('executions were parked', most > 0, `${most} at the same time`);
	const first = Math.min(...rows.map(({ began }) => began));
	const begun = (Math.max(...rows.map(({ began }) => began)) - first) / 1000;
	const waits = rows.map(({ began, ended }) => (ended - began) / 1000);
	const ideal = idealSeconds(sandbox, places);
	// A few seconds, but for a machine that is busy.
	checks.check(
		'all begin before the work can be done',
		begun <= ideal,
		`${begun.toFixed(1)} s of ${ideal.toFixed(1)} s`,
	);
	const longest = Math.max(...waits);
	checks.check(
		`none starves: the last one ends within ${crowd.bound} times what all the work takes`,
		longest <= crowd.bound * ideal,
		`${longest.toFixed(1)} s, ${(longest / ideal).toFixed(2)} times ${ideal.toFixed(1)} s`,
	);
	checks.check(
		'n8n goes on answering meanwhile',
		watched.failed === 0 && watched.slowest <= patience,
		`${watched.asked} questions, ${watched.failed} without an answer, the slowest took ${watched.slowest} ms`,
	);
	if (crowd.parks) say(`  ${toldOf(scene)}`);
	const named = (what: string): string => `${crowd.name}: ${what}`;
	const median = share(waits, 0.5);
	return [
		[named('pictures'), jobs.length],
		[named('all begun within seconds'), begun.toFixed(1)],
		[named('all the work at full use of the places, seconds'), ideal.toFixed(1)],
		[named('from begin to end, median, seconds'), median.toFixed(1)],
		[named('from begin to end, 90 %, seconds'), share(waits, 0.9).toFixed(1)],
		[named('from begin to end, longest, seconds'), longest.toFixed(1)],
		[named('longest / all the work'), (longest / ideal).toFixed(2)],
		[named('submits refused for a full queue'), refusals(sandbox)],
		[named('submits refused per picture'), (refusals(sandbox) / jobs.length).toFixed(2)],
		[named('memory of n8n before, MB'), watched.before.toFixed(0)],
		[named('peak memory of n8n, MB'), watched.peak.toFixed(0)],
	];
}

/** Begins all executions of a crowd, and judges what comes of them. */
export async function crowd(scene: Scene, crowd: Crowd): Promise<Figure[]> {
	const { sandbox } = scene;
	const { secondsPerJob, retryAfterSeconds, path, executions } = crowd;
	Object.assign(sandbox.options, {
		workers: places,
		queueLimit: places,
		secondsPerJob,
		retryAfterSeconds,
		jobSpread: 0.2,
		holdSeconds: 0.3,
	});
	const workflow = await prepare(scene, crowd);
	const before = rowsOf(scene, workflow).length;
	sandbox.books.clear();
	const [most, watched] = await watch(scene.n8n, async () => {
		const all = Array.from({ length: executions }, async (_, number) =>
			order(scene, path, promptsOf(number)),
		);
		await Promise.all(all);
		return await allEnded(scene.n8n, workflow);
	});
	const rows = rowsOf(scene, workflow).slice(before);
	const outcome = { crowd, rows, most, watched };
	await checkItems(scene, outcome);
	return checkAccount(scene, outcome);
}
