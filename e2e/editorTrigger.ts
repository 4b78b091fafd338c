import type { Editor } from './editorPage';
import { type Saved, savedAs } from './editorWalk';
import { until } from './runs';

const listener = 'When the job has ended';
const urls = '.webhook-url:visible, [class*=webhookUrl]:visible';

/** The one address that the trigger's panel shows. */
async function shown(editor: Editor, path: string): Promise<string> {
	const expected = new RegExp(`/${path}/`);
	await editor.says(editor.page.locator(urls).first(), expected);
	await editor.settle();
	const all = (await editor.page.locator(urls).allInnerTexts()).map((text) => text.trim());
	const [url] = all;
	editor.check(
		`the panel shows one address with its secret, ${path}`,
		all.length === 1 && /\/webhook\?secret=[^&]+$/.test(url),
		all.join(' and '),
	);
	return url;
}

/** The trigger's panel: its addresses, and a test event that a job sends. */
export async function trigger(editor: Editor, examples: Saved[]): Promise<void> {
	const { page, sandbox } = editor;
	const { id } = savedAs(examples, 'callbackpipe0002');
	await editor.openWorkflow(id);
	await editor.openNode(listener);
	await page.locator('text=Webhook URLs').first().click();
	const url = await shown(editor, 'webhook-test');
	await editor.shoot('trigger-test');
	await page.locator('text=Production URL').first().click();
	await shown(editor, 'webhook');
	await editor.shoot('trigger-production');
	await page.locator('text=Test URL').first().click();
	const inputs = await editor.inputs();
	const wanted = ['events', 'confirm', 'families', 'secret', 'trackIdFilter', 'once', 'download'];
	const missing = wanted.filter((name) => !inputs.includes(name));
	editor.check(
		'the form has all its fields',
		missing.length === 0,
		missing.join(', ') || inputs.join(', '),
	);

	await editor.marked('node-execute-button').first().click();
	const panel = page.locator('[data-test-id=ndv], [data-test-id=ndv-modal]').first();
	const said = await editor.says(panel, /Listening for test event.*?Stop Listening/i);
	await editor.shoot('trigger-listening');
	editor.check('it listens for a test event', true, said.slice(0, 100));
	const { job, trackId } = await handIn(editor, url);
	const result = editor.page.locator('[data-test-id=output-panel]').first();
	await editor.says(result, /1 item|Mime Type/);
	const json = page.locator('[data-test-id=output-panel] [data-test-id=radio-button-json]').first();
	await json.click();
	const came = await editor.says(result, new RegExp(trackId));
	await editor.settle();
	await editor.shoot('trigger-heard');
	editor.check(
		'the callback of a job arrives in the panel',
		came.includes(job),
		`job ${job}, ${trackId}`,
	);
	const [call] = sandbox.books.callbacks.slice(-1);
	editor.check('the service was thanked', call?.code === 200, `HTTP ${call?.code}`);
}

/** A job of somebody else, who gives the service the test address. */
async function handIn(
	{ sandbox }: Editor,
	webhook: string,
): Promise<{ job: string; trackId: string }> {
	const trackId = 'row-17';
	const answer = await fetch(`${sandbox.url}/api/v6/images/text2img`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			key: sandbox.key,
			model_id: 'flux',
			prompt: 'a mill by a river',
			width: '512',
			height: '512',
			webhook,
			track_id: trackId,
		}),
	});
	const { id } = (await answer.json()) as { id: number | string };
	await until(
		'The callback of the job',
		60_000,
		() =>
			sandbox.books.callbacks.some(
				({ job, code }) => String(job) === String(id) && code !== undefined,
			) || undefined,
	);
	return { job: String(id), trackId };
}
