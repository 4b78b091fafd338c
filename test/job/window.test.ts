import { partOf, Window, type Place } from '../../nodes/StableDiffusion/job/window';
import { Clock } from './clock';

/** Lets everybody go on who can. */
const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

function opened(most: number) {
	const clock = new Clock();
	const window = new Window(most, clock);
	const inside = new Map<number, Place>();
	const refused: number[] = [];
	const enter = (...turns: number[]): void => {
		for (const turn of turns)
			window.enter(turn).then(
				(place) => inside.set(turn, place),
				() => refused.push(turn),
			);
	};
	const leave = (turn: number): void => {
		inside.get(turn)?.leave();
		inside.delete(turn);
	};
	const turns = async (): Promise<number[]> => {
		await settle();
		return [...inside.keys()].sort((a, b) => a - b);
	};
	return { clock, window, inside, enter, leave, turns, refused };
}

describe('A window', () => {
	test('lets in as many as it has places, in their order', async () => {
		const { enter, leave, turns } = opened(2);
		enter(0, 1, 3, 2);
		expect(await turns()).toEqual([0, 1]);
		leave(1);
		expect(await turns()).toEqual([0, 2]);
		leave(0);
		leave(2);
		expect(await turns()).toEqual([3]);
	});
	test('gives a place back once, however often it is left', async () => {
		const { enter, inside, turns } = opened(1);
		enter(0, 1, 2);
		await settle();
		const first = inside.get(0);
		inside.delete(0);
		first?.leave();
		first?.leave();
		expect(await turns()).toEqual([1]);
	});
	test('knows who had to wait', async () => {
		const { enter, leave, inside } = opened(1);
		enter(0, 1);
		await settle();
		expect(inside.get(0)?.waited).toBe(false);
		leave(0);
		await settle();
		expect(inside.get(1)?.waited).toBe(true);
	});
});

describe('A refusal', () => {
	test('shrinks the window to what is in the queue, and holds everybody for the pause', async () => {
		const { clock, window, enter, leave, inside, turns } = opened(5);
		enter(0, 1, 2, 3, 4, 5, 6);
		await settle();
		const again = [3, 4].map(async (turn) => await inside.get(turn)?.refused(10_000));
		expect(window.width).toBe(3);
		leave(0);
		await settle();
		expect(inside.has(5)).toBe(false);
		await clock.run(again[0]);
		expect(clock.time).toBe(10_000);
		// Places 1 and 2 are taken, and the one that 0 has left goes to the first who was refused.
		expect(window.width).toBe(3);
		leave(1);
		await again[1];
		expect(await turns()).toEqual([2, 3, 4]);
	});
	test('leaves one place even where others fill the whole queue', async () => {
		const { clock, window, enter, inside } = opened(3);
		enter(0);
		await settle();
		const again = inside.get(0)?.refused(30_000);
		expect(window.width).toBe(1);
		await clock.run(again as Promise<void>);
		expect(clock.time).toBe(30_000);
	});
	test('is made good slowly: one place each time that as many jobs have left as there are places', async () => {
		const { clock, window, enter, leave, inside } = opened(4);
		enter(0);
		await settle();
		await clock.run(inside.get(0)?.refused(1_000) as Promise<void>);
		const widths: number[] = [];
		for (let turn = 0; turn < 11; turn++) {
			leave(turn);
			widths.push(window.width);
			enter(turn + 1);
			await settle();
		}
		expect(widths).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4]);
	});
	test('asks for the longest of several pauses', async () => {
		const { clock, enter, inside } = opened(2);
		enter(0, 1);
		await settle();
		const long = inside.get(0)?.refused(9_000);
		void inside.get(1)?.refused(2_000);
		await clock.run(long as Promise<void>);
		expect(clock.time).toBe(9_000);
	});
});

