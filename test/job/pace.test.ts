import { Pace } from '../../nodes/StableDiffusion/job/pace';
import { Clock } from './clock';

describe('The pace of questions', () => {
	test('saves nothing up beyond a second', async () => {
		const clock = new Clock();
		const pace = new Pace(2, clock);
		await clock.run(clock.sleep(60_000));
		const times: number[] = [];
		for (let asked = 0; asked < 5; asked++) {
			await clock.run(pace.turn());
			times.push(clock.time - 60_000);
		}
		expect(times).toEqual([0, 0, 500, 1_000, 1_500]);
	});
	test("lets a second's worth through at once, then so many a second, in their order", async () => {
		const clock = new Clock();
		const pace = new Pace(3, clock);
		const times: number[] = [];
		const ask = async (): Promise<void> => {
			await pace.turn();
			times.push(clock.time);
		};
		await clock.run(Promise.all([ask(), ask(), ask(), ask(), ask(), ask(), ask()]));
		expect(times).toEqual([0, 0, 0, 334, 667, 1_000, 1_334]);
	});
	test('costs nothing where questions are seldom', async () => {
		const clock = new Clock();
		const pace = new Pace(1, clock);
		for (let asked = 0; asked < 3; asked++) {
			await clock.run(pace.turn());
			await clock.run(clock.sleep(1_500));
		}
		expect(clock.time).toBe(4_500);
	});
});
