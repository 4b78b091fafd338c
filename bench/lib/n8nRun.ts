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
		const call = request(url, { method: 'POST', agent: false }, (response) => {
			let text = '';
			response.on('data', (chunk) => (text += String(chunk)));
			response.on('end', () => resolve({ code: response.statusCode ?? 0, text }));
			response.on('error', reject);
		});
		call.on('error', reject);
		call.setHeader('content-type', 'application/json');
		call.end(body);
	});
}

/** Switches workflows on, so that their webhooks answer. */
export async function publish(client: N8nClient, workflows: readonly Workflow[]): Promise<void> {
	for (const { id, name } of workflows) {
		const { versionId } = await client.send<{ versionId: string }>('GET', `/workflows/${id}`);
		await client.send('POST', `/workflows/${id}/activate`, { versionId });
		// n8n says that it is on a moment before it is.
		for (const end = Date.now() + 10_000; Date.now() < end; await sleep(100)) {
			const { code } = await probe(`${client.url}/webhook/${name}`);
			if (code !== 404) break;
		}
	}
}

/** Asks with a method that the webhook does not have, so that nothing is started. */
async function probe(url: string): Promise<{ code: number }> {
	const { status } = await fetch(url, { method: 'OPTIONS' });
	return { code: status };
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
	const url = `${client.url}/webhook/${workflow.name}`;
	const { code, text } = await post(url, JSON.stringify({ items }));
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
