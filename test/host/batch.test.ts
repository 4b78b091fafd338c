/** Many items at once against the sandbox: the real n8n-core, real HTTP, the sandbox's own books. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxInput } from '../../sandbox/server';
import { bytesOf, key, see, type RunOptions, type Seen } from '../support/n8n';
import { until } from '../support/until';

let sandbox: Sandbox;

async function open(input: SandboxInput = {}): Promise<void> {
	sandbox = await startSandbox({
		keys: [{ key, owner: 'test', ...(input.queueLimit && { queueLimit: input.queueLimit }) }],
		secondsPerJob: 0.3,
		holdSeconds: 0,
		workers: 20,
		retryAfterSeconds: 1,
		...input,
	});
}
afterEach(async () => await sandbox.close());

const rows = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, row) => ({ json: { row, prompt: `boat number ${row}` } }));

const generate: IDataObject = {
	resource: 'image',
	operation: 'generate',
	family: 'images',
	model_id: { __rl: true, mode: 'id', value: 'flux' },
	prompt: '={{ $json.prompt }}',
	download: false,
};

const batch = async (
	count: number,
	options: IDataObject = {},
	more: Partial<RunOptions> & { parameters?: IDataObject } = {},
): Promise<Seen> =>
	await see({
		items: rows(count),
		...more,
		parameters: {
			...generate,
			options: { width: 256, height: 256, ...options },
			...more.parameters,
		},
		credential: { host: sandbox.url, ...more.credential },
	});

/** Most jobs that the books ever had open at once. */
function mostAtOnce(): number {
	const moments = sandbox.books.jobs.flatMap(({ created, finished = Infinity }) => [
		{ time: created, change: 1 },
		{ time: finished, change: -1 },
	]);
	moments.sort((a, b) => a.time - b.time || a.change - b.change);
	let open = 0;
	return Math.max(...moments.map(({ change }) => (open += change)));
}

const promptsBought = (): string[] => sandbox.books.jobs.map(({ prompt }) => String(prompt)).sort();
const allPrompts = (count: number): string[] =>
	rows(count)
		.map(({ json }) => String(json.prompt))
		.sort();
/** The prompt of each output item's job, by the books. */
const promptOf = ({ json }: INodeExecutionData): unknown =>
	sandbox.books.job(String(json.id))?.prompt;

