/** What goes on at the time limit: all that is known then, and the open jobs for Result > Fetch to take. */
import { PNG } from 'pngjs';
import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../support/n8n';
import { expectEnds, fetchNode, generate, openScene, three, type Parked } from './parkScene';
import { until } from '../support/until';

const scene = openScene();
const next = [fetchNode];
const running = (parked: Parked) => async (): Promise<void> =>
	await until(() => scene.stage.status(parked.id) === 'running');

/** All pictures of the jobs, in order, out of Fetch, which ran once. */
async function expectFetched(parked: Parked): Promise<void> {
	const { items, nodes } = await parked.done();
	expect(nodes.Fetch).toHaveLength(1);
	expect(items.map(({ json }) => json.url)).toEqual(parked.jobs.map(({ links }) => links[0]));
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	for (const item of items) expect(PNG.sync.read(await bytesOf(item)).width).toBeGreaterThan(0);
}

describe('With Result > Fetch right behind', () => {
	test('all come out although every callback is lost', async () => {
		const parked = await scene.park({ options: { timeLimit: 1 }, next });
		const began = Date.now();
		await running(parked)();
		// And not half an hour.
		expect(Date.now() - began).toBeLessThan(60_000);
		parked.finish();
		await expectFetched(parked);
		expect(scene.stage.resumes(parked.id).runs).toEqual([]);
	});

	test('jobs that have called back before are not lost at the limit, and not made twice', async () => {
		const parked = await scene.park({ options: { timeLimit: 3 }, next });
		await parked.end(1);
		await parked.forge(parked.lie(0), parked.lie(2));
		await running(parked)();
		parked.finish();
		await expectFetched(parked);
		expect(parked.submits).toHaveLength(3);
	});

	test('what had ended in memory passes through, beside what is still open', async () => {
		const { options } = scene.sandbox;
		Object.assign(options, { secondsPerJob: 0.5, slowSeconds: 0.3 });
		scene.sandbox.next({ match: 'submit', fault: 'slow', skip: 1, times: 2 });
		const whole = scene.whole({ options: { timeLimit: 1, inMemory: 2 }, next });
		const parked = scene.of(await scene.stage.begin(whole));
		await until(() => parked.jobs.length === 1);
		options.secondsPerJob = 600;
		await scene.stage.until(parked.id, 'waiting');
		const shown = scene.stage.result(parked.id).items.map(({ json }) => json.status);
		expect(shown).toEqual(['success', 'processing', 'processing']);
		const [{ asked, downloads }] = parked.jobs;
		await running(parked)();
		parked.finish();
		await expectFetched(parked);
		expect(parked.jobs[0]).toMatchObject({ asked, downloads });
	});

	test('a finished execution with nothing left to fetch passes through it as well', async () => {
		const parked = await scene.park({ next });
		parked.finish();
		await parked.call(2);
		const { asked } = parked;
		await expectFetched(parked);
		expect(parked.asked).toBe(asked);
	});
});

describe('Without it', () => {
	test.each<[string, IDataObject, IDataObject, IDataObject]>([
		['with their track IDs', { track_id: 'row-1' }, {}, { track_id: 'row-1' }],
		[
			'with what the service said',
			{},
			{ simplify: false },
			{ response: expect.objectContaining({ status: 'processing' }) as IDataObject },
		],
	])('open jobs go on %s, which Fetch takes up elsewhere', async (_, options, more, also) => {
		const parked = await scene.park({
			parameters: generate({ timeLimit: 1, ...options }, more),
		});
		await scene.stage.until(parked.id, 'success');
		const { items, nodes } = scene.stage.result(parked.id);
		expect(nodes['Stable Diffusion']).toHaveLength(1);
		expect(items).toEqual(
			parked.jobs.map(({ id, eta }, item) => ({
				json: {
					...{ id: String(id), status: 'processing', family: 'images', eta },
					fetch_result: `${scene.sandbox.url}/api/v6/images/fetch/${id}`,
					seed: expect.any(Number),
					...also,
				},
				pairedItem: { item },
			})),
		);
		parked.finish();
		const later = await scene.run({ ...fetchNode, items });
		const fetched = scene.stage.result(later.id).items;
		expectEnds(parked.jobs, fetched);
		expect(fetched.map(({ json }) => json.id)).toEqual(parked.jobs.map(({ id }) => String(id)));
	});

	test('what had failed in memory is an item with its error, beside those that are open', async () => {
		scene.sandbox.next({ match: 'submit', fault: 'http5xx', skip: 1 });
		const parked = await scene.park({
			...{ options: { timeLimit: 1 }, nodeExtra: { onError: 'continueRegularOutput' } },
		});
		const places = three.map((_, nth) => nth !== 1);
		await scene.stage.until(parked.id, 'success');
		const { items } = scene.stage.result(parked.id);
		expect(items.map(({ json }) => json.status === 'processing')).toEqual(places);
		expect(items[1].json.error).toEqual(expect.any(String));
		expect(parked.submits).toHaveLength(3);
	});
});

test('What had failed in memory takes the error output at the limit, with its own input', async () => {
	const { options } = scene.sandbox;
	Object.assign(options, { secondsPerJob: 0.5, slowSeconds: 0.3 });
	scene.sandbox.next({ match: 'submit', fault: 'slow', skip: 2 });
	const prompts = ['a boat', 'this will fail', 'an island'];
	const whole = scene.whole({
		...{ prompts, options: { timeLimit: 1, inMemory: 2, samples: 2 } },
		nodeExtra: { onError: 'continueErrorOutput' },
	});
	const parked = scene.of(await scene.stage.begin(whole), { prompts });
	await until(() => parked.jobs.length === 2);
	options.secondsPerJob = 600;
	await scene.stage.until(parked.id, 'waiting');
	await scene.stage.until(parked.id, 'success');
	const [good, bad] = scene.stage.result(parked.id).nodes['Stable Diffusion'][0].data?.main ?? [];
	const ids = parked.jobs.map(({ id }) => String(id));
	expectEnds(parked.jobs.slice(0, 2), [...(good ?? []), ...(bad ?? [])], 2);
	expect(good?.map(({ json }) => json.id)).toEqual([ids[0], ids[0], ids[2]]);
	expect(bad).toMatchObject([{ json: { prompt: prompts[1], details: { id: ids[1] } } }]);
});

describe('The limit counts from the parking', () => {
	test.each<[string, number, IDataObject]>([
		['half an hour for a picture', 30, generate()],
		[
			'an hour for a video',
			60,
			{
				...{ resource: 'video', operation: 'textToVideo', family: 'video', wait: 'park' },
				...{ model_id: 'cogvideox', prompt: '={{ $json.prompt }}', options: { inMemory: 0 } },
			},
		],
		['as long as it is told', 7, generate({ timeLimit: 420 })],
		[
			'as long as the longest of its items is told',
			9,
			generate({ timeLimit: "={{ $json.prompt === 'a lighthouse' ? 540 : 60 }}" }),
		],
	])('and is %s', async (_, minutes, parameters) => {
		const began = Date.now();
		const parked = await scene.park({ parameters });
		const till = Date.parse(scene.stage.result(parked.id).waitTill ?? '');
		expect(till - began).toBeGreaterThanOrEqual(minutes * 60_000);
		expect(till - Date.now()).toBeLessThanOrEqual(minutes * 60_000);
		parked.finish();
		await parked.call(0);
		await parked.done();
	});
});
