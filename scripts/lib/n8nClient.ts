import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble } from './terminal.mjs';

/** One item of a node's output, as n8n stores it. */
export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, { id?: string; data: string; fileName?: string; mimeType: string }>;
	error?: { message: string; description?: string };
}

/** How a node of an execution went. */
export interface NodeRun {
	executionStatus?: string;
	executionTime?: number;
	error?: { message: string; description?: string | null };
	data?: { main: Array<Item[] | null> };
}

/** An execution, with its data read. */
export interface Execution {
	id: string;
	status: string;
	/** Runs by node name. */
	runs: Record<string, NodeRun[]>;
	error?: { message: string; description?: string | null };
	/** The untouched answer of n8n. */
	raw: string;
}

interface StoredRun {
	resultData: { runData: Record<string, NodeRun[]>; error?: Execution['error'] };
}

/** Reads n8n's form of stored data: a list of values in which a text stands for the index of another. */
function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const known = new Map<number, unknown>();
	const at = (index: number): unknown => {
		const value = values[index];
		if (typeof value !== 'object' || value === null) return value;
		if (known.has(index)) return known.get(index);
		const filled = Array.isArray(value) ? [] : {};
		known.set(index, filled);
		for (const [key, part] of Object.entries(value)) {
			Object.assign(filled, { [key]: typeof part === 'string' ? at(Number(part)) : part });
		}
		return filled;
	};
	return at(0);
}

/** How long n8n may say that its database is not ready, and how soon it is asked again, in milliseconds. */
const busyLimit = 60_000;
const busyPause = 500;

/** Talks to a running n8n as the editor does. */
export class N8nClient {
	private cookie = '';
	private version: Promise<string> | undefined;

	constructor(readonly url: string) {}

	/** Makes the first user of a new n8n. */
	async setUpOwner(owner: { email: string; password: string }): Promise<void> {
		const { email, password } = owner;
		await this.send('POST', '/owner/setup', {
			email,
			password,
			firstName: 'Sandbox',
			lastName: 'Owner',
		});
	}

	/** Whether nobody owns this n8n yet. */
	async needsOwner(): Promise<boolean> {
		const settings = await this.send<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
			'GET',
			'/settings',
		);
		return settings.userManagement.showSetupOnFirstLoad;
	}

	async signIn(owner: { email: string; password: string }): Promise<void> {
		await this.send('POST', '/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
	}

	/** Whether this is an n8n 1.x. */
	async isOld(): Promise<boolean> {
		this.version ??= this.send<{ versionCli: string }>('GET', '/settings').then(
			({ versionCli }) => versionCli,
		);
		return (await this.version).startsWith('1.');
	}

	/**
	 * Starts a stored workflow from its trigger, as the editor's button does; gives the execution's id.
	 * @param given what comes out of the trigger, as the editor's chat gives it
	 */
	async start(workflowId: string, trigger: string, given?: Item[]): Promise<string> {
		// n8n 1.x wants the workflow itself.
		const whole = (await this.isOld())
			? { workflowData: await this.send('GET', `/workflows/${workflowId}`) }
			: {};
		const data = given && {
			startTime: Date.now(),
			executionTime: 0,
			executionIndex: 0,
			executionStatus: 'success',
			source: [],
			data: { main: [given] },
		};
		const body = { ...whole, triggerToStartFrom: { name: trigger, data } };
		const path = `/workflows/${workflowId}/run`;
		return (await this.send<{ executionId: string }>('POST', path, body)).executionId;
	}

	/** Starts a stored workflow and waits for the end. */
	async run(workflowId: string, trigger: string, limit: number): Promise<Execution> {
		const id = await this.start(workflowId, trigger);
		for (const end = Date.now() + limit; Date.now() < end; await sleep(200)) {
			const execution = await this.execution(id);
			if (['new', 'running', 'waiting'].includes(execution.status)) continue;
			// n8n 1.x tells the end of an execution before what came out of it.
			if (!(await this.isOld())) return execution;
			await sleep(500);
			return await this.execution(id);
		}
		throw new Trouble(`n8n did not finish execution ${id} within ${limit / 1000} s.`);
	}

	async execution(id: string): Promise<Execution> {
		const found = await this.send<{ id: string; status: string; data: string }>(
			'GET',
			`/executions/${id}?includeData=true`,
		);
		const stored = (found.data ? unflatten(found.data) : undefined) as StoredRun | undefined;
		return {
			id: String(found.id),
			status: found.status,
			runs: stored?.resultData.runData ?? {},
			error: stored?.resultData.error,
			raw: JSON.stringify(found),
		};
	}

	/** The bytes of a file, from wherever n8n keeps them. */
	async file(binary: {
		id?: string;
		data: string;
		mimeType: string;
		fileName?: string;
	}): Promise<Buffer> {
		if (!binary.id) return Buffer.from(binary.data, 'base64');
		const query = new URLSearchParams({
			id: binary.id,
			action: 'download',
			mimeType: binary.mimeType,
		});
		if (binary.fileName) query.set('fileName', binary.fileName);
		const response = await this.request('GET', `/binary-data?${query}`);
		return Buffer.from(await response.arrayBuffer());
	}

	/** What the editor is told of every node that n8n has loaded. */
	async nodeTypes(): Promise<Array<Record<string, unknown>>> {
		const headers = { cookie: this.cookie };
		const response = await fetch(`${this.url}/types/nodes.json`, { headers });
		if (!response.ok) throw new Trouble(`n8n answered /types/nodes.json with ${response.status}.`);
		return (await response.json()) as Array<Record<string, unknown>>;
	}

	/** A REST call; n8n wraps its answers in `data`. */
	async send<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer> {
		const response = await this.request(method, path, body);
		return ((await response.json()) as { data: Answer }).data;
	}

	/** Asks again while n8n's database keeps it waiting: it then turns away whatever it is asked, unread. */
	private async request(method: string, path: string, body?: unknown): Promise<Response> {
		const call = `${method} ${path.split('?')[0]}`;
		for (const end = Date.now() + busyLimit; ; await sleep(busyPause)) {
			const response = await this.ask(method, path, body).catch(({ message, cause }: Error) => {
				const reason = cause instanceof Error ? cause.message : message;
				throw new Trouble(`n8n gave no answer to ${call}: ${reason}`);
			});
			const cookie = response.headers.get('set-cookie');
			if (cookie?.startsWith('n8n-auth=')) this.cookie = cookie.split(';')[0];
			if (response.ok) return response;
			const text = (await response.text()).slice(0, 300);
			const isBusy = response.status === 503 && text.includes('Database is not ready!');
			if (isBusy && Date.now() < end) continue;
			throw new Trouble(`n8n answered ${call} with ${response.status}: ${text}`);
		}
	}

	private async ask(method: string, path: string, body: unknown): Promise<Response> {
		return await fetch(`${this.url}/rest${path}`, {
			method,
			headers: { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
			body: body ? JSON.stringify(body) : undefined,
		});
	}
}
