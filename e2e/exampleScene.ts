// What the examples run in, and how each is set going: by its button, a form, a chat, or the callback of a job.
import type { Sandbox } from '../sandbox/server';
import type { Workflow } from '../scripts/lib/examples';
import type { House } from '../scripts/lib/house';
import type { Execution } from '../scripts/lib/n8nClient';
import { png } from '../test/support/pictures';
import type { OpenAi } from './openAi';
import { type Runs, until } from './runs';

/** What every example needs. */
export interface ExampleScene {
	house: Pick<House, 'client' | 'folder' | 'server'>;
	runs: Runs;
	sandbox: Sandbox;
	openAi: OpenAi;
	/** By the name of their files. */
	workflows: Map<string, Workflow>;
}

/** An example that has run to its end. */
export interface Ended {
	execution: Execution;
	/** Whether n8n has stored it in between. */
	parked: boolean;
	/** The last page of its form. */
	page?: string;
}

/** What the user of the form wishes, and the file that is sent in. */
export const wish = 'a watercolour in soft colours';
export const upload = { name: 'photo.png', bytes: png(320, 240, [200, 120, 40]) };
/** What the agent is told. */
export const order = 'Please draw "a boat on a lake, oil painting"';

const patience = 180_000;
const isOfType = (ending: string) => (node: { type: string }) => node.type.endsWith(`.${ending}`);

/** The name of a workflow's trigger. */
function triggerOf({ name, nodes }: Workflow, type: string): string {
	const found = nodes.find(isOfType(type));
	if (!found) throw new Error(`${name} has no ${type}`);
	return found.name;
}

/** Waits for the end of an execution. */
export async function followed({ runs }: ExampleScene, id: string): Promise<Ended> {
	let parked = false;
	await until(`The end of execution ${id}`, patience, async () => {
		const { status } = await runs.client.execution(id);
		parked ||= status === 'waiting';
		return ['new', 'running', 'waiting'].includes(status) ? undefined : status;
	});
	// n8n 1.x tells the end of an execution before what came out of it.
	const execution = await until('The data of the run', 20_000, async () => {
		const found = await runs.client.execution(id);
		return Object.keys(found.runs).length > 0 || found.error ? found : undefined;
	});
	return { execution, parked };
}

/** Presses the button of the manual trigger; gives the execution's id. */
export async function pressed({ runs }: ExampleScene, workflow: Workflow): Promise<string> {
	return await runs.client.start(workflow.id, triggerOf(workflow, 'manualTrigger'));
}

/** Runs an example by its button. */
export async function byButton(scene: ExampleScene, workflow: Workflow): Promise<Ended> {
	return await followed(scene, await pressed(scene, workflow));
}

/** Waits for a new execution of a workflow that `cause` brings about. */
async function caused(
	scene: ExampleScene,
	workflow: Workflow,
	cause: () => Promise<void>,
): Promise<Ended> {
	const { runs } = scene;
	const before = await runs.newest(workflow.id);
	await cause();
	const id = await until(`A run of ${workflow.name}`, patience, async () => {
		const newest = await runs.newest(workflow.id);
		return newest === before ? undefined : newest;
	});
	return await followed(scene, id);
}

/** Runs an example that the callback of another one's job starts. */
export async function byCallbackOf(
	scene: ExampleScene,
	workflow: Workflow,
	other: string,
): Promise<Ended> {
	const handsIn = scene.workflows.get(other);
	if (!handsIn) throw new Error(`There is no example ${other}`);
	return await caused(scene, workflow, async () => {
		const { execution } = await byButton(scene, handsIn);
		if (execution.status !== 'success') throw new Error(`${other} ended as ${execution.status}`);
	});
}

/** Fills in and sends the form of an example, as a browser does; comes back with its last page. */
export async function sendForm(
	n8n: string,
	{ nodes }: Workflow,
	door: 'form' | 'form-test',
): Promise<string> {
	const trigger = nodes.find(isOfType('formTrigger'));
	const { path } = trigger?.parameters.options as { path: string };
	const address = `${n8n}/${door}/${path}`;
	const form = await until('The form', patience, async () => {
		const answer = await fetch(address);
		return answer.ok ? await answer.text() : undefined;
	});
	for (const asked of ['type="file"', '.png,.jpg,.jpeg', 'What it should look like', 'Much'])
		if (!form.includes(asked)) throw new Error(`the form has no ${asked}`);
	const body = new FormData();
	const file = new Blob([new Uint8Array(upload.bytes)], { type: 'image/png' });
	body.append('field-0', file, upload.name);
	body.append('field-1', wish);
	body.append('field-2', 'Much');
	const sent = await fetch(address, { method: 'POST', body });
	return await lastPage(((await sent.json()) as { formWaitingUrl: string }).formWaitingUrl);
}

/** Runs an example by its form. */
export async function byForm(scene: ExampleScene, workflow: Workflow): Promise<Ended> {
	const { house, runs } = scene;
	await runs.publish(workflow.id);
	let page = '';
	const ended = await caused(scene, workflow, async () => {
		page = await sendForm(house.server.url, workflow, 'form');
	});
	return { ...ended, page };
}

/** Waits for the last page of a form and takes it, with the calls that n8n's own script makes in the browser. */
async function lastPage(address: string): Promise<string> {
	const state = new URL(address);
	state.pathname += '/n8n-execution-status';
	await until(
		'The last page of the form',
		patience,
		async () => {
			const answer = await (await fetch(state)).text();
			return answer.includes('running') ? undefined : answer;
		},
		300,
	);
	const page = await (await fetch(address)).text();
	// The page says so when it is shown, and the execution ends.
	await fetch(address, { method: 'POST' });
	return page;
}

/** Gives an agent's chat model a credential for the stand-in, as a user gives it one of OpenAI's. */
export async function withModel(
	runs: Runs,
	{ key, url }: OpenAi,
	workflow: Workflow,
): Promise<void> {
	const name = 'OpenAI';
	const made = await runs.client.send<{ id: string }>('POST', '/credentials', {
		name,
		type: 'openAiApi',
		data: { apiKey: key, url, header: false },
	});
	const own = { openAiApi: { id: made.id, name } };
	const isModel = isOfType('lmChatOpenAi');
	const nodes = workflow.nodes.map((node) =>
		isModel(node) ? { ...node, credentials: own } : node,
	);
	await runs.change(workflow.id, { ...workflow, nodes });
}

/** Tells the agent of an example what it shall do, as the editor's chat does. */
export async function byChat(scene: ExampleScene, workflow: Workflow): Promise<Ended> {
	const { runs, openAi } = scene;
	await withModel(runs, openAi, workflow);
	const said = { sessionId: 'example', action: 'sendMessage', chatInput: order };
	const chat = triggerOf(workflow, 'chatTrigger');
	const id = await runs.client.start(workflow.id, chat, [{ json: said }]);
	return await followed(scene, id);
}
