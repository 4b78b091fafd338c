/** System > Wait for Capacity: the built node in the real n8n-core, against nock and the sandbox. */
import nock from 'nock';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/server';
import { host, key, see } from '../support/n8n';
import { closedWorld, service } from '../support/service';

closedWorld();

const gate = { resource: 'system', operation: 'waitForCapacity' };
const count = '/api/v6/processing/request_count';
const load = '/api/v3/system_load';
const told = (processing_count: number): [number, object] => [
	200,
	{ status: 'success', processing_count, message: 'retrieved' },
];
const badKey: [number, object] = [401, { status: 'error', message: 'Invalid API key' }];
/** Whatever comes to a path gets the same answer. */
const always = (path: string, status: number, body: nock.Body | object): nock.Scope =>
	nock(host)
		.persist()
		.post(path)
		.reply(status, body as nock.Body);

/** What would be said on a machine that loses no time: at once, and after a limit of one second. */
const calm = (said = ''): string =>
	said
		.replace(/^Went on after \d s/, 'Went on at once')
		.replace(/\b(after|within) [1-9] s/, '$1 1 s');

describe('the gate', () => {
	const rows: INodeExecutionData[] = [
		{ json: { prompt: 'a', nested: { deep: [1, 2] } } },
		{
			json: { prompt: 'b' },
			binary: { data: { data: 'aGk=', mimeType: 'text/plain', fileName: 'hi.txt' } },
		},
		{ json: {} },
	];

	test('asks once, and hands every item on as it came', async () => {
		const sent = service(count, told(3));
		const before = structuredClone(rows);
		const { items, error, hints } = await see({ parameters: gate, items: rows });
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ key }]);
		expect(items.map(({ json, binary }) => ({ json, ...(binary && { binary }) }))).toEqual(before);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
		expect(hints.map(calm)).toEqual(['Went on at once: 3 of your jobs in process']);
	});

	test('stays closed until there is room', async () => {
		const sent = service(count, told(5), told(0));
		const { items, error, hints } = await see({ parameters: gate, items: rows });
		expect([error, items.length, sent.length]).toEqual([undefined, 3, 2]);
		expect(hints).toEqual([
			expect.stringMatching(/^Went on after \d+ s: none of your jobs in process$/),
		]);
	});

	test('goes on when time is up, and says so', async () => {
		always(count, ...told(7));
		const { items, error, hints } = await see({
			parameters: { ...gate, options: { timeLimit: 1 } },
			items: rows,
		});
		expect([error, items.length]).toEqual([undefined, 3]);
		expect(hints.map(calm)).toEqual([
			'Time was up after 1 s: still 7 of your jobs in process, and not below 5',
		]);
	});

	test('stops when time is up, if told to', async () => {
		always(count, ...told(7));
		const { error } = await see({
			parameters: { ...gate, options: { timeLimit: 1, timeUp: 'stop' } },
			items: rows,
		});
		expect(calm(error?.message)).toBe('There was no capacity within 1 s');
		expect(calm(error?.description)).toBe(
			"Time was up after 1 s: still 7 of your jobs in process, and not below 5. Raise 'Below' or 'Time Limit', or let 'When Time Is Up' go on.",
		);
	});

	test('without one usable answer goes on with a hint, or stops with what was wrong', async () => {
		always(count, 503, '<html>down</html>');
		const options = { timeLimit: 1 };
		const goes = await see({ parameters: { ...gate, options }, items: rows });
		expect([goes.error, goes.items.length]).toEqual([undefined, 3]);
		expect(goes.hints.map(calm)).toEqual([
			'Time was up after 1 s, and no usable answer came: The service is in trouble (HTTP 503)',
		]);
		const stops = await see({
			parameters: { ...gate, options: { ...options, timeUp: 'stop' } },
			items: rows,
		});
		expect(stops.error?.message).toBe('The service is in trouble (HTTP 503)');
		expect(stops.hints).toEqual([]);
	});

	test('says which host cannot be reached', async () => {
		nock(host)
			.post(count)
			.replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
		const { hints } = await see({ parameters: { ...gate, options: { timeLimit: 1 } } });
		expect(hints.map(calm)).toEqual([
			`Time was up after 1 s, and no usable answer came: ${host} cannot be reached`,
		]);
	});

	test('is not broken by a bad moment', async () => {
		const sent = service(
			count,
			[429, { status: 'error', message: 'Rate limit exceeded', retry_after: 1 }],
			told(1),
		);
		const { error, hints } = await see({ parameters: gate });
		expect([error, sent.length]).toEqual([undefined, 2]);
		expect(hints[0]).toMatch(/: 1 of your jobs in process$/);
	});

	test('is ended by a bad key', async () => {
		const sent = service(count, badKey);
		const { error } = await see({ parameters: gate, items: rows });
		expect(error?.message).toBe('The API key was rejected');
		expect([error?.httpCode, sent.length]).toEqual(['401', 1]);
	});

	test('loses no item where an error is to go on', async () => {
		const sent = service(count, badKey);
		const { items, errors } = await see({
			parameters: gate,
			items: rows,
			nodeExtra: { onError: 'continueErrorOutput' },
		});
		expect([items, sent.length]).toEqual([[], 1]);
		expect(errors.map(({ json }) => json)).toEqual(
			rows.map(({ json }, itemIndex) => ({
				...json,
				error: 'The API key was rejected',
				message: expect.any(String),
				details: { itemIndex },
			})),
		);
	});

	test('asks anew at each try of Retry On Fail', async () => {
		const sent = service(count, badKey, told(2));
		const { error, items } = await see({
			parameters: gate,
			items: rows,
			nodeExtra: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect([error, items.length, sent.length]).toEqual([undefined, 3, 2]);
	});

	test('ends at once when the user stops the run', async () => {
		const stop = new AbortController();
		nock(host)
			.post(count)
			.reply(() => {
				setTimeout(() => stop.abort(), 100);
				return told(9);
			});
		// Were it not to end, it would ask on for 300 s.
		const { error, items } = await see({ parameters: gate, items: rows, signal: stop.signal });
		expect(error?.message).toBe('The execution was stopped');
		expect([items, nock.isDone()]).toEqual([[], true]);
	});

	test('uses the values of the first item', async () => {
		const sent = service(count, told(2));
		const { error, items } = await see({
			parameters: { ...gate, below: '={{ $json.below }}' },
			items: [{ json: { below: 3 } }, { json: { below: 1 } }],
		});
		expect([error, items.length, sent.length]).toEqual([undefined, 2, 1]);
	});

	test.each([0, -3, 'many', '', null])('does not take %p for Below', async (below) => {
		const sent = service(count, told(0));
		const { error } = await see({
			parameters: { ...gate, below: `={{ ${JSON.stringify(below)} }}` },
		});
		expect(error?.message).toBe("'Below' must be a number of at least 1");
		expect(sent).toEqual([]);
	});

	test.each<[IDataObject, string]>([
		[{ measure: 'moon' }, "'Measure' has no such choice"],
		[{ measure: 'queue_time', family: 'images' }, "'API' has no such choice"],
		[{ options: { timeLimit: 0 } }, "'Time Limit' must be between 1 and 86400"],
	])('does not take %j', async (wrong, message) => {
		const { error } = await see({ parameters: { ...gate, ...wrong } });
		expect(error?.message).toBe(message);
	});
});

