// The project's own n8n, or one that was installed elsewhere: another version, perhaps on another Node.js.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/build';
import { N8nClient } from '../scripts/lib/n8nClient';
import { type Credential, N8nFolder } from '../scripts/lib/n8nFolder';
import type { InstalledN8n } from '../scripts/lib/n8nInstall';
import { type N8nServer, startN8n } from '../scripts/lib/n8nServer';
import { type Owner, ownerOf, signIn } from '../scripts/lib/owner';
import { local, logs } from '../scripts/lib/paths';
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

/** Which n8n the caller of a script means, and on which Node.js; `only`, where the script has groups to choose from. */
export function n8nOptions(more: { only?: true } = {}): {
	n8n?: string;
	node?: string;
	only?: string;
} {
	const text = { type: 'string' } as const;
	try {
		const { values } = parseArgs({ options: { n8n: text, node: text, only: text } });
		if (values.only === undefined || more.only) return values;
		throw new Error("Unknown option '--only'");
	} catch (error) {
		const all = more.only ? '--n8n DIR, --node PATH and --only WORDS' : '--n8n DIR and --node PATH';
		throw new Trouble(`${(error as Error).message}. The options are ${all}.`);
	}
}

/** A running n8n with our package, an owner who is signed in, and the credential under an id of n8n's own. */
export interface AnyN8n {
	url: string;
	owner: Owner;
	runs: Runs;
	credentialId: string;
	isOld: boolean;
	folder: N8nFolder;
	/** What it was started with beside the usual. */
	environment: Record<string, string>;
	/** The file of its log. */
	log: string;
	/** Of the process that runs now. */
	pid(): number;
	/** SIGKILL: n8n saves nothing any more. */
	kill(): Promise<void>;
	stop(): Promise<void>;
	/** Starts it anew on the same folder and the same port; its log begins anew. */
	startAgain(): Promise<void>;
}

/** What one n8n has that others have not. */
export interface Kind {
	/** Of its folder and its log. */
	name?: string;
	environment?: Record<string, string>;
}

/** Starts an n8n that is gone when the script ends: a user folder and a port of its own. */
export async function openAnyN8n(
	n8n: InstalledN8n,
	{ name, type, data }: Credential,
	kind: Kind = {},
): Promise<AnyN8n> {
	return await during(`n8n ${n8n.version}`, async (line) => {
		const own = kind.name ?? 'any';
		const folder = new N8nFolder(n8n, join(local, `${own}-${process.pid}`));
		atEnd(() => rmSync(folder.path, { recursive: true, force: true }));
		folder.installPackage();
		const log = join(logs, `${own}-${n8n.version}.log`);
		const port = await freePort();
		const environment = { ...kind.environment };
		const start = async (): Promise<N8nServer> => await startN8n(folder, port, log, environment);
		let server = await start();
		const client = new N8nClient(server.url);
		// n8n 1.x says that it is ready before it answers the editor.
		await until('An answer for the editor', 60_000, async () => {
			const asked = client.needsOwner();
			return await asked.catch(() => undefined);
		});
		const owner = ownerOf(folder.path);
		await signIn(client, owner);
		const made = await client.send<{ id: string }>('POST', '/credentials', { name, type, data });
		line.done();
		return {
			url: server.url,
			owner,
			runs: new Runs(client),
			credentialId: made.id,
			isOld: folder.isOld,
			folder,
			environment,
			log,
			pid: () => server.pid,
			kill: async () => await server.kill(),
			stop: async () => await server.stop(),
			startAgain: async () => {
				server = await start();
			},
		};
	});
}
