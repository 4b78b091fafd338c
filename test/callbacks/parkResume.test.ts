/** A parked execution goes on once, when none of its jobs is open any more, with all results in order. */
import { PNG } from 'pngjs';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { callbackShapes } from '../../sandbox/options';
import { bytesOf } from '../support/n8n';
import { generate, openScene, received, three, type Parked } from './parkScene';
import { until } from '../support/until';

const scene = openScene({ queueLimit: 200 });
const usual = { lossRate: 1, duplicateRate: 0, delaySpread: 0, idAsText: false } as const;
afterEach(() => {
	scene.sandbox.options.secondsPerJob = 600;
	Object.assign(scene.sandbox.options.callbacks, { ...usual, shape: 'usual' });
});

/** Each item is the picture of its own prompt. */
async function expectPictures(parked: Parked, items: INodeExecutionData[]): Promise<void> {
	expect(items.map(({ json }) => json)).toEqual(
		parked.jobs.map(({ id, links: [url] }) =>
			expect.objectContaining({ id: String(id), status: 'success', url, family: 'images' }),
		),
	);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	for (const item of items) {
		expect(item.binary?.data).toMatchObject({ mimeType: 'image/png' });
		expect(item.binary?.data.id).toMatch(/^filesystem-v2:/);
		const bytes = await bytesOf(item);
		expect(PNG.sync.read(bytes).width).toBeGreaterThan(0);
		expect(bytes.equals(scene.sandbox.read(String(item.json.url)) as Buffer)).toBe(true);
	}
}

/** As often as the execution went on because of a callback. */
const resumes = ({ id }: Parked): number => scene.stage.resumes(id).runs.length;

describe('Three jobs', () => {
	const orders = [
		...[...[[0, 1, 2]], ...[[0, 2, 1]], ...[[1, 0, 2]]],
		...[...[[1, 2, 0]], ...[[2, 0, 1]], ...[[2, 1, 0]]],
	];

	test('resume their execution with the last callback, in whatever order they come', async () => {
		const story = async (order: number[]): Promise<void> => {
			const parked = await scene.park();
			for (const nth of order.slice(0, 2)) {
				expect(await parked.end(nth)).toMatchObject(received);
				expect(scene.stage.status(parked.id)).toBe('waiting');
			}
			// About the job that is named, and about others up to the first that is open.
			expect(parked.asked).toBeLessThanOrEqual(5);
			const { asked } = parked;
			expect(await parked.end(order[2])).toMatchObject(received);
			await expectPictures(parked, (await parked.done()).items);
			expect(parked.asked - asked).toBe(3);
			expect(resumes(parked)).toBe(1);
		};
		await Promise.all(orders.map(story));
	});

	test('that call back late, twice and out of order by themselves resume each execution once', async () => {
		const all = await Promise.all([1, 2, 3, 4].map(async () => await scene.park()));
		Object.assign(scene.sandbox.options.callbacks, {
			...{ lossRate: 0, duplicateRate: 1, delaySpread: 1 },
		});
		for (const parked of all) parked.finish();
		for (const parked of all) {
			await expectPictures(parked, (await parked.done()).items);
			expect(resumes(parked)).toBe(1);
		}
		const own = ({ job }: { job: number }) =>
			all.some(({ jobs }) => jobs.some((j) => j.id === job));
		const told = (): unknown[] =>
			scene.sandbox.books.callbacks.filter(own).filter(({ result }) => result !== 'lost');
		await until(() => told().length === 24);
		await scene.stage.idle();
		expect(all.map(resumes)).toEqual([1, 1, 1, 1]);
		expect(scene.stage.dropped).toEqual([]);
	});

	test('need one callback between them, when all have ended', async () => {
		const parked = await scene.park();
		parked.finish();
		await parked.call(1);
		await expectPictures(parked, (await parked.done()).items);
		expect(parked.asked).toBe(3);
	});

	test('come out at a knock that says nothing at all, when all have ended', async () => {
		const parked = await scene.park();
		parked.finish();
		expect(await parked.call(0, { raw: '', contentType: '' })).toMatchObject(received);
		await expectPictures(parked, (await parked.done()).items);
	});
});

describe('One job resumes its execution', () => {
	test.each(callbackShapes)('by a body of the shape "%s"', async (shape) => {
		const parked = await scene.park({ prompts: ['a boat'] });
		Object.assign(scene.sandbox.options.callbacks, { shape, idAsText: shape === 'text' });
		expect(await parked.end(0)).toMatchObject(received);
		await expectPictures(parked, (await parked.done()).items);
		expect(parked.asked).toBe(1);
	});

	test('by a callback that has the id of no job', async () => {
		const parked = await scene.park({ prompts: ['a boat'] });
		parked.finish();
		const { body } = parked.lie(0);
		expect(await parked.call(0, { body: { ...body, id: 1 } })).toMatchObject(received);
		await expectPictures(parked, (await parked.done()).items);
	});
});

