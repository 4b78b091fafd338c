// npm start: the package in a real n8n beside the sandbox, with a first picture made, until Ctrl-C.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { firstPicture, ourNode, type Workflow } from './lib/examples';
import { type House, openHouse } from './lib/house';
import { type N8nClient } from './lib/n8nClient';
import { exampleCredential } from './lib/n8nFolder';
import { answers } from './lib/n8nServer';
import { local } from './lib/paths';
import { makePictures } from './lib/pictures';
import { host, mustBeFree, parsePort } from './lib/ports';
import { credentialFor, openSandbox } from './lib/sandbox';
import { atEnd, endOnSignals, finish } from './lib/shutdown';
import { prepare } from './lib/steps';
import { bold, dim, during, elapsed, report, say, step, Trouble } from './lib/terminal.mjs';

const usage = `npm start -- [--port 5678] [--sandbox-port 8790]

Runs the package in a real n8n, beside a stand-in of the service, until Ctrl-C.
n8n's data is in .local/n8n; delete that folder to begin anew.`;
const lockFile = join(local, 'n8n.lock.json');

function readArguments(): { port: number; sandboxPort: number } | undefined {
	const options = {
		port: { type: 'string' },
		'sandbox-port': { type: 'string' },
		help: { type: 'boolean', short: 'h' },
	} as const;
	try {
		const { values } = parseArgs({ options });
		if (values.help) return undefined;
		const port = parsePort(values.port, 5678, '--port');
		const sandboxPort = parsePort(values['sandbox-port'], 8790, '--sandbox-port');
		if (port === sandboxPort) throw new Trouble('n8n and the sandbox need a port each.');
		return { port, sandboxPort };
	} catch (error) {
		throw error instanceof Trouble ? error : new Trouble(`${(error as Error).message}\n\n${usage}`);
	}
}

/** Two n8n on one database would spoil it. A lock whose n8n does not answer was left by a killed start. */
async function mustBeAlone(): Promise<void> {
	let other: { url: string };
	try {
		other = JSON.parse(readFileSync(lockFile, 'utf8')) as { url: string };
	} catch {
		return;
	}
	if (await answers(`${other.url}/healthz`)) {
		throw new Trouble(
			`This project's n8n is already running, at ${other.url}: use that one, or stop it first.`,
		);
	}
}

/**
 * Whether the credential of the examples belongs to the sandbox; follows the sandbox to another port.
 * A user may have given it a real host and key, and those are left alone.
 */
async function belongsToSandbox(client: N8nClient, sandboxUrl: string): Promise<boolean> {
	const path = `/credentials/${exampleCredential.id}`;
	const { data } = await client.send<{ data: { host: string } }>('GET', `${path}?includeData=true`);
	if (data.host === sandboxUrl) return true;
	if (!data.host.startsWith(`http://${host}:`)) return false;
	const { name, type } = exampleCredential;
	await client.send('PATCH', path, { name, type, data: { ...data, host: sandboxUrl } });
	return true;
}

/** Why the first picture is not made in this n8n; nothing where it may be. Never with a user's own account. */
async function whyNot(
	{ client, signedIn }: House,
	sandboxUrl: string,
): Promise<string | undefined> {
	if (!signedIn) return 'not made: the password of this n8n was changed';
	if (!(await belongsToSandbox(client, sandboxUrl))) {
		return `not made: the credential '${exampleCredential.name}' was changed to another service`;
	}
	const workflow = firstPicture();
	const stored = await client.send<Workflow>('GET', `/workflows/${workflow.id}`);
	const mine = ourNode(workflow);
	const theirs = stored.nodes.find(({ id }) => id === mine.id);
	const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
	if (same(mine.parameters, theirs?.parameters) && same(mine.credentials, theirs?.credentials)) {
		return undefined;
	}
	return 'not made: the workflow was edited; run it in the editor';
}

async function paint(house: House, sandboxUrl: string): Promise<void> {
	const line = step('first picture');
	try {
		const reason = await whyNot(house, sandboxUrl);
		if (reason) return line.skipped(reason);
		const started = Date.now();
		const pictures = await makePictures(house.client, firstPicture());
		const time = dim(`(${elapsed(Date.now() - started)})`);
		line.done(`${pictures.map(({ path }) => path).join(', ')}  ${time}`);
	} catch (error) {
		if (!(error instanceof Trouble)) throw error;
		line.failed(error.message);
	}
}

async function start(): Promise<void> {
	const ports = readArguments();
	if (!ports) return say(usage);
	endOnSignals(() => say(`\n  ${dim('stopping n8n and the sandbox ...')}`));
	if (process.env.npm_lifecycle_event !== 'start') say(bold('n8n-nodes-stable-diffusion-api'));
	await mustBeAlone();
	await mustBeFree(ports.port, 'n8n', '--port');
	await mustBeFree(ports.sandboxPort, 'the sandbox', '--sandbox-port');
	const n8n = await prepare();
	// The first installation takes minutes, in which somebody else can take a port.
	await mustBeFree(ports.sandboxPort, 'the sandbox', '--sandbox-port');
	const sandbox = await during('sandbox', async (line) => {
		const running = await openSandbox({ port: ports.sandboxPort });
		line.done(`${running.url}  ${dim('(stand-in of the service; no account, no cost)')}`);
		return running;
	});
	const house = await during('editor', async (line) => {
		const began = Date.now();
		const opened = await openHouse({
			n8n,
			name: 'n8n',
			log: join(local, 'n8n.log'),
			port: ports.port,
			credentials: [credentialFor(sandbox.url, sandbox.key)],
			now: line.now,
		});
		line.done(`${opened.server.url}  ${dim(`(${elapsed(Date.now() - began)})`)}`);
		return opened;
	});
	writeFileSync(lockFile, JSON.stringify({ url: house.server.url }));
	atEnd(() => rmSync(lockFile, { force: true }));
	await paint(house, sandbox.url);
	const { email, password } = house.owner;
	const signIn = house.signedIn ? `${email} / ${password}` : `${email} and the password you chose`;
	const example = firstPicture();
	say(
		`\n  n8n is at ${bold(house.server.url)}   sign in: ${bold(signIn)}   Ctrl-C stops everything`,
	);
	say(`  '${example.name}' is at ${bold(`${house.server.url}/workflow/${example.id}`)}`);
	throw await house.server.ended;
}

start().then(
	() => finish(0),
	(error) => {
		report(error);
		return finish(1);
	},
);
