import { closeForm } from './editorCredential';
import { openCreator } from './editorSearch';
import type { Editor } from './editorPage';
import { batch, generate, type Draft } from './batches';

type Theme = 'light' | 'dark';

/** Where n8n hands out the files of the package. */
const ours = '/icons/n8n-nodes-stable-diffusion-api/';
const listener = 'Stable Diffusion Trigger';

/** A picture of ours on the screen. */
interface Icon {
	file: string;
	width: number;
}

/** Our icons on the screen, once they are loaded. */
async function icons({ page }: Editor): Promise<Icon[]> {
	const all = await page
		.locator('img:visible')
		.evaluateAll((found) =>
			(found as HTMLImageElement[]).map(({ src, naturalWidth }) => ({ src, width: naturalWidth })),
		);
	return all
		.filter(({ src }) => src.includes(ours))
		.map(({ src, width }) => ({ file: src.slice(src.lastIndexOf('/') + 1), width }));
}

/** Takes a picture and judges the icons on it. */
async function look(editor: Editor, theme: Theme, what: string): Promise<void> {
	await editor.settle();
	await editor.shoot(`${theme}-${what}`);
	const found = await icons(editor);
	const wanted = theme === 'dark' ? 'stableDiffusion.dark.svg' : 'stableDiffusion.svg';
	const good = found.length > 0 && found.every(({ file, width }) => file === wanted && width > 0);
	const told = [...new Set(found.map(({ file, width }) => `${file} (${width} wide)`))].join(', ');
	editor.check(
		`${theme}: ${what.replaceAll('-', ' ')}`,
		good,
		`${found.length} icons: ${told || 'none'}`,
	);
}

/** Our two nodes behind a start. */
function bothNodes(credentialId: string): Draft {
	const draft = batch('Both nodes', ['a boat'], { credentialId });
	const [, node] = draft.nodes;
	const trigger = {
		...node,
		id: 'd',
		name: listener,
		type: `${node.type}Trigger`,
		position: [0, 200] as [number, number],
		parameters: {},
		webhookId: 'editor-themes',
	};
	return { ...draft, nodes: [...draft.nodes, trigger] };
}

/** Light and dark: our icons are there in both, and the ones that are drawn for it. */
export async function themes(editor: Editor, credentialId: string): Promise<void> {
	const { page, n8n } = editor;
	const workflow = await n8n.runs.save(bothNodes(credentialId));
	for (const theme of ['light', 'dark'] as const) {
		await page.evaluate(`localStorage.setItem('N8N_THEME', '${theme}')`);
		await editor.openWorkflow(workflow);
		const shown = await page.evaluate<string>('document.body.dataset.theme');
		editor.check(`n8n's ${theme} theme is on`, shown === theme, shown);
		await look(editor, theme, 'canvas');
		await editor.openNode(listener);
		await look(editor, theme, 'trigger-panel');
		await editor.closeNode();
		await editor.openNode(generate);
		await look(editor, theme, 'node-panel');
		await editor.marked('credential-edit-button').first().click();
		await editor.input('apiKey').waitFor();
		await look(editor, theme, 'credential');
		await closeForm(editor);
		await editor.closeNode();
		await openCreator(editor);
		await page.locator('input[placeholder^="Search"]').fill('stable diffusion');
		await editor.says(editor.marked('node-creator-item-name').first(), /^Stable Diffusion/);
		await look(editor, theme, 'search');
		await editor.marked('node-creator-item-name').first().click();
		await look(editor, theme, 'actions');
	}
	await page.evaluate(`localStorage.removeItem('N8N_THEME')`);
}
