/**
 * The real n8n-core, as a library: workflows of several nodes, Stop, and the editor's Retry Execution. Parts come
 * from the tests' own harness; its runs have one node and no second life.
 */
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { credentialType, node, TestCredentials } from '../test/support/n8n';
import { hearingOf, latenessSince, openEars, type Heard } from './hearing';

const { Container } = require('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};
const core = require('n8n-core') as typeof import('n8n-core');
const workflowPackage = require('n8n-workflow') as typeof import('n8n-workflow');
const { parse, stringify } = require('flatted') as typeof JSON;

/** Once, before the first execution. */
export async function openN8n(how: { withoutMemory: boolean }): Promise<void> {
	openEars(how);
	await Container.get(core.BinaryDataService).init();
}

export interface Step {
	name: string;
	parameters: IDataObject;
	settings?: Partial<INode>;
	/** The step and its output that this one follows. */
	after: { name: string; output: number };
}

export interface Flow {
	/** For n8n: which execution it is. */
	id: string;
	items: INodeExecutionData[];
	/** Items that come by a second way, so that the first step runs twice in one execution, as in a loop. */
	later?: INodeExecutionData[];
	steps: Step[];
	credential: IDataObject;
}

/** One execution, from its start to its end. */
export interface Ended {
	status: string;
	data: IRunExecutionData;
	/** The whole as n8n would store it. */
	stored: string;
	began: number;
	ended: number;
	/** When Stop was pressed. */
	stoppedAt?: number;
	/** How late this process was around then, in milliseconds. */
	lateness: number;
	/** It did not end, and was given up. */
	hung: boolean;
}

const typeName = 'CUSTOM.stableDiffusion';

/** A node that hands out these items, whatever comes in. */
const givesOut = (items: INodeExecutionData[], inputs: string[]): INodeType =>
	({
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: {},
			inputs,
			outputs: ['main'],
			properties: [],
		},
		execute: async () => [items],
	}) as unknown as INodeType;

const place = { typeVersion: 1, position: [0, 0] as [number, number] };

function workflowOf({ items, later, steps }: Flow): Workflow {
	const nodes: INode[] = [
		{ id: 'start', name: 'Start', type: 'test.start', parameters: {}, ...place },
		{ id: 'later', name: 'Later', type: 'test.later', parameters: {}, ...place },
		...steps.map(({ name, parameters, settings }) => ({
			id: name,
			name,
			type: typeName,
			parameters: structuredClone(parameters) as INode['parameters'],
			credentials: { [credentialType.name]: { id: '1', name: 'Soak' } },
			...place,
			...settings,
		})),
	];
	const connections: IConnections = {};
	for (const { name, after } of steps) {
		const main = (connections[after.name] ??= { main: [] }).main;
		while (main.length <= after.output) main.push([]);
		main[after.output]?.push({ node: name, type: 'main', index: 0 });
	}
	if (later) {
		connections.Start.main[0]?.push({ node: 'Later', type: 'main', index: 0 });
		connections.Later = { main: [[{ node: steps[0].name, type: 'main', index: 0 }]] };
	}
	const types: Record<string, INodeType> = {
		'test.start': givesOut(items, []),
		'test.later': givesOut(later ?? [], ['main']),
		[typeName]: node,
	};
	return new workflowPackage.Workflow({
		id: 'soak',
		name: 'soak',
		nodes,
		connections,
		active: false,
		nodeTypes: {
			getByName: (name) => types[name],
			getByNameAndVersion: (name) => types[name],
			getKnownTypes: () => ({}),
		},
		settings: { executionOrder: 'v1' },
	});
}

function surroundings(flow: Flow, mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
	const now = new Date();
	const hooks = new core.ExecutionLifecycleHooks(mode, flow.id, {
		id: 'soak',
		name: 'soak',
		nodes: [],
		connections: {},
		active: false,
		createdAt: now,
		updatedAt: now,
	} as unknown as ConstructorParameters<typeof core.ExecutionLifecycleHooks>[2]);
	const base = 'http://localhost:5678';
	return {
		executionId: flow.id,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		variables: {},
		currentNodeExecutionIndex: 0,
		hooks,
		credentialsHelper: new TestCredentials(flow.credential as ICredentialDataDecryptedObject),
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/**
 * Runs a workflow, or the rest of one whose stored data is given, as the editor's Retry Execution does it.
 *
 * @param how.stopAfter milliseconds until somebody presses Stop
 * @param how.isHung is asked now and then whether to go on waiting, with the milliseconds so far
 */
export async function execute(
	flow: Flow,
	heard: Heard,
	how: { retryOf?: Ended; stopAfter?: number; isHung: (ms: number) => boolean },
): Promise<Ended> {
	return await hearingOf(heard, async () => {
		const mode: WorkflowExecuteMode = how.retryOf ? 'retry' : 'manual';
		const workflow = workflowOf(flow);
		const around = surroundings(flow, mode);
		const stored = how.retryOf && readyForRetry(how.retryOf);
		const engine = new core.WorkflowExecute(around, mode, stored);
		const began = Date.now();
		const running = stored
			? engine.processRunExecutionData(workflow)
			: engine.run({ workflow, startNode: workflow.getNode('Start') ?? undefined });
		let stoppedAt: number | undefined;
		const stop = (): void => {
			stoppedAt ??= Date.now();
			(running as unknown as { cancel(): void }).cancel();
		};
		// What has arrived by then is read first: on a busy machine a timer comes before it.
		const later = (): unknown => setImmediate(() => setImmediate(stop));
		const timer = how.stopAfter === undefined ? undefined : setTimeout(later, how.stopAfter);
		let watch: NodeJS.Timeout | undefined;
		const hung = new Promise<undefined>((resolve) => {
			watch = setInterval(() => how.isHung(Date.now() - began) && resolve(undefined), 500);
		});
		const run: IRun | undefined = await Promise.race([running, hung]);
		if (run === undefined) stop();
		clearTimeout(timer);
		clearInterval(watch);
		const data =
			run?.data ?? (engine as unknown as { runExecutionData: IRunExecutionData }).runExecutionData;
		return {
			status: run?.status ?? 'hung',
			data,
			stored: stringify(data),
			began,
			ended: Date.now(),
			stoppedAt,
			lateness: stoppedAt === undefined ? 0 : latenessSince(stoppedAt - 1_000),
			hung: run === undefined,
		};
	});
}

/** What n8n's server makes of a stored execution before it runs it again (its ExecutionService, `retry`). */
function readyForRetry({ stored }: Ended): IRunExecutionData {
	const data = parse(stored) as IRunExecutionData;
	const { lastNodeExecuted, runData } = data.resultData;
	if (lastNodeExecuted) {
		delete data.resultData.error;
		const tasks = runData[lastNodeExecuted];
		if (tasks?.at(-1)?.error !== undefined) tasks.pop();
	}
	return data;
}

/** Whether anything is left of an execution that a retry could go on with. */
export const canBeRetried = ({ data }: Ended): boolean =>
	(data.executionData?.nodeExecutionStack.length ?? 0) > 0;

/** The bytes of an item's binary field, wherever n8n keeps them. */
export { bytesOf } from '../test/support/n8n';
