/** What n8n builds around a workflow anew for each request and each run: from its row, and from nothing else. */
import { TestCredentials, credential as usual, credentialType } from '../support/n8n';
import { createRequire } from 'node:module';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeType,
	IWebhookData,
	IWebhookDescription,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import type { WorkflowRow } from './store';

/** n8n's own copies of what it is made of. */
export const fromCore = createRequire(require.resolve('n8n-core'));

export type NodeClass = new () => INodeType;

/** A node as a test describes it. */
export interface NodeOptions {
	parameters?: IDataObject;
	/** `onError`, `webhookId`, `typeVersion`, `name`, ... */
	nodeExtra?: Partial<INode>;
}

/** Passes on what its run was started with, as every webhook trigger does. */
class Start {
	description = {
		...{ displayName: 'Start', name: 'start', group: ['trigger'], version: 1, description: '' },
		...{ defaults: { name: 'Start' }, inputs: [], outputs: ['main'], properties: [] },
	};
	webhook = async () => ({});
}

export class World {
	private readonly types: Record<'start' | 'action' | 'trigger', INodeType | undefined>;

	constructor(
		readonly url: string,
		nodes: { action?: NodeClass; trigger?: NodeClass },
	) {
		this.types = {
			start: new Start() as unknown as INodeType,
			action: nodes.action && new nodes.action(),
			trigger: nodes.trigger && new nodes.trigger(),
		};
	}

	/** Our two are loaded when they are first needed, so that one of them need not be there. */
	type(kind: string): INodeType {
		if (kind === 'action') this.types.action ??= ours('StableDiffusion');
		if (kind === 'trigger') this.types.trigger ??= ours('StableDiffusionTrigger');
		const type = this.types[kind as keyof typeof this.types];
		if (type === undefined) throw new Error(`The stage has no node ${kind}`);
		return type;
	}

	/** Nodes in a row, each connected to the next. `null` for a credential: the nodes have none. */
	row(
		options: Array<NodeOptions & { kind: 'start' | 'action' | 'trigger' }>,
		credential: IDataObject | null = {},
	): Omit<WorkflowRow, 'id'> {
		const nodes = options.map(({ kind, parameters = {}, nodeExtra }, index): INode => {
			const { defaults, version, defaultVersion } = this.type(kind).description;
			return {
				id: `node-${index}`,
				name: String(defaults.name),
				type: kind,
				typeVersion: defaultVersion ?? [version].flat().at(-1) ?? 1,
				position: [index * 200, 0],
				parameters: parameters as INode['parameters'],
				...(credential && { credentials: { [credentialType.name]: { id: '1', name: 'Test' } } }),
				...nodeExtra,
			};
		});
		const links = nodes.slice(1).map(({ name }, index) => {
			const link = [[{ node: name, type: 'main' as const, index: 0 }]];
			return [nodes[index].name, { main: link }];
		});
		return {
			name: 'test',
			active: true,
			nodes,
			connections: Object.fromEntries(links),
			staticData: {},
			credential: { ...usual, ...credential },
		};
	}

	workflow(row: WorkflowRow): Workflow {
		return new Workflow({
			...row,
			nodeTypes: {
				getByName: (name) => this.type(name),
				getByNameAndVersion: (name) => this.type(name),
				getKnownTypes: () => ({}),
			},
			settings: {},
		});
	}

	additionalData(row: WorkflowRow, executionId?: string): IWorkflowExecuteAdditionalData {
		return {
			executionId,
			webhookBaseUrl: `${this.url}/webhook`,
			webhookTestBaseUrl: `${this.url}/webhook-test`,
			webhookWaitingBaseUrl: `${this.url}/webhook-waiting`,
			formWaitingBaseUrl: `${this.url}/form-waiting`,
			restApiUrl: `${this.url}/rest`,
			instanceBaseUrl: this.url,
			variables: {},
			credentialsHelper: new TestCredentials(row.credential as ICredentialDataDecryptedObject),
			setExecutionStatus: () => {},
			sendDataToUI: () => {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	/** webhook.service.js getNodeWebhooks() */
	webhooks(workflow: Workflow, node: INode, row: WorkflowRow, isTest = false): IWebhookData[] {
		const value = (webhook: IWebhookDescription, property: string, fallback?: boolean) =>
			workflow.expression.getSimpleParameterValue(
				node,
				webhook[property as 'path'] as string,
				'internal',
				{},
				undefined,
				fallback,
			);
		return (this.type(node.type).description.webhooks ?? []).map((webhook) => ({
			httpMethod: value(webhook, 'httpMethod') as 'POST',
			node: node.name,
			path: NodeHelpers.getNodeWebhookPath(
				workflow.id,
				node,
				String(value(webhook, 'path'))
					.trim()
					.replace(/^\/|\/$/g, ''),
				value(webhook, 'isFullPath', false) === true,
				value(webhook, 'restartWebhook', false) === true,
			),
			webhookDescription: webhook,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: this.additionalData(row),
			isTest,
		}));
	}
}

function ours(name: 'StableDiffusion' | 'StableDiffusionTrigger'): INodeType {
	const module = require(`../../dist/nodes/StableDiffusion/${name}.node.js`) as {
		[name: string]: NodeClass;
	};
	return new module[name]();
}
