// Runs an example before the eyes of the editor, as its user sets it going, until its nodes bear their marks.
import { ourNode, type Workflow } from '../scripts/lib/examples';
import type { Editor } from './editorPage';
import { order, sendForm, withModel } from './exampleScene';
import { type Saved, savedAs } from './editorWalk';
import type { OpenAi } from './openAi';
import { until } from './runs';

/** What the examples are shown in. */
export interface Show {
	editor: Editor;
	openAi: OpenAi;
	saved: Saved[];
}

/** Waits until every node that can has ended well. */
async function marked({ editor }: Show, { workflow }: Saved): Promise<void> {
	const lasts = workflow.nodes
		.filter(({ name, type }) => !type.endsWith('.stickyNote') && !workflow.connections[name])
		.map(({ name }) => name);
	for (const name of lasts)
		await editor.node(name).locator('[data-test-id=canvas-node-status-success]').waitFor();
	await editor.settle();
}

/** Waits until the editor says that it listens for what a trigger is to hear. */
const listening = async ({ editor }: Show): Promise<void> => {
	await editor.says(editor.marked('execute-workflow-button').first(), /waiting/i);
};

async function pressedOf({ editor }: Show, trigger: string): Promise<void> {
	await editor.node(trigger).hover();
	await editor.marked(`execute-workflow-button-${trigger}`).first().click();
}

const press = async ({ editor }: Show): Promise<void> =>
	await editor.marked('execute-workflow-button').first().click();

/** Calls the address that the editor listens at back about a job of the other example. */
async function calledBack(show: Show, { workflow }: Saved): Promise<void> {
	const { editor, saved } = show;
	const { sandbox, n8n } = editor;
	await press(show);
	await listening(show);
	const before = sandbox.books.callbacks.length;
	await n8n.runs.start(savedAs(saved, 'callbackpipe0001').id);
	const { job } = await until('A callback', 90_000, () => sandbox.books.callbacks[before]);
	const { webhookId, parameters } = ourNode(workflow);
	const path = `webhook-test/${webhookId}/webhook?secret=${String(parameters.secret)}`;
	await sandbox.callback(job, { url: `${n8n.url}/${path}` });
}

async function filledIn(show: Show, { workflow }: Saved): Promise<void> {
	const { editor } = show;
	await press(show);
	await listening(show);
	await sendForm(editor.n8n.url, workflow, 'form-test');
}

async function told(show: Show, saved: Saved): Promise<void> {
	const { editor, openAi } = show;
	const { page, n8n } = editor;
	const given = await n8n.runs.client.send<Workflow>('GET', `/workflows/${saved.id}`);
	await withModel(n8n.runs, openAi, given);
	await editor.openWorkflow(saved.id);
	await page.locator('[data-test-id=workflow-chat-button]').first().click();
	const input = page.locator('[data-test-id=chat-input], .chat-input textarea').first();
	await input.waitFor();
	await input.fill(order);
	await page.keyboard.press('Enter');
}

/** By the name of the example's file, where it is not one button. */
const ways: Record<string, (show: Show, saved: Saved) => Promise<void>> = {
	'agent-that-draws': told,
	'batch-at-night': async (show) => await pressedOf(show, 'Try it now'),
	'callback-pipeline-receiver': calledBack,
	'picture-from-form': filledIn,
};

/** Opens an example and runs it to its end. */
export async function runShown(show: Show, file: string, saved: Saved): Promise<void> {
	const { page } = show.editor;
	await page.setViewportSize({ width: 1440, height: 900 });
	await show.editor.openWorkflow(saved.id);
	await (ways[file] ?? press)(show, saved);
	await marked(show, saved);
}
