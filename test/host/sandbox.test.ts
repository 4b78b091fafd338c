/** Whole stories against the sandbox: the real n8n-core, real HTTP. That every operation works is in everyEndpoint.test.ts. */
import { PNG } from 'pngjs';
import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { families, type FamilyName } from '../../nodes/StableDiffusion/api/families';
import { bytesOf, key, see, type RunOptions, type Seen } from '../support/n8n';

const enterpriseKey = 'enterprise-very-secret-0123456789';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({
		keys: [
			{ key, owner: 'test' },
			{ key: enterpriseKey, owner: 'server', kind: 'enterprise' },
		],
		secondsPerJob: 0.2,
		holdSeconds: 0,
		workers: 4,
	});
});
afterAll(async () => await sandbox.close());
afterEach(() => {
	sandbox.clearNext();
	sandbox.books.clear();
});

/** Runs the node against the sandbox with the kind of account that the family wants. */
async function at(
	family: FamilyName,
	parameters: IDataObject,
	more: Partial<RunOptions> = {},
): Promise<Seen> {
	const enterprise = families[family].account === 'enterprise';
	return await see({
		parameters,
		...more,
		credential: {
			host: sandbox.url,
			apiKey: enterprise ? enterpriseKey : key,
			account: enterprise ? 'enterprise' : 'standard',
			...more.credential,
		},
	});
}

/** What a plain Generate needs. */
const given: IDataObject = {
	model_id: { __rl: true, mode: 'id', value: 'flux' },
	prompt: 'a red boat on a calm sea',
};

describe('against the whole sandbox', () => {
	test('what was asked for is what comes: size, samples, seed', async () => {
		const { items: out } = await at('images', {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			...given,
			options: { width: 512, height: 256, samples: 3, seed: 42 },
		});
		expect(out.map((item) => [item.json.index, item.json.seed])).toEqual([
			[0, 42],
			[1, 42],
			[2, 42],
		]);
		for (const item of out) {
			const { width, height } = PNG.sync.read(await bytesOf(item));
			expect([width, height]).toEqual([512, 256]);
		}
		expect(sandbox.books.jobs).toHaveLength(1);
	});

	test('the same seed makes the same picture', async () => {
		const options = { width: 256, height: 256, seed: 7 };
		const parameters = {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			...given,
			options,
		};
		const [a, b] = [await at('images', parameters), await at('images', parameters)];
		expect((await bytesOf(a.items[0])).equals(await bytesOf(b.items[0]))).toBe(true);
	});

	test('track_id comes back, where the job was asked about as well', async () => {
		const { items: out } = await at('images', {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			...given,
			options: { track_id: 'row-17' },
		});
		expect(out[0].json.track_id).toBe('row-17');
	});

	test.each(['http5xx', 'html', 'brokenJson', 'reset', 'resetAfter', 'http200Error'] as const)(
		'a submit answered with %s is never sent twice',
		async (fault) => {
			sandbox.next({ match: 'submit', fault });
			const { error } = await at('images', {
				resource: 'image',
				operation: 'generate',
				family: 'images',
				...given,
			});
			expect(error?.message).toBeTruthy();
			expect(sandbox.books.count({ kind: 'submit' })).toBe(1);
		},
	);

	test('questions and downloads that go wrong do not lose the job', async () => {
		for (const fault of ['http5xx', 'html', 'brokenJson', 'reset', 'resetAfter'] as const)
			sandbox.next({ match: 'fetch', fault });
		for (const fault of ['http5xx', 'reset', 'brokenJson'] as const)
			sandbox.next({ match: 'file', fault });
		const { items: out, error } = await at('realtime', {
			resource: 'image',
			operation: 'generate',
			family: 'realtime',
			...given,
		});
		expect(error).toBeUndefined();
		expect(PNG.sync.read(await bytesOf(out[0])).width).toBe(512);
		expect(sandbox.books.jobs).toHaveLength(1);
	});

	test('a full queue is waited out', async () => {
		sandbox.options.retryAfterSeconds = 1;
		sandbox.next({ match: 'submit', fault: 'http429', times: 2 });
		const { items: out, error } = await at('images', {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			...given,
		});
		expect(error).toBeUndefined();
		expect(out).toHaveLength(1);
	});

	test('a prompt that the service refuses, and a job that it cannot make', async () => {
		const parameters = { resource: 'image', operation: 'generate', family: 'images', ...given };
		const refused = await at('images', { ...parameters, prompt: 'something forbidden' });
		expect(refused.error?.message).toBe('The service refused the prompt or a file');
		const failed = await at('images', { ...parameters, prompt: 'this will fail' });
		expect(failed.error?.message).toMatch(/^Image \d+ could not be made$/);
	});

	test('a key of the wrong kind is told apart', async () => {
		const { error } = await at(
			'enterprise',
			{ resource: 'image', operation: 'generate', family: 'enterprise', ...given },
			{ credential: { apiKey: key, account: 'standard' } },
		);
		expect(error?.message).toBe('The API key was rejected');
		expect(error?.description).toContain('enterprise server');
	});

	test('System Load answers', async () => {
		const { items: out } = await at('v3', { resource: 'system', operation: 'systemLoad' });
		expect(out[0].json).toMatchObject({ status: 'ok', queue_num: expect.any(Number) });
	});
});
