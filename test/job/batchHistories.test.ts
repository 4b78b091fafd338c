import fc from 'fast-check';
import { JobError } from '../../nodes/StableDiffusion/job/job';
import { live, type Mishap, type Plan, type Story } from './batchWorld';

const submitMishap = fc.constantFrom<Mishap>(
	...Array<Mishap>(12).fill('none'),
	'unsent',
	'cut',
	'cutSold',
	'5xx',
	'5xxSold',
	'html',
	'garbledSold',
	'noIdSold',
	'limit',
);
const askMishap = fc.constantFrom<Mishap>(
	...Array<Mishap>(8).fill('none'),
	'unsent',
	'cut',
	'5xx',
	'html',
	'garbledSold',
	'limit',
);
const plan: fc.Arbitrary<Plan> = fc.record({
	items: fc.integer({ min: 1, max: 9 }),
	jobsAtOnce: fc.integer({ min: 1, max: 6 }),
	queue: fc.integer({ min: 1, max: 6 }),
	foreign: fc.constantFrom(0, 0, 0, 1, 3),
	lengths: fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 6 }),
	etas: fc.array(fc.constantFrom(0, 0.3, 2, 8, 40), { minLength: 1, maxLength: 4 }),
	failing: fc.array(fc.constantFrom(false, false, false, false, true), {
		minLength: 1,
		maxLength: 7,
	}),
	submitMishaps: fc.array(submitMishap, { minLength: 1, maxLength: 9 }),
	askMishaps: fc.array(askMishap, { minLength: 1, maxLength: 9 }),
	limitMs: fc.constantFrom(1_000, 5_000, 20_000, 60_000, 300_000),
	wait: fc.constantFrom(true, true, true, false),
	goesOn: fc.boolean(),
	stops: fc.array(fc.option(fc.integer({ min: 0, max: 40_000 }), { freq: 3, nil: undefined }), {
		minLength: 1,
		maxLength: 4,
	}),
});

const runs = Number(process.env.HISTORIES ?? 10_000);
const asPlans = fc.asyncProperty;

/** Every rule looks at the same histories, so that each of them is lived through once. */
const rules: Record<string, (story: Story, plan: Plan) => boolean> = {
	'nothing is bought twice, but what the service itself had given up': ({ sold }) =>
		sold.every((job, index) =>
			sold
				.slice(0, index)
				.every(
					(earlier) =>
						earlier.item !== job.item ||
						(earlier.toldFailed !== undefined && earlier.toldFailed <= job.at),
				),
		),
	'every job whose ID was told is named at the end of the try that heard of it': ({
		sold,
		tries,
	}) => {
		const named = new Set(tries.flatMap((one) => [...one.named]));
		return sold.every(({ id, named: told, toldFailed }) => {
			// An answer that was under way when the user pressed Stop never arrived.
			const lost = tries.some(
				({ stopped, ended, began }) =>
					stopped && sold.some((job) => job.id === id && job.at >= began && job.at > ended - 80),
			);
			return !told || named.has(id) || toldFailed !== undefined || lost;
		});
	},
	'a submit that brought no usable answer is told for its item': ({ sold, tries }, { goesOn }) =>
		sold.every(({ named, item, at }) => {
			if (named) return true;
			const one = tries.find(({ began, ended }) => at >= began && at <= ended);
			if (one === undefined || one.stopped) return true;
			const error = one.fates[item]?.error;
			// Without Continue On Fail another item may have ended the run; the ledger names the item then.
			return error instanceof JobError || !goesOn;
		}),
	'a result belongs to its item': ({ sold, tries }) =>
		tries.every(({ fates }) =>
			fates.every((fate, item) => {
				const { job } = fate ?? {};
				const id = job?.state === 'finished' ? job.id : job?.ticket.id;
				return id === undefined || sold.find((each) => each.id === id)?.item === item;
			}),
		),
	'no result is handed over before it is there': ({ sold, tries }) =>
		tries.every(({ fates, ended }) =>
			fates.every(({ job } = {}) => {
				const made = job?.state === 'finished' && sold.find(({ id }) => id === job.id);
				return !made || (made.readyAt <= ended && !made.fails);
			}),
		),
	'the account never has more of our jobs than its window is wide': (
		{ most, tries },
		{ jobsAtOnce, wait },
	) =>
		// Jobs that were left open, or whose submit was lost, are in the queue still.
		most <= jobsAtOnce ||
		tries.length > 1 ||
		!wait ||
		tries.some(({ fates }) =>
			fates.some((fate) => fate?.error !== undefined || fate?.job?.state === 'open'),
		),
	'no job is asked about more often than every half second': ({ questions }) =>
		questions.every((jobs) =>
			[...jobs.values()].every((times) =>
				times.every((time, index) => index === 0 || time - times[index - 1] >= 500),
			),
		),
	'no more than five questions a second are asked, beside five that were saved up': ({
		questions,
	}) =>
		questions.every((jobs) => {
			const times = [...jobs.values()].flat().sort((a, b) => a - b);
			return times.every((time, index) =>
				times
					.slice(index)
					.every((later, asked) => asked + 1 <= 5 + ((later - time) * 5) / 1_000 + 0.01),
			);
		}),
	'every try has an end, within the time limits of its jobs': ({ tries }, { items, limitMs }) =>
		tries.every(({ began, ended }) => ended - began <= (items + 1) * (limitMs + 5_000)),
	'a stopped try ends at once': ({ tries }, { stops }) =>
		tries.every(
			({ stopped, began, ended }, index) => !stopped || ended - began <= (stops[index] ?? 0),
		),
	'under Continue On Fail every item has a fate': ({ tries }, { goesOn }) =>
		tries.every(
			({ fates, stopped }) => stopped || !goesOn || fates.every((fate) => fate !== undefined),
		),
};

describe('In every history of a batch, with its tries', () => {
	const broken = new Map<string, string>();
	const seen = { tries: 0, finished: 0, stopped: 0, refused: 0, kept: 0, lost: 0, failed: 0 };

	beforeAll(async () => {
		await fc.assert(
			asPlans(plan, async (one) => {
				const story = await live(one);
				for (const [name, holds] of Object.entries(rules))
					if (!broken.has(name) && !holds(story, one)) broken.set(name, JSON.stringify(one));
				seen.tries += Number(story.tries.length > 1);
				seen.stopped += Number(story.tries.some(({ stopped }) => stopped));
				seen.refused += Number(story.refused > 0);
				seen.lost += Number(story.sold.some(({ named }) => !named));
				seen.failed += Number(story.sold.some(({ toldFailed }) => toldFailed !== undefined));
				const fates = story.tries.flatMap((each) => each.fates);
				seen.finished += Number(fates.some((fate) => fate?.job?.state === 'finished'));
				seen.kept += Number(
					fates.some((fate) => fate?.error instanceof JobError && fate.error.facts.kept === true),
				);
			}),
			{ numRuns: runs },
		);
	});

	test.each(Object.keys(rules))('%s', (name) => {
		expect(broken.get(name)).toBeUndefined();
	});
	test('there is enough of everything for the rules to be about something', () => {
		for (const [what, count] of Object.entries(seen))
			expect({ what, enough: count > runs / 50 }).toEqual({ what, enough: true });
	});
});
