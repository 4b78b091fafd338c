/**
 * Runs the built node through the real n8n-core (WorkflowExecute, ExecuteContext, binary data, HTTP helpers).
 * The one thing that is not n8n's own is the credentials helper, which lives in the n8n server package.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-test-'));
process.env.N8N_ENCRYPTION_KEY ??= 'a-key-for-tests-only-0123456789abcdef';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';

require('reflect-metadata');
const { Container } = require('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};
const core = require('n8n-core') as typeof import('n8n-core');
const workflowPackage = require('n8n-workflow') as typeof import('n8n-workflow');
const { StableDiffusion } = require('../../dist/nodes/StableDiffusion/StableDiffusion.node.js') as {
	StableDiffusion: new () => INodeType;
};
const { StableDiffusionApi } =
	require('../../dist/credentials/StableDiffusionApi.credentials.js') as {
		StableDiffusionApi: new () => ICredentialType;
	};

export const node = new StableDiffusion();
export const credentialType = new StableDiffusionApi();

/** Recognisable, so that a test can look for it in everything that comes out. */
export const key = 'sk-very-secret-0123456789-abcdef';
export const host = 'https://sd.example.test';
export const credential = { apiKey: key, host, account: 'standard', plan: 'payAsYouGo' };

const nodeTypeName = 'CUSTOM.stableDiffusion';

/** n8n's own lives in the server package. */
export class TestCredentials extends (workflowPackage.ICredentialsHelper as unknown as new () => ICredentialsHelper) {
	constructor(private readonly values: ICredentialDataDecryptedObject) {
		super();
	}

	override getParentTypes = () => [];
	override isCredentialUsableByNode = () => true;
	override preAuthentication = async () => undefined;
	override runPreAuthentication = async () => undefined;
	override getCredentials = async () =>
		new core.Credentials({ id: null, name: '' }, credentialType.name, '');
	override getDecrypted = async () => ({ ...this.values });
	override getCredentialsProperties = () => [];
	override updateCredentials = async () => {};
	override updateCredentialsOauthTokenData = async () => {};

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: unknown,
	) {
		if (typeof credentialType.authenticate !== 'function')
			throw new Error('authenticate is no function');
		return await credentialType.authenticate(credentials, options as IHttpRequestOptions);
	}
}

export interface RunOptions {
	parameters: IDataObject;
	items?: INodeExecutionData[];
	/** Over the usual credential. */
	credential?: IDataObject;
	/** `onError`, `retryOnFail`, ... */
	nodeExtra?: Partial<INode>;
	typeName?: string;
	signal?: AbortSignal;
	binary?: 'memory' | 'filesystem';
	mode?: WorkflowExecuteMode;
}

/** The twin that n8n makes of a node for agents has a name of its own, which decides about what is shown. */
function asNamed(typeName: string): INodeType {
	if (!typeName.endsWith('Tool')) return node;
	const twin = Object.create(node) as INodeType;
	twin.description = { ...node.description, name: `${node.description.name}Tool` };
	return twin;
}

/** A workflow that consists of a start node and ours, and what n8n needs around it. */
function workflowFor(options: RunOptions): {
	workflow: Workflow;
	additionalData: IWorkflowExecuteAdditionalData;
} {
	const {
		parameters,
		items = [{ json: {} }],
		nodeExtra = {},
		typeName = nodeTypeName,
		mode = 'manual',
	} = options;
	const start = {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => [items],
	} as unknown as INodeType;
	const nodes: INode[] = [
		{
			id: 'a',
			name: 'Start',
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'b',
			name: 'Stable Diffusion',
			type: typeName,
			typeVersion: 1,
			position: [0, 0],
			parameters: parameters as INode['parameters'],
			credentials: { [credentialType.name]: { id: '1', name: 'Test' } },
			...nodeExtra,
		},
	];
	const types: Record<string, INodeType> = { 'test.start': start, [typeName]: asNamed(typeName) };
	const workflow = new workflowPackage.Workflow({
		id: 'w1',
		name: 'test',
		nodes,
		connections: { Start: { main: [[{ node: 'Stable Diffusion', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: {
			getByName: (name) => types[name],
			getByNameAndVersion: (name) => types[name],
			getKnownTypes: () => ({}),
		},
		settings: {},
	});
	const now = new Date();
	const hooks = new core.ExecutionLifecycleHooks(mode, '1', {
		id: 'w1',
		name: 'test',
		nodes,
		connections: {},
		active: false,
		createdAt: now,
		updatedAt: now,
	} as unknown as ConstructorParameters<typeof core.ExecutionLifecycleHooks>[2]);
	const base = 'http://localhost:5678';
	const additionalData = {
		executionId: '1',
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		variables: {},
		hooks,
		credentialsHelper: new TestCredentials({
			...credential,
			...options.credential,
		} as ICredentialDataDecryptedObject),
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
	return { workflow, additionalData };
}

/** One run of that workflow. */
export async function runNode(options: RunOptions): Promise<IRun> {
	if (options.binary === 'filesystem') await Container.get(core.BinaryDataService).init();
	const { workflow, additionalData } = workflowFor(options);
	const execute = new core.WorkflowExecute(additionalData, options.mode ?? 'manual');
	const running = execute.run({ workflow, startNode: workflow.getNode('Start') ?? undefined });
	options.signal?.addEventListener('abort', () =>
		(running as unknown as { cancel(): void }).cancel(),
	);
	return await running;
}

export interface Seen {
	run: IRun;
	/** First output. */
	items: INodeExecutionData[];
	/** Second output: the error branch, where there is one. */
	errors: INodeExecutionData[];
	error?: {
		message: string;
		description?: string;
		name: string;
		httpCode?: string;
		context: IDataObject;
	};
	hints: string[];
}

/** Runs the node and gives what a user would see. Fails if the key is anywhere in it. */
export async function see(options: RunOptions): Promise<Seen> {
	const run = await runNode(options);
	const secret = String((options.credential?.apiKey as string | undefined) ?? key);
	expectNoKey(run, secret);
	const task = run.data.resultData.runData['Stable Diffusion']?.[0];
	return {
		run,
		items: task?.data?.main?.[0] ?? [],
		errors: task?.data?.main?.[1] ?? [],
		error: run.data.resultData.error as Seen['error'],
		hints: (task?.hints ?? []).map((hint) => hint.message),
	};
}

/** The key, whole or in base64, must be nowhere in what n8n stores of a run. */
export function expectNoKey(run: IRun, secret: string): void {
	if (secret.trim() === '') return;
	const { resultData, executionData } = run.data;
	const stored = JSON.stringify([resultData, executionData?.contextData]);
	for (const form of [
		secret,
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
		encodeURIComponent(secret),
	]) {
		if (stored.includes(form))
			throw new Error('The API key stands in the data that n8n stores of the run');
	}
}

/** The bytes of an item's binary field, wherever n8n keeps them. */
export async function bytesOf(item: INodeExecutionData, field = 'data'): Promise<Buffer> {
	const binary = item.binary?.[field];
	if (binary === undefined) throw new Error(`The item has no binary field ${field}`);
	return await Container.get(core.BinaryDataService).getAsBuffer(binary);
}

/** The context in which n8n fills a list of the form. */
export function listContext(options: RunOptions): ILoadOptionsFunctions {
	const { workflow, additionalData } = workflowFor(options);
	additionalData.currentNodeParameters = options.parameters as INode['parameters'];
	const ours = workflow.getNode('Stable Diffusion') as INode;
	return new core.LoadOptionsContext(
		workflow,
		ours,
		additionalData,
		'',
	) as unknown as ILoadOptionsFunctions;
}
