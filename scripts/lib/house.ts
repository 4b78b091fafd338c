import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { exampleWorkflows, type Workflow } from './examples';
import { N8nClient } from './n8nClient';
import { type Credential, N8nFolder } from './n8nFolder';
import { type InstalledN8n } from './n8nInstall';
import { type N8nServer, startN8n } from './n8nServer';
import { type Owner, ownerOf, signIn } from './owner';
import { local, logs } from './paths';
import { freePort } from './ports';
import { atEnd } from './shutdown';
import { during } from './terminal.mjs';

/** A running n8n with our package, the credential, the example workflows and an owner. */
export interface House {
	folder: N8nFolder;
	server: N8nServer;
	client: N8nClient;
	owner: Owner;
	/** False where the user has changed the owner's password. */
	signedIn: boolean;
	logFile: string;
}

/** What to furnish a house with. */
export interface Furniture {
	n8n: InstalledN8n;
	/** The user folder, below .local. */
	name: string;
	/** The file of n8n's log. */
	log: string;
	port: number;
	credentials: Credential[];
	/** Default: the examples. */
	workflows?: Workflow[];
	environment?: Record<string, string>;
	now?: (text: string) => void;
}

/** Prepares a user folder, leaving what is already there, and starts n8n in it. */
export async function openHouse(furniture: Furniture): Promise<House> {
	const { n8n, name, log: logFile, port, credentials, environment, now } = furniture;
	const folder = new N8nFolder(n8n, join(local, name));
	folder.installPackage();
	now?.('credentials');
	await folder.addCredentials(credentials);
	now?.('workflows');
	await folder.addWorkflows(furniture.workflows ?? exampleWorkflows());
	now?.('start');
	const server = await startN8n(folder, port, logFile, environment);
	const client = new N8nClient(server.url);
	const owner = ownerOf(folder.path);
	return { folder, server, client, owner, signedIn: await signIn(client, owner), logFile };
}

/**
 * A house that is gone when the script ends: a user folder and a port of its own. Shows itself as a step.
 * @param name of the folder and of the log, which stays
 */
export async function openTemporaryHouse(
	name: string,
	furniture: Omit<Furniture, 'name' | 'log' | 'port' | 'now'>,
): Promise<House> {
	const folder = `${name}-${process.pid}`;
	// Registered before n8n starts, so that it happens after n8n has stopped.
	atEnd(() => rmSync(join(local, folder), { recursive: true, force: true }));
	return await during('real n8n', async (line) => {
		const port = await freePort();
		const house = await openHouse({
			...furniture,
			name: folder,
			log: join(logs, `${name}-${furniture.n8n.version}.log`),
			port,
			now: line.now,
		});
		line.done();
		return house;
	});
}
