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

/** Where a node's outputs lead, by kind of connection: one list per output. */
export type Connections = Record<
	string,
	Array<Array<{ node: string; type: string; index: number }>>
>;

/** A workflow as n8n imports it. */
export interface Workflow {
	id: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, Connections>;
	settings?: Record<string, unknown>;
	active?: boolean;
	/** Items that stand in for what a node would give. */
	pinData?: Record<string, Array<{ json: Record<string, unknown> }>>;
}

/** Every workflow of examples/ by the name of its file, without the extension. */
export function exampleFiles(): Map<string, Workflow> {
	const files = readdirSync(examples).filter((name) => name.endsWith('.json'));
	return new Map(
		files
			.sort()
			.map((name) => [
				name.slice(0, -'.json'.length),
				JSON.parse(readFileSync(join(examples, name), 'utf8')) as Workflow,
			]),
	);
}

/** Every workflow of examples/. */
export function exampleWorkflows(): Workflow[] {
	return [...exampleFiles().values()];
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
