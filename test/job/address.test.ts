import { Batch } from '../../nodes/StableDiffusion/job/batch';
import type { Ticket } from '../../nodes/StableDiffusion/job/job';
import { Memory } from '../../nodes/StableDiffusion/job/memory';
import { Clock, lineTo } from './clock';

test('a job that an earlier try has bought is asked about where the user says now, not where was guessed then', async () => {
	const clock = new Clock();
	const asked: string[] = [];
	const line = lineTo(
		clock,
		async ({ path }) => {
			asked.push(path);
			return await Promise.resolve({
				status: 200,
				body: { status: 'success', id: 5, output: ['https://files.example.test/0.png'] },
			});
		},
		100,
	);
	const store = {};
	const guess: Ticket = {
		id: '5',
		first: {},
		address: { path: '/api/v8/fetch/5', body: {}, guessed: true },
	};
	new Memory(store, 0).of(0, 'print').taken(guess);
	const job = new Batch(line, { jobsAtOnce: 1 }).live(
		{ path: '/api/v8/make', body: {} },
		{
			item: 0,
			limitMs: 300_000,
			wait: true,
			origin: 'https://sd.example.test',
			entry: new Memory(store, 0).of(0, 'print'),
			ticket: (ticket) => ({ ...ticket, address: { path: '/api/v8/results/5', body: {} } }),
		},
	);
	expect(await clock.run(job)).toMatchObject({ state: 'finished', id: '5' });
	expect(asked).toEqual(['/api/v8/results/5']);
});
