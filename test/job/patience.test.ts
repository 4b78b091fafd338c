import type { Trouble } from '../../nodes/StableDiffusion/api/advice';
import { Batch, Over } from '../../nodes/StableDiffusion/job/batch';
import { follow } from '../../nodes/StableDiffusion/job/follow';
import { Verdict, type Finished, type Open } from '../../nodes/StableDiffusion/job/job';
import { Clock, lineTo } from './clock';
import {
	cut,
	http,
	jobError,
	ok,
	page,
	rateLimit,
	script,
	slow,
	unknownJob,
	unsent,
	World,
	type Told,
} from './world';

const origin = 'https://sd.example.test';
const roundTripMs = 100;

interface Made {
	/** The service's estimate in seconds. */
	readonly eta?: number;
	/** Milliseconds from the submit's arrival at the service to the job's end. */
	readonly takes: number;
	readonly fails?: boolean;
	/** Milliseconds for which the submit is held open. */
	readonly held?: number;
}

/** A batch and a service that makes jobs as they are told; item 0 makes the first of them. */
function opened(made: readonly Made[], how: { jobsAtOnce?: number; goesOn?: boolean } = {}) {
	const clock = new Clock();
	const readyAt: number[] = [];
	const submits: number[] = [];
	const asks: number[] = [];
	const line = lineTo(
		clock,
		async ({ path, body }) => {
			const item = Number(body.item ?? path.split('/').at(-1));
			const { eta, takes, fails, held = 0 } = made[item];
			if (path.endsWith('text2img')) {
				submits[item] = clock.time - roundTripMs / 2;
				readyAt[item] = clock.time + takes;
				if (held > 0) await clock.sleep(held);
				return { status: 200, body: { status: 'processing', id: item, eta } };
			}
			asks.push(clock.time);
			if (clock.time < readyAt[item]) return { status: 200, body: { status: 'processing' } };
			const status = fails ? 'failed' : 'success';
			return { status: 200, body: { status, id: item, message: 'as told', output: [] } };
		},
		roundTripMs,
	);
	const batch = new Batch(line, { jobsAtOnce: how.jobsAtOnce ?? 9, goesOn: how.goesOn });
	/** When an item's job was handed back, and as what. */
	const live = async (
		item: number,
		patienceMs?: number,
	): Promise<{ job: Finished | Open; at: number }> => {
		const order = { path: '/api/v6/images/text2img', body: { item }, family: 'images' as const };
		const life = { item, limitMs: 300_000, wait: false, patienceMs, origin };
		const job = await batch.live(order, life);
		return { job, at: clock.time };
	};
	return { clock, batch, live, submits, asks };
}

const leftOpen = { state: 'open', ticket: { id: '0' } };

describe('The patience with a job whose end a callback will tell', () => {
	test.each<[string, number | undefined, Made]>([
		['the estimate is beyond it', 10_000, { eta: 10.001, takes: 500 }],
		['there is none', 0, { eta: 0.5, takes: 0 }],
		['there is none, nor an estimate', 0, { takes: 0 }],
		['nothing is said of it', undefined, { eta: 0.5, takes: 0 }],
		['the submit itself has used it up', 5_000, { eta: 4, takes: 9_000, held: 5_000 }],
	])('waits for nothing where %s', async (_, patienceMs, made) => {
		const { clock, live, asks } = opened([made]);
		const { job, at } = await clock.run(live(0, patienceMs));
		expect(job).toMatchObject(leftOpen);
		expect(at).toBe(roundTripMs + (made.held ?? 0));
		expect(asks).toEqual([]);
	});
	test.each<[string, Made]>([
		['with an estimate', { eta: 6, takes: 5_000 }],
		['that is later than its estimate', { eta: 2, takes: 9_000 }],
		['without an estimate', { takes: 7_000 }],
	])('waits for a job that ends within it, %s', async (_, made) => {
		const { clock, batch, live } = opened([made]);
		const { job, at } = await clock.run(live(0, 10_000));
		expect(job).toMatchObject({ state: 'finished', id: '0' });
		expect(at).toBeGreaterThan(made.takes);
		expect(at).toBeLessThan(10_000);
		expect(batch.ledger.get(0)).toEqual({ id: '0', state: 'finished' });
	});
	test.each<[string, Made]>([
		['whatever its estimate', { eta: 6, takes: 60_000 }],
		['without an estimate', { takes: 60_000 }],
		['counted from a submit that was held open', { eta: 6, takes: 60_000, held: 4_000 }],
		['although its end fails afterwards', { eta: 6, takes: 60_000, fails: true }],
	])('ends at its time for a job that takes longer, %s', async (_, made) => {
		const { clock, batch, live } = opened([made]);
		const { job, at } = await clock.run(live(0, 10_000));
		expect(job).toMatchObject(leftOpen);
		expect(at).toBe(10_000);
		await clock.run(clock.sleep(100_000));
		expect(batch.signal.aborted).toBe(false);
		expect(batch.ledger.get(0)).toEqual({ id: '0', state: 'open' });
	});
	test('counts anew for each job from its own submit', async () => {
		const { clock, live, submits } = opened([{ takes: 3_000 }, { takes: 60_000 }], {
			jobsAtOnce: 1,
		});
		const [, second] = await clock.run(Promise.all([live(0, 10_000), live(1, 10_000)]));
		expect(submits[1]).toBeGreaterThan(3_000);
		expect(second).toMatchObject({ job: { state: 'open' }, at: submits[1] + 10_000 });
	});
	test.each([true, false])(
		'ends in the failure of a job within it (goes on: %p)',
		async (goesOn) => {
			const { clock, batch, live } = opened([{ eta: 3, takes: 2_000, fails: true }], { goesOn });
			const error = await clock.run(jobError(live(0, 10_000)));
			expect(error).toMatchObject({ trouble: 'jobFailed', facts: { id: '0', reason: 'as told' } });
			expect(clock.time).toBeLessThan(4_000);
			expect(batch.ledger.has(0)).toBe(false);
			expect(batch.signal.aborted).toBe(!goesOn);
		},
	);
	test('ends with the run', async () => {
		const { clock, batch, live } = opened([{ takes: 60_000 }]);
		clock.after(5_000, () => void batch.end());
		await expect(clock.run(live(0, 10_000))).rejects.toThrow(Over);
		expect(clock.time).toBe(5_000);
	});
});

