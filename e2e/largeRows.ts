// One execution of many rows: each comes out once, at its place, with its own picture.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { WorkflowNode } from '../scripts/lib/examples';
import type { Execution, Item } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import { batch, type BatchOptions, type Draft, generate, start } from './batches';
import type { Figure } from './figures';
import {
	allEnded,
	boughtTwice,
	mostAtOnce,
	patience,
	refusals,
	share,
	watch,
	type Watched,
} from './largeWatch';
import { outputOf, type Scene } from './parkScene';

/** Of the best plan. */
export const places = 15;
const rows = 'Rows';
const promptOf = (row: number | string, count: number): string => `row ${row} of ${count}, a boat`;

/** Start > Code > the node. */
function draftOf(count: number, how: BatchOptions): Draft {
	const draft = batch(`${count} rows`, [], how);
	const code: WorkflowNode = {
		id: 'r',
		name: rows,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position: [110, 0],
		parameters: {
			jsCode: `return Array.from({ length: ${count} }, (_, row) => ({ json: { prompt: \`${promptOf('${row}', count)}\` } }));`,
		},
	};
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const [trigger, node] = draft.nodes;
	return {
		...draft,
		nodes: [trigger, code, node],
		connections: { [start]: to(rows), [rows]: to(generate) },
		pinData: {},
	};
}

/** One execution of so many rows, and what n8n was like meanwhile. */
export interface Run {
	count: number;
	execution: Execution;
	seconds: number;
	watched: Watched;
	/** Bytes of its data in n8n's database. */
	stored: number;
	/** Milliseconds until the editor has all of it. */
	opened: number;
	/** The most jobs at once, and the submits that were refused. */
	most: number;
	refused: number;
}

/** Runs so many rows; the books then hold this run alone. */
export async function runRows({ sandbox, n8n }: Scene, count: number): Promise<Run> {
	sandbox.books.clear();
	Object.assign(sandbox.options, {
		workers: places,
		queueLimit: places,
		secondsPerJob: 1.1,
		jobSpread: 0.4,
		holdSeconds: 0.7,
	});
	const { runs, credentialId } = n8n;
	// So many quick jobs at once need more questions than the usual five a second.
	const workflow = await runs.save(
		draftOf(count, { credentialId, options: { questionsPerSecond: 20 } }),
	);
	const began = Date.now();
	const [id, watched] = await watch(n8n, async () => {
		const started = await runs.start(workflow);
		await allEnded(n8n, workflow);
		return started;
	});
	const seconds = (Date.now() - began) / 1000;
	const asked = Date.now();
	const execution = await runs.client.execution(id);
	const opened = Date.now() - asked;
	const [{ bytes = 0 } = {}] = n8n.folder.query<{ bytes: number }>(
		`select length(cast(data as blob)) as bytes from execution_data where executionId = ${Number(id)}`,
	);
	return {
		count,
		execution,
		seconds,
		watched,
		stored: bytes,
		opened,
		most: mostAtOnce(sandbox.books.jobs),
		refused: refusals(sandbox),
	};
}

/** The size in bytes of every file of n8n's folder, by its name, which for a picture is n8n's own and unique. */
function filesIn(folder: string): Map<string, number> {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true });
	return new Map(
		files
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => [name, statSync(join(parentPath, name)).size]),
	);
}

/** How many items have a file that n8n hands out, which is the very picture that was made for them. */
export async function readable({ sandbox, n8n }: Scene, items: readonly Item[]): Promise<number> {
	let good = 0;
	for (const { json, binary } of items) {
		const made = sandbox.read(String(json.url));
		if (!binary?.data || !made) continue;
		const bytes = await n8n.runs.client.file(binary.data);
		const { width, height } = PNG.sync.read(bytes);
		good += bytes.equals(made) && width === 256 && height === 256 ? 1 : 0;
	}
	return good;
}

