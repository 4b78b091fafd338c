/**
 * What n8n keeps in its database: rows of JSON, in memory or in a folder. Whoever reads gets a copy, an update is
 * atomic, and a row is on disk as a whole or not at all, so that a process may be killed at any time.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INode, IWorkflowBase, WorkflowExecuteMode } from 'n8n-workflow';

export type Status = 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed';

/** `staticData` is the workflow's; `credential` is what n8n keeps in a table of its own. */
export interface WorkflowRow extends Pick<IWorkflowBase, 'connections'> {
	id: string;
	name: string;
	active: boolean;
	nodes: INode[];
	staticData: IDataObject;
	credential: IDataObject;
}

export interface ExecutionRow {
	id: string;
	status: Status;
	finished: boolean;
	mode: WorkflowExecuteMode;
	waitTill: string | null;
	workflowData: WorkflowRow;
	/** The run data, as n8n stores it: flatted. */
	data: string;
}

interface Rows {
	workflow: WorkflowRow;
	execution: ExecutionRow;
}

export class Store {
	private readonly texts = new Map<string, string>();

	/** `ms` is how long each access takes; the order of accesses is that in which they end. */
	constructor(
		private readonly folder?: string,
		private readonly ms = 0,
	) {
		if (folder === undefined) return;
		mkdirSync(folder, { recursive: true });
		for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')))
			this.texts.set(file.slice(0, -'.json'.length), readFileSync(join(folder, file), 'utf8'));
	}

	async find<K extends keyof Rows>(kind: K, id: string): Promise<Rows[K] | undefined> {
		await sleep(this.ms);
		return this.peek(kind, id);
	}

	/** Without waiting: for those who look on. */
	peek<K extends keyof Rows>(kind: K, id: string): Rows[K] | undefined {
		const text = this.texts.get(`${kind}-${id}`);
		return text === undefined ? undefined : (JSON.parse(text) as Rows[K]);
	}

	all<K extends keyof Rows>(kind: K): Array<Rows[K]> {
		return [...this.texts]
			.filter(([name]) => name.startsWith(`${kind}-`))
			.map(([, text]) => JSON.parse(text) as Rows[K]);
	}

	async create<K extends keyof Rows>(kind: K, row: Omit<Rows[K], 'id'>): Promise<Rows[K]> {
		await sleep(this.ms);
		const id = String(Math.max(0, ...this.all(kind).map((other) => Number(other.id))) + 1);
		return this.put(kind, { ...row, id } as Rows[K]);
	}

	/** False if the row is not, or no longer, as `where` wants it: compare and set. */
	async update<K extends keyof Rows>(
		kind: K,
		id: string,
		changes: Partial<Rows[K]>,
		where: (row: Rows[K]) => boolean = () => true,
	): Promise<boolean> {
		await sleep(this.ms);
		const row = this.peek(kind, id);
		if (row === undefined || !where(row)) return false;
		this.put(kind, { ...row, ...changes });
		return true;
	}

	private put<K extends keyof Rows>(kind: K, row: Rows[K]): Rows[K] {
		const name = `${kind}-${row.id}`;
		const text = JSON.stringify(row);
		if (this.folder !== undefined) {
			const file = join(this.folder, name);
			writeFileSync(`${file}.new`, text);
			renameSync(`${file}.new`, `${file}.json`);
		}
		this.texts.set(name, text);
		return JSON.parse(text) as Rows[K];
	}
}
