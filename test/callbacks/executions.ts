/**
 * Runs, and what of them waits: n8n's workflow-runner.js, active-executions.js, the saving in
 * execution-lifecycle-hooks.js and wait-tracker.js. Between two rests nothing of a run is in memory.
 */
import { fromCore, type World } from './world';
import { Trouble } from './errors';
import type { ExecutionRow, Status, Store, WorkflowRow } from './store';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	INode,
	INodeExecutionData,
	IRun,
	IRunExecutionData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, ManualExecutionCancelledError } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

const flatted = fromCore('flatted') as {
	stringify(value: unknown): string;
	parse(text: string): unknown;
};
export const unflatten = (text: string) => flatted.parse(text) as IRunExecutionData;

/** n8n's error of this name: another resume was faster. */
export class AlreadyResuming extends Trouble {}

export class Executions {
	/** A timer stays when its execution is resumed by other means; that is so in n8n. */
	private readonly timers = new Map<string, NodeJS.Timeout>();
	private readonly running = new Map<string, Promise<void>>();
	private readonly cancels = new Map<string, () => void>();
	private readonly work = new Set<Promise<unknown>>();
	/** Ids of executions whose resume came second and was dropped. */
	readonly dropped: string[] = [];
	/** What n8n would have logged as a problem of its own. */
	readonly faults: unknown[] = [];

	constructor(
		private readonly world: World,
		private readonly store: Store,
	) {}

	/** What a start of n8n does: whatever ran has crashed, whatever waits is waited for. */
	async open(): Promise<void> {
		for (const { id, status, waitTill } of this.store.all('execution')) {
			if (status === 'running') await this.store.update('execution', id, { status: 'crashed' });
			if (status === 'waiting') this.track(id, waitTill);
		}
	}

	async close(): Promise<void> {
		for (const cancel of this.cancels.values()) cancel();
		await Promise.race([this.idle(), sleep(1000)]);
		for (const timer of this.timers.values()) clearTimeout(timer);
	}

	/** Whatever goes on beside its request. */
	busy<T>(work: Promise<T>): Promise<T> {
		const end = () => void this.work.delete(settled);
		const settled = work.then(end, end);
		this.work.add(settled);
		return work;
	}

	/** Ends when nothing goes on: no request, no run. */
	async idle(): Promise<void> {
		while (this.work.size > 0) await Promise.all(this.work);
	}

	/** Starts a new execution at a node, whose input is what a webhook gave. `failure` is what webhook() threw. */
	async begin(
		workflowData: WorkflowRow,
		mode: WorkflowExecuteMode,
		node: INode,
		main: INodeExecutionData[][],
		failure?: Error,
	): Promise<string> {
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
		});
		if (failure) data.resultData = failureOf(failure, node);
		const { id } = await this.store.create('execution', {
			...{ status: 'running', finished: false, mode, waitTill: null, workflowData },
			data: flatted.stringify(data),
		});
		this.process(id, workflowData, mode, data);
		return id;
	}

	/** Takes up a waiting execution, unless somebody else has. */
	async resume({ id, workflowData, mode }: ExecutionRow, data: IRunExecutionData): Promise<void> {
		const taken = await this.store.update(
			'execution',
			id,
			{ status: 'running', waitTill: null, data: flatted.stringify(data) },
			({ status }) => status === 'waiting',
		);
		if (!taken) {
			this.dropped.push(id);
			throw new AlreadyResuming();
		}
		this.process(id, workflowData, mode, data);
	}

	/** As the editor's button does. */
	async stop(id: string): Promise<void> {
		const row = await this.store.find('execution', id);
		if (row?.status !== 'running' && row?.status !== 'waiting') return;
		this.cancels.get(id)?.();
		clearTimeout(this.timers.get(id));
		this.timers.delete(id);
		const data = unflatten(row.data);
		data.resultData.error = failureOf(new ManualExecutionCancelledError(id)).error;
		const stopped = { status: 'canceled', waitTill: null, data: flatted.stringify(data) } as const;
		await this.store.update('execution', id, stopped);
	}

	/** Ends when the execution rests: finished, or waiting. */
	async rest(id: string): Promise<void> {
		await this.running.get(id);
	}

	private process(
		id: string,
		row: WorkflowRow,
		mode: WorkflowExecuteMode,
		data: IRunExecutionData,
	): void {
		const run = async () => {
			const hooks = new ExecutionLifecycleHooks(mode, id, row as never);
			hooks.addHandler('workflowExecuteAfter', async (after) => await this.save(id, after));
			const additionalData = { ...this.world.additionalData(row, id), hooks };
			const execute = new WorkflowExecute(additionalData, mode, data);
			const going = execute.processRunExecutionData(this.world.workflow(row));
			this.cancels.set(id, () => going.cancel());
			await going;
		};
		const saveFailure = async (error: Error) => {
			const failed = createRunExecutionData({ resultData: { ...failureOf(error) } });
			await this.save(id, { data: failed, status: 'error' } as IRun);
		};
		const ran = run()
			.catch(saveFailure)
			.catch((error) => void this.faults.push(error))
			.finally(() => {
				if (this.running.get(id) !== ran) return;
				this.running.delete(id);
				this.cancels.delete(id);
			});
		this.running.set(id, ran);
		void this.busy(ran);
	}

	private async save(
		id: string,
		{ data, status, finished = false, waitTill }: IRun,
	): Promise<void> {
		let final: Status = status === 'success' && !data.resultData.error ? 'success' : 'error';
		if (status === 'canceled') final = 'canceled';
		if (waitTill) final = 'waiting';
		const till = waitTill?.toISOString() ?? null;
		const row = { status: final, finished, waitTill: till, data: flatted.stringify(data) };
		const where = (before: ExecutionRow) => before.status !== 'canceled';
		if (!(await this.store.update('execution', id, row, where))) return;
		if (final === 'waiting') this.track(id, till);
	}

	private track(id: string, waitTill: string | null): void {
		const ms = Date.parse(waitTill ?? '') - Date.now();
		// Beyond that, setTimeout() fires at once. It is more than three weeks.
		if (this.timers.has(id) || !(ms < 2 ** 31)) return;
		const limit = async () => {
			this.timers.delete(id);
			const row = await this.store.find('execution', id);
			if (row !== undefined && !row.finished) await this.resume(row, unflatten(row.data));
		};
		const complain = (error: unknown) => {
			if (!(error instanceof AlreadyResuming)) this.faults.push(error);
		};
		const fire = () => void this.busy(limit().catch(complain));
		this.timers.set(id, setTimeout(fire, ms));
	}
}

export function failureOf(error: Error, node?: INode): IRunExecutionData['resultData'] {
	const { message, stack } = error;
	const told = { ...error, message, stack } as unknown as ExecutionError;
	return { runData: {}, lastNodeExecuted: node?.name, error: told };
}
