/** Small nodes to prove the stage with. */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

const description = (more: Partial<INodeTypeDescription>): INodeTypeDescription => ({
	...{ displayName: 'Part', name: 'part', group: ['transform'], version: 1, description: '' },
	...{ defaults: { name: 'Part' }, inputs: ['main'], outputs: ['main'], properties: [] },
	...more,
});
const parameter = (name: string, type: 'string' | 'number' | 'boolean', value: unknown) => ({
	...{ displayName: name, name, type },
	default: value as string,
});

/** A trigger that passes each `id` on once, throws at `boom`, and answers `ping` by itself. */
export class Bell implements INodeType {
	description = description({
		...{ displayName: 'Bell', name: 'bell', group: ['trigger'], inputs: [] },
		defaults: { name: 'Bell' },
		webhooks: [
			{
				...{ name: 'default', httpMethod: 'POST', path: 'webhook' },
				...{ responseMode: 'onReceived', responseData: '' },
			},
		],
	});

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const body = this.getBodyData() as IDataObject | undefined;
		const { rawBody, contentType } = this.getRequestObject();
		if (body?.boom) throw new Error('boom');
		if (body?.ping) {
			this.getResponseObject().status(202).setHeader('x-bell', 'yes').json({ pong: true });
			return { noWebhookResponse: true };
		}
		const data = this.getWorkflowStaticData('node');
		const seen = (data.seen as string[] | undefined) ?? [];
		if (body?.id && seen.includes(String(body.id))) return { webhookResponse: 'again' };
		if (body?.id) data.seen = [...seen, String(body.id)];
		const mode = this.getMode();
		const query = this.getQueryData() as IDataObject;
		const json = { body, raw: rawBody?.toString(), contentType, mode, query };
		return { webhookResponse: { ok: true }, workflowData: [[{ json: json as IDataObject }]] };
	}
}

const wait: IWebhookDescription = {
	...{ name: 'default', httpMethod: 'POST', path: '', restartWebhook: true, isFullPath: true },
	...{ responseMode: 'onReceived', responseData: '' },
};

/**
 * Parks with three jobs and goes on when all have been told: with as many items. What goes on at the limit says
 * `late`. Jobs are told in a variable of the process, which is gone after a restart.
 */
export class Park implements INodeType {
	static readonly told = new Map<string, Set<string>>();

	description = description({
		...{ displayName: 'Park', name: 'park' },
		webhooks: [wait],
		properties: [
			parameter('limit', 'number', 60),
			parameter('pass', 'boolean', false),
			parameter('slow', 'number', 0),
		],
	});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		if (this.getNodeParameter('pass', 0)) return [items];
		const url = String(this.evaluateExpression('{{ $execution.resumeUrl }}', 0));
		this.getContext('node').url = url;
		const pending = items.map(({ json }, item) => ({
			json: { ...json, late: true },
			pairedItem: { item },
		}));
		const executed = this.getExecuteData();
		executed.data = { ...executed.data, main: [pending] };
		const limit = this.getNodeParameter('limit', 0) as number;
		await this.putExecutionToWait(new Date(Date.now() + limit * 1000));
		await new Promise((resolve) => setTimeout(resolve, this.getNodeParameter('slow', 0) as number));
		return [[{ json: { url } }]];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { job, boom } = this.getBodyData() as IDataObject;
		if (boom) throw new Error('boom');
		const { url } = this.evaluateExpression(
			`{{ $("${this.getNode().name}").context }}`,
		) as IDataObject;
		const told = Park.told.get(String(url)) ?? new Set();
		Park.told.set(String(url), told.add(String(job)));
		if (told.size < 3) return { webhookResponse: { open: 3 - told.size } };
		const items = [];
		for (const one of told) {
			const file = await this.helpers.prepareBinaryData(Buffer.from(one), 'job.txt');
			items.push({ json: { job: one, url }, binary: { data: file } });
		}
		return { webhookResponse: { open: 0 }, workflowData: [items] };
	}
}
