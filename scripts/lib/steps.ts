// The steps that every script with a real n8n begins with.
import { ensureBuilt, isBuilt } from './build';
import { ensureN8n, type InstalledN8n, n8nVersion, newest } from './n8nInstall';
import { during } from './terminal.mjs';

/** Builds the package and installs n8n, each only as far as needed. */
export async function prepare(home = newest): Promise<InstalledN8n> {
	await during('build', async (line) => {
		const upToDate = isBuilt();
		await ensureBuilt();
		if (upToDate) line.done('(up to date)');
		else line.done();
	});
	return await during(`n8n ${n8nVersion(home)}`, async (line) => {
		const n8n = await ensureN8n(home, line.now);
		line.doneIn(n8n.wasThere ? '' : ', only the first time');
		return n8n;
	});
}
