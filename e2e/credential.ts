// npm run e2e:credential: the credential in a real n8n. Its test tells good keys from bad ones for both kinds of
// account, and the HTTP Request node can use it without the key going anywhere else.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../sandbox/server';
import type { Workflow } from '../scripts/lib/examples';
import { type House, openTemporaryHouse } from '../scripts/lib/house';
import { itemsOf, wordsOf } from '../scripts/lib/pictures';
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { atEnd, runScript } from '../scripts/lib/shutdown';
import { green, red, say, Trouble } from '../scripts/lib/terminal.mjs';
import { n8nIn, n8nOptions } from './anyN8n';

const type = 'stableDiffusionApi';

interface Check {
	name: string;
	/** What n8n has to say. */
	expected: RegExp;
	run: () => Promise<string>;
}

/** A workflow of a start node and one HTTP Request node with our credential. */
function httpRequest(id: string, parameters: Record<string, unknown>): Workflow {
	return {
		id,
		name: id,
		nodes: [
			{
				id: 'a',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'b',
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [200, 0],
				parameters: {
					method: 'POST',
					authentication: 'predefinedCredentialType',
					nodeCredentialType: type,
					options: {},
					...parameters,
				},
				credentials: { [type]: { id: 'sandboxcred00001', name: 'Sandbox' } },
			},
		],
		connections: { Start: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
		settings: {},
		active: false,
	};
}

/** A server that is not the service: answers everything with a page, and keeps what it was sent. */
async function stranger(): Promise<{ url: string; heard: string[] }> {
	const heard: string[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			heard.push(body);
			response.end('<html><body>Welcome</body></html>');
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	atEnd(async () => void server.close());
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

function checksFor(
	house: House,
	sandbox: Sandbox,
	strange: { url: string },
	workflows: Workflow[],
): Check[] {
	const test = async (data: Record<string, unknown>): Promise<string> => {
		const credentials = {
			id: 'sandboxcred00001',
			name: 'Tested',
			type,
			data: { host: sandbox.url, account: 'standard', plan: 'payAsYouGo', ...data },
		};
		const { status, message } = await house.client.send<{ status: string; message: string }>(
			'POST',
			'/credentials/test',
			{ credentials },
		);
		return `${status}: ${message}`;
	};
	const refusing =
		(how: 'codes' | 'ok', data: Record<string, unknown>) => async (): Promise<string> => {
			sandbox.options.refusals = how;
			return await test(data);
		};
	const runs = (workflow: Workflow) => async (): Promise<string> => {
		const execution = await house.client.run(workflow.id, 'Start', 60_000);
		return execution.status === 'success'
			? `OK: ${JSON.stringify(itemsOf(execution, 'HTTP Request')[0]?.json)}`
			: wordsOf(execution);
	};
	const bad = { apiKey: 'not-a-key-of-this-service' };
	const enterprise = { account: 'enterprise', queueLimit: 10 };
	const good = /^OK: Connection successful/;
	const rejected = /^Error: The API key was rejected/;
	return [
		{ name: 'good key, Standard', expected: good, run: refusing('codes', { apiKey: sandbox.key }) },
		{
			name: 'good key, Enterprise',
			expected: good,
			run: refusing('codes', { ...enterprise, apiKey: sandbox.enterpriseKey }),
		},
		{
			name: 'host with a path, key with blanks',
			expected: good,
			run: refusing('codes', { host: `${sandbox.url}/api/v6/`, apiKey: ` ${sandbox.key}\n` }),
		},
		{ name: 'bad key, Standard, HTTP 401', expected: rejected, run: refusing('codes', bad) },
		{ name: 'bad key, Standard, HTTP 200', expected: rejected, run: refusing('ok', bad) },
		{
			name: 'bad key, Enterprise, HTTP 401',
			expected: rejected,
			run: refusing('codes', { ...enterprise, ...bad }),
		},
		{
			name: 'bad key, Enterprise, HTTP 200',
			expected: rejected,
			run: refusing('ok', { ...enterprise, ...bad }),
		},
		{
			name: 'Enterprise key in a Standard account',
			expected: rejected,
			run: refusing('codes', { apiKey: sandbox.enterpriseKey }),
		},
		{
			name: 'Standard key in an Enterprise account',
			expected: rejected,
			run: refusing('codes', { ...enterprise, apiKey: sandbox.key }),
		},
		{
			name: 'a host that is not the service',
			expected: /^Error: This host does not answer like the service/,
			run: refusing('codes', { ...bad, host: strange.url }),
		},
		{
			name: 'a service that is busy',
			expected: /^Error: The service did not accept the call/,
			run: async () => {
				sandbox.next({ match: 'helper', fault: 'http429' });
				return await refusing('codes', { apiKey: sandbox.key })();
			},
		},
		{
			name: 'a host that is http',
			expected: /^Error: .*https:\/\//,
			run: refusing('codes', { ...bad, host: 'http://modelslab.com' }),
		},
		{
			name: 'a host that nobody answers',
			expected: /^Error: /,
			run: refusing('codes', { ...bad, host: 'http://127.0.0.1:1' }),
		},
		{ name: 'HTTP Request node, System Load', expected: /"status":"ok"/, run: runs(workflows[0]) },
		{
			name: 'HTTP Request node, JSON body',
			expected: /"status":"(success|processing)"/,
			run: runs(workflows[1]),
		},
		{
			name: 'HTTP Request node, foreign host',
			expected: /key is for .* only/,
			run: runs(workflows[2]),
		},
	];
}

async function main(): Promise<number> {
	const { n8n: folder, node } = n8nOptions();
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ secondsPerJob: 0.5 });
	const strange = await stranger();
	const workflows = [
		httpRequest('credentialhttp01', { url: `${sandbox.url}/api/v3/system_load` }),
		httpRequest('credentialhttp02', {
			url: `${sandbox.url}/api/v3/text2img`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '{"prompt": "a boat", "width": "512", "height": "512"}',
		}),
		httpRequest('credentialhttp03', { url: `${strange.url}/api/v3/system_load` }),
	];
	const credentials = [credentialFor(sandbox.url, sandbox.key)];
	const house = await openTemporaryHouse('credential', { n8n, credentials, workflows });
	let failed = 0;
	const checks = checksFor(house, sandbox, strange, workflows);
	for (const { name: label, expected, run } of checks) {
		const said = await run();
		const good = expected.test(said);
		if (!good) failed += 1;
		say(`  ${good ? green('✔') : red('✘')} ${label.padEnd(40)} ${said.slice(0, 110)}`);
	}
	if (strange.heard.some((body) => body.includes(sandbox.key))) {
		throw new Trouble('A host that is not the service was sent the key.');
	}
	say(`${checks.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

runScript(main);
