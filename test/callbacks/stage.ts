/**
 * A stage for nodes that are called back: real HTTP at the doors of n8n (production and test webhooks, waiting
 * executions), the real n8n-core behind them, and a database that survives the process. What stands between, in
 * n8n's server package, is rebuilt here after n8n 2.41.1.
 */
import { World, type NodeClass, type NodeOptions } from './world';
import type { Log } from './call';
import { Doors } from './doors';
import { Executions, unflatten } from './executions';
import { Store, type Status } from './store';
import { until } from '../support/until';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BinaryDataService, HookContext, WAITING_TOKEN_QUERY_PARAM } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	ITaskData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

const { Container } = require('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};

export interface StageOptions {
	/** Any free one unless given. */
	port?: number;
	/** Where the database is; unless given, in memory. */
	folder?: string;
	/** How long each access to the database takes. */
	databaseMs?: number;
	/** Unless given, ours, from dist/. */
	action?: NodeClass;
	trigger?: NodeClass;
}

interface WorkflowOptions extends NodeOptions {
	/** Over the usual one; null for none. */
	credential?: IDataObject | null;
	/** More of the action nodes, in a row behind the first. */
	next?: NodeOptions[];
}

export interface ExecuteOptions extends WorkflowOptions {
	items?: INodeExecutionData[];
	mode?: WorkflowExecuteMode;
}

export interface Trigger extends Log {
	workflowId: string;
	url: string;
	testUrl: string;
}

export interface Result {
	status: Status;
	waitTill: string | null;
	/** First output of the last node that ran. */
	items: INodeExecutionData[];
	/** All runs of each node. */
	nodes: Record<string, ITaskData[]>;
	error?: IRunExecutionData['resultData']['error'];
}

export class Stage {
	private readonly store: Store;
	private readonly server = createServer(
		(req, res) => void this.connected.executions.busy(this.connected.doors.answer(req, res)),
	);
	private readonly connected = {} as { world: World; executions: Executions; doors: Doors };

	constructor(private readonly options: StageOptions) {
		this.store = new Store(options.folder, options.databaseMs);
	}

	async open(): Promise<this> {
		await Container.get(BinaryDataService).init();
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject).listen(this.options.port ?? 0, '127.0.0.1', resolve);
		});
		const { port } = this.server.address() as AddressInfo;
		const world = new World(`http://127.0.0.1:${port}`, this.options);
		const executions = new Executions(world, this.store);
		Object.assign(this.connected, {
			...{ world, executions },
			doors: new Doors(world, this.store, executions),
		});
		await executions.open();
		return this;
	}

	async close(): Promise<void> {
		await this.connected.executions.close();
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return this.connected.world.url;
	}

	/** How many resumes came second, and all that went wrong in the stage itself. */
	get dropped(): string[] {
		return this.connected.executions.dropped;
	}
	get faults(): unknown[] {
		return this.connected.executions.faults;
	}

	/** Activates a workflow that begins with the trigger. */
	async trigger({ next = [], credential, ...first }: WorkflowOptions = {}): Promise<Trigger> {
		const { world } = this.connected;
		first.nodeExtra = { webhookId: randomUUID(), ...first.nodeExtra };
		const actions = next.map((one) => ({ ...one, kind: 'action' as const }));
		const row = await this.store.create(
			'workflow',
			world.row([{ ...first, kind: 'trigger' }, ...actions], credential),
		);
		const workflow = world.workflow(row);
		const [node] = row.nodes;
		for (const webhook of world.webhooks(workflow, node, row)) {
			const methods = world.type('trigger').webhookMethods?.[webhook.webhookDescription.name];
			const data = world.additionalData(row);
			const context = new HookContext(workflow, node, data, 'trigger', 'activate', webhook);
			if (methods && !(await methods.checkExists.call(context))) await methods.create.call(context);
		}
		await this.store.update('workflow', row.id, { staticData: workflow.staticData });
		return await this.triggerOf(row.id);
	}

	/** The trigger of a workflow, with what has come so far; also one of before a restart. */
	async triggerOf(workflowId: string): Promise<Trigger> {
		const { world, doors } = this.connected;
		const row = await this.store.find('workflow', workflowId);
		if (row === undefined) throw new Error(`There is no workflow ${workflowId}`);
		const [{ path }] = world.webhooks(world.workflow(row), row.nodes[0], row);
		return Object.assign(doors.log(workflowId), {
			workflowId,
			url: `${world.url}/webhook/${path}`,
			testUrl: `${world.url}/webhook-test/${path}`,
		});
	}

	/** What n8n has stored as the static data of a trigger. */
	async staticData(workflowId: string): Promise<IDataObject> {
		const row = await this.store.find('workflow', workflowId);
		return (row?.staticData[`node:${row.nodes[0].name}`] ?? {}) as IDataObject;
	}

	/** Runs Start -> the action node -> whatever is next, up to the first rest. Gives the execution's id. */
	async execute(options: ExecuteOptions = {}): Promise<string> {
		const id = await this.begin(options);
		await this.connected.executions.rest(id);
		return id;
	}

	/** The same, but gives the id as soon as there is one. */
	async begin(options: ExecuteOptions = {}): Promise<string> {
		const { items = [{ json: {} }], mode = 'webhook', next = [], credential, ...first } = options;
		const nodeExtra = { name: 'Stable Diffusion', ...first.nodeExtra };
		const actions = [{ ...first, nodeExtra }, ...next];
		const row = await this.store.create(
			'workflow',
			this.connected.world.row(
				[{ kind: 'start' }, ...actions.map((one) => ({ ...one, kind: 'action' as const }))],
				credential,
			),
		);
		const node = row.nodes.at(0) as INode;
		return await this.connected.executions.begin(row, mode, node, [items]);
	}

	status(id: string): Status | undefined {
		return this.store.peek('execution', id)?.status;
	}

	/** Waits for a status; not for one that cannot come any more. */
	async until(id: string, status: Status): Promise<void> {
		await until(() => {
			const is = this.status(id);
			if (is !== status && is !== 'running' && is !== 'waiting')
				throw new Error(`Execution ${id} is not ${status} but ${is}`);
			return is === status;
		}, `execution ${id} to be ${status}`);
	}

	/** Stops an execution, running or waiting, as the editor's button does. */
	async stop(id: string): Promise<void> {
		await this.connected.executions.stop(id);
	}

	/** Ends when no request and no run goes on. A node that answers by itself does so before its run begins. */
	async idle(): Promise<void> {
		await this.connected.executions.idle();
	}

	/** As stored. */
	result(id: string): Result {
		const row = this.store.peek('execution', id);
		if (row === undefined) throw new Error(`There is no execution ${id}`);
		const { runData: nodes, lastNodeExecuted = '', error } = unflatten(row.data).resultData;
		const items = nodes[lastNodeExecuted]?.at(-1)?.data?.main[0] ?? [];
		return { status: row.status, waitTill: row.waitTill, items, nodes, error };
	}

	/** The stored text. */
	stored(id: string): string {
		return this.store.peek('execution', id)?.data ?? '';
	}

	/** As n8n-core tells it the nodes as `$execution.resumeUrl`. */
	resumeUrl(id: string): string {
		const token = unflatten(this.stored(id)).resumeToken ?? '';
		return `${this.url}/webhook-waiting/${id}?${WAITING_TOKEN_QUERY_PARAM}=${token}`;
	}

	/** What came in at the waiting door of an execution. */
	resumes(id: string): Log {
		return this.connected.doors.log(id);
	}
}

export const openStage = async (options: StageOptions = {}): Promise<Stage> =>
	await new Stage(options).open();