/** Judges the items of a run, while its books are there. */
export async function checkRows(scene: Scene, run: Run): Promise<void> {
	const { sandbox, checks, n8n } = scene;
	const { count, execution } = run;
	const { books } = sandbox;
	const ended = execution.status === 'success';
	checks.check('the execution ends well', ended, ended ? 'success' : wordsOf(execution));
	const items = outputOf(execution, generate);
	const jobs = new Map(books.jobs.map((job) => [String(job.id), job]));
	const wrong = items.filter(
		({ json }, row) => jobs.get(String(json.id))?.prompt !== promptOf(row, count),
	);
	checks.check(
		`${count} items come out, in the order of the rows`,
		items.length === count && wrong.length === 0,
		`${items.length} items, ${wrong.length} at a wrong place`,
	);
	const submits = books.count({ kind: 'submit' });
	const twice = boughtTwice(sandbox);
	checks.check(
		'each job is submitted once, and none is bought twice',
		submits === count && books.jobs.length === count && twice === 0,
		`${submits} submits, ${books.jobs.length} jobs, ${twice} of them twice`,
	);
	checks.check(
		`never more than ${places} jobs at once, and no submit refused`,
		run.most <= places && run.refused === 0,
		`${run.most} at most, ${run.refused} refused`,
	);
	const files = filesIn(n8n.folder.path);
	const ids = new Set(items.map(({ binary }) => binary?.data?.id?.split('/').at(-1) ?? ''));
	const there = [...ids].filter((id) => (files.get(id) ?? 0) > 0);
	checks.check(
		'each has a file of its own in the file system',
		there.length === count,
		`${there.length} files`,
	);
	// Every fifth: to decode all would take longer than to make them.
	const sample = items.filter((_, row) => row % 5 === 0);
	const good = await readable(scene, sample);
	checks.check(
		'every fifth is its own picture, byte by byte, and can be read',
		sample.length > 0 && good === sample.length,
		`${good} of ${sample.length}`,
	);
}

/** n8n must go on answering, and must not need more for each item the more there are. */
export function checkGrowth({ checks }: Scene, small: Run, large: Run): void {
	const { watched } = large;
	checks.check(
		'n8n goes on answering while it runs',
		watched.failed === 0 && watched.slowest <= patience,
		`${watched.asked} questions, ${watched.failed} without an answer, the slowest took ${watched.slowest} ms`,
	);
	const grown = (large.watched.peak - large.watched.before).toFixed(0);
	const more = large.watched.peak - small.watched.peak;
	checks.check(
		`n8n's memory: ${large.count} rows need at most 150 MB more than ${small.count}`,
		more <= 150,
		`peak ${large.watched.peak.toFixed(0)} MB (${grown} above its beginning), ${more.toFixed(0)} MB more`,
	);
	const ratio = large.watched.cpu / large.count / (small.watched.cpu / small.count);
	checks.check(
		'a row costs at most twice the CPU time that it costs among a tenth as many',
		ratio <= 2,
		`${ratio.toFixed(2)} times`,
	);
	const bytes = large.stored / large.count / (small.stored / small.count);
	checks.check(
		"so does its place in n8n's database",
		large.stored > 0 && bytes <= 2,
		`${bytes.toFixed(2)} times`,
	);
}

export function figuresOf(
	{ sandbox }: Scene,
	{ count, seconds, watched, stored, opened, most, refused }: Run,
): Figure[] {
	const named = (what: string): string => `${count} rows in one execution: ${what}`;
	const { jobs } = sandbox.books;
	const atOnce = jobs.filter(({ asked }) => asked === 0).length;
	const questions = jobs.reduce((sum, { asked }) => sum + asked, 0);
	const lengths = jobs.map(({ started = 0, finished = 0 }) => (finished - started) / 1000);
	return [
		[named('seconds'), seconds.toFixed(0)],
		[named('length of a job in seconds, median'), share(lengths, 0.5).toFixed(1)],
		[named('ready at once'), atOnce],
		[named('questions per job'), (questions / count).toFixed(2)],
		[named('most jobs at once'), most],
		[named('submits refused'), refused],
		[named('slowest answer of n8n meanwhile, ms'), watched.slowest],
		[named('memory before, MB'), watched.before.toFixed(0)],
		[named('peak memory, MB'), watched.peak.toFixed(0)],
		[named('CPU time of n8n per row, ms'), (watched.cpu / count).toFixed(1)],
		[named('data in the database, KB'), (stored / 1024).toFixed(0)],
		[named('until the editor has all of it, ms'), opened],
	];
}
