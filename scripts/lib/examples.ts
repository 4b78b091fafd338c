import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from './paths';

/** A node of a workflow file. */
export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	onError?: string;
	retryOnFail?: boolean;
	/** Of a trigger: its part of the address. */
	webhookId?: string;
}

/** A workflow as n8n imports it. */
export interface Workflow {
	id: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<
		string,
		{ main: Array<Array<{ node: string; type: 'main'; index: number }>> }
	>;
	settings?: Record<string, unknown>;
	active?: boolean;
	/** Items that stand in for what a node would give. */
	pinData?: Record<string, Array<{ json: Record<string, unknown> }>>;
}

/** Every workflow of examples/. */
export function exampleWorkflows(): Workflow[] {
	const files = readdirSync(examples).filter((name) => name.endsWith('.json'));
	return files.map((name) => JSON.parse(readFileSync(join(examples, name), 'utf8')) as Workflow);
}

/** The example that npm start and npm run demo run. */
export function firstPicture(): Workflow {
	return JSON.parse(readFileSync(join(examples, 'first-picture.json'), 'utf8')) as Workflow;
}

/** The node of our package in a workflow; the first, where there are several. */
export function ourNode(workflow: Workflow): WorkflowNode {
	const found = workflow.nodes.find(({ type }) =>
		type.startsWith('n8n-nodes-stable-diffusion-api.'),
	);
	if (!found) throw new Error(`No Stable Diffusion node in ${workflow.name}`);
	return found;
}
