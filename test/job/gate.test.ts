import fc from 'fast-check';
import {
	nextQuestion,
	shortestGatePause,
	waitBelow,
	type Seen,
} from '../../nodes/StableDiffusion/job/gate';
import {
	cut,
	http,
	jobError,
	ok,
	page,
	rateLimit,
	script,
	slow,
	unsent,
	World,
	type Service,
	type Told,
} from './world';

const hour = 3_600_000;
const order = { path: '/count', body: {} };
const told = (count: unknown): Told => ok({ status: 'success', processing_count: count });

async function at(
	service: Service,
	{ below = 5, limit = 300 } = {},
): Promise<{ world: World; seen: Seen }> {
	const world = new World(service);
	const gate = { name: 'processing_count', below, deadline: world.at(limit * 1000) };
	return { world, seen: await waitBelow(order, gate, world) };
}

/** The times of all questions, if the number never falls and each is answered at once. */
function questions(limitMs: number): number[] {
	const times = [0];
	for (let now = 0; ;) {
		const pause = nextQuestion({ asked: times.length, leftMs: limitMs - now });
		if (pause === undefined) return times;
		now += Math.ceil(pause);
		times.push(now);
	}
}
const gaps = (times: number[]): number[] =>
	times.slice(1).map((time, index) => time - times[index]);
const during = (times: number[], from: number, to: number): number =>
	times.filter((time) => time >= from && time < to).length;

describe('The pauses at a gate', () => {
	test('begin with three seconds and grow gently, up to 15 s', () => {
		const pauses = gaps(questions(hour)).slice(0, -1);
		expect(pauses[0]).toBe(3_000);
		expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
		for (const [index, pause] of pauses.slice(1).entries())
			expect(pause / pauses[index]).toBeLessThan(1.3);
		expect(pauses.at(-1)).toBe(15_000);
	});
	test('let three gates that begin together stay below 30 calls a minute', () => {
		const times = questions(hour);
		for (const from of times) expect(3 * during(times, from, from + 60_000)).toBeLessThan(30);
	});
	test('end on the time limit itself', () => {
		for (const limit of [2_500, 7_777, 60_000, 300_000, hour])
			expect(questions(limit).at(-1)).toBe(limit);
	});
	test('keep what the service asks for', () => {
		expect(nextQuestion({ asked: 1, retryAfterMs: 30_000, leftMs: hour })).toBe(30_000);
		expect(nextQuestion({ asked: 20, retryAfterMs: 4_000, leftMs: hour })).toBe(15_000);
	});
	test('leave no question where none fits before the limit', () => {
		expect(nextQuestion({ asked: 1, retryAfterMs: 30_000, leftMs: 29_999 })).toBeUndefined();
		expect(nextQuestion({ asked: 1, leftMs: 2_499 })).toBeUndefined();
		expect(nextQuestion({ asked: 1, leftMs: -1 })).toBeUndefined();
	});
	test('are never shorter than the service allows, never past the limit', () => {
		const moment = fc.record(
			{
				asked: fc.integer({ min: 1, max: 100_000 }),
				retryAfterMs: fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(Infinity)),
				leftMs: fc.double({ min: -1e6, max: 1e8, noNaN: true }),
			},
			{ requiredKeys: ['asked', 'leftMs'] },
		);
		fc.assert(
			fc.property(moment, (now) => {
				const pause = nextQuestion(now);
				const wanted = Math.max(shortestGatePause, now.retryAfterMs ?? 0);
				if (pause === undefined) return wanted > now.leftMs;
				return pause >= wanted && pause <= now.leftMs;
			}),
			{ numRuns: 20_000 },
		);
	});
});