describe('A closed window', () => {
	test('sends everybody away, those who wait and those who come', async () => {
		const { window, enter, refused, turns } = opened(1);
		enter(0, 1, 2);
		await settle();
		window.close(new Error('over'));
		enter(3);
		expect(await turns()).toEqual([0]);
		expect(refused.sort()).toEqual([1, 2, 3]);
	});
});

describe('A window that runs share', () => {
	/** Several runs at one window: who is inside, as `run/turn`. */
	const crowd = (most: number) => {
		const clock = new Clock();
		const window = new Window(most, clock);
		const inside = new Map<string, Place>();
		const away: string[] = [];
		const order: string[] = [];
		const run = (name: string) => {
			const part = partOf(window);
			return {
				close: () => part.close(new Error('over')),
				enter: (...turns: number[]): void => {
					for (const turn of turns)
						part.enter(turn).then(
							(place) => {
								inside.set(`${name}/${turn}`, place);
								order.push(`${name}/${turn}`);
							},
							() => away.push(`${name}/${turn}`),
						);
				},
			};
		};
		const next = async (): Promise<void> => {
			await settle();
			const [[first, place]] = [...inside];
			inside.delete(first);
			place.leave();
			await settle();
		};
		return { clock, inside, away, order, run, next };
	};

	test('lets a short run in between the jobs of a long one', async () => {
		const { run, order, next } = crowd(1);
		run('long').enter(...Array.from({ length: 100 }, (_, turn) => turn));
		for (let left = 0; left < 10; left++) await next();
		run('short').enter(0, 1);
		for (let left = 0; left < 6; left++) await next();
		expect(order.slice(10).filter((each) => each.startsWith('short'))).toHaveLength(2);
		expect(order.filter((each) => each.startsWith('long')).length).toBeGreaterThan(12);
	});

	test('lets a long run go on, however many short ones come', async () => {
		const { run, order, next } = crowd(1);
		run('long').enter(...Array.from({ length: 100 }, (_, turn) => turn));
		for (let each = 0; each < 60; each++) {
			run(`short${each}`).enter(0);
			await next();
		}
		// As often as each of those that are waiting, which are more and more.
		expect(order.filter((each) => each.startsWith('long')).length).toBeGreaterThan(8);
	});

	test('turns away those of the run that has ended, and takes back their places', async () => {
		const { run, inside, away } = crowd(2);
		const first = run('a');
		const second = run('b');
		first.enter(0, 1, 2);
		second.enter(0);
		await settle();
		expect([...inside.keys()]).toEqual(['a/0', 'a/1']);
		first.close();
		await settle();
		expect(away).toEqual(['a/2']);
		expect([...inside.keys()]).toEqual(['a/0', 'a/1', 'b/0']);
		// What the ended run still gives back counts no second time.
		inside.get('a/0')?.leave();
		second.enter(1, 2);
		await settle();
		expect([...inside.keys()].filter((name) => name.startsWith('b'))).toEqual(['b/0', 'b/1']);
		first.enter(7);
		await settle();
		expect(away).toEqual(['a/2', 'a/7']);
	});

	test('gives no place to a run that ends in the moment of its turn', async () => {
		const { run, inside, away } = crowd(1);
		const first = run('a');
		const second = run('b');
		first.enter(0);
		first.close();
		second.enter(0);
		await settle();
		expect(away).toEqual(['a/0']);
		expect([...inside.keys()]).toEqual(['b/0']);
	});

	test('holds all of them back after a refusal of one, and lets that one in first', async () => {
		const { run, inside, order, clock } = crowd(2);
		run('a').enter(0);
		run('b').enter(0, 1);
		await settle();
		void inside
			.get('b/0')
			?.refused(30_000)
			.then(() => order.push('b/0 again'));
		inside.get('a/0')?.leave();
		run('c').enter(0);
		await settle();
		expect(order).toEqual(['a/0', 'b/0']);
		await clock.run(clock.sleep(31_000));
		expect(order[2]).toBe('b/0 again');
	});
});
