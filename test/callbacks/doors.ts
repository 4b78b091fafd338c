/** Who is meant by a request: live-webhooks.js, test-webhooks.js and waiting-webhooks.js. */
import type { World } from './world';
import { Calls, type Answer, type Log } from './call';
import { answerOf, HttpError, Trouble } from './errors';
import { failureOf, unflatten, type Executions } from './executions';
import { asRequest, asResponse, type Request, type Response } from './http';
import type { Store, WorkflowRow } from './store';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WAITING_TOKEN_QUERY_PARAM } from 'n8n-core';
import type { INode, INodeExecutionData } from 'n8n-workflow';

export class Doors {
	private readonly logs = new Map<string, Log>();
	private readonly calls: Calls;

	constructor(
		private readonly world: World,
		private readonly store: Store,
		private readonly executions: Executions,
	) {
		this.calls = new Calls(world, executions);
	}

	/** By workflow; for the waiting door, by execution. */
	log(of: string): Log {
		const log = this.logs.get(of) ?? { runs: [], ids: [], errors: [] };
		this.logs.set(of, log);
		return log;
	}

	/** Any request. */
	async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const [req, res] = [asRequest(message), asResponse(response)];
		try {
			const [, door, ...path] = req.path.split('/').map(decodeURIComponent);
			let answer: Answer;
			if (req.method === 'OPTIONS') answer = { status: 204, body: '' };
			else if (door === 'webhook-waiting') answer = await this.waiting(req, res, path[0], path[1]);
			else if (door === 'webhook' || door === 'webhook-test')
				answer = await this.trigger(req, res, path.join('/'), door === 'webhook-test');
			else throw new HttpError(404, `Cannot ${req.method} ${req.path}`);
			if (answer === undefined) return;
			res.status(answer.status).send(answer.body);
		} catch (error) {
			const { status, body } = answerOf(error);
			if (!(error instanceof HttpError)) this.executions.faults.push(error);
			if (!res.headersSent) res.status(status).json(body);
		}
	}

	/** /webhook and /webhook-test */
	private async trigger(
		req: Request,
		res: Response,
		path: string,
		isTest: boolean,
	): Promise<Answer> {
		const found = this.store
			.all('workflow')
			.flatMap((row) => this.world.webhooks(this.world.workflow(row), row.nodes[0], row, isTest))
			.filter((webhook) => webhook.path === path.replace(/\/$/, ''));
		const webhook = found.find(({ httpMethod }) => httpMethod === req.method);
		if (webhook === undefined) {
			const [other] = found;
			throw new HttpError(
				404,
				other
					? `This webhook is not registered for ${req.method} requests. Did you mean to make a ${other.httpMethod} request?`
					: `The requested webhook "${req.method} ${path}" is not registered.`,
			);
		}
		const row = (await this.store.find('workflow', webhook.workflowId)) as WorkflowRow;
		const workflow = this.world.workflow(row);
		const node = workflow.getNode(webhook.node) as INode;
		const mode = isTest ? 'manual' : 'webhook';
		const log = this.log(row.id);
		const start = async (main: INodeExecutionData[][], failure?: Error) => {
			const fresh = (await this.store.find('workflow', row.id)) ?? row;
			log.ids.push(await this.executions.begin(fresh, mode, node, main, failure));
		};
		const saveStaticData = async () => {
			const { staticData } = workflow;
			if (staticData.__dataChanged !== true) return;
			await this.store.update('workflow', row.id, { staticData });
		};
		const call = { req, res, log, workflow, row, node, webhook, mode, start } as const;
		return await this.calls.execute(isTest ? call : { ...call, saveStaticData });
	}

	/** /webhook-waiting */
	private async waiting(req: Request, res: Response, id: string, path = ''): Promise<Answer> {
		const row = await this.store.find('execution', id);
		if (row === undefined) throw new HttpError(404, `The execution "${id}" does not exist.`);
		const data = unflatten(row.data);
		const [token, ...more] = String(
			new URL(req.originalUrl, this.world.url).searchParams.get(WAITING_TOKEN_QUERY_PARAM) ?? '',
		).split('/');
		if (!same(token, data.resumeToken)) return { status: 401, body: { error: 'Invalid token' } };
		if (row.status === 'running')
			throw new HttpError(409, `The execution "${id}" is running already.`);
		if (data.resultData.error)
			throw new HttpError(409, `The execution "${id}" has finished with error.`);
		if (row.finished) throw new HttpError(409, `The execution "${id} has finished already.`);

		const [entry] = data.executionData?.nodeExecutionStack ?? [];
		const name = String(data.resultData.lastNodeExecuted);
		entry.node.disabled = true;
		data.waitTill = undefined;
		data.resultData.runData[name].pop();
		const { workflowData, mode } = row;
		const workflow = this.world.workflow(workflowData);
		const node = workflow.getNode(name);
		if (node === null) throw new HttpError(404, 'Could not find node to process webhook.');
		const webhook = this.world
			.webhooks(workflow, node, workflowData)
			.filter(({ webhookDescription }) => webhookDescription.restartWebhook === true)
			.find((one) => one.httpMethod === req.method && one.path === (path || more.join('/')));
		if (webhook === undefined)
			throw new HttpError(
				404,
				`The workflow for execution "${id}" does not contain a waiting webhook with a matching path/method.`,
			);
		const log = this.log(id);
		const start = async (main: INodeExecutionData[][], failure?: Error) => {
			entry.data.main = main;
			entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
			if (failure) data.resultData = failureOf(failure, node);
			await this.executions.resume(row, data);
			log.ids.push(id);
		};
		return await this.calls.execute({
			...{ req, res, log, workflow, row: workflowData, node, webhook, mode, start },
			...{ executionId: id, data },
		});
	}
}

function same(one = '', other = ''): boolean {
	if (one === '' || one.length !== other.length) return false;
	const [bytes, others] = [Buffer.from(one), Buffer.from(other)];
	// This is what becomes of timingSafeEqual() in n8n.
	if (bytes.length !== others.length)
		throw new Trouble('Input buffers must have the same byte length');
	return timingSafeEqual(bytes, others);
}
