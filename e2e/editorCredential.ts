import type { Locator } from './browser';
import type { Editor } from './editorPage';
import { until } from './runs';

const type = 'stableDiffusionApi';
const form = '[data-test-id=editCredential-modal]';
/** Where n8n 2.x has the form; n8n 1.x knows the first one only. */
const anyForm = `${form}, [data-test-id=credential-edit-dialog]`;

/** What n8n says of a credential that it has tried. */
const tested = /Connection tested successfully/;
const bad = /Couldn.t connect with these settings/;

/** Our credentials, as n8n lists them. */
export async function credentialIds({ n8n }: Editor): Promise<string[]> {
	const all = await n8n.runs.client.send<Array<{ id: string; type: string }>>(
		'GET',
		'/credentials',
	);
	return all.filter((one) => one.type === type).map(({ id }) => id);
}

/** Whether the characters of a field are dots on the screen. */
const isHidden = async (field: Locator): Promise<boolean> =>
	(await field.getAttribute('type')) === 'password';

/** Leaves the open form; where n8n asks back because of what was typed, that is left too. */
export async function closeForm(editor: Editor): Promise<void> {
	const { page } = editor;
	const leave = page.locator('.el-message-box button:visible').filter({ hasText: /close/i });
	const cross = page.locator(`${form} .el-dialog__headerbtn`);
	await until('The end of the form', 30_000, async () => {
		const asked = await leave.first().isVisible();
		await (asked ? leave.first() : cross.first()).click();
		await editor.settle();
		return (await editor.input('apiKey').isVisible()) ? undefined : true;
	});
}

/** Fills the open form in, saves, and gives what n8n says of the connection. */
async function save(editor: Editor, key: string, expected: RegExp): Promise<string> {
	const { page } = editor;
	await editor.text('apiKey').fill(key);
	await editor.marked('credential-save-button').click();
	const banner = page.locator(anyForm);
	const told = await editor.says(banner, expected, 60_000).catch((error: Error) => error.message);
	await editor.settle();
	return told;
}

/** The credential is made by hand, from n8n's list of credentials: with a wrong key first, then with the right one. */
export async function makeCredential(editor: Editor): Promise<void> {
	const { page, sandbox } = editor;
	await editor.goto('/home/credentials');
	const add = page.locator(
		'[data-test-id=add-resource-credential]:visible, [data-test-id=empty-resources-list] button:visible',
	);
	await add.first().waitFor();
	await editor.settle();
	await add.first().click();
	const search = page.locator('[data-test-id=new-credential-type-select] input');
	await search.fill('stable diff');
	const offered = page.locator('[data-test-id=new-credential-type-select-option]:visible');
	await editor.says(offered.first(), /Stable Diffusion/);
	await editor.shoot('credential-search');
	const found = (await offered.allInnerTexts()).map((text) => text.trim());
	editor.check(
		"'stable diff' finds the credential",
		found[0] === 'Stable Diffusion API',
		found.join(', '),
	);
	await offered.first().click();
	await editor.marked('new-credential-type-button').click();
	await editor.input('apiKey').waitFor();
	await editor.settle();
	await editor.shoot('credential-form');
	const labels = (await page.locator(`${form} .n8n-input-label`).allInnerTexts()).map(
		(text) => text.trim().split('\n')[0],
	);
	const wanted = ['API Key', 'Host', 'Account', 'Plan'];
	const first = labels.slice(0, 4).map((text) => text.replace(/\W+$/, ''));
	editor.check(
		'the form asks for what the service needs',
		first.join() === wanted.join(),
		first.join(', '),
	);

	await editor.text('host').fill(sandbox.url);
	const refused = await save(editor, 'a-key-of-nobody', bad);
	editor.check(
		'the key is dots on the screen',
		await isHidden(editor.text('apiKey')),
		'type=password',
	);
	editor.check('a wrong key is told', bad.test(refused), bad.exec(refused)?.[0] ?? refused);
	const more = page.locator(`${form} >> text=More details`);
	if (await more.first().isVisible()) await more.first().click();
	const own = /The API key was rejected\. Check that the key is complete and still valid/;
	const words = await editor.says(page.locator(form), own, 10_000).catch(() => refused);
	await editor.settle();
	await editor.shoot('credential-refused');
	editor.check('in our own words', own.test(words), own.exec(words)?.[0] ?? words);

	const good = await save(editor, sandbox.key, tested);
	await editor.shoot('credential-tested');
	editor.check('the right key is told', tested.test(good), tested.exec(good)?.[0] ?? good);
	await closeForm(editor);

	const card = editor.marked('resources-list-item').filter({ hasText: 'Stable Diffusion' });
	await card.first().waitFor();
	await card.first().click();
	await editor.input('apiKey').waitFor();
	await editor.settle();
	const kept = await editor.text('apiKey').inputValue();
	editor.check(
		'opened again, the key does not come back to the browser',
		!kept.includes(sandbox.key) && (await isHidden(editor.text('apiKey'))),
		kept.includes(sandbox.key) ? 'it is there' : 'n8n sends a stand-in',
	);
	await closeForm(editor);
	const ids = await until('The saved credential', 20_000, async () => {
		const all = await credentialIds(editor);
		return all.length > 0 ? all : undefined;
	});
	editor.check('one credential is saved', ids.length === 1, `${ids.length}`);
}

/** From the node: the list of its credentials leads to the form, and an Enterprise account asks for its own limit. */
export async function credentialFromNode(editor: Editor): Promise<void> {
	const { page } = editor;
	await editor.marked('node-credentials-select').first().click();
	const entries = page.locator('[data-test-id^=node-credentials-select-item]:visible');
	await entries.first().waitFor();
	await editor.shoot('credentials-of-the-node');
	const listed = await entries.allInnerTexts();
	editor.check(
		'the node offers the credential that was made',
		listed.some((text) => text.startsWith('Stable Diffusion account')),
		listed.map((text) => text.split('\n')[0]).join(', '),
	);
	await editor.marked('node-credentials-select-item-new').first().click();
	await editor.input('apiKey').waitFor();
	await editor.choose('account', 'Enterprise');
	const swapped =
		(await editor.input('queueLimit').isVisible()) && !(await editor.input('plan').isVisible());
	await editor.shoot('credential-enterprise');
	editor.check(
		'an Enterprise account asks for its queue limit in place of a plan',
		swapped,
		'Queue Limit',
	);
	await closeForm(editor);
}
