import { say, Trouble } from '../scripts/lib/terminal.mjs';
import { credentialFromNode } from './editorCredential';
import type { Editor } from './editorPage';

const output = '[data-test-id=output-panel]';

/** The node that has just been put on the canvas makes a picture, which its panel shows. */
export async function firstRun(editor: Editor): Promise<void> {
	const { page, sandbox } = editor;
	await editor.shoot('new-node');
	await credentialFromNode(editor);
	const models = page.locator('[data-test-id=rlc-item]:visible');
	await editor.marked('rlc-input').first().click();
	await models.first().waitFor();
	await editor.shoot('models');
	const names = await models.allInnerTexts();
	editor.check(
		'the models of the service are offered',
		names.length > 5,
		`${names.length}, ${names[0]}`,
	);
	await models.first().click();
	await editor.settle();

	await editor.marked('node-execute-button').first().click();
	const required = await editor.says(editor.toasts, /"Prompt" is required|workflow has issues/);
	const marks = await editor.marks();
	await editor.shoot('prompt-required');
	editor.check(
		'a prompt is asked for',
		marks.join() === 'prompt',
		`${marks.join(', ')}: ${required}`,
	);
	editor.check(
		'and nothing is sent without',
		editor.asked('submit') === 0,
		`${editor.asked('submit')} submits`,
	);

	await editor.text('prompt').fill('a lighthouse in a storm, oil painting');
	await editor.addOption('Width');
	await editor.text('width').fill('768');
	await page.keyboard.press('Tab');
	const card = await editor.execute(/Mime Type: ?image\/png/).catch(async (error: Error) => {
		// The panel may have opened with another view.
		const binary = page.locator(`${output} [data-test-id=radio-button-binary]`).first();
		if (!(await binary.isVisible())) throw error;
		await binary.click();
		return await editor.says(page.locator(output).first(), /Mime Type: ?image\/png/);
	});
	await editor.shoot('output-file');
	const file = /File Name: ?(\S+)/.exec(card)?.[1] ?? '';
	editor.check(
		'the file is named after the prompt',
		file.startsWith('a-lighthouse-in-a-storm'),
		file,
	);
	const width = await editor.widthOf(await editor.view('img'));
	await editor.shoot('picture');
	editor.check('the panel shows the picture', width === 768, `${width} pixels wide, 768 asked for`);
	editor.check(
		'it was bought once',
		editor.asked('submit') === 1,
		`${editor.asked('submit')} submits`,
	);
	const shown = page.locator(`${output} [data-test-id=radio-button-table]`).first();
	await shown.click();
	await editor.settle();
	await editor.shoot('output-table');
	const table = await editor.textOf(page.locator(`${output} th`));
	editor.check('its item says what a user asks', /id status url/.test(table), table);
	const [job] = sandbox.books.jobs;
	editor.check(
		'the service had the prompt that was typed',
		job?.prompt === 'a lighthouse in a storm, oil painting',
		String(job?.prompt),
	);
}

/** Changes a field, and says what appears and what goes. */
async function changed(
	editor: Editor,
	name: string,
	entry: string,
): Promise<{ came: string[]; gone: string[] }> {
	const before = await editor.inputs();
	await editor.choose(name, entry);
	const after = await editor.inputs();
	const came = after.filter((one) => !before.includes(one));
	const gone = before.filter((one) => !after.includes(one));
	say(
		`    ${name} = ${entry}: ${came.join(', ') || 'nothing'} appears, ${gone.join(', ') || 'nothing'} goes`,
	);
	return { came, gone };
}

/** The open panel follows the chosen API and operation, and keeps what was typed. */
export async function changeForm(editor: Editor): Promise<void> {
	const { page } = editor;
	await editor.openOptions();
	await editor.shoot('options');
	await page.keyboard.press('Escape');
	const typed = await editor.text('prompt').inputValue();
	const api = await changed(editor, 'family', 'Stable Diffusion (v3)');
	await editor.input('family').scrollIntoViewIfNeeded();
	await editor.shoot('another-api');
	editor.check(
		'an API without models asks for none',
		api.gone.includes('model_id'),
		`gone: ${api.gone.join(', ')}`,
	);
	const inpaint = await changed(editor, 'operation', 'Inpaint');
	await editor.shoot('inpaint');
	editor.check(
		'Inpaint asks for a mask',
		inpaint.came.includes('mask_image'),
		`new: ${inpaint.came.join(', ')}`,
	);
	const back = await changed(editor, 'family', 'Community Models (v6)');
	editor.check(
		'back among the models, one is chosen',
		back.came.includes('model_id'),
		`new: ${back.came.join(', ')}`,
	);
	await changed(editor, 'operation', 'Generate');
	const kept = [await editor.text('prompt').inputValue(), await editor.text('width').inputValue()];
	await editor.shoot('form-back');
	editor.check('what was typed stays', kept.join() === [typed, '768'].join(), kept.join(', '));
}

/** Turns an input into an expression and types it. */
async function express(editor: Editor, name: string, expression: string): Promise<void> {
	const { page } = editor;
	await editor.input(name).scrollIntoViewIfNeeded();
	await editor.input(name).hover();
	const turn = page
		.locator(`[data-test-id="${name}-parameter-input-options-container"]`)
		.locator('[data-test-id=radio-button-expression]');
	await turn.first().click();
	const area = editor.input(name).locator('.cm-content, [contenteditable=true]').first();
	await area.waitFor();
	await area.fill(expression);
	// Tab would indent it.
	await editor.marked('tab-params').first().click();
	await editor.settle();
}

/** What cannot be sent is told in the panel, in our words, and stays at home. */
export async function badValues(editor: Editor): Promise<void> {
	const { page } = editor;
	await editor.text('width').click();
	await page.keyboard.press('Control+A');
	await page.keyboard.type('5000');
	await page.keyboard.press('Tab');
	await editor.settle();
	const typed = await editor.text('width').inputValue();
	editor.check(
		'no width above the limit can be typed',
		Number(typed) <= 1024,
		`5000 becomes ${typed}`,
	);
	const prompt = { name: 'prompt', title: 'prompt-empty', says: /'Prompt' / };
	const width = { name: 'width', says: /'Width' must be between 256 and 1024/ };
	const cases = [
		{ ...prompt, expression: '{{ $json.nothing }}' },
		{ ...width, title: 'width-too-large', expression: '{{ 5000 }}' },
		{ ...width, title: 'width-text', expression: '{{ "wide" }}', says: /'Width' .*number/ },
	];
	for (const { name, expression, says, title } of cases) {
		const before = editor.asked('submit');
		await express(editor, name, expression);
		await editor.marked('node-execute-button').first().click();
		const error = editor.marked('node-error-message').first();
		const said = await editor.says(error, says).catch((problem: Error) => problem);
		await editor.settle();
		await editor.shoot(`bad-${title}`);
		if (said instanceof Error) throw new Trouble(said.message);
		const more = await editor.textOf(editor.marked('node-error-description').first());
		editor.check(`${name} = ${expression} is told`, says.test(said), `${said}. ${more}`);
		const sent = editor.asked('submit') - before;
		editor.check('nothing was sent', sent === 0, `${sent} submits`);
		if (name === 'prompt') await express(editor, name, '{{ "a boat" }}');
	}
}
