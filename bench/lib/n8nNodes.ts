// Workflows of the bench are put together out of these: n8n's own nodes, and ours.
import type { Workflow, WorkflowNode } from '../../scripts/lib/examples';
import { exampleCredential } from '../../scripts/lib/n8nFolder';

type Made = Omit<WorkflowNode, 'id' | 'position'>;

/** The credential, for our node and for the HTTP Request node alike. */
const { id, name, type: credentialType } = exampleCredential;
const credentials = { [credentialType]: { id, name } };

/** The name of the webhook that starts a workflow. */
export const start = 'Webhook';

const webhook = (path: string): Made => ({
	name: start,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2.1,
	// The caller hears of it when the last node is done, and gets no items: they would have to be written out.
	parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData' },
});

/** One item of each entry that the webhook was sent. */
export const splitOut: Made = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.items', options: {} },
};

/** Our node: Image, Generate, Community Models. */
export function generate(how: {
	download: boolean;
	options: Record<string, unknown>;
	model: string;
}): Made {
	return {
		name: 'Generate image',
		type: 'n8n-nodes-stable-diffusion-api.stableDiffusion',
		typeVersion: 1,
		parameters: {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			model_id: { __rl: true, mode: 'id', value: how.model },
			prompt: '={{ $json.prompt }}',
			download: how.download,
			options: how.options,
		},
		credentials,
	};
}

/** The HTTP Request node as it is put on the canvas today, posting JSON with our credential's key. */
export const postJson = (name: string, url: string, jsonBody: string): Made => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.5,
	parameters: {
		method: 'POST',
		url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credentialType,
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
		options: {},
	},
	credentials,
});

/** The HTTP Request node that fetches a file. */
export const getFile = (name: string, url: string): Made => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.5,
	parameters: { url, options: { response: { response: { responseFormat: 'file' } } } },
});

/** From an output of a node to the next one; output 0 unless said. */
export type Link = readonly [from: string, to: string, output?: number];

/**
 * A workflow that is started by a POST of `{items: [...]}` to its webhook.
 * @param links default: the nodes follow one another
 */
export function workflow(path: string, nodes: readonly Made[], links?: readonly Link[]): Workflow {
	const all = [webhook(path), ...nodes];
	const chain = all.slice(1).map((node, index): Link => [all[index].name, node.name]);
	const connections: Workflow['connections'] = {};
	for (const [from, to, output = 0] of links ?? chain) {
		const main = (connections[from] ??= { main: [] }).main;
		while (main.length <= output) main.push([]);
		main[output].push({ node: to, type: 'main', index: 0 });
	}
	return {
		// n8n's ids have 16 characters.
		id: path.replace(/\W/g, '').padEnd(16, '0').slice(0, 16),
		name: path,
		nodes: all.map((node, index) => ({
			...node,
			id: `${path}-${index}`,
			position: [index * 220, 0],
			// Only a node with this has an address of its own.
			...(node.name === start && { webhookId: path }),
		})),
		connections,
		settings: { executionOrder: 'v1' },
		active: false,
	};
}
