import { Pace } from '../../nodes/StableDiffusion/job/pace';
import { Clock } from './clock';

describe('The pace of questions', () => {
	test('lets so many through within any second, in their order', async () => {
		const clock = new Clock();
		const pace = new Pace(3, clock);
		const times: number[] = [];
		const ask = async (): Promise<void> => {
			await pace.turn();
			times.push(clock.time);
		};
		await clock.run(Promise.all([ask(), ask(), ask(), ask(), ask(), ask(), ask()]));
		expect(times).toEqual([0, 0, 0, 1_000, 1_000, 1_000, 2_000]);
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
