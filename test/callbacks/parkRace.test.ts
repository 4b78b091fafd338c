/** Callbacks that come at a bad moment: all at once, too early, too late, in a flood. */
import type { CallbackEntry } from '../../sandbox/server';
import { openStage, type Stage } from './stage';
import { forged } from './tally';
import { fetchNode, openScene, Parked, received, three } from './parkScene';
import { until } from '../support/until';
import { setTimeout as sleep } from 'node:timers/promises';

const scene = openScene({ slowSeconds: 3.5 });
/** With a database that takes its time, so that what comes at once meets in it. */
let slow: Stage;
beforeAll(async () => void (slow = await openStage({ databaseMs: 50 })));
afterAll(async () => {
	expect(slow.faults).toEqual([]);
	await slow.close();
});
afterEach(() => {
	Object.assign(scene.sandbox.options.callbacks, { lossRate: 1, earlyRate: 0 });
});

const codes = (entries: CallbackEntry[]): unknown[] => entries.map(({ code }) => code).sort();

/** Parked at the slow stage. */
async function parkSlowly(options: object = {}, next = [fetchNode]): Promise<Parked> {
	const id = await slow.execute({ ...scene.whole({ options: { ...options } }), next });
	expect(slow.status(id)).toBe('waiting');
	return new Parked(scene.sandbox, slow, id, slow.resumeUrl(id), three);
}

describe('At the same instant', () => {
	test('the callbacks of all jobs resume an execution once', async () => {
		const parked = await parkSlowly();
		parked.finish();
		const entries = await Promise.all([0, 1, 2].map(async (nth) => await parked.call(nth)));
		expect(entries).toMatchObject([received, received, received]);
		const { nodes } = await parked.done();
		expect(slow.resumes(parked.id).runs).toHaveLength(1);
		expect(nodes.Fetch).toHaveLength(1);
		expect(slow.dropped).toEqual([]);
	});

	test('thirty copies of the last callback resume it once, and cost the questions of two', async () => {
		const parked = await parkSlowly();
		parked.finish();
		const entries = await Promise.all(Array.from({ length: 30 }, () => parked.call(2)));
		expect(codes(entries)).toEqual(Array<unknown>(30).fill(200));
		await parked.done();
		expect(slow.resumes(parked.id).runs).toHaveLength(1);
		expect(parked.asked).toBeLessThanOrEqual(6);
	});

	test('the limit and the callback let it go on once, with all that was made', async () => {
		const story = async (beforeMs: number): Promise<string> => {
			const parked = await parkSlowly({ timeLimit: 6 });
			const till = Date.parse(slow.result(parked.id).waitTill ?? '');
			parked.finish();
			await sleep(till - beforeMs - Date.now());
			const { code } = await parked.call(0);
			await parked.done();
			expect(slow.result(parked.id).nodes.Fetch).toHaveLength(1);
			expect(parked.submits).toHaveLength(3);
			return `${code} ${slow.resumes(parked.id).ids.length}`;
		};
		const offsets = [2000, 900, 600, 450, 300, 200, 150, 100, 60, 30, 0, -30];
		const seen = await Promise.all(offsets.map(story));
		// Both have been the first, or the race was none.
		expect(seen.filter((one) => one === '200 1').length).toBeGreaterThan(0);
		expect(seen.filter((one) => one.endsWith(' 0')).length).toBeGreaterThan(0);
	});
});