describe('What comes out of a parked node is what comes out of one that waits', () => {
	/** All of an item but what is another one's each time. */
	const shape = ({ json, binary = {} }: INodeExecutionData) => ({
		json: Object.entries(json).map(([name, value]) => [
			...[name, Array.isArray(value) ? value.length : typeof value],
		]),
		files: Object.entries(binary).map(([name, { mimeType }]) => [name, mimeType]),
	});

	test.each<[string, IDataObject, IDataObject, { items: number; pieces: number }]>([
		['four samples', { samples: 4 }, {}, { items: 8, pieces: 4 }],
		['one item per job', { samples: 3, outputItems: 'job' }, {}, { items: 2, pieces: 1 }],
		['no download', { samples: 2 }, { download: false }, { items: 4, pieces: 2 }],
		['all that the service said', {}, { simplify: false }, { items: 2, pieces: 1 }],
		['another field and name', { fileName: '{id}' }, { binaryField: 'x' }, { items: 2, pieces: 1 }],
		['the same seed', { seed: 7, track_id: 'row-7' }, {}, { items: 2, pieces: 1 }],
	])('with %s', async (_, options, more, { items, pieces }) => {
		const prompts = ['a boat', 'a house'];
		scene.sandbox.options.secondsPerJob = 0.05;
		const waits = await scene.run({
			prompts,
			parameters: generate({ ...options, inMemory: undefined }, { ...more, wait: 'untilFinished' }),
		});
		scene.sandbox.options.secondsPerJob = 600;
		const parked = await scene.park({ prompts, parameters: generate(options, more) });
		parked.finish();
		await parked.call(0);
		const { items: out } = await parked.done(pieces);
		const expected = scene.stage.result(waits.id).items;
		// As the node has given them: n8n itself pairs what goes on after a wait by its place alone.
		const [[given]] = scene.stage.resumes(parked.id).runs;
		expect(given.map(({ pairedItem }) => pairedItem)).toEqual(
			expected.map(({ pairedItem }) => pairedItem),
		);
		expect(out).toHaveLength(items);
		expect(out.map(shape)).toEqual(expected.map(shape));
		expect(out.map(({ json }) => [json.seed, json.track_id])).toEqual(
			options.seed ? [...Array<unknown>(2).fill([7, 'row-7'])] : expect.anything(),
		);
	});
});

describe('A batch of 12 in a queue of 5', () => {
	test('is handed in as places come free, and what is open then is parked', async () => {
		const { options, books } = scene.sandbox;
		const prompts = Array.from({ length: 12 }, (_, nth) => `boat ${nth}`);
		Object.assign(options, { secondsPerJob: 0.4, workers: 1 });
		const whole = scene.whole({ prompts });
		const id = await scene.stage.begin(whole);
		const parked = scene.of(id, { prompts });
		await until(() => parked.jobs.length >= 7);
		// Those that come now take their time.
		options.secondsPerJob = 600;
		await scene.stage.until(id, 'waiting');
		options.workers = 200;
		expect(parked.jobs.map(({ state }) => state)).toEqual([
			...Array<unknown>(7).fill('success'),
			...Array<unknown>(5).fill(expect.stringMatching('waiting|working')),
		]);
		const refused = ({ kind, code }: { kind: string; code?: number }) =>
			kind === 'submit' && code === 429;
		expect(books.requests.filter(refused)).toEqual([]);
		await parked.end(11);
		expect(scene.stage.status(id)).toBe('waiting');
		parked.finish(7, 8, 9, 10);
		await parked.call(10);
		await expectPictures(parked, (await parked.done()).items);
		expect(parked.submits).toHaveLength(12);
		expect(resumes(parked)).toBe(1);
	});
});

test('The service is given the address of the execution as n8n has made it', async () => {
	const parked = await scene.park();
	const { requests } = scene.sandbox.books;
	const sent = requests.filter(({ kind }) => kind === 'submit').slice(-three.length);
	expect(sent.map(({ body }) => body?.webhook)).toEqual(three.map(() => parked.url));
	expect(parked.url).toMatch(/\/webhook-waiting\/\d+\?signature=\w+$/);
	parked.finish();
	await parked.call(0);
	await parked.done();
});
