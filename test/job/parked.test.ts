import fc from 'fast-check';
import type { Trouble } from '../../nodes/StableDiffusion/api/advice';
import {
	JobError,
	Verdict,
	type Finished,
	type Open,
	type Ticket,
} from '../../nodes/StableDiffusion/job/job';
import { endsOf } from '../../nodes/StableDiffusion/job/parked';

interface Job {
	readonly ticket: Ticket;
}

const job = (id: string, more: Partial<Ticket> = {}): Job => ({
	ticket: { id, first: {}, ...more },
});
const finished = ({ ticket }: Job): Finished => ({
	state: 'finished',
	id: ticket.id,
	output: [],
	first: {},
	last: {},
	status: 200,
});
const open = ({ ticket }: Job): Open => ({ state: 'open', ticket });

/** Somebody who can be asked, and remembers what about; whatever is not named has finished. */
function service(answers: Record<string, 'open' | Error> = {}) {
	const asked: string[] = [];
	const ask = async (about: Job): Promise<Finished | Open> => {
		asked.push(about.ticket.id);
		const answer = answers[about.ticket.id];
		if (answer instanceof Error) throw answer;
		return await Promise.resolve(answer === 'open' ? open(about) : finished(about));
	};
	return { asked, ask };
}

const late = { submittedAt: 1_000, eta: 90 };
const jobs = [
	job('a', { submittedAt: 1_000, eta: 20 }),
	job('b', { submittedAt: 60_000, eta: 20 }),
	job('c', late),
	job('d', { submittedAt: 70_000 }),
	job('e'),
];

