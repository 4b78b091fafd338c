/** What is paid for is not paid for again: n8n's own Retry On Fail and its retry of an execution, against the sandbox. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { key, see, type RunOptions, type Seen } from '../support/n8n';
import { until } from '../support/until';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({
		keys: [{ key, owner: 'test' }],
		secondsPerJob: 0.2,
		holdSeconds: 0,
		workers: 5,
		retryAfterSeconds: 1,
	});
});
afterEach(async () => await sandbox.close());

const rows = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, row) => ({ json: { row } }));

const generate: IDataObject = {
	resource: 'image',
	operation: 'generate',
	family: 'images',
	model_id: { __rl: true, mode: 'id', value: 'flux' },
	prompt: '=boat number {{ $json.row }}',
};
const small = { width: 256, height: 256 };
const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

const tried = async (
	count: number,
	more: Partial<RunOptions> & { parameters?: IDataObject; options?: IDataObject } = {},
): Promise<Seen> =>
	await see({
		items: rows(count),
		nodeExtra: retries,
		...more,
		parameters: { ...generate, options: { ...small, ...more.options }, ...more.parameters },
		credential: { host: sandbox.url },
	});

const bought = (): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const { prompt = '' } of sandbox.books.jobs) counts[prompt] = (counts[prompt] ?? 0) + 1;
	return counts;
};
const once = (count: number): Record<string, number> =>
	Object.fromEntries(rows(count).map((_, row) => [`boat number ${row}`, 1]));
const context = ({ run }: Seen): IDataObject =>
	(run.data.executionData?.contextData['node:Stable Diffusion'] ?? {}) as IDataObject;

describe('Retry On Fail', () => {
	test('buys a job anew only where the service said that it came to nothing', async () => {
		sandbox.options.failRate = 1;
		const failing = tried(1);
		await until(() => sandbox.books.jobs.length === 1);
		sandbox.options.failRate = 0;
		const { items, error } = await failing;
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(bought()).toEqual({ 'boat number 0': 2 });
	});
	test('asks about jobs that are open, and hands over finished ones without asking', async () => {
		// The files of the third item are missing, and stay so for the whole first try.
		sandbox.next({ match: 'submit', fault: 'none', times: 5 });
		sandbox.options.secondsPerJob = 0.2;
		const running = tried(4, { options: { timeLimit: 20 } });
		await until(() => sandbox.books.jobs.length === 4);
		const third = sandbox.books.jobs.find(({ prompt }) => prompt === 'boat number 2');
		// A verdict on the question ends the try; the job itself goes on.
		sandbox.next({
			match: `/api/v6/images/fetch/${third?.id}`,
			answer: { code: 200, body: { status: 'error', message: 'Invalid API key' } },
		});
		const { items, error } = await running;
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => sandbox.books.job(String(json.id))?.prompt)).toEqual(
			Object.keys(once(4)),
		);
		expect(bought()).toEqual(once(4));
		expect(sandbox.books.count({ kind: 'submit' })).toBe(4);
	});
	test('does not send again what may have been bought, and says so', async () => {
		sandbox.next({ match: 'submit', fault: 'resetAfter' });
		const { error } = await tried(1);
		expect(bought()).toEqual(once(1));
		expect(sandbox.books.count({ kind: 'submit' })).toBe(1);
		expect(error?.message).toBe('No answer to the submit');
		expect(error?.description).toMatch(/this one did not send it again/);
		expect(error?.description).toMatch(/Send Again When in Doubt/);
	});
	test('tells what is in doubt before anything else is bought', async () => {
		sandbox.next({ match: 'submit', fault: 'resetAfter' });
		await tried(9, { options: { jobsAtOnce: 2 } });
		expect(sandbox.books.count({ kind: 'submit' })).toBeLessThanOrEqual(2);
	});
	test('sends it again where the user says so', async () => {
		sandbox.next({ match: 'submit', fault: 'resetAfter' });
		const { items } = await tried(1, { options: { sendAgain: true } });
		expect(items).toHaveLength(1);
		expect(bought()).toEqual({ 'boat number 0': 2 });
	});
	test('goes on where nothing was sent, or where the queue was full', async () => {
		sandbox.next({ match: 'submit', fault: 'http429' });
		const { items } = await tried(2);
		expect(items).toHaveLength(2);
		expect(bought()).toEqual(once(2));
	});
	test('keeps to it under Continue On Fail, where the first item decides', async () => {
		sandbox.next({ match: 'submit', fault: 'resetAfter' });
		const { items } = await tried(3, {
			options: { jobsAtOnce: 1 },
			nodeExtra: { ...retries, onError: 'continueRegularOutput' },
		});
		expect(bought()).toEqual(once(3));
		expect(items.map(({ json }) => typeof json.error)).toEqual([
			'string',
			'undefined',
			'undefined',
		]);
		expect(items[0].json.itemIndex).toBe(0);
	});
	test('downloads again what could not be downloaded, without a question and without a purchase', async () => {
		// Seven tries of one download are its whole patience.
		sandbox.next({ match: 'file', answer: { code: 403, body: 'no' }, times: 6 });
		const { items, error } = await tried(1);
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('image/png');
		expect(bought()).toEqual(once(1));
		const asked = sandbox.books.requests.filter(({ kind }) => kind === 'fetch');
		const answered = asked.filter(({ status }) => status === 'success');
		expect(answered).toHaveLength(1);
	});
	test('takes another order for another job, and another label for the same', async () => {
		const order = async (parameters: IDataObject, options: IDataObject) =>
			await tried(1, { parameters, options });
		sandbox.next({ match: 'submit', fault: 'resetAfter', times: 9 });
		// $runIndex stays, but every evaluation of $now is another moment.
		const label = await order({}, { track_id: '={{ $now.toMillis() }}' });
		expect(label.error?.description).toMatch(/this one did not send it again/);
		expect(sandbox.books.count({ kind: 'submit' })).toBe(1);
		await order({ prompt: '=boat {{ Math.random() }}' }, {});
		expect(sandbox.books.count({ kind: 'submit' })).toBe(4);
	});
	test('leaves nothing in the execution that went well, and no key in one that did not', async () => {
		const well = await tried(3);
		expect(context(well).jobs ?? {}).toEqual({});
		sandbox.next({ match: 'submit', fault: 'resetAfter' });
		const badly = await tried(3, { nodeExtra: {} });
		expect(Object.keys(context(badly).jobs ?? {})).toContain('0/0');
		expect(JSON.stringify(badly.run)).not.toContain(key);
	});
	test('is no memory for an agent that asks twice', async () => {
		const tool = { typeName: 'CUSTOM.stableDiffusionTool' };
		await tried(1, { ...tool, nodeExtra: {} });
		expect(bought()).toEqual(once(1));
	});
	test('does not upload again either', async () => {
		const file: INodeExecutionData = {
			json: { row: 0 },
			binary: {
				data: {
					data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
					mimeType: 'image/png',
				},
			},
		};
		sandbox.next({ match: 'submit', fault: 'resetAfter' });
		const { error } = await tried(1, {
			items: [file],
			parameters: {
				operation: 'imageToImage',
				init_image_from: 'binary',
				init_image_field: 'data',
			},
			options: { base64: false },
		});
		expect(error?.message).toBe('No answer to the submit');
		const uploads = sandbox.books.requests.filter(({ path }) =>
			/upload|base64_to_url|crop/.test(path),
		);
		expect(uploads).toHaveLength(1);
	});
});
