/** webhook-helpers.js: from a request to what the node's webhook() says, and what follows from it. */
import type { World } from './world';
import type { Executions } from './executions';
import { parseBody } from './body';
import { HttpError, Trouble } from './errors';
import type { Request, Response } from './http';
import type { WorkflowRow } from './store';
import { WebhookContext } from 'n8n-core';
import type {
	INode,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookData,
	IWebhookResponseData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** What n8n answers; nothing if the node has done so itself. */
export type Answer = { status: number; body: unknown } | undefined;

/** What a door has seen. */
export interface Log {
	/** The workflowData of each webhook() that gave some. */
	runs: INodeExecutionData[][][];
	/** The executions of these. */
	ids: string[];
	/** What webhook() threw. n8n answers 500, and runs an execution into the error. */
	errors: Error[];
}

export interface Call {
	req: Request;
	res: Response;
	log: Log;
	workflow: Workflow;
	row: WorkflowRow;
	node: INode;
	webhook: IWebhookData;
	mode: WorkflowExecuteMode;
	executionId?: string;
	data?: IRunExecutionData;
	start(main: INodeExecutionData[][], failure?: Error): Promise<void>;
	/** After an answer that is not an error. */
	saveStaticData?(): Promise<void>;
}

export class Calls {
	constructor(
		private readonly world: World,
		private readonly executions: Executions,
	) {}

	/** executeWebhook() */
	async execute(call: Call): Promise<Answer> {
		const { workflow, node, webhook, mode, executionId, req, log, start } = call;
		const told = webhook.webhookDescription;
		const of = (value: string | number | boolean | undefined, fallback: string | number) =>
			workflow.expression.getComplexParameterValue(
				node,
				value,
				mode,
				{ $executionId: executionId },
				undefined,
				fallback,
			);
		if (of(told.responseMode, 'onReceived') !== 'onReceived')
			throw new Error('The stage knows the response mode onReceived only');
		const status = of(told.responseCode, 200) as number;
		await parseBody(req, node.typeVersion);
		let result: IWebhookResponseData;
		try {
			result = await this.runWebhook(call);
		} catch (error) {
			log.errors.push(error as Error);
			this.beside(start([[{ json: {} }]], error as Error));
			throw new Trouble('Workflow Webhook Error: Workflow could not be started!');
		}
		const { webhookResponse } = result;
		const workflowData = result.workflowData as INodeExecutionData[][] | undefined;
		if (workflowData) log.runs.push(JSON.parse(JSON.stringify(workflowData)) as never);
		if (result.noWebhookResponse === true) {
			await call.saveStaticData?.();
			if (workflowData) this.beside(start(workflowData));
			return undefined;
		}
		let body: unknown = webhookResponse ?? { message: 'Webhook call received' };
		if (workflowData) {
			await start(workflowData);
			const fixed = of(told.responseData, 'firstEntryJson');
			body = fixed || (webhookResponse ?? { message: 'Workflow was started' });
			if (fixed === 'noData') body = undefined;
		}
		await call.saveStaticData?.();
		return { status, body };
	}

	/** When the answer has gone out already; n8n, too, has nobody left to tell a failure. */
	private beside(start: Promise<void>): void {
		const complain = (error: unknown) => {
			if (!(error instanceof HttpError)) this.executions.faults.push(error);
		};
		void this.executions.busy(start.catch(complain));
	}

	private async runWebhook(call: Call): Promise<IWebhookResponseData> {
		const { workflow, row, node, webhook, mode, executionId, data } = call;
		const additionalData = this.world.additionalData(row, executionId);
		Object.assign(additionalData, { httpRequest: call.req, httpResponse: call.res });
		const context = new WebhookContext(
			workflow,
			node,
			additionalData,
			mode,
			webhook,
			[],
			data ?? null,
		);
		const { webhook: method } = this.world.type(node.type);
		if (method === undefined) throw new Error('Node does not have any webhooks defined');
		return await method.call(context);
	}
}
