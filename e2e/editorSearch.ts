import { events } from '../nodes/StableDiffusion/host/triggerProperties';
import { say } from '../scripts/lib/terminal.mjs';
import type { Editor } from './editorPage';

/** Words a user may type to find the node. */
const searches = [
	'text to image',
	'modelslab',
	'inpaint',
	'text to speech',
	'face swap',
	'stable diffusion',
];

const names = '[data-test-id=node-creator-item-name]';

/** The panel of nodes of an empty canvas, with words typed in. */
async function searchOnEmpty(editor: Editor, words: string, expected: RegExp): Promise<void> {
	const { page } = editor;
	await editor.goto('/workflow/new');
	const add = editor.marked('canvas-add-button').first();
	await add.waitFor();
	await editor.settle();
	await add.click();
	await page.locator('input[placeholder^="Search"]').fill(words);
	await editor.says(page.locator(names).first(), expected);
	await page.locator(names).first().click();
}

/** What an empty canvas offers of ours: the events that can start a workflow. */
async function triggers(editor: Editor): Promise<void> {
	await searchOnEmpty(editor, 'stable diffusion', /^Stable Diffusion/);
	const creator = editor.marked('node-creator').first();
	const said = await editor.says(creator, /Triggers \(\d+\)/);
	await editor.settle();
	await editor.shoot('triggers');
	const shown = await editor.page.locator(names).allInnerTexts();
	editor.check(
		'an empty canvas offers the events of the trigger',
		said.includes(`Triggers (${events.length})`) && shown.length >= events.length,
		shown.map((text) => text.trim()).join(', '),
	);
}

/** Puts n8n's manual trigger on an empty canvas. */
async function putTrigger(editor: Editor): Promise<void> {
	await searchOnEmpty(editor, 'manual', /manual/i);
	await editor.marked('canvas-node').first().waitFor();
	await editor.settle();
}

/** Opens the panel of nodes behind the first node of the canvas. */
export async function openCreator(editor: Editor): Promise<void> {
	await editor.marked('canvas-handle-plus').first().click();
	await editor.page.locator('input[placeholder^="Search"]').waitFor();
}

/** The words of users find the node; its actions are offered; the one that is picked stands on the canvas. */
export async function search(editor: Editor): Promise<void> {
	const { page } = editor;
	await triggers(editor);
	await putTrigger(editor);
	await openCreator(editor);
	for (const words of searches) {
		await page.locator('input[placeholder^="Search"]').fill(words);
		const first = page.locator(names).first();
		await editor.says(first, /^Stable Diffusion/, 15_000).catch(() => undefined);
		await editor.settle();
		const found = (await page.locator(names).allInnerTexts()).map((text) => text.trim());
		await editor.shoot(`search-${words.replaceAll(' ', '-')}`);
		editor.check(
			`'${words}' finds the node first`,
			found[0]?.startsWith('Stable Diffusion') ?? false,
			found.slice(0, 5).join(', ') || 'nothing',
		);
	}
	await page.locator(names).first().click();
	const action = page
		.locator(names)
		.filter({ hasText: /^\s*Generate image\s*$/ })
		.first();
	await action.waitFor();
	await editor.settle();
	await editor.shoot('actions');
	const actions = (await page.locator(names).allInnerTexts()).map((text) => text.trim());
	editor.check('its actions are offered', actions.length > 80, `${actions.length}`);
	const cut = await page
		.locator(names)
		.evaluateAll((all) =>
			all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText),
		);
	editor.check('no action is cut off', cut.length === 0, cut.join(', ') || 'none');
	const described = await editor.textOf(editor.marked('node-creator').first());
	say(`    the panel describes the node: ${described.slice(0, 140)}`);
	await action.scrollIntoViewIfNeeded();
	await action.click();
	await editor.marked('output-panel').first().waitFor();
	await editor.settle();
	editor.check(
		'the node on the canvas has the name of its action',
		(await editor.node('Generate image').count()) === 1,
		'Generate image',
	);
}
