/** Jobs that come to nothing, before and after their execution is parked. */
import type { INode } from 'n8n-workflow';
import type { ExecuteOptions } from './stage';
import { expectEnds, fetchNode, generate, openScene } from './parkScene';
import { until } from '../support/until';

const scene = openScene({ slowSeconds: 3.5 });
const prompts = ['a boat', 'this will fail', 'an island'];
const onError = (how: INode['onError']) => ({ nodeExtra: { onError: how } });

describe('A job that fails after the parking', () => {
	test.each<INode['onError']>([undefined, 'stopWorkflow', 'continueRegularOutput'])(
		'comes out as an item in its place, where On Error is %s',
		async (how) => {
			const parked = await scene.park({ prompts, ...onError(how) });
			parked.finish();
			await parked.call(1);
			const { items, status } = await parked.done();
			const id = String(parked.jobs[1].id);
			expect(status).toBe('success');
			expect(items.map(({ json }) => json.status ?? json.error)).toEqual([
				...['success', `Image ${id} could not be made`, 'success'],
			]);
			expect(items[1]).toEqual({
				json: {
					...{ error: expect.any(String), message: expect.stringContaining('Failed, Try Again') },
					...{ itemIndex: 1, id, family: 'images' },
				},
				pairedItem: { item: 1 },
			});
		},
	);

	test.each([
		['one picture each', {}, 1],
		['two pictures each', { samples: 2 }, 2],
		['four pictures each', { samples: 4 }, 4],
		['one item for four pictures', { samples: 4, outputItems: 'job' }, 1],
	])('takes the error output, with its own input: %s', async (_, options, pieces) => {
		const parked = await scene.park({ prompts, options, ...onError('continueErrorOutput') });
		parked.finish();
		await parked.call(0);
		const { nodes } = await parked.done(pieces);
		const [good, bad] = nodes['Stable Diffusion'][0].data?.main ?? [];
		const id = String(parked.jobs[1].id);
		expect(good?.map(({ json }) => json.id)).toEqual(
			[0, 2].flatMap((nth) => Array<unknown>(pieces).fill(String(parked.jobs[nth].id))),
		);
		expect(bad).toMatchObject([
			{
				json: {
					...{ error: `Image ${id} could not be made`, prompt: 'this will fail' },
					details: { itemIndex: 1, id, family: 'images' },
				},
			},
		]);
	});

	test('resumes nothing while others are open', async () => {
		const parked = await scene.park({ prompts });
		await parked.end(1);
		expect(scene.stage.status(parked.id)).toBe('waiting');
		parked.finish();
		await parked.call(1);
		await parked.done();
	});

	test('does not fail the execution where it is the only one', async () => {
		const parked = await scene.park({ prompts: ['this will fail'] });
		await parked.end(0);
		const { items } = await parked.done();
		expect(items).toMatchObject([{ json: { id: String(parked.jobs[0].id), itemIndex: 0 } }]);
	});

	test('ends the run at Result > Fetch, with an error that names it', async () => {
		const parked = await scene.park({ prompts, next: [fetchNode] });
		parked.finish();
		await parked.call(0);
		await until(() => scene.stage.status(parked.id) === 'error');
		const { error } = scene.stage.result(parked.id);
		expect(`${error?.message} ${(error as Error & { description: string }).description}`).toContain(
			String(parked.jobs[1].id),
		);
		expect(parked.submits).toHaveLength(3);
	});

	test('is an item of Result > Fetch where that goes on', async () => {
		const next = [{ ...fetchNode, nodeExtra: { name: 'Fetch', onError: goOn } }];
		const parked = await scene.park({ prompts, next });
		parked.finish();
		await parked.call(0);
		const { items } = await parked.done();
		expect(items.map(({ json }) => json.status ?? 'error')).toEqual([
			'success',
			'error',
			'success',
		]);
	});
	const goOn = 'continueRegularOutput' as const;
});

