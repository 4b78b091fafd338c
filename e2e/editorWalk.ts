import { exampleWorkflows, firstPicture, ourNode, type Workflow } from '../scripts/lib/examples';
import { exampleCredential } from '../scripts/lib/n8nFolder';
import type { Editor } from './editorPage';

const output = '[data-test-id=output-panel]';

/** An example as this n8n has saved it. */
export interface Saved {
	workflow: Workflow;
	id: string;
}

/** Saves the examples, with the credential that was made by hand in place of theirs. */
export async function saveExamples({ n8n }: Editor, credentialId: string): Promise<Saved[]> {
	const saved: Saved[] = [];
	for (const workflow of exampleWorkflows()) {
		const own = JSON.stringify(workflow).replaceAll(exampleCredential.id, credentialId);
		const draft = { ...(JSON.parse(own) as Workflow), id: undefined, active: false };
		const id = await n8n.runs.save(draft);
		if (workflow.active) await n8n.runs.publish(id);
		saved.push({ workflow, id });
	}
	return saved;
}

export function savedAs(all: Saved[], id: string): Saved {
	const found = all.find(({ workflow }) => workflow.id === id);
	if (!found) throw new Error(`There is no example ${id}.`);
	return found;
}

/** Runs the first example with the editor's own button, and looks at what came out. */
export async function runFirstPicture(editor: Editor, examples: Saved[]): Promise<void> {
	const { workflow, id } = savedAs(examples, firstPicture().id);
	const { name, parameters } = ourNode(workflow);
	await editor.openWorkflow(id);
	await editor.shoot('first-picture');
	await editor.runWorkflow(name);
	await editor.shoot('first-picture-executed');
	await editor.openNode(name);
	const binary = editor.page.locator(`${output} [data-test-id=radio-button-binary]`).first();
	await binary.click();
	await editor.settle();
	await editor.shoot('first-picture-panel');
	const width = await editor.widthOf(await editor.view('img'));
	await editor.shoot('first-picture-view');
	const wanted = (parameters.options as { width: number }).width;
	editor.check(
		'the panel shows the picture of the example',
		width === wanted,
		`${width} pixels wide`,
	);
}

/** One open panel goes through other resources: a video, a list, and a refusal before anything is sent. */
export async function walkResources(editor: Editor): Promise<void> {
	const { page, sandbox } = editor;
	await editor.choose('resource', 'Video');
	await editor.choose('operation', 'Text to Video Ultra');
	const marks = await editor.marks();
	await editor.shoot('video-form');
	editor.check(
		'no field of a video is marked, but for a model that is none of its list',
		marks.every((name) => name === 'model_id'),
		marks.join(', ') || 'none',
	);
	if (marks.includes('model_id')) await editor.choose('model_id', 'wan2.2');
	await editor.text('prompt').fill('a boat at dusk');
	await editor.execute(/Mime Type: ?video\/mp4/);
	await editor.shoot('video');
	await editor.view('video');
	editor.check('the panel plays the video', true, 'video/mp4');
	await editor.choose('resource', 'Model');
	await editor.choose('operation', 'Get Many');
	await editor.text('limit').fill('3');
	await page.keyboard.press('Tab');
	const list = await editor.execute(/\b3 items\b.*model_id/);
	await page.locator(`${output} [data-test-id=radio-button-table]`).first().click();
	await editor.settle();
	await editor.shoot('list');
	editor.check('Get Many lists models', true, list.slice(0, 60));
	await editor.choose('resource', 'Enterprise Server');
	await editor.choose('operation', 'Restart');
	const said = await editor.execute(/'Confirm' is off Nothing was sent/);
	await editor.shoot('confirm');
	const sent = sandbox.books.requests.filter(({ path }) => path.includes('restart_server'));
	editor.check('a restart is not sent while Confirm is off', sent.length === 0, said.slice(-120));
}

/** The form of a parked run says what it needs. */
export async function parkForm(editor: Editor): Promise<void> {
	await editor.choose('resource', 'Image');
	await editor.choose('operation', 'Generate');
	await editor.choose('wait', 'Park Until Callback');
	await editor.input('wait').scrollIntoViewIfNeeded();
	await editor.shoot('park');
	const notices = await editor.textOf(
		editor.page.locator('[data-test-id=node-parameters] .notice'),
	);
	const notice = editor.page.locator('text=Put Result > Fetch right behind').first();
	editor.check(
		'the form of a parked run tells of Result > Fetch',
		await notice.isVisible(),
		notices,
	);
}

/** The buttons of the examples with callbacks, pressed by a newcomer; parked ones go on by themselves. */
export async function pressButtons(editor: Editor, examples: Saved[]): Promise<void> {
	const buttons = [
		{ example: 'callbackpipe0001', last: 'Generate image' },
		{ example: 'parkabatch000001', last: 'Pictures' },
		{ example: 'parkstocknodes01', last: 'Fetch result' },
	];
	for (const { example, last } of buttons) {
		const { workflow, id } = savedAs(examples, example);
		await editor.openWorkflow(id);
		const began = Date.now();
		await editor.runWorkflow(last);
		await editor.shoot(`example-${example}`);
		const seconds = ((Date.now() - began) / 1000).toFixed(1);
		editor.check(`'${workflow.name}' runs to its end`, true, `${last} after ${seconds} s`);
	}
}
