// Workflows whose node is parked, and what stands around it.
import type { WorkflowNode } from '../scripts/lib/examples';
import { batch, type BatchOptions, type Draft, generate } from './batches';

export const fetchResult = 'Fetch result';
export const callChild = 'Call the other workflow';

/** What parks at once and for at most so many seconds. */
export const parkFor = (timeLimit: number, more: Record<string, unknown> = {}): BatchOptions => ({
	parameters: { wait: 'park' },
	options: { inMemory: 0, timeLimit, ...more },
});

const connect = (draft: Draft, from: string, to: string): void => {
	draft.connections[from] = { main: [[{ node: to, type: 'main', index: 0 }]] };
};

/** The node that waits for what is still open at the limit, right behind the one that is parked. */
function behind(draft: Draft): Draft {
	const parked = draft.nodes.find(({ name }) => name === generate) as WorkflowNode;
	const fetch: WorkflowNode = {
		...parked,
		id: 'f',
		name: fetchResult,
		position: [440, 0],
		parameters: { resource: 'result', operation: 'fetch', options: {} },
	};
	const whole = { ...draft, nodes: [...draft.nodes, fetch] };
	connect(whole, generate, fetchResult);
	return whole;
}

/** Start with an item per prompt, the node, and Result > Fetch right behind it. */
export const parkAndFetch = (name: string, prompts: string[], how: BatchOptions): Draft =>
	behind(batch(name, prompts, how));

/** The same two nodes once more behind them, with what the items of Start said. */
export function parkAgain(draft: Draft): Draft {
	const [start, parked, fetch] = draft.nodes;
	const prompt = `={{ $('${start.name}').item.json.prompt }}, once more`;
	const parameters = { ...parked.parameters, prompt };
	const nodes: WorkflowNode[] = [
		{ ...parked, id: 'g2', name: `${generate} again`, position: [660, 0], parameters },
		{ ...fetch, id: 'f2', name: `${fetchResult} again`, position: [880, 0] },
	];
	const whole = { ...draft, nodes: [...draft.nodes, ...nodes] };
	connect(whole, fetchResult, nodes[0].name);
	connect(whole, nodes[0].name, nodes[1].name);
	return whole;
}

/** Another beginning in place of Start; its last node leads to the parked one. */
function beginningWith(draft: Draft, nodes: WorkflowNode[]): Draft {
	const [start, ...rest] = draft.nodes;
	const connections = { ...draft.connections };
	delete connections[start.name];
	const whole = { ...draft, nodes: [...nodes, ...rest], connections, pinData: {} };
	const names = [...nodes.map(({ name }) => name), generate];
	names.slice(1).forEach((name, index) => connect(whole, names[index], name));
	return whole;
}

const node = (
	id: string,
	name: string,
	[type, typeVersion]: [string, number],
	parameters: Record<string, unknown>,
): WorkflowNode => ({
	id,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
});

/** A POST to /webhook/<path> with `prompts`, objects with one prompt each, starts it. */
const inProduction = (draft: Draft, path: string): Draft =>
	beginningWith(draft, [
		{
			...node('w', 'Order', ['webhook', 2], { httpMethod: 'POST', path, options: {} }),
			webhookId: path,
		} as WorkflowNode,
		node('s', 'Prompts', ['splitOut', 1], { fieldToSplitOut: 'body.prompts', options: {} }),
	]);

/** The same in production: the parked node, and Result > Fetch behind it. */
export const parkInProduction = (name: string, path: string, how: BatchOptions): Draft =>
	inProduction(behind(batch(name, [], how)), path);

/** The node alone in production: it waits in memory. */
export const waitInProduction = (name: string, path: string, how: BatchOptions): Draft =>
	inProduction(batch(name, [], how), path);

/** Result > Fetch for jobs that are known by their IDs alone. */
export function fetchByIds(name: string, ids: string[], how: BatchOptions): Draft {
	const parameters = {
		resource: 'result',
		operation: 'fetch',
		jobFrom: 'id',
		jobId: '={{ $json.prompt }}',
		family: 'images',
		options: {},
	};
	const draft = batch(name, ids, how);
	const nodes = draft.nodes.map((one) => (one.name === generate ? { ...one, parameters } : one));
	return { ...draft, nodes };
}

/** The service's own list of the pictures it has made. */
export function listGenerated(name: string, how: BatchOptions): Draft {
	const parameters = {
		resource: 'account',
		operation: 'getManyGeneratedFiles',
		type: 'image',
		returnAll: true,
	};
	const draft = batch(name, ['all'], how);
	const nodes = draft.nodes.map((one) => (one.name === generate ? { ...one, parameters } : one));
	return { ...draft, nodes };
}

/** The same as a workflow that another one calls. */
export const parkAsChild = (name: string, how: BatchOptions): Draft =>
	beginningWith(behind(batch(name, [], how)), [
		node('c', 'Called', ['executeWorkflowTrigger', 1.1], { inputSource: 'passthrough' }),
	]);

/** One that calls another workflow, waits for it, and hands its items on. */
export function parentOf(
	name: string,
	child: string,
	prompts: string[],
	mode: 'once' | 'each',
): Draft {
	const draft = batch(name, prompts);
	const [start] = draft.nodes;
	const workflowId = { __rl: true, mode: 'id', value: child };
	const options = { waitForSubWorkflow: true };
	const caller = node('x', callChild, ['executeWorkflow', 1.2], { workflowId, mode, options });
	const after = node('y', 'After', ['noOp', 1], {});
	const whole = { ...draft, nodes: [start, caller, after], connections: {} };
	connect(whole, start.name, callChild);
	connect(whole, callChild, after.name);
	return whole;
}
