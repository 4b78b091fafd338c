// npm run e2e:screenshot: n8n's editor in a real browser, as a user meets our node, in pictures.
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Sandbox } from '../sandbox/server';
import { firstPicture, ourNode } from '../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../scripts/lib/house';
import { n8nHome, root } from '../scripts/lib/paths';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { endOnSignals, finish } from '../scripts/lib/shutdown';
import { prepare } from '../scripts/lib/steps';
import { type Page, openPage } from './browser';
import { report, say, Trouble } from '../scripts/lib/terminal.mjs';

const pictures = join(n8nHome, 'out');
/** Words a user may type to find the node. */
const searches = [
	'stable diffusion',
	'text to image',
	'modelslab',
	'inpaint',
	'text to speech',
	'face swap',
];

async function shoot(page: Page, name: string): Promise<void> {
	const path = join(pictures, `${name}.png`);
	await page.screenshot({ path });
	say(`  ${relative(root, path)}`);
}

async function signIn(page: Page, { server, owner }: House): Promise<void> {
	await page.goto(`${server.url}/signin`);
	await page.locator('input[type=email]').fill(owner.email);
	await page.locator('input[type=password]').fill(owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}

/** Runs the example with the editor's own button and looks at our node's panel. */
async function runFirstPicture(page: Page, { server }: House): Promise<void> {
	const workflow = firstPicture();
	const { name } = ourNode(workflow);
	await page.goto(`${server.url}/workflow/${workflow.id}`);
	const node = page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	await node.waitFor();
	await page.waitForTimeout(800);
	await shoot(page, '1-workflow');
	await page.locator('[data-test-id=execute-workflow-button]').first().click();
	await node.locator('[data-test-id=canvas-node-status-success]').waitFor({ timeout: 60_000 });
	await page.waitForTimeout(500);
	await shoot(page, '2-executed');
	await node.dblclick();
	await page.locator('[data-test-id=output-panel]').waitFor();
	await page.waitForTimeout(1000);
	await shoot(page, '3-panel');
	const binary = page.locator('[data-test-id=output-panel] [data-test-id=radio-button-binary]');
	await binary.click();
	await page.waitForTimeout(500);
	await shoot(page, '4-output-file');
	await page.locator('[data-test-id=ndv-view-binary-data]').first().click();
	const picture = page.locator('[data-test-id=output-panel] img, .binary-data img').first();
	await picture.waitFor();
	await page.waitForTimeout(1000);
	await shoot(page, '5-picture');
	const width = await picture.evaluate((image) => (image as { naturalWidth: number }).naturalWidth);
	const { options } = ourNode(workflow).parameters as { options: { width: number } };
	if (width !== options.width) throw new Trouble(`The panel shows a picture ${width} pixels wide.`);
}

/** One of our node's inputs in its panel. */
const input = (page: Page, name: string) =>
	page.locator(`[data-test-id="parameter-input-${name}"]`).first();

/** Chooses an entry of one of the node's lists, as a user does. Entries begin with their name, descriptions follow. */
async function choose(page: Page, name: string, entry: string): Promise<void> {
	await input(page, name).scrollIntoViewIfNeeded();
	await input(page, name).locator('input').first().click();
	const entries = '[data-test-id="parameter-input-item"]:visible';
	await page.locator(entries).first().waitFor();
	const names = (await page.locator(entries).allInnerTexts()).map(
		(text) => text.trim().split('\n')[0],
	);
	if (!names.includes(entry)) throw new Trouble(`'${entry}' is not offered: ${names.join(', ')}`);
	await page.locator(`${entries} >> nth=${names.indexOf(entry)}`).click();
	await page.waitForTimeout(700);
}

/** Runs the open node and gives what the output panel says once it says what is expected. */
async function execute(page: Page, expected: RegExp): Promise<string> {
	await page.locator('[data-test-id=node-execute-button]').first().click();
	const panel = page.locator('[data-test-id=output-panel]').first();
	let said = '';
	for (const end = Date.now() + 30_000; Date.now() < end; await page.waitForTimeout(250)) {
		said = (await panel.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
		if (expected.test(said)) return said;
	}
	throw new Trouble(`The output panel says '${said.slice(0, 300)}', not ${String(expected)}.`);
}

/** The open panel follows the chosen API and operation, and keeps what was typed. */
async function changeForm(page: Page): Promise<void> {
	const add = page.locator('[data-test-id=collection-parameter-add]').first();
	await add.scrollIntoViewIfNeeded();
	await add.click();
	await page.waitForTimeout(500);
	await shoot(page, '6-options');
	await page.keyboard.press('Escape');
	const prompt = input(page, 'prompt').locator('textarea').first();
	const typed = await prompt.inputValue();
	await choose(page, 'family', 'Stable Diffusion (v3)');
	await shoot(page, '7-another-api');
	if (await input(page, 'model_id').isVisible()) {
		throw new Trouble('The form shows a model where the API has none.');
	}
	await choose(page, 'operation', 'Inpaint');
	await shoot(page, '8-inpaint');
	if (!(await input(page, 'mask_image').isVisible())) {
		throw new Trouble('The form of Inpaint asks for no mask.');
	}
	if ((await prompt.inputValue()) !== typed) {
		throw new Trouble('Changing the API lost the prompt.');
	}
}

/** One open panel goes through other resources: a video, a list, and a refusal before anything is sent. */
async function walkResources(page: Page, sandbox: Sandbox): Promise<void> {
	await choose(page, 'resource', 'Video');
	await choose(page, 'operation', 'Text to Video Ultra');
	await input(page, 'prompt').locator('textarea').first().fill('a boat at dusk');
	await execute(page, /Mime Type: video\/mp4/);
	await shoot(page, '9-video');
	await page.locator('[data-test-id=ndv-view-binary-data]').first().click();
	await page.locator('[data-test-id=output-panel] video, .binary-data video').first().waitFor();
	await choose(page, 'resource', 'Model');
	await choose(page, 'operation', 'Get Many');
	await input(page, 'limit').locator('input').first().fill('3');
	await page.keyboard.press('Tab');
	await execute(page, /\b3 items\b.*model_id/);
	await page
		.locator('[data-test-id=output-panel] [data-test-id=radio-button-table]')
		.first()
		.click();
	await page.waitForTimeout(500);
	await shoot(page, '10-list');
	await choose(page, 'resource', 'Enterprise Server');
	await choose(page, 'operation', 'Restart');
	await execute(page, /'Confirm' is off Nothing was sent/);
	await shoot(page, '11-confirm');
	if (sandbox.books.requests.some(({ path }) => path.includes('restart_server'))) {
		throw new Trouble('A restart was sent although Confirm was off.');
	}
}

/** The form of a parked run says what it needs. */
async function parkForm(page: Page): Promise<void> {
	await choose(page, 'resource', 'Image');
	await choose(page, 'operation', 'Generate');
	await choose(page, 'wait', 'Park Until Callback');
	await input(page, 'wait').scrollIntoViewIfNeeded();
	await shoot(page, '12-park');
	const notices = await page.locator('[data-test-id=node-parameters] .notice').allInnerTexts();
	const notice = page.locator('text=Put Result > Fetch right behind').first();
	if (!(await notice.isVisible())) {
		throw new Trouble(`The form says nothing of Result > Fetch: ${notices.join(' | ')}`);
	}
}

/** The buttons of the examples with callbacks, pressed by a newcomer; parked ones go on by themselves. */
async function pressButtons(page: Page, { server }: House): Promise<void> {
	const buttons = [
		{ id: 'callbackpipe0001', last: 'Generate image' },
		{ id: 'parkabatch000001', last: 'Pictures' },
		{ id: 'parkstocknodes01', last: 'Fetch result' },
	];
	for (const { id, last } of buttons) {
		await page.goto(`${server.url}/workflow/${id}`);
		const node = page.locator(`[data-test-id=canvas-node][data-node-name="${last}"]`);
		await node.waitFor();
		await page.waitForTimeout(800);
		await page.locator('[data-test-id=execute-workflow-button]').first().click();
		await node.locator('[data-test-id=canvas-node-status-success]').waitFor({ timeout: 90_000 });
		await shoot(page, `13-${id}`);
	}
}

/** The trigger's panel shows the address that callbacks are to be sent to, with the secret in it. */
async function triggerPanel(page: Page, { server }: House): Promise<void> {
	await page.goto(`${server.url}/workflow/callbackpipe0002`);
	const node = page.locator('[data-test-id=canvas-node][data-node-name="When the job has ended"]');
	await node.waitFor();
	await page.waitForTimeout(800);
	await node.dblclick();
	const urls = page.locator('.webhook-url, [class*=webhookUrl]');
	await page.locator('text=Webhook URLs').first().click();
	await page.waitForTimeout(1000);
	await shoot(page, '14-trigger');
	const shown = (await urls.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
	say(`  the trigger shows ${shown.join(' and ')}`);
	if (shown.length !== 1 || !/\/webhook-test\/[^/]+\/webhook\?secret=/.test(shown[0])) {
		throw new Trouble('The trigger does not show one address, with its secret.');
	}
}

/** What the node panel finds for the words a user may type. */
async function search(page: Page, { server }: House): Promise<void> {
	await page.goto(`${server.url}/workflow/new`);
	const plus = page.locator(
		'[data-test-id=node-creator-plus-button], [data-test-id=canvas-add-button]',
	);
	await plus.first().waitFor();
	await page.waitForTimeout(1000);
	await plus.first().click();
	const field = page.locator('input[placeholder^="Search nodes"]');
	for (const words of searches) {
		await field.fill(words);
		await page.waitForTimeout(700);
		const found = await page.locator('[data-test-id=node-creator-item-name]').allInnerTexts();
		say(`  '${words}' finds ${found.slice(0, 5).join(', ') || 'nothing'}`);
		await shoot(page, `15-search-${words.replaceAll(' ', '-')}`);
		if (!found.some((text) => text.startsWith('Stable Diffusion'))) {
			throw new Trouble(`The node panel does not find the node by '${words}'.`);
		}
	}
	await field.fill('stable diffusion');
	await page.waitForTimeout(700);
	await page.locator('[data-test-id=node-creator-item-name]').first().click();
	await page.waitForTimeout(1000);
	await shoot(page, '16-actions');
}

async function screenshots(): Promise<void> {
	endOnSignals();
	mkdirSync(pictures, { recursive: true });
	const n8n = await prepare();
	const page = await openPage();
	const sandbox = await openSandbox({ secondsPerJob: 1 });
	const credentials = [credentialFor(sandbox.url, sandbox.key)];
	const house = await openTemporaryHouse('screenshot', { n8n, credentials });
	try {
		await signIn(page, house);
		await runFirstPicture(page, house);
		await changeForm(page);
		await walkResources(page, sandbox);
		await parkForm(page);
		// As fast as `npm start` has it.
		sandbox.options.secondsPerJob = 3;
		await pressButtons(page, house);
		await triggerPanel(page, house);
		await search(page, house);
	} catch (error) {
		await shoot(page, 'x-stopped-here');
		throw error;
	}
}

screenshots().then(
	() => finish(0),
	(error) => {
		report(error);
		return finish(1);
	},
);