describe('The place of a job that was left open', () => {
	test.each<[string, number, Made, number]>([
		['at once', 10_000, { eta: 20, takes: 20_000 }, roundTripMs],
		['when the patience was over', 10_000, { eta: 6, takes: 20_000 }, 10_000],
		['by a user who does not wait', 0, { eta: 20, takes: 20_000 }, roundTripMs],
		['and fails', 10_000, { eta: 20, takes: 20_000, fails: true }, roundTripMs],
	])('is held until it ends: %s', async (_, patienceMs, made, leftAt) => {
		const { clock, batch, live, submits } = opened([made, made, made], { jobsAtOnce: 2 });
		const all = [0, 1, 2].map(async (item) => await live(item, patienceMs));
		const [first, second] = await clock.run(Promise.all(all));
		expect([first.at, second.at]).toEqual([leftAt, leftAt]);
		expect(submits.slice(0, 2)).toEqual([0, 0]);
		expect(submits[2]).toBeGreaterThan(20_000);
		expect(submits[2]).toBeLessThan(23_000);
		expect(batch.waited).toBe(1);
	});
});

describe('A question about a job is answered with', () => {
	const family = 'images' as const;
	const ask = async (told: Told, how: { once: boolean; ageMs?: number }) => {
		const world = new World(script(told));
		const submittedAt = how.ageMs === undefined ? undefined : world.at(-how.ageMs);
		const ticket = { id: '17', family, submittedAt, first: {} };
		const deadline = world.at(60_000);
		return { world, error: await jobError(follow(ticket, world, { ...how, origin, deadline })) };
	};
	const ended = ok({ status: 'failed', id: 17, message: 'Failed, Try Again' });
	const notFound = http(404, { status: 'error', message: 'Request not found' });

	test.each<[string, Trouble, Told]>([
		['a failure', 'jobFailed', ended],
		['a failure for its content', 'blocked', ok({ status: 'failed', message: 'NSFW content' })],
		['ignorance', 'unknownJob', unknownJob],
		['ignorance under HTTP 404', 'unknownJob', notFound],
		['a refusal', 'invalid', http(400, { status: 'error', message: 'id is required' })],
		['a refusal in odd words', 'other', ok({ status: 'error', message: 'Odd' })],
	])("the service's own last word: %s", async (_, trouble, told) => {
		for (const how of [{ once: true }, { once: true, ageMs: 10_000 }, { once: false }]) {
			const { error } = await ask(told, how);
			expect(error).toBeInstanceOf(Verdict);
			expect(error).toMatchObject({ trouble, facts: { id: '17' } });
		}
	});
	test.each<[string, Trouble, Told]>([
		['a rate limit', 'limit', rateLimit(3)],
		['a rate limit under HTTP 200', 'limit', ok({ status: 'failed', message: 'Rate limit' })],
		['HTTP 500', 'server', http(500, { status: 'failed', message: 'Odd' })],
		['HTTP 502 with a page', 'server', http(502, page)],
		['a page', 'unreadable', ok(page)],
		['a page under HTTP 404', 'unreadable', http(404, page)],
		['a redirect', 'redirect', http(302, { status: 'error', message: 'Moved' })],
		['a firewall', 'plan', http(403, { message: 'Forbidden' })],
		['no connection', 'noConnection', unsent()],
		['a broken line', 'noConnection', cut()],
		['no answer in time', 'noConnection', slow(60_000, ended)],
		['a refused key', 'key', http(401, { status: 'error', message: 'Invalid API key' })],
		['a refused key by a failure', 'key', ok({ status: 'failed', message: 'Invalid API key' })],
	])('no word on the job: %s', async (_, trouble, told) => {
		const { error } = await ask(told, { once: true });
		expect(error).not.toBeInstanceOf(Verdict);
		expect(error).toMatchObject({ trouble, facts: { id: '17' } });
	});
	describe.each([
		['under HTTP 200', unknownJob],
		['under HTTP 404', notFound],
	])('ignorance %s', (_, told) => {
		test('which is no last word where a single question comes within 10 s of the submit', async () => {
			for (const ageMs of [0, 9_999]) {
				const { error } = await ask(told, { once: true, ageMs });
				expect(error).not.toBeInstanceOf(Verdict);
				expect(error.trouble).toBe('unknownJob');
			}
		});
		test('which is the last word when it is still there after 10 s', async () => {
			const { world, error } = await ask(told, { once: false, ageMs: 0 });
			expect(error).toBeInstanceOf(Verdict);
			expect(error.trouble).toBe('unknownJob');
			expect(world.times.slice(0, -1).every((at) => at < 10_000)).toBe(true);
			expect(world.times.at(-1)).toBeGreaterThanOrEqual(10_000);
		});
	});
});
