// npm run demo: the example "First picture" in a real n8n, and a look at what came out.
import { parseArgs } from 'node:util';
import { firstPicture } from './lib/examples';
import { openTemporaryHouse } from './lib/house';
import { type Credential } from './lib/n8nFolder';
import { makePictures } from './lib/pictures';
import { credentialFor, openSandbox } from './lib/sandbox';
import { endOnSignals, finish } from './lib/shutdown';
import { prepare } from './lib/steps';
import { bold, dim, during, elapsed, report, say, Trouble } from './lib/terminal.mjs';

const keyVariable = 'STABLE_DIFFUSION_API_KEY';
const service = 'https://modelslab.com';

function readLive(): boolean {
	try {
		return parseArgs({ options: { live: { type: 'boolean' } } }).values.live ?? false;
	} catch (error) {
		throw new Trouble(`${(error as Error).message}. The one option is --live.`);
	}
}

/** The real service with the caller's key. */
function liveCredential(): Credential {
	const key = process.env[keyVariable]?.trim();
	if (key) return credentialFor(service, key);
	throw new Trouble(
		`--live makes one picture with the real service, which is paid for: put your key into ${keyVariable} first.`,
	);
}

async function sandboxCredential(): Promise<Credential> {
	return await during('sandbox', async (line) => {
		const sandbox = await openSandbox({ secondsPerJob: 1 });
		line.done(`${sandbox.url}  ${dim('(stand-in of the service; no account, no cost)')}`);
		return credentialFor(sandbox.url, sandbox.key);
	});
}

async function demo(): Promise<void> {
	const live = readLive();
	const liveData = live ? liveCredential() : undefined;
	endOnSignals();
	if (process.env.npm_lifecycle_event !== 'demo') say(bold('n8n-nodes-stable-diffusion-api'));
	const n8n = await prepare();
	const credential = liveData ?? (await sandboxCredential());
	const workflow = firstPicture();
	const house = await openTemporaryHouse('demo', {
		n8n,
		credentials: [credential],
		workflows: [workflow],
	});
	const pictures = await during(`'${workflow.name}'`, async (line) => {
		const began = Date.now();
		const work = makePictures(house.client, workflow);
		const made = await Promise.race([
			work,
			house.server.ended.then((trouble) => Promise.reject(trouble)),
		]);
		line.done(`${live ? service : 'sandbox'}  ${dim(`(${elapsed(Date.now() - began)})`)}`);
		return made;
	});
	say();
	for (const { path, width, height } of pictures) {
		say(`  ${bold(path)}  ${dim(`PNG, ${width} x ${height}, every pixel decoded`)}`);
	}
}

demo().then(
	() => finish(0),
	(error) => {
		report(error);
		return finish(1);
	},
);
