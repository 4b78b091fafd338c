import { Rounds } from '../../nodes/StableDiffusion/job/rounds';
import { Clock } from './clock';

const gapMs = 1_000;

/** Rounds whose pieces of work take a while, and are written down. */
function opened(takesMs = 300) {
	const clock = new Clock();
	const rounds = new Rounds(gapMs, clock);
	const began: Array<[name: string, at: number]> = [];
	const ended: number[] = [];
	const call = async (name: string, fails = false): Promise<number | undefined> =>
		await rounds.run(name, async () => {
			const nth = began.push([name, clock.time]);
			await clock.sleep(takesMs);
			ended.push(clock.time);
			if (fails) throw new Error(`work ${nth}`);
			return nth;
		});
	const later = async (ms: number, name: string, fails?: boolean): Promise<number | undefined> => {
		await clock.sleep(ms);
		return await call(name, fails);
	};
	return { clock, rounds, began, ended, call, later };
}

describe('Work that many ask for', () => {
	test('is done at once for the first, once more for all who come meanwhile, and no third time', async () => {
		const { clock, began, call, later } = opened();
		const all = [call('a'), later(50, 'a'), later(100, 'a'), later(1_200, 'a')];
		expect(await clock.run(Promise.all(all))).toEqual([1, 2, undefined, undefined]);
		expect(began).toEqual([
			['a', 0],
			['a', 300 + gapMs],
		]);
	});
	test('is done after the last one has begun, for whoever comes while that is under way', async () => {
		const { clock, began, call, later } = opened();
		const all = [call('a'), later(50, 'a'), later(1_400, 'a'), later(1_500, 'a')];
		expect(await clock.run(Promise.all(all))).toEqual([1, 2, 3, undefined]);
		expect(began.map(([, at]) => at)).toEqual([0, 1_300, 2_600]);
	});
	test.each([
		['still waits for the rest of the gap', 900, 1_300],
		['is done at once after the gap', 1_300, 1_300],
		['is done at once long after it', 9_000, 9_000],
	])('%s, where somebody comes after %i ms', async (_, ms, at) => {
		const { clock, began, call, later } = opened();
		await clock.run(Promise.all([call('a'), later(ms, 'a')]));
		expect(began).toEqual([
			['a', 0],
			['a', at],
		]);
	});
	test('waits for nobody who has another name', async () => {
		const { clock, began, call } = opened();
		await clock.run(Promise.all([call('a'), call('b'), call('c'), call('b')]));
		expect(began).toEqual([
			['a', 0],
			['b', 0],
			['c', 0],
			['b', 1_300],
		]);
	});
	test('fails for its own caller only, and the next is done all the same', async () => {
		const { clock, began, call, later } = opened();
		const all = [call('a', true), later(50, 'a', true), later(1_400, 'a')];
		const ends = await clock.run(Promise.allSettled(all));
		expect(ends).toEqual([
			{ status: 'rejected', reason: new Error('work 1') },
			{ status: 'rejected', reason: new Error('work 2') },
			{ status: 'fulfilled', value: 3 },
		]);
		expect(began.map(([, at]) => at)).toEqual([0, 1_300, 2_600]);
	});
	test('is counted while it is under way or waits, and not after', async () => {
		const { clock, rounds, call } = opened();
		const counts = [rounds.busy];
		const all = ['a', 'a', 'a', 'b'].map(async (name) => {
			const work = call(name, name === 'b');
			counts.push(rounds.busy);
			await work.catch(() => {});
		});
		expect(counts).toEqual([0, 1, 2, 2, 3]);
		clock.after(500, () => counts.push(rounds.busy));
		clock.after(1_400, () => counts.push(rounds.busy));
		await clock.run(Promise.all(all));
		expect(counts.slice(5)).toEqual([1, 1]);
		expect(rounds.busy).toBe(0);
	});
	test('is done a dozen times at most for 10,000 callers in 10 s, one at a time and a gap apart', async () => {
		const { clock, began, ended, later } = opened(0);
		const all = Array.from({ length: 10_000 }, async (_, nth) => await later(nth, 'a'));
		const served = await clock.run(Promise.all(all));
		expect(began.length).toBeGreaterThanOrEqual(10);
		expect(began.length).toBeLessThanOrEqual(12);
		expect(served.filter((one) => one !== undefined)).toHaveLength(began.length);
		// The last caller came at 9,999 ms, and nothing that began before could serve it.
		expect(began.at(-1)?.[1]).toBeGreaterThanOrEqual(9_999);
		for (const [nth, at] of ended.slice(0, -1).entries())
			expect(began[nth + 1][1]).toBeGreaterThanOrEqual(at + gapMs);
	});
});

describe('The memory of names', () => {
	/** Names that are remembered, which nothing but the memory itself tells. */
	const remembered = (rounds: Rounds): number =>
		(Reflect.get(rounds, 'rounds') as ReadonlyMap<string, unknown>).size;

	test('stays bounded, however many names come', async () => {
		const { clock, rounds, later } = opened();
		const sizes: number[] = [];
		const all = Array.from({ length: 5_000 }, async (_, nth) => {
			await later(10 * nth, `name ${nth}`);
			sizes.push(remembered(rounds));
		});
		await clock.run(Promise.all(all));
		expect(Math.max(...sizes)).toBeGreaterThan(500);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(1_200);
	});
	test('keeps those whose work is under way, waits, or was only just done', async () => {
		const { clock, rounds, began, call, later } = opened();
		const flood = async (ms: number): Promise<void> => {
			await clock.sleep(ms);
			for (let nth = 0; nth < 1_500; nth++) void call(`at ${ms}: ${nth}`);
		};
		const floods = [100, 1_250, 1_290].map(flood);
		const all = [call('a'), later(200, 'a'), call('b'), later(1_295, 'b')];
		await clock.run(Promise.all([...floods, ...all]));
		expect(began.filter(([name]) => 'ab'.includes(name))).toEqual([
			['a', 0],
			['b', 0],
			['a', 1_300],
			['b', 1_300],
		]);
		expect(rounds.busy).toBe(0);
	});
});
