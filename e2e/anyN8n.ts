// The project's own n8n, or one that was installed elsewhere: another version, perhaps on another Node.js.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureBuilt } from '../scripts/lib/build';
import { N8nClient } from '../scripts/lib/n8nClient';
import { type Credential, N8nFolder } from '../scripts/lib/n8nFolder';
import type { InstalledN8n } from '../scripts/lib/n8nInstall';
import { startN8n } from '../scripts/lib/n8nServer';
import { ownerOf, signIn } from '../scripts/lib/owner';
import { local } from '../scripts/lib/paths';
import { freePort } from '../scripts/lib/ports';
import { atEnd } from '../scripts/lib/shutdown';
import { prepare } from '../scripts/lib/steps';
import { during, Trouble } from '../scripts/lib/terminal.mjs';
import { Runs, until } from './runs';

/**
 * The n8n of a folder with `node_modules/n8n`, on the Node.js that runs this script unless said otherwise. Without
 * a folder: the project's own.
 */
export async function n8nIn(folder?: string, node = process.execPath): Promise<InstalledN8n> {
	if (folder === undefined) return await prepare();
	const home = resolve(folder, 'node_modules', 'n8n');
	if (!existsSync(home)) throw new Trouble(`There is no n8n in ${folder}/node_modules.`);
	const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
		version: string;
	};
	await ensureBuilt();
	return {
		version,
		node: { path: node, bin: dirname(node) },
		cli: join(home, 'bin', 'n8n'),
		wasThere: true,
	};
}

/** What n8n 1.x does not know, or needs beside: its expression engine has no build for Node.js 20. */
const older = { N8N_DISABLED_MODULES: '', N8N_EXPRESSION_ENGINE: 'legacy' };

/** An n8n that is gone when the script ends, and the id that it has given to the credential. */
export async function openAnyN8n(
	n8n: InstalledN8n,
	{ name, type, data }: Credential,
): Promise<{ runs: Runs; credentialId: string }> {
	return await during(`n8n ${n8n.version}`, async (line) => {
		const isOld = n8n.version.startsWith('1.');
		const folder = new N8nFolder(n8n, join(local, `any-${process.pid}`));
		atEnd(() => rmSync(folder.path, { recursive: true, force: true }));
		folder.installPackage();
		const log = join(local, `any-${n8n.version}.log`);
		const server = await startN8n(folder, await freePort(), log, isOld ? older : {});
		const client = new N8nClient(server.url);
		// n8n 1.x says that it is ready before it answers the editor.
		await until('An answer for the editor', 60_000, async () => {
			const asked = client.needsOwner();
			return await asked.catch(() => undefined);
		});
		await signIn(client, ownerOf(folder.path));
		const made = await client.send<{ id: string }>('POST', '/credentials', { name, type, data });
		line.done();
		return { runs: new Runs(client, isOld), credentialId: made.id };
	});
}
