// A workflow in a real n8n, started as in production: by a call of its webhook.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workflow } from '../../scripts/lib/examples';
import type { Execution, N8nClient } from '../../scripts/lib/n8nClient';
import { wordsOf } from '../../scripts/lib/pictures';
import { Trouble } from '../../scripts/lib/terminal.mjs';

/** What n8n keeps of an execution beside its data. */
export interface Listed {
	id: string;
	status: string;
	/** Seconds between n8n's own `startedAt` and `stoppedAt`. */
	seconds: number;
}

/** Posts JSON and waits for the answer, however long it takes (`fetch` gives up after five minutes). */
function post(url: string, body: string): Promise<{ code: number; text: string }> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { method: 'POST', agent: false }, (response) => {
			let text = '';
			response.on('data', (chunk) => (text += String(chunk)));
			response.on('end', () => resolve({ code: response.statusCode ?? 0, text }));
			response.on('error', reject);
		});
		sent.on('error', reject);
		sent.setHeader('content-type', 'application/json');
		sent.end(body);
	});
}

/** Switches workflows on, so that their webhooks answer. */
export async function publish(client: N8nClient, workflows: readonly Workflow[]): Promise<void> {
	for (const { id } of workflows) {
		const { versionId } = await client.send<{ versionId: string }>('GET', `/workflows/${id}`);
		await client.send('POST', `/workflows/${id}/activate`, { versionId });
	}
}

/** Calls a webhook. n8n says that a workflow is on a moment before its webhook is; until then nothing is started. */
async function call(url: string, body: string): Promise<{ code: number; text: string }> {
	for (const end = Date.now() + 20_000; ; await sleep(200)) {
		const answer = await post(url, body);
		if (answer.code !== 404 || Date.now() > end) return answer;
	}
}

/** The newest execution of a workflow, when it has ended. */
async function newest(client: N8nClient, workflow: Workflow): Promise<Listed> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
	for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
		const { results } = await client.send<{
			results: Array<{ id: string; status: string; startedAt: string; stoppedAt?: string }>;
		}>('GET', `/executions?filter=${filter}&limit=1`);
		const [last] = results;
		if (last?.stoppedAt === undefined || last.stoppedAt === null) continue;
		const seconds = (Date.parse(last.stoppedAt) - Date.parse(last.startedAt)) / 1000;
		return { id: String(last.id), status: last.status, seconds };
	}
	throw new Trouble(`n8n does not say how '${workflow.name}' ended.`);
}

/**
 * Runs a workflow with these items to its end.
 * @throws Trouble unless it ended well
 */
export async function run(
	client: N8nClient,
	workflow: Workflow,
	items: readonly object[],
): Promise<Listed> {
	const { code, text } = await call(
		`${client.url}/webhook/${workflow.name}`,
		JSON.stringify({ items }),
	);
	const listed = await newest(client, workflow);
	if (code === 200 && listed.status === 'success') return listed;
	const why = wordsOf(await client.execution(listed.id));
	throw new Trouble(`'${workflow.name}' did not end well: ${why} (${code} ${text.slice(0, 200)})`);
}

/** How many items a node gave in all its runs. */
export const itemCount = (execution: Execution, node: string): number =>
	(execution.runs[node] ?? []).reduce((sum, one) => sum + (one.data?.main[0]?.length ?? 0), 0);

/** How many runs the nodes of an execution had in all. */
export const runCount = (execution: Execution): number =>
	Object.values(execution.runs).reduce((sum, runs) => sum + runs.length, 0);
