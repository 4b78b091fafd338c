// What became of the executions of a queue mode, by n8n's database, the sandbox's books and what came out.
import { PNG } from 'pngjs';
import type { JobEntry, Sandbox } from '../sandbox/server';
import type { Execution, Item } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import { generate } from './batches';
import { fetchResult } from './parkFlows';
import { cameByLimit, outputOf } from './parkScene';
import type { QueueHouse } from './queueHouse';
import { type Kind, kinds } from './queueOrders';

/** A row of n8n's list of executions. */
export interface Row {
	id: string;
	kind: Kind;
	status: string;
	/** Milliseconds since 1970. */
	stopped: number | null;
}

/** n8n's list of the executions of some workflows. */
export function listAll({ postgres }: QueueHouse, flows: Partial<Record<Kind, string>>): Row[] {
	const all = Object.values(flows).map((id) => `'${id}'`);
	const rows = postgres.query<{
		id: number;
		flow: string;
		status: string;
		stopped: number | null;
	}>(
		`select id, "workflowId" as flow, status, extract(epoch from "stoppedAt") * 1000 as stopped
		from execution_entity where "workflowId" in (${all.join(', ')}) order by id`,
	);
	const kindOf = new Map(kinds.map((kind) => [flows[kind], kind]));
	return rows.map(({ id, flow, status, stopped }) => ({
		id: String(id),
		kind: kindOf.get(flow) ?? 'memory',
		status,
		stopped,
	}));
}

/** A job of the service that is somebody's picture, and what became of it. */
export interface Bought {
	job: JobEntry;
	execution: string;
	kind: Kind;
	/** How often it came out of an execution. */
	delivered: number;
}

/** An execution that did not end well, as its user finds it. */
export interface Broken extends Row {
	words: string;
	/** Nodes that n8n shows something of. */
	nodes: number;
	/** Of its jobs' IDs: how many stand anywhere in what n8n has of it. */
	named: number;
	jobs: number;
}

/** The whole account. */
export interface Account {
	rows: Row[];
	bought: Bought[];
	/** Pictures that can be looked at. */
	readable: number;
	/** Items that came out, of all executions. */
	items: number;
	broken: Broken[];
	/** Parked executions that went on by their limit, with open jobs. */
	byLimit: number;
	/** Orders of one picture that were submitted more than once, by kind. */
	twice: Record<Kind, number>;
}

/** Which execution each job was submitted for. */
function executionsOf({ books }: Sandbox): Map<number, string> {
	const submits = books.requests.filter(({ kind, job }) => kind === 'submit' && job !== undefined);
	return new Map(submits.map(({ job, body }) => [job as number, String(body?.track_id)]));
}

async function isReadable({ runs }: QueueHouse, { binary }: Item): Promise<boolean> {
	if (!binary?.data) return false;
	try {
		return PNG.sync.read(await runs.client.file(binary.data)).width === 256;
	} catch {
		return false;
	}
}

/** Reads every execution and every picture. */
export async function accountFor(
	house: QueueHouse,
	sandbox: Sandbox,
	rows: Row[],
): Promise<Account> {
	const executions = executionsOf(sandbox);
	const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]));
	const bought = sandbox.books.jobs.map((job): Bought => {
		const execution = executions.get(job.id) ?? '';
		return { job, execution, kind: kindOf.get(execution) ?? 'memory', delivered: 0 };
	});
	const byJob = new Map(bought.map((one) => [String(one.job.id), one]));
	const account: Account = {
		rows,
		bought,
		readable: 0,
		items: 0,
		broken: [],
		byLimit: 0,
		twice: { memory: 0, parked: 0 },
	};
	for (const row of rows) {
		const execution = await house.runs.client.execution(row.id);
		if (row.status === 'success') await count(execution, row.kind);
		else account.broken.push(brokenOf(execution, row));
	}
	const seen = new Set<string>();
	for (const { job, execution, kind } of bought) {
		const picture = `${execution} ${job.prompt}`;
		if (seen.has(picture)) account.twice[kind] += 1;
		seen.add(picture);
	}
	return account;

	async function count(execution: Execution, kind: Kind): Promise<void> {
		if (kind === 'parked' && cameByLimit(execution)) account.byLimit += 1;
		const items = outputOf(execution, kind === 'memory' ? generate : fetchResult);
		for (const item of items) {
			account.items += 1;
			const own = byJob.get(String(item.json.id));
			if (own && item.json.status === 'success') own.delivered += 1;
			if (await isReadable(house, item)) account.readable += 1;
		}
	}

	function brokenOf(execution: Execution, row: Row): Broken {
		const own = bought.filter((one) => one.execution === row.id);
		return {
			...row,
			words: wordsOf(execution),
			nodes: Object.keys(execution.runs).length,
			named: own.filter(({ job }) => execution.raw.includes(String(job.id))).length,
			jobs: own.length,
		};
	}
}
