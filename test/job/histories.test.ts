import fc from 'fast-check';
import { follow } from '../../nodes/StableDiffusion/job/follow';
import { JobError, type Ticket } from '../../nodes/StableDiffusion/job/job';
import { submit } from '../../nodes/StableDiffusion/job/submit';
import { cut, file, http, ok, page, unsent, World, type Service, type Told } from './world';

const submitPath = '/api/v6/images/text2img';
const origin = 'https://sd.example.test';

/** What the service can do with a call, whatever it is asked; `sells` where it may have made a job of it. */
const event: fc.Arbitrary<Told> = fc.oneof(
	fc.constant(unsent()),
	fc.constant({ ...cut(), sells: true }),
	fc
		.constantFrom(500, 502, 503, 504, 524)
		.chain((status) =>
			fc
				.constantFrom(
					page,
					'',
					{ message: 'Server Error' },
					{ status: 'error', id: 17 },
					{ status: 'failed' },
				)
				.map((body) => ({ ...http(status, body), sells: true })),
		),
	fc
		.option(fc.oneof(fc.nat(90), fc.constantFrom(0, 0.1, 1e300, -1, 'soon')), { nil: undefined })
		.chain((retry_after) =>
			fc.constantFrom(
				http(429, { status: 'error', message: 'Rate limit exceeded', retry_after }),
				http(429, page, retry_after === undefined ? undefined : String(retry_after)),
				ok({ status: 'error', messege: 'Rate limit exceeded', retry_after }),
				ok({ status: 'failed', id: '', message: 'Rate limit exceeded', retry_after }),
			),
		),
	fc
		.constantFrom(page, '', null, '{"status":"proc', 17, {})
		.map((body) => ({ ...ok(body), sells: true })),
	fc.constantFrom(401, 403, 404).map((status) => http(status, page)),
	fc
		.record({
			eta: fc.constantFrom(undefined, 0.25, 6, 20.9, 81, 960, -1, 'soon'),
			retry_after: fc.constantFrom(undefined, 3),
		})
		.map((more) => ({ ...ok({ status: 'processing', id: 17, output: [], ...more }), sells: true })),
	fc.constant({
		...ok({ status: 'processing', message: 'try again later.', output: '' }),
		sells: true,
	}),
	fc.constant({ ...ok({ status: 'success', id: 17, output: [file] }), sells: true }),
	fc.constant({ ...ok({ status: 'warming', id: 17 }), sells: true }),
	fc
		.constantFrom('Failed, Try Again', 'Request not found')
		.map((message) => ({ ...ok({ status: 'failed', id: '', message, output: '' }), sells: true })),
	fc
		.constantFrom(
			'Invalid API key',
			'prompt is required',
			'Insufficient credits.',
			'Model id not found',
			'What?',
		)
		.chain((message) =>
			fc.constantFrom(200, 400, 401).map((status) => http(status, { status: 'error', message })),
		),
);
const timed = (told: fc.Arbitrary<Told>): fc.Arbitrary<Told> =>
	fc
		.tuple(told, fc.oneof(fc.nat(400), fc.constantFrom(0, 0, 5_000, 31_000, 60_000, 200_000)))
		.map(([what, takes]) => ({
			...what,
			takes: 'broken' in what.answer && !what.answer.sent ? takes % 5_000 : takes,
		}));

