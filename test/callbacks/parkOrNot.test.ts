/** What is parked and what is not, and what of the workflow around it makes no difference. */
import type { IDataObject } from 'n8n-workflow';
import { expectEnds, fetchNode, generate, openScene, outputs, received, three } from './parkScene';
import { until } from '../support/until';

const scene = openScene({ slowSeconds: 0.3 });

describe('Nothing is parked', () => {
	test.each<[string, IDataObject, number]>([
		['where all jobs are ready within a minute, by their estimates', { inMemory: 60 }, 0.4],
		['unless told otherwise', { inMemory: undefined }, 0.4],
		['where all jobs are ready at once, whatever it is told', { inMemory: 0 }, 0.05],
		['where all jobs are ready in two seconds, whatever it is told', { inMemory: 0 }, 2],
	])('%s', async (_, options, secondsPerJob) => {
		scene.sandbox.options.secondsPerJob = secondsPerJob;
		scene.sandbox.options.callbacks.lossRate = 0;
		const quick = await scene.run({ options });
		// It never was: an execution that has been parked has a resume.
		expect(scene.stage.result(quick.id)).toMatchObject({ status: 'success', waitTill: null });
		expect(scene.stage.resumes(quick.id).ids).toEqual([]);
		const { nodes } = await quick.done();
		expect(nodes['Stable Diffusion'][0].executionStatus).toBe('success');
		// n8n takes no callback of an execution that runs.
		const told = scene.sandbox.books.callbacks.filter(({ url }) => url === quick.url);
		expect(told.map(({ code }) => code ?? 409)).toEqual([409, 409, 409]);
	});

	test('where the service answers with the result itself', async () => {
		Object.assign(scene.sandbox.options, { secondsPerJob: 0.05, holdSeconds: 5 });
		const quick = await scene.run();
		expect(scene.stage.status(quick.id)).toBe('success');
		await quick.done();
		expect(quick.asked).toBe(0);
	});

	test('where there is no item at all', async () => {
		const none = await scene.run({ prompts: [] });
		expect(scene.stage.result(none.id)).toMatchObject({ status: 'success', items: [] });
	});

	test('for a call that is over with its first answer, whatever it is told', async () => {
		const parameters = { resource: 'account', operation: 'getBalance', wait: 'park' };
		const called = await scene.run({ prompts: ['x'], parameters });
		expect(scene.stage.result(called.id)).toMatchObject({ status: 'success' });
	});
});

describe('An execution is parked', () => {
	test('as soon as the last job is in, where its estimate is longer than it is to be kept in memory', async () => {
		const began = Date.now();
		const parked = await scene.park({ options: { inMemory: 60 } });
		// And not a minute later, nor when they are done.
		expect(Date.now() - began).toBeLessThan(30_000);
		expect(parked.asked).toBe(0);
		parked.finish();
		await parked.call(0);
		await parked.done();
	});

	test('with those jobs alone that take their time', async () => {
		const { options } = scene.sandbox;
		options.secondsPerJob = 0.5;
		scene.sandbox.next({ match: 'submit', fault: 'slow', skip: 2 });
		const whole = scene.whole({ options: { inMemory: 60 } });
		const parked = scene.of(await scene.stage.begin(whole));
		await until(() => parked.jobs.length === 2);
		options.secondsPerJob = 600;
		await scene.stage.until(parked.id, 'waiting');
		const asked = parked.jobs.map((job) => job.asked);
		await parked.end(2);
		const { items } = await parked.done();
		expect(items.map(({ json }) => json.id)).toEqual(parked.jobs.map(({ id }) => String(id)));
		expect(parked.jobs.map((job) => job.asked)).toEqual([asked[0], asked[1], asked[2] + 1]);
	});

	test('although its jobs take longer in the end than was said', async () => {
		scene.sandbox.options.secondsPerJob = 0.2;
		scene.sandbox.next({ match: 'fetch', fault: 'late', times: 100 });
		const parked = await scene.park({ prompts: ['a boat'], options: { inMemory: 0.3 } });
		expect(parked.jobs[0]).toMatchObject({ state: 'success', eta: 0.2 });
		await parked.call(0);
		expect(scene.stage.status(parked.id)).toBe('waiting');
		scene.sandbox.clearNext();
		await parked.call(0);
		await parked.done();
	});
});

