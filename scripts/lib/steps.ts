// The steps that every script with a real n8n begins with.
import { ensureBuilt, isBuilt } from './build';
import { ensureN8n, type InstalledN8n, type N8nHome, n8nVersion, newest } from './n8nInstall';
import { during } from './terminal.mjs';

/** Builds the package, where it is not up to date. */
export async function build(): Promise<void> {
	await during('build', async (line) => {
		const upToDate = isBuilt();
		await ensureBuilt();
		if (upToDate) line.done('(up to date)');
		else line.done();
	});
}

/** Installs an n8n, only as far as needed. */
export async function install(home: N8nHome): Promise<InstalledN8n> {
	return await during(`n8n ${n8nVersion(home)}`, async (line) => {
		const n8n = await ensureN8n(home, line.now);
		line.doneIn(n8n.wasThere ? '' : ', only the first time');
		return n8n;
	});
}

/** Builds the package and installs the n8n that goes with it. */
export async function prepare(): Promise<InstalledN8n> {
	await build();
	return await install(newest);
}
