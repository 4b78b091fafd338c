/** What cannot be parked is refused before anything is submitted, and its address leads nowhere. */
import type { IDataObject } from 'n8n-workflow';
import { host, key, see } from '../support/n8n';
import { enterpriseKey, expectNoKey, generate, openScene, type ParkOptions } from './parkScene';

const scene = openScene();

/** How many calls the service has had in all. */
const calls = (): number => scene.sandbox.books.requests.length;

const reload = {
	...{ resource: 'model', operation: 'reload', family: 'images', wait: 'park' },
	model_id: { __rl: true, mode: 'id', value: 'flux' },
};
const other = 'http://127.0.0.1:1/mine';

describe('Nothing is submitted', () => {
	test.each<[string, ParkOptions, string, RegExp]>([
		[
			'where another address is to be called back',
			{ options: { webhook: other } },
			"'Webhook URL' has a value, and a parked execution must be called back itself",
			/Take 'Webhook URL' out of the options/,
		],
		[
			'where the other address stands among the extra fields of files',
			{ parameters: generate({ extraFields: JSON.stringify({ webhook: other }) }) },
			"'Webhook URL' has a value, and a parked execution must be called back itself",
			/Stable Diffusion Trigger/,
		],
		[
			'where the service does not call back',
			{ parameters: reload },
			'Reload cannot be parked for: the service does not call back when it is done',
			/Until Finished/,
		],
		[
			'where the service is far away and this n8n is not reachable',
			{ credential: { host } },
			'The service cannot call this n8n back',
			/^Its address is http:\/\/127\.0\.0\.1:\d+, .*N8N_WEBHOOK_URL/,
		],
		[
			'in a run from the command line',
			{ mode: 'cli' },
			'A run from the command line cannot be parked, because it ends with its process',
			/Until Finished/,
		],
		...[-1, 4000, 'x'].map((inMemory): [string, ParkOptions, string, RegExp] => [
			`where 'In Memory First' is ${inMemory}`,
			{ options: { inMemory } },
			"'In Memory First' must be between 0 and 3600",
			new RegExp(`It is "?${inMemory}"?\\. It counts seconds\\.`),
		]),
		...[0, 86_401, 'x'].map((timeLimit): [string, ParkOptions, string, RegExp] => [
			`where 'Time Limit' is ${timeLimit}`,
			{ options: { timeLimit } },
			"'Time Limit' must be between 1 and 86400",
			/It counts seconds/,
		]),
	])('%s', async (_, options, message, description) => {
		const before = calls();
		const refused = await scene.run(options);
		const { status, error, items } = scene.stage.result(refused.id);
		expect([status, error?.message, items]).toEqual(['error', message, []]);
		expect(error).toMatchObject({ description: expect.stringMatching(description) });
		expect(calls()).toBe(before);
		const stored = scene.stage.stored(refused.id);
		expectNoKey(stored);
		// The token of the address stands where n8n keeps it, and nowhere else.
		const token = new URL(refused.url).searchParams.get('signature') as string;
		expect(token).toMatch(/\w{16}/);
		expect(stored.split(token)).toHaveLength(2);
		const [entry] = await refused.forge({ body: { status: 'success', id: 1, output: [] } });
		expect(entry.code).toBe(409);
	});

	test('where one item of several is not in order', async () => {
		const before = calls();
		const refused = await scene.run({
			parameters: generate({ webhook: `={{ $json.prompt === 'an island' ? '${other}' : '' }}` }),
		});
		expect(scene.stage.result(refused.id).error?.message).toContain("'Webhook URL' has a value");
		expect(calls()).toBe(before);
	});

	test('where items have their own fate, each of them is told why', async () => {
		const before = calls();
		const refused = await scene.run({
			parameters: { ...generate(), family: 'nothing' },
			nodeExtra: { onError: 'continueRegularOutput' },
		});
		const { status, items } = scene.stage.result(refused.id);
		expect([status, items.length]).toEqual(['success', 3]);
		for (const { json } of items) expect(json.error).toMatch(/no such choice/);
		expect(calls()).toBe(before);
	});

	test("for an agent's tool", async () => {
		const before = calls();
		const parameters: IDataObject = { ...generate(), prompt: 'a boat' };
		const { items, run } = await see({
			...{ parameters, typeName: 'CUSTOM.stableDiffusionTool', credential: scene.credential },
		});
		// The agent is told, and its run goes on.
		expect(items[0].json.error).toMatch(/^A tool of an AI agent cannot be parked/);
		expect(run.waitTill).toBeUndefined();
		expect(calls()).toBe(before);
	});

	test('without a key, and with a credential of none', async () => {
		const before = calls();
		for (const credential of [{ apiKey: ' ' }, null]) {
			const { id } = await scene.run({ credential });
			expect(scene.stage.status(id)).toBe('error');
		}
		expect(calls()).toBe(before);
	});
});

describe('What the service itself refuses is not parked', () => {
	test.each([
		['a key that is none', { apiKey: `${key}x` }, 'The API key was rejected'],
		[
			'a key of another kind of account',
			{ apiKey: enterpriseKey, account: 'enterprise' },
			'The API key was rejected',
		],
	])('%s', async (_, credential, message) => {
		const refused = await scene.run({ credential });
		expect(scene.stage.result(refused.id)).toMatchObject({ status: 'error', error: { message } });
		expect(refused.jobs).toEqual([]);
	});
});
