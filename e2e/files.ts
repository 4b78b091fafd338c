// npm run e2e:files: a service that turns against its users, and an n8n with its protection against requests into
// its own network (N8N_SSRF_PROTECTION_ENABLED): what comes out, what is written to disk, what n8n keeps.
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { Item } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import { credentialFor } from '../scripts/lib/sandbox';
import { atEnd, runScript } from '../scripts/lib/shutdown';
import { n8nIn, n8nOptions, openAnyN8n, type AnyN8n } from './anyN8n';
import { batch, type Draft, generate } from './batches';
import { Checks } from './checks';

const secret = 'what only this network may know';
const write = 'Write';

/** A picture whose head says that it is larger. */
function picture(claims = 64): Buffer {
	const bytes = PNG.sync.write(new PNG({ width: 64, height: 64 }));
	bytes.writeUInt32BE(claims, 16);
	bytes.writeUInt32BE(claims, 20);
	return bytes;
}

/** Sends a picture that never ends, as fast as it is taken. */
function pour(response: ServerResponse): void {
	const more = Buffer.alloc(4 * 1024 ** 2);
	// A piece of the picture that calls itself as long as can be.
	response.write(
		Buffer.concat([picture().subarray(0, 33), Buffer.from('7fffffff49444154', 'hex')]),
	);
	const push = (): void => {
		while (!response.destroyed && response.write(more));
	};
	response.on('drain', push);
	push();
}

interface Enemy {
	/** The address that n8n is allowed to ask. */
	url: string;
	/** The same server where n8n may not ask. */
	inside: string;
	/** Paths that were asked for with GET. */
	asked: string[];
}

