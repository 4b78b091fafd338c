// Workflows of many items for one Stable Diffusion node.
import { exampleCredential } from '../scripts/lib/n8nFolder';
import type { Workflow, WorkflowNode } from '../scripts/lib/examples';

/** The node that all of these workflows are about. */
export const generate = 'Generate';
export const start = 'Start';

/** A workflow that n8n has not given an id yet. */
export type Draft = Omit<Workflow, 'id'>;

const connect = (...names: string[]): Draft['connections'] =>
	Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main' as const, index: 0 }]] },
			]),
	);

const trigger: WorkflowNode = {
	id: 'a',
	name: start,
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** What a batch is like beside its prompts. */
export interface BatchOptions {
	/** The node's own Options. */
	options?: Record<string, unknown>;
	/** Other parameters of the node. */
	parameters?: Record<string, unknown>;
	/** Settings of the node, such as Retry On Fail. */
	settings?: Record<string, unknown>;
	credentialId?: string;
}

function ourNode({ options, parameters, settings, credentialId }: BatchOptions): WorkflowNode {
	const { type, name, id } = exampleCredential;
	return {
		id: 'b',
		name: generate,
		type: 'n8n-nodes-stable-diffusion-api.stableDiffusion',
		typeVersion: 1,
		position: [220, 0],
		parameters: {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			model_id: { __rl: true, mode: 'id', value: 'flux' },
			prompt: '={{ $json.prompt }}',
			options: { width: 256, height: 256, ...options },
			...parameters,
		},
		credentials: { [type]: { id: credentialId ?? id, name } },
		...settings,
	};
}

const items = (prompts: string[]) => prompts.map((prompt) => ({ json: { prompt } }));

/** Start with an item per prompt, then the node. */
export const batch = (name: string, prompts: string[], how: BatchOptions = {}): Draft => ({
	name,
	nodes: [trigger, ourNode(how)],
	connections: connect(start, generate),
	settings: { executionOrder: 'v1' },
	pinData: { [start]: items(prompts) },
	active: false,
});

/** The same within Loop Over Items, `size` items in each round. */
export const loop = (
	name: string,
	prompts: string[],
	size: number,
	how: BatchOptions = {},
): Draft => {
	const over: WorkflowNode = {
		id: 'c',
		name: 'Loop Over Items',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		position: [110, 0],
		parameters: { batchSize: size, options: {} },
	};
	return {
		...batch(name, prompts, how),
		nodes: [trigger, over, ourNode(how)],
		connections: {
			...connect(start, over.name),
			[over.name]: { main: [[], [{ node: generate, type: 'main', index: 0 }]] },
			...connect(generate, over.name),
		},
	};
};

/** A minute of n8n's own waiting: what a run without any node of ours does. */
export const stockWait: Draft = {
	name: 'Wait a minute',
	nodes: [
		trigger,
		{
			id: 'b',
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			position: [220, 0],
			parameters: { amount: 60, unit: 'seconds' },
		},
	],
	connections: connect(start, 'Wait'),
	settings: { executionOrder: 'v1' },
	active: false,
};