describe('The name of the node is no matter:', () => {
	test.each([
		'Ge\'ne"rate {{x}} ü',
		'}} {{ $json }}',
		'{{',
		'a\\b\\u007bc',
		'`${1}` $& $1',
		'"); throw new Error("no',
		"it's / here // <!-- --> 🐚 日本語",
		'line\nbreak',
		'a\tb',
		'a\u2028b',
		'a\rb',
		'a\u0000b',
		'back\\',
		'\\"',
		'a\u00a0b',
		'constructor',
		'toString',
		'=1+1',
		'main',
		' ',
	])('%j', async (name) => {
		const parked = await scene.park({ prompts: ['a boat'], nodeExtra: { name } });
		expect(await parked.end(0)).toMatchObject(received);
		const { nodes } = await parked.done();
		expect(Object.keys(nodes).at(-1)).toBe(name);
	});
});

describe('Two nodes that are parked, one behind the other', () => {
	const second = { nodeExtra: { name: 'Second' }, parameters: generate({}, { prompt: 'a ship' }) };

	test('wait each for its own jobs; a callback that comes twice is nothing to the other', async () => {
		const first = await scene.park({ next: [second, fetchNode] });
		const early = first.jobs;
		first.finish();
		await first.call(2);
		await until(() => scene.stage.status(first.id) === 'waiting' && first.jobs.length === 6);
		const before = await first.trace();
		for (const { id } of early)
			expect(await scene.sandbox.callback(id, { url: first.url })).toMatchObject(received);
		await scene.stage.idle();
		expect(await first.trace()).toBe(before);
		const late = first.jobs.filter(({ prompt }) => prompt === 'a ship');
		expect(late.map(({ state }) => state)).not.toContain('success');
		for (const { id } of late) scene.sandbox.finish(id);
		await scene.sandbox.callback(late[0].id);
		await scene.stage.until(first.id, 'success');
		const result = scene.stage.result(first.id);
		expect(scene.stage.resumes(first.id).runs).toHaveLength(2);
		const idsOf = (name: string): unknown[] => outputs(result, name).map(({ json }) => json.id);
		expect(idsOf('Stable Diffusion')).toEqual(early.map(({ id }) => String(id)));
		expect(idsOf('Second').sort()).toEqual(late.map(({ id }) => String(id)).sort());
		expect(idsOf('Fetch')).toEqual(idsOf('Second'));
		expect(first.submits).toHaveLength(6);
		expectEnds(
			[...early, ...late],
			[...outputs(result, 'Stable Diffusion'), ...outputs(result, 'Second')],
		);
	});

	test('may end in the first one: its limit lets the second one go on to its own', async () => {
		const parked = await scene.park({ options: { timeLimit: 1 }, next: [second] });
		await until(() => parked.submits.length === 6);
		await scene.stage.until(parked.id, 'waiting');
		const till = Date.parse(scene.stage.result(parked.id).waitTill ?? '') - Date.now();
		expect(till).toBeGreaterThan(1_700_000);
		parked.finish();
		const late = parked.jobs.find(({ prompt }) => prompt === 'a ship');
		await scene.sandbox.callback(late?.id ?? 0);
		await scene.stage.until(parked.id, 'success');
		const { items } = scene.stage.result(parked.id);
		expect(items.map(({ json }) => json.status)).toEqual(three.map(() => 'success'));
		expectEnds(
			parked.jobs.filter(({ prompt }) => prompt === 'a ship'),
			items,
		);
	});
});