describe('Too early:', () => {
	test('n8n refuses the callback of an execution that is still handing in, and the last look finds the end', async () => {
		const { sandbox, stage } = scene;
		sandbox.options.callbacks.lossRate = 0;
		sandbox.next({ match: 'submit', fault: 'slow', skip: 2 });
		const parked = scene.of(await stage.begin(scene.whole()));
		await until(() => parked.jobs.length === 2);
		parked.finish(0);
		const own = ({ job }: CallbackEntry): boolean => job === parked.jobs[0].id;
		await until(() => sandbox.books.callbacks.find(own)?.code !== undefined);
		expect(sandbox.books.callbacks.find(own)).toMatchObject({ code: 409, result: 'unanswered' });
		await stage.until(parked.id, 'waiting');
		expect(parked.asked).toBe(3);
		expect(stage.result(parked.id).items.map(({ json }) => json.status)).toEqual([
			...['success', 'processing', 'processing'],
		]);
		sandbox.options.callbacks.lossRate = 1;
		parked.finish(1);
		await parked.end(2);
		const { items } = await parked.done();
		expect(items.map(({ json }) => json.id)).toEqual(parked.jobs.map(({ id }) => String(id)));
		// What was known before was not asked for again.
		expect(parked.jobs[0].asked).toBe(1);
	});

	test('where the only callback comes before the submit is answered, the limit and Fetch bring it out', async () => {
		const { sandbox, stage } = scene;
		Object.assign(sandbox.options.callbacks, { lossRate: 0, earlyRate: 1 });
		const parked = await scene.park({
			...{ prompts: ['a boat'], options: { timeLimit: 1 }, next: [fetchNode] },
		});
		const { callbacks } = sandbox.books;
		expect(callbacks.filter(({ job }) => job === parked.jobs[0].id)).toMatchObject([
			{ kind: 'early', code: 409 },
		]);
		await parked.done();
		expect(stage.resumes(parked.id).runs).toHaveLength(0);
	});

	test('a forged one, of which n8n may take none while it runs, breaks nothing', async () => {
		scene.sandbox.options.slowSeconds = 0.3;
		scene.sandbox.next({ match: 'submit', fault: 'slow', skip: 2 });
		const parked = scene.of(await scene.stage.begin(scene.whole()));
		await until(() => parked.jobs.length === 2);
		const lies = [parked.lie(0), parked.lie(1), { raw: '' }];
		const sent = lies.map(async (one) => {
			return await scene.sandbox.callback(0, { ...one, url: parked.url });
		});
		expect(codes(await Promise.all(sent))).toEqual([409, 409, 409]);
		await scene.stage.until(parked.id, 'waiting');
		const { items } = scene.stage.result(parked.id);
		const { runs, errors } = scene.stage.resumes(parked.id);
		const isUntouched =
			items.every(({ json }) => json.status === 'processing') && runs.length + errors.length === 0;
		forged(lies.length, isUntouched ? 0 : lies.length);
		expect([items.length, isUntouched]).toEqual([3, true]);
		parked.finish();
		await parked.call(1);
		await parked.done();
	});
});

describe('Too late:', () => {
	test('after the limit n8n takes no callback, while Fetch waits and afterwards', async () => {
		const parked = await scene.park({ options: { timeLimit: 1 }, next: [fetchNode] });
		await until(() => scene.stage.status(parked.id) === 'running');
		parked.finish(0);
		expect(await scene.sandbox.callback(parked.jobs[0].id)).toMatchObject({ code: 409 });
		parked.finish(1, 2);
		expect(await scene.sandbox.callback(parked.jobs[1].id)).toMatchObject({ code: 409 });
		await parked.done();
		const entries = await parked.forge(parked.lie(2), { raw: '' });
		expect(codes(entries)).toEqual([409, 409]);
		expect(scene.stage.resumes(parked.id).runs).toEqual([]);
	});

	test('what is stopped while it is parked stays so', async () => {
		const parked = await scene.park();
		await scene.stage.stop(parked.id);
		parked.finish();
		expect(await parked.call(0)).toMatchObject({ code: 409 });
		expect(scene.stage.status(parked.id)).toBe('canceled');
		expect(parked.asked).toBe(0);
	});
});

describe('A flood', () => {
	test('of 500 forged callbacks costs a dozen questions in five seconds, and the true one gets through', async () => {
		const parked = await scene.park();
		const codesSeen: unknown[] = [];
		const start = Date.now();
		for (let second = 0; second < 5; second++) {
			const began = Date.now();
			const batch = Array.from({ length: 100 }, (_, nth) => parked.lie(nth % 3));
			codesSeen.push(...codes(await parked.forge(...batch)));
			await sleep(Math.max(0, began + 1000 - Date.now()));
		}
		expect(codesSeen).toEqual(Array<unknown>(500).fill(200));
		expect(scene.stage.status(parked.id)).toBe('waiting');
		expect(parked.asked).toBeGreaterThan(0);
		// A busy machine takes longer than these five seconds.
		expect(parked.asked).toBeLessThanOrEqual((12 * (Date.now() - start)) / 5_000);
		const { asked } = parked;
		parked.finish();
		await parked.call(0);
		await parked.done();
		expect(parked.asked - asked).toBe(3);
	});
});