describe('what the gate looks at', () => {
	test('can be the queue of the service', async () => {
		const sent = service(load, [200, { queue_num: 40, queue_time: 12.5, status: 'ok' }]);
		const { hints } = await see({ parameters: { ...gate, measure: 'queue_num', below: 41 } });
		expect(sent).toEqual([{ key }]);
		expect(hints.map(calm)).toEqual(['Went on at once: 40 images in the queue of the service']);
	});

	test.each([
		['enterprise', '/api/v1/enterprise/system_details'],
		['enterprise/flux', '/api/v1/enterprise/flux/system_details'],
	])('can be the queue of %s', async (family, path) => {
		const sent = service(path, [200, { model_count: 3, queue_time: 4.2, status: 'ok' }]);
		const { hints } = await see({
			parameters: { ...gate, measure: 'queue_time', family },
			credential: { account: 'enterprise' },
		});
		expect(sent).toEqual([{ key }]);
		expect(hints.map(calm)).toEqual(['Went on at once: a queue of 4.2 s on the server']);
	});

	test('needs a key of the right kind, and says which', async () => {
		service(count, badKey);
		const { error } = await see({ parameters: gate, credential: { account: 'enterprise' } });
		expect(error?.description).toContain('General needs a standard key');
	});
});

describe('as the tool of an agent, the gate', () => {
	const tool = { typeName: 'CUSTOM.stableDiffusionTool', items: [{ json: { query: 'x' } }] };

	test.each<[IDataObject, string, object, IDataObject]>([
		[{}, count, told(3)[1], { free: true, processing_count: 3, waited: 0 }],
		[
			{ measure: 'queue_num' },
			load,
			{ queue_num: 0, status: 'ok' },
			{ free: true, queue_num: 0, waited: 0 },
		],
		[
			{ options: { timeLimit: 1 } },
			count,
			told(9)[1],
			{ free: false, processing_count: 9, waited: 1 },
		],
		[
			{ options: { timeLimit: 1 } },
			count,
			{ status: 'success' },
			{
				free: false,
				waited: 1,
				message:
					'Time was up after 1 s, and no usable answer came: The answer could not be read (HTTP 200)',
			},
		],
	])('with %j tells what it saw', async (more, path, body, wanted) => {
		always(path, 200, body);
		const { items } = await see({ parameters: { ...gate, ...more }, ...tool });
		const [{ json }] = items;
		const { waited, message } = json;
		expect({ ...json, ...(message !== undefined && { message: calm(String(message)) }) }).toEqual({
			...wanted,
			waited: expect.any(Number),
		});
		expect(waited).toBeGreaterThanOrEqual(Number(wanted.waited));
		expect(items).toHaveLength(1);
	});

	test('gives one item, however many came in', async () => {
		const sent = service(count, told(3));
		const { items } = await see({ parameters: gate, ...tool, items: [{ json: {} }, { json: {} }] });
		expect([items.length, sent.length]).toEqual([1, 1]);
	});
});

test('before a full queue, the gate waits until jobs are done', async () => {
	nock.enableNetConnect('127.0.0.1');
	const sandbox = await startSandbox({
		keys: [{ key, owner: 'test', credits: 100, queueLimit: 5 }],
		secondsPerJob: 2,
		holdSeconds: 0,
		workers: 5,
	});
	try {
		const credential = { host: sandbox.url };
		const rows = Array.from({ length: 5 }, (_, row) => ({ json: { row } }));
		const generate = {
			resource: 'image',
			operation: 'generate',
			family: 'images',
			model_id: { __rl: true, mode: 'id', value: 'flux' },
			prompt: 'a red boat',
			wait: 'no',
		};
		const made = await see({ parameters: generate, items: rows, credential });
		expect(made.items).toHaveLength(5);
		const { items, hints } = await see({ parameters: gate, items: made.items, credential });
		expect(items.map(({ json }) => json)).toEqual(made.items.map(({ json }) => json));
		expect(hints).toEqual([
			expect.stringMatching(/^Went on after \d+ s: none of your jobs in process$/),
		]);
		expect(sandbox.books.jobs).toHaveLength(5);
	} finally {
		await sandbox.close();
		nock.disableNetConnect();
	}
});