describe('The jobs of a parked batch', () => {
	test('have all ended: the end of each is told, asked for once', async () => {
		const { asked, ask } = service();
		const ends = await endsOf(jobs, 'd', ask);
		expect(ends).toEqual(new Map(jobs.map((each) => [each, finished(each)])));
		expect(asked.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
	});
	test('are none: then there is nothing to wait for', async () => {
		expect(await endsOf([], 'a', service().ask)).toEqual(new Map());
	});
	test('are asked about in an order: the named one, then those that are likeliest to be open', async () => {
		const { asked, ask } = service();
		await endsOf(jobs, 'd', ask);
		expect(asked).toEqual(['d', 'c', 'b', 'a', 'e']);
	});
	test.each([undefined, 'x'])(
		'are asked about from the likeliest on where a callback names %p',
		async (named) => {
			const { asked, ask } = service();
			await endsOf(jobs, named, ask);
			expect(asked).toEqual(['c', 'b', 'd', 'a', 'e']);
		},
	);
	test.each<[string, string, string[], string[]]>([
		['the named one', 'a', ['a'], ['a']],
		['the named one and others', 'a', ['a', 'c', 'e'], ['a']],
		['the likeliest one', 'a', ['c'], ['a', 'c']],
		['the likeliest one and others', 'e', ['a', 'b', 'c'], ['e', 'c']],
	])('cost no question after the first open one: %s', async (_, named, running, cost) => {
		const { asked, ask } = service(Object.fromEntries(running.map((id) => [id, 'open'])));
		expect(await endsOf(jobs, named, ask)).toBeUndefined();
		expect(asked).toEqual(cost);
	});
	test('are not over while an unlikely one is open', async () => {
		expect(await endsOf(jobs, 'a', service({ e: 'open' }).ask)).toBeUndefined();
	});
});

describe('What a question about a parked job ends in', () => {
	test.each<[Trouble, string]>([
		['jobFailed', 'a'],
		['unknownJob', 'c'],
		['blocked', 'e'],
	])("is the job's end where it is the service's own last word: %s", async (trouble, id) => {
		const verdict = new Verdict(trouble, { id });
		const ends = await endsOf(jobs, 'a', service({ [id]: verdict }).ask);
		expect(ends).toEqual(
			new Map(jobs.map((each) => [each, each.ticket.id === id ? verdict : finished(each)])),
		);
	});
	test.each<[Trouble, string]>([
		['key', 'a'],
		['limit', 'c'],
		['noConnection', 'e'],
		['unknownJob', 'e'],
	])('leaves the job open where it is anything less: %s', async (trouble, id) => {
		const { ask } = service({ [id]: new JobError(trouble, { id }) });
		expect(await endsOf(jobs, 'a', ask)).toBeUndefined();
	});
	test.each(['a', 'c', 'e'])(
		'is thrown on where it is no word on a job, as with %s',
		async (id) => {
			const fault = new TypeError('not ours');
			await expect(endsOf(jobs, 'a', service({ [id]: fault }).ask)).rejects.toBe(fault);
		},
	);
});

describe('Whatever calls come', () => {
	/** A job, when it really ends, and how wrong its estimate is. */
	const one = fc.record({
		submittedAt: fc.integer({ min: 0, max: 60_000 }),
		takes: fc.integer({ min: 1, max: 120 }),
		wrong: fc.integer({ min: -100, max: 100 }),
	});
	const visit = fc.record({ nth: fc.nat(), at: fc.integer({ min: 0, max: 200_000 }) });

	test('none ends a batch before its last job has ended, and any does then', async () => {
		const seen = { early: 0, over: 0 };
		await fc.assert(
			fc.asyncProperty(
				fc.array(one, { minLength: 1, maxLength: 8 }),
				fc.array(visit, { minLength: 1, maxLength: 12 }),
				async (all, visits) => {
					const made = all.map(({ submittedAt, takes, wrong }, nth) =>
						job(`${nth}`, { submittedAt, eta: Math.max(0, takes + wrong) }),
					);
					const endOf = (nth: number): number => all[nth].submittedAt + all[nth].takes * 1000;
					const lastEnd = Math.max(...all.map((_, nth) => endOf(nth)));
					for (const { nth, at } of visits) {
						const running = all.flatMap((_, each) =>
							endOf(each) > at ? [[`${each}`, 'open']] : [],
						);
						const { asked, ask } = service(Object.fromEntries(running) as Record<string, 'open'>);
						// One more than there are: a job of somebody else.
						const ends = await endsOf(made, `${nth % (all.length + 1)}`, ask);
						seen[at < lastEnd ? 'early' : 'over'] += 1;
						expect(ends && [...ends.keys()].map(({ ticket }) => ticket.id).sort()).toEqual(
							at < lastEnd ? undefined : made.map(({ ticket }) => ticket.id),
						);
						expect(new Set(asked).size).toBe(asked.length);
					}
				},
			),
			{ numRuns: 2_000 },
		);
		expect(Math.min(seen.early, seen.over)).toBeGreaterThan(1_000);
	});
	test('a true one costs two questions, a forged one costs one, and the last one each job', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(one, { minLength: 2, maxLength: 8 }),
				fc.infiniteStream(fc.nat()),
				async (all, picks) => {
					// The estimates are right here.
					const made = all.map(({ submittedAt, takes }, nth) =>
						job(`${nth}`, { submittedAt, eta: takes }),
					);
					const endOf = ({ ticket }: Job): number =>
						(ticket.submittedAt ?? 0) + (ticket.eta ?? 0) * 1000;
					const lastEnd = Math.max(...made.map(endOf));
					// Each call comes at or after the end of a job, and names any, often one named before.
					for (const at of made.map(endOf).sort((a, b) => a - b)) {
						for (const pick of picks.take(3)) {
							const named = made[pick % made.length];
							const running = made.filter((each) => endOf(each) > at);
							const { asked, ask } = service(
								Object.fromEntries(running.map(({ ticket }) => [ticket.id, 'open'])),
							);
							await endsOf(made, named.ticket.id, ask);
							const due = at === lastEnd ? made.length : running.includes(named) ? 1 : 2;
							expect(asked).toHaveLength(due);
						}
					}
				},
			),
			{ numRuns: 1_000 },
		);
	});
});