describe('A gate', () => {
	test('asks at once, and lets through what is below already', async () => {
		const { world, seen } = await at(script(told(4)));
		expect(seen).toEqual({ free: true, number: 4, waitedMs: 0 });
		expect([world.posts.length, world.pauses]).toEqual([1, []]);
	});
	test('is closed at the very number', async () => {
		const { seen } = await at(script(told(5), told(5), told(4)));
		expect(seen).toEqual({ free: true, number: 4, waitedMs: 6_750 });
	});
	test.each([
		['text', { status: 'success', processing_count: '3' }],
		['a count while something is processing', { status: 'processing', processing_count: 3 }],
		['no status', { processing_count: 3 }],
	])('reads a number with %s', async (_, body) => {
		expect((await at(script(ok(body)))).seen).toMatchObject({ free: true, number: 3 });
	});
	test('says when time was up, and what was told last', async () => {
		const { world, seen } = await at(script(told(9), told(8), told(7)), { limit: 60 });
		expect(seen).toEqual({ free: false, number: 7, waitedMs: 60_000 });
		expect(world.times.at(-1)).toBe(60_000);
	});
	test('opens at the last moment', async () => {
		const service: Service = ({ at: now }) => told(now < 60_000 ? 9 : 2);
		expect((await at(service, { limit: 60 })).seen).toEqual({
			free: true,
			number: 2,
			waitedMs: 60_000,
		});
	});
	test('asks once where the limit leaves no room for more, and waits until it', async () => {
		const { world, seen } = await at(script(told(9)), { limit: 1 });
		expect([world.posts.length, world.elapsed]).toEqual([1, 1_000]);
		expect(seen).toEqual({ free: false, number: 9, waitedMs: 1_000 });
	});
	test('does not wait for an answer much longer than the limit', async () => {
		const { world, seen } = await at(script(slow(hour, told(1))), { limit: 12 });
		expect(world.posts.map(({ timeoutMs }) => timeoutMs)).toEqual([12_000]);
		expect(seen).toMatchObject({ free: false, waitedMs: 12_000 });
		expect(seen.trouble?.trouble).toBe('noReply');
	});
	test('leaves a note of each question, for the log', async () => {
		const { world } = await at(script(unsent(), told(9), told(1)));
		expect(world.notes).toEqual([
			'processing_count is unknown, not below 5',
			'processing_count is 9, not below 5',
		]);
	});

	test.each<[string, Told]>([
		['a connection that is not made', unsent()],
		['a line that breaks', cut()],
		['a gateway', http(502, page)],
		['a page under 200', http(200, page)],
		['trouble of the service', http(500, { status: 'error', message: 'Internal server error' })],
		['a rate limit', rateLimit(4)],
		['a rate limit under 200', ok({ status: 'error', message: 'Rate limit exceeded' })],
		['a redirect', http(302, '')],
		['a proxy that forbids', http(403, { message: 'Forbidden' })],
		['a framework that misses the route', http(404, { message: 'The route could not be found.' })],
		['an answer without the number', ok({ status: 'success' })],
		['a number that is none', told('many')],
		['a number below zero', told(-1)],
	])('is not passed and not broken by %s', async (_, trouble) => {
		const { world, seen } = await at(script(trouble, trouble, told(9), trouble, told(3)));
		expect(seen).toMatchObject({ free: true, number: 3 });
		expect(seen.trouble).toBeUndefined();
		expect(world.posts).toHaveLength(5);
		const never = await at(script(trouble), { limit: 100 });
		expect(never.seen).toMatchObject({ free: false, waitedMs: 100_000 });
		expect(never.seen.number).toBeUndefined();
		expect(never.seen.trouble).toBeDefined();
	});
	test('remembers the last number and the trouble since', async () => {
		const { seen } = await at(script(told(9), http(503, page)));
		expect(seen).toMatchObject({ free: false, number: 9 });
		expect(seen.trouble).toMatchObject({ trouble: 'server', facts: { status: 503 } });
	});

	test('keeps the pause of a rate limit, and half a minute where none is named', async () => {
		const { world } = await at(script(rateLimit(42), rateLimit(), told(1)));
		expect(world.pauses).toEqual([42_000, 30_000]);
		const header = await at(script(http(503, page, '20'), told(1)));
		expect(header.world.pauses).toEqual([20_000]);
	});
	test('does not ask again where the pause reaches over the limit, and still waits until it', async () => {
		const { world, seen } = await at(script(rateLimit(60), told(1)), { limit: 20 });
		expect([world.posts.length, seen.free, seen.waitedMs]).toEqual([1, false, 20_000]);
	});

	test.each<[string, Told, string]>([
		['a bad key', http(401, { status: 'error', message: 'Invalid API key' }), 'key'],
		['a bad key under 200', ok({ status: 'error', message: 'Invalid API key' }), 'key'],
		['a key that a framework rejects', http(401, { message: 'Unauthenticated.' }), 'key'],
		['a plan', ok({ status: 'error', message: 'Upgrade your plan' }), 'plan'],
		['a refusal of its own', ok({ status: 'error', message: 'Not today' }), 'other'],
		['a failure', ok({ status: 'failed', message: 'Not today' }), 'other'],
	])('is ended by %s', async (_, refusal, trouble) => {
		const world = new World(script(told(9), refusal));
		const gate = { name: 'processing_count', below: 5, deadline: world.at(hour) };
		const error = await jobError(waitBelow(order, gate, world));
		expect(error.trouble).toBe(trouble);
		expect(error.facts.reason).toBeTruthy();
		expect(world.posts).toHaveLength(2);
	});

	test('whatever comes, ends within its limit and keeps to 30 calls a minute', async () => {
		const any = fc.constantFrom(
			told(9),
			unsent(),
			cut(),
			slow(20_000, told(9)),
			http(502, page),
			rateLimit(),
			rateLimit(3),
			rateLimit(400),
			ok({}),
		);
		const stories = fc.array(any, { minLength: 1, maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(stories, fc.integer({ min: 1, max: 900 }), async (story, limit) => {
				const { world, seen } = await at(script(...story), { limit });
				// The last question gets five seconds, however late it is.
				expect(world.elapsed).toBeLessThanOrEqual(limit * 1000 + 5_000);
				expect(seen.free).toBe(false);
				expect(seen.number !== undefined || seen.trouble !== undefined).toBe(true);
				for (const gap of gaps(world.times)) expect(gap).toBeGreaterThanOrEqual(2_500);
			}),
			{ numRuns: 2_000 },
		);
	});
});