describe('A batch', () => {
	test('keeps as many jobs in the queue as the plan allows, and never more', async () => {
		await open({ queueLimit: 15 });
		const { items } = await batch(14);
		expect(items).toHaveLength(14);
		expect(mostAtOnce()).toBe(5);
		await sandbox.close();
		await open({ queueLimit: 15 });
		await batch(14, {}, { credential: { plan: 'standard' } });
		expect(mostAtOnce()).toBe(10);
	});
	test('keeps fewer where Jobs at Once says so', async () => {
		await open();
		await batch(7, { jobsAtOnce: 3 });
		expect(mostAtOnce()).toBe(3);
	});
	test('comes out in the order in which it went in, each item with its own picture', async () => {
		await open({ secondsPerJob: 0.4, jobSpread: 0.8 } as SandboxInput);
		const { items } = await batch(12, {}, { parameters: { download: true } });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			rows(12).map((_, item) => ({ item })),
		);
		expect(items.map(promptOf)).toEqual(rows(12).map(({ json }) => json.prompt));
		for (const item of items) {
			const link = sandbox.books.job(String(item.json.id))?.links[0] ?? '';
			const there = Buffer.from(await (await fetch(link)).arrayBuffer());
			expect((await bytesOf(item)).equals(there)).toBe(true);
		}
	});
	test('makes do with the places that others leave in the queue', async () => {
		await open({ queueLimit: 2 });
		const { items, hints } = await batch(6);
		expect(items.map(promptOf)).toEqual(rows(6).map(({ json }) => json.prompt));
		expect(promptsBought()).toEqual(allPrompts(6));
		expect(hints.join()).toMatch(/6 jobs, \d of them waited for a free place in the queue/);
	});
	test('finds a mistake in the last item before the first one is paid for', async () => {
		await open();
		const items = rows(4);
		items[3].json.prompt = '';
		const { error } = await batch(4, {}, { items });
		expect(error?.message).toMatch(/'Prompt' is/);
		expect(error?.context.itemIndex).toBe(3);
		expect(sandbox.books.requests).toHaveLength(0);
	});
	test('names every job when one of them ends it, and buys no further one', async () => {
		await open({ secondsPerJob: 1 });
		const items = rows(9);
		items[1].json.prompt = 'this is forbidden';
		const { error } = await batch(9, {}, { items });
		expect(error?.context.itemIndex).toBe(1);
		const bought = sandbox.books.jobs.map(({ id }) => String(id));
		expect(bought.length).toBeGreaterThan(1);
		expect(bought.length).toBeLessThan(6);
		for (const id of bought) expect(error?.description).toContain(id);
		expect(error?.description).toMatch(/A retry of this execution goes on with them/);
		const requests = sandbox.books.requests.length;
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(sandbox.books.count({ kind: 'submit' })).toBe(bought.length + 1);
		expect(sandbox.books.requests.length - requests).toBeLessThan(3);
	});
	test('says which job failed, also while others wait for their turn', async () => {
		await open();
		const items = rows(9);
		items[1].json.prompt = 'this will fail';
		const { error } = await batch(9, { jobsAtOnce: 2 }, { items });
		const failed = sandbox.books.jobs.find(({ state }) => state === 'failed');
		expect(error?.message).toBe(`Image ${failed?.id} could not be made`);
		expect(error?.context.itemIndex).toBe(1);
	});
	test('gives each item its own fate under Continue On Fail', async () => {
		await open();
		const items = rows(8);
		items[2].json.prompt = 'this will fail';
		items[5].json.prompt = '';
		items[6].json.prompt = 'this is forbidden';
		const { items: out } = await batch(
			8,
			{},
			{ items, nodeExtra: { onError: 'continueRegularOutput' } },
		);
		expect(out.map(({ json }) => (json.error ? 'told' : json.status))).toEqual([
			'success',
			'success',
			'told',
			'success',
			'success',
			'told',
			'told',
			'success',
		]);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(rows(8).map((_, item) => ({ item })));
	});
	test('hands on what time was too short for, with its ID, beside what is finished', async () => {
		await open({ secondsPerJob: 0.3, workers: 2 });
		sandbox.next({ match: 'submit', fault: 'none' });
		const { items, hints } = await batch(4, { timeLimit: 1, timeUp: 'handOn', jobsAtOnce: 4 });
		sandbox.options.secondsPerJob = 30;
		const late = await batch(2, { timeLimit: 1, timeUp: 'handOn' });
		expect(items.every(({ json }) => json.status === 'success')).toBe(true);
		expect(late.items.map(({ json }) => json.status)).toEqual(['processing', 'processing']);
		for (const { json } of late.items) expect(late.hints.join()).toContain(String(json.id));
		expect(hints.join()).not.toMatch(/in the making/);
	});
	test('does not wait for its jobs with Wait: No, but for places in the queue', async () => {
		await open({ queueLimit: 5, secondsPerJob: 0.6 });
		const { items } = await batch(8, {}, { parameters: { wait: 'no' } });
		expect(items.map(({ json }) => json.status)).toEqual(new Array(8).fill('processing'));
		expect(mostAtOnce()).toBe(5);
		expect(sandbox.books.count({ kind: 'submit', where: ({ code }) => code === 429 })).toBe(0);
		const fetched = await see({
			parameters: { resource: 'result', operation: 'fetch', download: false },
			items: items.map(({ json }) => ({ json })),
			credential: { host: sandbox.url },
		});
		expect(fetched.items.map(promptOf)).toEqual(rows(8).map(({ json }) => json.prompt));
	});
	test('tells once how many jobs there were, and when links expire', async () => {
		await open();
		const { hints } = await batch(3, { temp: true });
		expect(hints[0]).toBe('3 jobs');
		expect(hints.join()).toMatch(
			/3 links will expire in 24 hours, at \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
		);
	});
	test.each([0, 101, 2.5, 'many'])('refuses %p as Jobs at Once', async (jobsAtOnce) => {
		await open();
		const { error } = await batch(1, { jobsAtOnce });
		expect(error?.message).toBe("'Jobs at Once' must be a whole number between 1 and 100");
		expect(sandbox.books.requests).toHaveLength(0);
	});
	test('reads lists beside one another, without a place in the queue', async () => {
		await open({ queueLimit: 1 });
		const { items } = await see({
			parameters: { resource: 'system', operation: 'systemLoad' },
			items: rows(12),
			credential: { host: sandbox.url },
		});
		expect(items).toHaveLength(12);
		expect(sandbox.books.jobs).toHaveLength(0);
	});
});

describe('Stop', () => {
	test('ends a batch at once, leaves no request behind, and keeps the IDs in the highlighted data', async () => {
		await open({ secondsPerJob: 20 });
		const stop = new AbortController();
		const running = batch(50, {}, { signal: stop.signal });
		await until(() => sandbox.books.jobs.length === 5);
		await new Promise((resolve) => setTimeout(resolve, 100));
		stop.abort();
		const { run, error } = await running;
		const requests = sandbox.books.requests.length;
		expect(error?.message).toBe('The execution was stopped');
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(sandbox.books.requests).toHaveLength(requests);
		const kept = run.data.resultData.metadata?.stable_diffusion_jobs ?? '';
		for (const { id } of sandbox.books.jobs) expect(kept).toContain(String(id));
	});
});
