// Executions in a real n8n, as the editor starts, stops and retries them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution, N8nClient } from '../scripts/lib/n8nClient';
import { Trouble } from '../scripts/lib/terminal.mjs';
import { type Draft, start } from './batches';

/** Asks until there is an answer. */
export async function until<T>(
	what: string,
	limit: number,
	ask: () => Promise<T | undefined> | T | undefined,
	pause = 40,
): Promise<T> {
	for (const end = Date.now() + limit; Date.now() < end; await sleep(pause)) {
		const found = await ask();
		if (found !== undefined) return found;
	}
	throw new Trouble(`${what} did not happen within ${limit / 1000} s.`);
}

const atWork = ['new', 'running', 'waiting'];

/** The executions of one n8n. */
export class Runs {
	constructor(readonly client: N8nClient) {}

	/** Saves a workflow; gives its id. */
	async save(draft: Draft): Promise<string> {
		return (await this.client.send<{ id: string }>('POST', '/workflows', draft)).id;
	}

	/** Saves changed nodes of a workflow. */
	async change(id: string, draft: Draft): Promise<void> {
		const { versionId } = await this.client.send<{ versionId: string }>('GET', `/workflows/${id}`);
		const { nodes, connections } = draft;
		await this.client.send('PATCH', `/workflows/${id}`, { nodes, connections, versionId });
	}

	/** Lets a saved workflow run by its own trigger. */
	async publish(id: string): Promise<void> {
		const { versionId } = await this.client.send<{ versionId: string }>('GET', `/workflows/${id}`);
		if (await this.client.isOld())
			await this.client.send('PATCH', `/workflows/${id}`, { active: true, versionId });
		else await this.client.send('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** How many executions n8n lists with a status, up to 100; of one workflow, or of all. */
	async count(status: string, workflowId?: string): Promise<number> {
		return (await this.list(status, workflowId)).length;
	}

	/** The ids of the executions that n8n lists with a status, up to 100. */
	async list(status: string, workflowId?: string): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ status: [status], workflowId }));
		const { results } = await this.client.send<{
			results: Array<{ id: string; status: string }>;
		}>('GET', `/executions?limit=100&filter=${filter}`);
		return results.filter((row) => row.status === status).map(({ id }) => String(id));
	}

	/** Runs a saved workflow from its start; gives the execution's id. */
	async start(id: string): Promise<string> {
		return await this.client.start(id, start);
	}

	/** The end of an execution. */
	async end(id: string, limit = 120_000): Promise<Execution> {
		return await until(`The end of execution ${id}`, limit, async () => {
			const execution = await this.client.execution(id);
			return atWork.includes(execution.status) ? undefined : execution;
		});
	}

	async run(id: string, limit?: number): Promise<Execution> {
		return await this.end(await this.start(id), limit);
	}

	/** Stops an execution. */
	async stop(id: string): Promise<void> {
		await this.client.send('POST', `/executions/${id}/stop`);
	}

	/** The editor's Retry: with the workflow as it was, or as it is saved now. Comes back when it has ended. */
	async retry(id: string, loadWorkflow: boolean): Promise<Execution> {
		const retried = await this.client.send<{ id: string }>('POST', `/executions/${id}/retry`, {
			loadWorkflow,
		});
		return await this.end(String(retried.id));
	}

	/** The newest execution of a workflow. */
	async newest(workflowId: string): Promise<string | undefined> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.client.send<{ results: Array<{ id: string }> }>(
			'GET',
			`/executions?limit=1&filter=${filter}`,
		);
		return results[0]?.id;
	}
}
