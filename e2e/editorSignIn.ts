import type { Editor } from './editorPage';

/** The sign-in form: n8n's own words for a wrong password, and the way in. */
export async function signIn(editor: Editor): Promise<void> {
	const { page, n8n } = editor;
	const send = async (password: string): Promise<void> => {
		await page.locator('input[type=email]').fill(n8n.owner.email);
		await page.locator('input[type=password]').fill(password);
		await page.keyboard.press('Enter');
	};
	await editor.goto('/signin');
	await page.locator('input[type=email]').waitFor();
	await editor.shoot('sign-in');
	await send(`${n8n.owner.password}-wrong`);
	const refused = await editor.says(editor.toasts, /\S/);
	editor.check('a wrong password is refused', page.url().includes('/signin'), refused);
	await send(n8n.owner.password);
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	await editor.marked('universal-add').first().waitFor();
	await editor.settle();
	await editor.shoot('signed-in');
	editor.check('the right one is let in', true, new URL(page.url()).pathname);
}