describe('A job that fails before the parking', () => {
	test('ends the run in memory, with an error that names all jobs, and nothing is parked', async () => {
		Object.assign(scene.sandbox.options, { secondsPerJob: 0.8, workers: 1 });
		const parked = await scene.run({
			...{ prompts: ['a boat', 'this will fail', 'an island'], options: { inMemory: 2 } },
		});
		const [boat, failed, island] = parked.jobs.map(({ id }) => String(id));
		const { status, error, waitTill } = scene.stage.result(parked.id);
		expect([status, waitTill, error?.message]).toEqual([
			...['error', null, `Image ${failed} could not be made`],
		]);
		const { description } = error as Error & { description: string };
		expect(description).toContain(`Finished jobs of this run: ${boat}.`);
		expect(description).toContain(`Still in the making: ${island}.`);
		const [entry] = await parked.forge(parked.lie(2));
		expect(entry.code).toBe(409);
	});

	test('ends the run at the last look, where it has failed while others were handed in', async () => {
		scene.sandbox.next({ match: 'submit', fault: 'slow', skip: 2 });
		const parked = scene.of(await scene.stage.begin(scene.whole({ prompts })), { prompts });
		await until(() => parked.jobs.length === 2);
		parked.finish(1);
		await scene.stage.idle();
		const { status, error } = scene.stage.result(parked.id);
		const [boat, failed, island] = parked.jobs.map(({ id }) => String(id));
		expect([status, error?.message]).toEqual(['error', `Image ${failed} could not be made`]);
		const { description } = error as Error & { description: string };
		for (const id of [boat, island]) expect(description).toContain(id);
	});

	test.each([
		['is refused', 'something forbidden', 'The service refused the prompt or a file'],
		['has no prompt', '', "'Prompt' is empty"],
	])('because it %s, leaves the others parked where items go on', async (_, prompt, message) => {
		const all = ['a boat', prompt, 'an island'];
		const parked = await scene.park({ prompts: all, ...onError('continueRegularOutput') });
		// What n8n shows meanwhile has no error in front, or it would try the node again.
		expect(scene.stage.result(parked.id).items).toHaveLength(2);
		expect(parked.jobs).toHaveLength(2);
		parked.finish();
		await parked.call(0);
		const { items } = await parked.done();
		expect(items.map(({ json }) => json.error ?? json.status)).toEqual([
			...['success', message, 'success'],
		]);
		expect(items[1].json.itemIndex).toBe(1);
	});
});

describe('Retry On Fail', () => {
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

	/** Begins a run whose first job takes half a second, and all others as long as is said. */
	async function beginWithQuick(whole: ExecuteOptions, all: string[], seconds = 600) {
		const { sandbox, stage } = scene;
		Object.assign(sandbox.options, { secondsPerJob: 0.5, slowSeconds: 0.3 });
		sandbox.next({ match: 'submit', fault: 'slow', skip: 1, times: all.length - 1 });
		const parked = scene.of(await stage.begin(whole), { prompts: all });
		await until(() => parked.jobs.length === 1);
		sandbox.options.secondsPerJob = seconds;
		return parked;
	}

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'buys each job once, where the first item fails and others are parked (%s)',
		async (how) => {
			const all = ['this will fail', 'a boat', 'an island'];
			// Whatever a second run of the node would be given, it would buy the same.
			const prompt = `={{ ${JSON.stringify(all)}[$itemIndex] }}`;
			const parameters = generate({ inMemory: 0.7 }, { prompt });
			const extra = { ...retry, onError: how };
			const parked = await beginWithQuick(scene.whole({ parameters, nodeExtra: extra }), all);
			await scene.stage.until(parked.id, 'waiting');
			const shown = scene.stage.result(parked.id).items.map(({ json }) => json.status);
			expect(shown).toEqual(['processing', 'processing']);
			parked.finish();
			await parked.call(1);
			const { nodes } = await parked.done();
			expect(nodes['Stable Diffusion']).toHaveLength(1);
			expect(parked.submits).toHaveLength(3);
		},
	);

	test('waits in memory for what an earlier try has bought, and buys it once', async () => {
		const { options } = scene.sandbox;
		const prompts = ['a boat', 'an island'];
		const whole = scene.whole({ prompts, nodeExtra: retry, options: { inMemory: 0.7 } });
		// The first one fails; the second one, which is to be parked, is bought already.
		options.failRate = 1;
		const parked = await beginWithQuick(whole, prompts, 6);
		options.failRate = 0;
		await until(() => parked.jobs.length === 2);
		options.secondsPerJob = 0.2;
		await scene.stage.idle();
		const bought = parked.submits.map(({ body }) => body?.prompt);
		expect(bought).toEqual(['a boat', 'an island', 'a boat']);
		const { status, items } = scene.stage.result(parked.id);
		expect([status, ...items.map(({ json }) => json.status)]).toEqual(Array(3).fill('success'));
		const good = parked.jobs.filter(({ state }) => state === 'success');
		expect(good).toHaveLength(2);
		expectEnds(good, items);
	});
});
