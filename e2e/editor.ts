// npm run e2e:editor: n8n's editor in a real browser, as a user meets our nodes; each step is a picture in
// e2e/out/editor.
//
// --n8n DIR     another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
// --only WORDS  beside the way in only the groups with these words in their names
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { runScript } from '../scripts/lib/shutdown';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { openPage } from './browser';
import { Checks } from './checks';
import { credentialIds, makeCredential } from './editorCredential';
import { badValues, changeForm, firstRun } from './editorNode';
import { Editor } from './editorPage';
import { search } from './editorSearch';
import { signIn } from './editorSignIn';
import { stop } from './editorStop';
import { themes } from './editorThemes';
import { trigger } from './editorTrigger';
import { parkForm, pressButtons, runFirstPicture, saveExamples, walkResources } from './editorWalk';
import { descriptions, longForms } from './editorWords';

async function main(): Promise<number> {
	const { n8n: folder, node, only } = n8nOptions({ only: true });
	const n8n = await n8nIn(folder, node);
	// A browser that is missing is told before n8n starts.
	const page = await openPage();
	const sandbox = await openSandbox({ secondsPerJob: 1 });
	const house = await openAnyN8n(n8n, credentialFor(sandbox.url, sandbox.key), { name: 'editor' });
	// The user makes it.
	await house.runs.client.send('DELETE', `/credentials/${house.credentialId}`);
	const editor = new Editor(page, house, sandbox, new Checks());
	await editor.group('Sign in', async () => await signIn(editor));
	await editor.group('A credential made by hand', async () => await makeCredential(editor));
	const [credential] = await credentialIds(editor);
	const examples = await saveExamples(editor, credential);
	const groups: Array<[string, () => Promise<void>]> = [
		[
			'A new workflow: search, run, forms, bad values',
			async () => {
				await search(editor);
				await firstRun(editor);
				await changeForm(editor);
				await badValues(editor);
			},
		],
		[
			'Other resources in one panel',
			async () => {
				await runFirstPicture(editor, examples);
				await walkResources(editor);
				await parkForm(editor);
			},
		],
		['Buttons of the examples', async () => await pressButtons(editor, examples)],
		['The trigger', async () => await trigger(editor, examples)],
		['Stop', async () => await stop(editor, credential)],
		['Light and dark', async () => await themes(editor, credential)],
		['Words of every form', async () => await descriptions(editor)],
		['Long forms on the screen', async () => await longForms(editor, credential)],
	];
	for (const [name, work] of groups) {
		// As fast as npm start has it where a newcomer presses buttons.
		sandbox.options.secondsPerJob = name.startsWith('Buttons') ? 3 : 1;
		if (only === undefined || name.includes(only)) await editor.group(name, work);
	}
	return editor.checks.end();
}

runScript(main);