/** A stand-in of the service whose pictures are none; the prompt is the path of its link, or the whole link. */
async function enemy(): Promise<Enemy> {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const path = String(request.url);
		if (request.method === 'GET') asked.push(path);
		if (path === '/endless.png') return pour(response);
		if (path === '/secret.png') return void response.end(secret);
		if (path === '/inside.png')
			return void response.writeHead(302, { location: `${inside}/secret.png` }).end();
		if (path === '/bomb.png') return void response.end(picture(65_500));
		if (path === '/svg.png')
			return void response
				.writeHead(200, { 'content-type': 'image/svg+xml' })
				.end('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
		if (path === '/page.png')
			return void response
				.writeHead(200, { 'content-type': 'image/png' })
				.end('<!doctype html><script>alert(1)</script>');
		if (request.method === 'GET') return void response.end(picture());
		let body = '';
		request.on('data', (piece) => (body += String(piece)));
		request.on('end', () => {
			const { prompt } = JSON.parse(body) as { prompt: string };
			const link = prompt.startsWith('http') ? prompt : `${url}/${prompt}`;
			const answer = { status: 'success', id: 4711, output: [link], meta: { seed: 1 } };
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer));
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	atEnd(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	const url = `http://localhost:${port}`;
	const inside = `http://127.0.0.1:${port}`;
	return { url, inside, asked };
}

/** The node, and a node behind it that writes each file into n8n's folder under the name that it has. */
function writing(draft: Draft, folder: string): Draft {
	const node: Draft['nodes'][number] = {
		id: 'w',
		name: write,
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		position: [440, 0],
		parameters: {
			operation: 'write',
			fileName: `=${folder}/{{ $binary.data.fileName }}`,
			dataPropertyName: 'data',
			options: {},
		},
	};
	const connections = {
		...draft.connections,
		[generate]: { main: [[{ node: write, type: 'main' as const, index: 0 }]] },
	};
	return { ...draft, nodes: [...draft.nodes, node], connections };
}

/** All files below a folder, with their lengths added up. */
function stored(folder: string): { files: string[]; bytes: number } {
	const files = existsSync(folder)
		? readdirSync(folder, { recursive: true })
				.map((name) => join(folder, String(name)))
				.filter((path) => statSync(path).isFile())
		: [];
	return { files, bytes: files.reduce((sum, path) => sum + statSync(path).size, 0) };
}

/** The most memory that n8n's main process has had, in MB. */
function peakOf(n8n: AnyN8n): number {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	const lines = pids.flatMap((pid) => {
		try {
			const own = readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(n8n.folder.n8n.cli);
			const at = readFileSync(`/proc/${pid}/environ`, 'latin1').includes(n8n.folder.path);
			return own && at ? [readFileSync(`/proc/${pid}/status`, 'latin1')] : [];
		} catch {
			return [];
		}
	});
	return Math.max(0, ...lines.map((text) => Number(/VmHWM:\s+(\d+)/.exec(text)?.[1]) / 1024));
}

const names = [
	'../../../../tmp/evil',
	'..\\..\\evil',
	'/etc/evil',
	'.htaccess',
	'a\u0000b\r\nc\u001b[31m',
	'gpj.\u202egnp',
	'x'.repeat(10_000),
	'CON',
	'~/.bashrc',
];

async function main(): Promise<number> {
	const { n8n: folder, node } = n8nOptions();
	const installed = await n8nIn(folder, node);
	const host = await enemy();
	const checks = new Checks();
	const n8n = await openAnyN8n(installed, credentialFor(host.url, 'a-key-of-no-value-0123456789'), {
		name: 'files',
		environment: {
			N8N_SSRF_PROTECTION_ENABLED: 'true',
			N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		},
	});
	const { credentialId, runs } = n8n;
	const binaries = join(n8n.folder.path, '.n8n', 'storage');
	const kept = (): { files: string[]; bytes: number } => stored(binaries);

	/** What n8n says when the service's link is this one. */
	const said = async (prompt: string): Promise<string> => {
		const settings = { onError: 'continueRegularOutput' };
		const id = await runs.save(batch(prompt.slice(0, 40), [prompt], { credentialId, settings }));
		const execution = await runs.run(id);
		const [item] = execution.runs[generate]?.[0]?.data?.main[0] ?? ([] as Item[]);
		if (item?.binary !== undefined) return `a file came: ${JSON.stringify(item.binary)}`;
		return `${JSON.stringify(item?.json ?? {})} ${item?.error?.description ?? ''} ${wordsOf(execution)}`;
	};
	const refused = async (name: string, prompt: string, words: RegExp): Promise<void> => {
		const before = kept().files.length;
		const text = await said(prompt);
		const left = kept().files.length - before;
		const good = words.test(text) && text.includes('4711') && left === 0;
		checks.check(name, good, `${text} ${left > 0 ? `${left} files left` : ''}`);
	};

	await checks.group(
		'Links, where n8n is protected against requests into its own network',
		async () => {
			const text = await said('good.png');
			checks.check('a picture of the allowed host comes', text.startsWith('a file came'), text);
			await refused(
				'a redirect inside is not followed',
				'inside.png',
				/blocked|private|not allowed|SSRF/i,
			);
			await refused(
				'a link inside is not asked',
				`${host.inside}/secret.png`,
				/blocked|private|not allowed|SSRF/i,
			);
			checks.check(
				'nothing was asked there',
				!host.asked.includes('/secret.png'),
				host.asked.join(', '),
			);
		},
	);

	await checks.group('Files', async () => {
		await refused('an SVG in place of a picture', 'svg.png', /does not show a file/);
		await refused('a page in place of a picture', 'page.png', /does not show a file/);
		await refused(
			'a picture of 65,500 x 65,500 pixels',
			'bomb.png',
			/claims 65,500 x 65,500 pixels/,
		);
		const before = peakOf(n8n);
		await refused('a picture without an end', 'endless.png', /larger than 1 GB/);
		const more = peakOf(n8n) - before;
		checks.check('takes no memory meanwhile', more < 500, `${more.toFixed(0)} MB more at most`);
	});

	await checks.group('Names', async () => {
		const files = n8n.folder.files;
		for (const name of names) {
			const how = { credentialId, options: { fileName: `${name}` } };
			const id = await runs.save(writing(batch('name', ['good.png'], how), files));
			const before = stored(files).files.length;
			const execution = await runs.run(id);
			const now = stored(files).files;
			const told = `${execution.status}, ${now.length - before} more; ${wordsOf(execution)}`;
			checks.check(
				`one file in the folder: ${JSON.stringify(name.slice(0, 30))}`,
				execution.status === 'success' && now.length === before + 1,
				told.replaceAll(`${files}/`, ''),
			);
		}
		const all = readdirSync(files, { withFileTypes: true });
		checks.check(
			'no folder, no hidden file, no control character',
			all.every((entry) => entry.isFile() && /^[^.\p{C}][^\p{C}]*\.png$/u.test(entry.name)),
			all.map(({ name }) => name.slice(0, 24)).join(', '),
		);
	});
	return checks.end();
}

runScript(main);
