// npm run e2e:pictures: the examples as the editor of a real n8n shows them once they have run, for examples/pictures,
// and the first picture in the panel of its node, for docs/pictures. Chromium's own PNGs, at scale 1.
//
// --only WORDS  only the files with these words in their names
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { exampleFiles, ourNode } from '../scripts/lib/examples';
import { examples, root } from '../scripts/lib/paths';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { atEnd, runScript } from '../scripts/lib/shutdown';
import { say } from '../scripts/lib/terminal.mjs';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { openPage } from './browser';
import { Checks } from './checks';
import { Editor } from './editorPage';
import { signIn } from './editorSignIn';
import { saveExamples, savedAs } from './editorWalk';
import { startOpenAi } from './openAi';
import { frame } from './pictureFrame';
import { runShown } from './pictureRuns';

const firstPicture = join(root, 'docs', 'pictures', 'first-picture.png');
/** In bytes: a page of seventeen pictures shall open at once. */
const most = { canvas: 150_000, panel: 300_000 };

/** Checks that a picture is not too large to be looked at in a browser. */
function weigh(editor: Editor, path: string, limit: number): void {
	const { size } = statSync(path);
	const told = `${Math.round(size / 1000)} kB`;
	editor.check(relative(root, path), size <= limit, told);
}

/** The panel of the node that has made the first picture, as a newcomer gets to see it. */
async function panel(editor: Editor, id: string, node: string): Promise<void> {
	const { page } = editor;
	await page.setViewportSize({ width: 1400, height: 800 });
	await editor.openWorkflow(id);
	// What is told in the corner lies on the panel.
	await page.addStyleTag({ content: '.el-notification { display: none !important; }' });
	await editor.runWorkflow(node);
	await editor.openNode(node);
	await page
		.locator('[data-test-id=output-panel] [data-test-id=radio-button-binary]')
		.first()
		.click();
	await editor.settle();
	await editor.widthOf(await editor.view('img'));
	mkdirSync(dirname(firstPicture), { recursive: true });
	await page.screenshot({ path: firstPicture, animations: 'disabled' });
	weigh(editor, firstPicture, most.panel);
}

async function main(): Promise<number> {
	const { only = '' } = n8nOptions({ only: true });
	const n8n = await n8nIn();
	// A browser that is missing is told before n8n starts.
	const page = await openPage();
	const sandbox = await openSandbox({ secondsPerJob: 3, retryAfterSeconds: 2 });
	const openAi = await startOpenAi();
	atEnd(async () => await openAi.close());
	const credential = credentialFor(sandbox.url, sandbox.key);
	const house = await openAnyN8n(n8n, credential, { name: 'pictures' });
	const editor = new Editor(page, house, sandbox, new Checks());
	await editor.group('Sign in', async () => await signIn(editor));
	await page.evaluate(`localStorage.setItem('N8N_THEME', 'light')`);
	const saved = await saveExamples(editor, house.credentialId);
	// Before the chat of an example opens n8n's logs below the canvas.
	if ('first-picture'.includes(only)) {
		await editor.group('The panel of the first picture', async () => {
			const first = saved.find(({ workflow }) => workflow.id === 'firstpicture0001');
			if (!first) throw new Error('There is no first picture');
			await panel(editor, first.id, ourNode(first.workflow).name);
		});
	}
	for (const [file, workflow] of exampleFiles()) {
		if (!file.includes(only)) continue;
		await editor.group(workflow.name, async () => {
			const own = savedAs(saved, workflow.id);
			await runShown({ editor, openAi, saved }, file, own);
			const path = join(examples, 'pictures', `${file}.png`);
			await frame(editor, workflow, path);
			weigh(editor, path, most.canvas);
		});
	}
	say(
		`pictures are in ${relative(root, join(examples, 'pictures'))} and ${relative(root, dirname(firstPicture))}`,
	);
	return editor.checks.end();
}

runScript(main);