/** One life of a job: how submits are answered, how questions are, how long the user gives it. */
const history = fc.record({
	submits: fc.array(timed(event), { minLength: 1, maxLength: 5 }),
	asks: fc.array(timed(event), { minLength: 1, maxLength: 8 }),
	/** Histories of jobs that were taken on are the longer ones, so most begin like that. */
	taken: fc.constantFrom(true, true, false),
	eta: fc.option(fc.constantFrom(0, 0.25, 3, 20.94, 81.8, 960), { nil: undefined }),
	limit: fc.oneof(fc.integer({ min: 1_000, max: 300_000 }), fc.constantFrom(0, 500, 10_000)),
	once: fc.constantFrom(false, false, false, true),
	foreign: fc.constantFrom(false, false, true),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

interface Lived {
	world: World;
	deadline: number;
	/** When the questions began. */
	followed?: number;
	ticket?: Ticket;
	thrown?: unknown;
	finished: boolean;
}

async function live({ submits, asks, taken, eta, limit, once, foreign }: History): Promise<Lived> {
	const turn = { submits: 0, asks: 0 };
	const service: Service = ({ path }) => {
		const kind = path === submitPath ? 'submits' : 'asks';
		const nth = turn[kind]++;
		if (kind === 'submits' && taken) {
			// As often refused as the history says, and taken on then.
			const refused =
				nth < submits.length - 1 && submits[nth].sells !== true ? submits[nth] : undefined;
			return (
				refused ?? {
					...ok({ status: 'processing', id: 17, eta, output: [] }),
					takes: 300,
					sells: true,
				}
			);
		}
		const all = kind === 'submits' ? submits : asks;
		return all[Math.min(nth, all.length - 1)];
	};
	const world = new World(service);
	const deadline = world.at(limit);
	const lived: Lived = { world, deadline, finished: false };
	try {
		const job = foreign
			? { state: 'open' as const, ticket: { id: '17', family: 'images' as const, first: {} } }
			: await submit({ path: submitPath, body: {}, family: 'images' }, world, deadline);
		if (job.state === 'finished') return { ...lived, finished: true };
		lived.ticket = job.ticket;
		lived.followed = world.elapsed;
		const end = await follow(job.ticket, world, { origin, deadline, once });
		return { ...lived, finished: end.state === 'finished' };
	} catch (thrown) {
		return { ...lived, thrown };
	}
}

const runs = { numRuns: 10_000 };
const always = (rule: (lived: Lived, history: History) => boolean): Promise<void> =>
	Promise.resolve(
		fc.assert(
			fc.asyncProperty(history, async (one) => rule(await live(one), one)),
			runs,
		),
	);

describe('In every history of the service', () => {
	test('a submit that may have been bought is the last one', async () => {
		await always(({ world }) => {
			const submits = world.posts.filter(({ path }) => path === submitPath);
			return (
				submits.findIndex(({ sold }) => sold) === submits.length - 1 ||
				!submits.some(({ sold }) => sold)
			);
		});
	});
	test('there is an end by the time limit and one call', async () => {
		await always(({ world, followed }, { limit }) => {
			// A job that was taken on is asked about once, also where its submit has used up the time.
			const latest = (path: string): number =>
				path === submitPath ? limit : Math.max(limit, followed ?? 0);
			const ends = world.posts.map(({ ended }) => ended);
			return (
				world.posts.every(({ at, path }) => at <= latest(path)) &&
				world.elapsed <= Math.max(limit, ...ends)
			);
		});
	});
	test('whatever is thrown is a JobError, and names its job where one was taken on', async () => {
		await always(({ thrown, ticket }) => {
			if (thrown === undefined) return true;
			if (!(thrown instanceof JobError)) throw thrown;
			return (
				thrown.facts.family === 'images' && (ticket === undefined || thrown.facts.id === ticket.id)
			);
		});
	});
	test('no job is asked about more often than every half second', async () => {
		await always(({ world }) => {
			const asks = world.posts.filter(({ path }) => path !== submitPath).map(({ at }) => at);
			return asks.every((at, index) => index === 0 || at - asks[index - 1] >= 500);
		});
	});
	test('no submit follows another within less than a second', async () => {
		await always(({ world }) => {
			const submits = world.posts.filter(({ path }) => path === submitPath);
			return submits.every(
				({ at }, index) => index === 0 || at - submits[index - 1].ended >= 1_000,
			);
		});
	});
	test('questions go to the one address of the job', async () => {
		await always(({ world }) =>
			world.paths.every((path) => path === submitPath || path === '/api/v6/images/fetch/17'),
		);
	});
	test('a job that the service ever calls done is finished or ended, never asked about again', async () => {
		await always(({ world, finished, thrown }, { asks }) => {
			const asked = world.posts.filter(({ path }) => path !== submitPath);
			const at = asked.findIndex(({ sold }, index) => {
				const told = asks[Math.min(index, asks.length - 1)];
				const { answer, takes = 0 } = told;
				const body = 'body' in answer ? (answer.body as { status?: string } | null) : null;
				return (
					sold &&
					takes <= 30_000 &&
					'status' in answer &&
					answer.status === 200 &&
					body?.status === 'success'
				);
			});
			return at === -1 || (at === asked.length - 1 && finished && thrown === undefined);
		});
	});
});

describe('The histories', () => {
	test('hold every kind of end, so that the rules above are about something', async () => {
		const ends = { finished: 0, open: 0, thrown: 0, taken: 0, severalSubmits: 0, manyAsks: 0 };
		for (const one of fc.sample(history, { numRuns: 3_000, seed: 1 })) {
			const { finished, thrown, ticket, world } = await live(one);
			ends.finished += Number(finished);
			ends.thrown += Number(thrown !== undefined);
			ends.open += Number(!finished && thrown === undefined);
			ends.taken += Number(ticket !== undefined);
			const submits = world.posts.filter(({ path }) => path === submitPath).length;
			ends.severalSubmits += Number(submits > 1);
			ends.manyAsks += Number(world.posts.length - submits > 5);
		}
		for (const count of Object.values(ends)) expect(count).toBeGreaterThan(100);
	});
});
