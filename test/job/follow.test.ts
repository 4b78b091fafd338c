// Long, because it is a table: every answer to a question, and what becomes of the job.
import type { Trouble } from '../../nodes/StableDiffusion/api/advice';
import { advise } from '../../nodes/StableDiffusion/api/advice';
import { call } from '../../nodes/StableDiffusion/job/call';
import { follow } from '../../nodes/StableDiffusion/job/follow';
import type { Ticket } from '../../nodes/StableDiffusion/job/job';
import {
	cut,
	done,
	file,
	http,
	jobError,
	notYet,
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
const first = { status: 'processing', id: 17, eta: 6, meta: { seed: 5 } };
const limit = 300_000;

/** A job that this node has just submitted. */
const own = (world: World, more: Partial<Ticket> = {}): Ticket => ({
	id: '17',
	family: 'images',
	submittedAt: world.now(),
	first,
	...more,
});
/** A job that another node submitted. */
const foreign = (more: Partial<Ticket> = {}): Ticket => ({
	id: '17',
	family: 'images',
	first: {},
	...more,
});

const ask = (world: World, ticket: Ticket, more: { deadline?: number; once?: boolean } = {}) =>
	follow(ticket, world, {
		origin,
		deadline: world.at(more.deadline ?? limit),
		once: more.once,
		facts: { thing: 'Image' },
	});

describe('A job that is waited for', () => {
	test('is asked about at its estimate, and finished with what the submit said', async () => {
		const world = new World(script(slow(200, done())));
		expect(await ask(world, own(world, { eta: 6 }))).toEqual({
			state: 'finished',
			id: '17',
			family: 'images',
			output: [file],
			first,
			last: { status: 'success', id: 17, output: [file] },
			waitedMs: 6_200,
			status: 200,
		});
		expect(world.times).toEqual([6_000]);
	});
	test('is asked about again until it is done', async () => {
		const world = new World(script(notYet(), notYet(), notYet(), done()));
		expect((await ask(world, own(world, { eta: 20 }))).state).toBe('finished');
		expect(world.times).toEqual([20_000, 22_000, 24_200, 26_620]);
	});
	test('is asked about after two seconds where there is no estimate', async () => {
		const world = new World(script(notYet(), done()));
		await ask(world, own(world));
		expect(world.times).toEqual([2_000, 3_000]);
	});
	test('is left alone for as long as the service asks for', async () => {
		const world = new World(script(notYet({ retry_after: 15 }), notYet(), done()));
		await ask(world, own(world));
		expect(world.times).toEqual([2_000, 17_000, 18_700]);
	});
	test('is left alone for that long once, not ever after', async () => {
		const world = new World(script(notYet({ retry_after: 15 }), cut(), done()));
		await ask(world, own(world));
		expect(world.times).toEqual([2_000, 17_000, 18_700]);
	});
	test('has its time counted from its submit, not from the first question', async () => {
		const world = new World(script(done()));
		const ticket = own(world, { eta: 10 });
		await world.sleep(4_000);
		expect(await ask(world, ticket)).toMatchObject({ state: 'finished', waitedMs: 10_000 });
		expect(world.times).toEqual([10_000]);
	});
	test('keeps its own id, whatever the answer says', async () => {
		for (const id of ['', 99, undefined]) {
			const world = new World(script(ok({ status: 'success', id, output: [file] })));
			expect(await ask(world, own(world))).toMatchObject({ state: 'finished', id: '17' });
		}
	});
});

describe('A job of another node', () => {
	test('is asked about at once, since it was waited for already', async () => {
		const world = new World(script(done()));
		expect(await ask(world, foreign())).toMatchObject({
			state: 'finished',
			id: '17',
			output: [file],
		});
		expect(world.times).toEqual([0]);
		expect(world.pauses).toEqual([]);
	});
	test('is waited for like any other then', async () => {
		const world = new World(script(notYet(), notYet(), done()));
		await ask(world, foreign());
		expect(world.times).toEqual([0, 1_000, 2_000]);
	});
	test('is asked about once even where no time is left', async () => {
		const world = new World(script(notYet()));
		expect((await ask(world, foreign(), { deadline: 0 })).state).toBe('open');
		expect(world.times).toEqual([0]);
	});
});

describe('The address of a question', () => {
	const asked = async (ticket: Ticket) => {
		const world = new World(script(done()));
		await ask(world, ticket);
		return { path: world.posts[0].path, body: world.posts[0].body };
	};

	test('is that of the family', async () => {
		expect(await asked(foreign())).toEqual({ path: '/api/v6/images/fetch/17', body: {} });
		expect(await asked(foreign({ family: 'v3' }))).toEqual({ path: '/api/v3/fetch/17', body: {} });
	});
	test.each<[Ticket['family'], string]>([
		['enterprise', '/api/v1/enterprise/fetch'],
		['dreamboothV4', '/api/v4/dreambooth/fetch'],
	])('has the id in its body for %s', async (family, path) => {
		expect(await asked(foreign({ family }))).toEqual({ path, body: { request_id: '17' } });
	});
	test.each([
		['https://modelslab.com/api/v6/video/fetch/17', '/api/v6/video/fetch/17'],
		['https://stablediffusionapi.com/api/v3/dreambooth/fetch/17', '/api/v3/dreambooth/fetch/17'],
		[`${origin}/api/v3/fetch/17`, '/api/v3/fetch/17'],
	])(
		'is the path that the service gave, where it may be believed: %s',
		async (fetchResult, path) => {
			expect(await asked(foreign({ fetchResult }))).toEqual({ path, body: {} });
			expect(await asked(foreign({ fetchResult, family: 'enterprise' }))).toEqual({
				path,
				body: {},
			});
		},
	);
	test.each([
		'https://evil.example/api/v3/fetch/17',
		'https://modelslab.com/api/v3/fetch/18',
		'https://modelslab.com/api/v3/fetch/17?x=1',
		'https://modelslab.com/api/v3/delete_image/17',
		'http://modelslab.com/api/v3/fetch/17',
		'//evil.example/api/v3/fetch/17',
		'',
	])('is that of the family where it may not: %s', async (fetchResult) => {
		expect(await asked(foreign({ fetchResult }))).toEqual({
			path: '/api/v6/images/fetch/17',
			body: {},
		});
		expect(await asked(foreign({ fetchResult, family: 'enterprise' }))).toEqual({
			path: '/api/v1/enterprise/fetch',
			body: { request_id: '17' },
		});
	});
	test('is never another host', async () => {
		for (const fetchResult of [
			'https://evil.example/api/v3/fetch/17',
			'https://modelslab.com/api/v3/fetch/17',
		]) {
			expect((await asked(foreign({ fetchResult }))).path).toMatch(/^\/api\//);
		}
	});
});

describe('The end of a job', () => {
	test.each<[string, Told, Trouble]>([
		[
			'failed',
			ok({ status: 'failed', id: '', message: 'Failed, Try Again', output: '' }),
			'jobFailed',
		],
		[
			'failed by its dimensions',
			ok({ status: 'failed', messege: 'Invalid input dimensions' }),
			'jobFailed',
		],
		['a refused key', http(401, { status: 'error', message: 'Invalid API key' }), 'key'],
		['a refused key under HTTP 200', ok({ status: 'error', message: 'Invalid Api Key' }), 'key'],
		['no credits', http(402, { status: 'error', message: 'Insufficient credits.' }), 'credits'],
		[
			'no plan',
			http(403, { status: 'error', message: 'This feature requires a premium subscription' }),
			'plan',
		],
		['a blocked image', ok({ status: 'error', message: 'NSFW content is not allowed' }), 'blocked'],
		[
			'a refused value',
			http(400, { status: 'error', message: 'width must be between 256 and 1024' }),
			'invalid',
		],
		['words that nobody knows', ok({ status: 'error', message: 'Something odd' }), 'other'],
	])('is %s, which is final and names the job', async (_, told, expected) => {
		for (const once of [true, false]) {
			const world = new World(script(told, done()));
			const { trouble, facts } = await jobError(ask(world, own(world), { once }));
			expect(trouble).toBe(expected);
			expect(facts).toMatchObject({ id: '17', family: 'images', thing: 'Image' });
			expect(world.posts).toHaveLength(1);
		}
	});
});

describe('An answer that is not the service speaking', () => {
	test.each<[string, Told]>([
		['a missing route', http(404, { message: 'The route api/v6/x could not be found.' })],
		['a redirect', http(302, '')],
		['a firewall', http(403, { message: 'Forbidden' })],
		['a time-out on the way', http(408, { message: 'Request Timeout' })],
		['a login page', http(401, '<html>Sign in</html>')],
		['a too large request', http(413, '')],
	])('does not end a job that is paid for: %s', async (_, told) => {
		const world = new World(script(told, done()));
		expect((await ask(world, own(world))).state).toBe('finished');
		expect(world.posts).toHaveLength(2);
	});
	test.each([
		http(404, { message: 'The route api/v6/whisper/fetch/17 could not be found.' }),
		ok({ status: 'failed', id: '', message: 'Request not found', output: '' }),
	])('leads from the told address to the usual one', async (told) => {
		for (const once of [true, false]) {
			const world = new World(script(told, done()));
			const ticket = foreign({
				family: 'voice',
				fetchResult: 'https://modelslab.com/api/v6/whisper/fetch/17',
			});
			expect((await ask(world, ticket, { once })).state).toBe('finished');
			expect(world.paths).toEqual(['/api/v6/whisper/fetch/17', '/api/v6/voice/fetch/17']);
		}
	});
	test('keeps no one waiting past the limit for long', async () => {
		const world = new World(script({ answer: http(200, '').answer, takes: 60_000 }));
		const job = await ask(world, own(world, { eta: 1 }), { deadline: 2_000 });
		expect(job.state).toBe('open');
		expect(world.elapsed).toBeLessThanOrEqual(7_000);
	});
});

describe('A job that the service does not know', () => {
	test('is asked about again within 10 s of its own submit', async () => {
		const world = new World(script(unknownJob, unknownJob, notYet(), done()));
		expect((await ask(world, own(world))).state).toBe('finished');
		expect(world.times).toEqual([2_000, 3_000, 4_000, 5_000]);
	});
	test('is given up after that', async () => {
		const world = new World(script(unknownJob));
		const { trouble, facts } = await jobError(ask(world, own(world)));
		expect(trouble).toBe('unknownJob');
		expect(facts).toMatchObject({ id: '17', reason: 'Request not found' });
		expect(world.elapsed).toBeGreaterThanOrEqual(10_000);
		expect(world.elapsed).toBeLessThan(12_000);
	});
	test('is given up at once later than that', async () => {
		const world = new World(script(unknownJob));
		expect((await jobError(ask(world, own(world, { eta: 10 })))).trouble).toBe('unknownJob');
		expect(world.times).toEqual([10_000]);
	});
	test('is given up at once where another node submitted it', async () => {
		const world = new World(script(unknownJob));
		expect((await jobError(ask(world, foreign()))).trouble).toBe('unknownJob');
		expect(world.posts).toHaveLength(1);
	});
	test.each<[string, Told]>([
		['failed under HTTP 404', http(404, { status: 'failed', message: 'Request not found' })],
		['refused under HTTP 404', http(404, { status: 'error', message: 'Request not found' })],
		['words alone under HTTP 404', http(404, { message: 'Request not found' })],
		['refused under HTTP 200', ok({ status: 'error', message: 'Request not found' })],
	])('is given the same grace however that is said: %s', async (_, told) => {
		const world = new World(script(told, done()));
		expect((await ask(world, own(world))).state).toBe('finished');
		const late = new World(script(told, done()));
		expect((await jobError(ask(late, own(late, { eta: 20 })))).trouble).toBe('unknownJob');
	});
	test('is asked about a single time where only one question is wanted', async () => {
		const world = new World(script(slow(50, unknownJob)));
		await ask(world, own(world), { once: true }).catch(() => undefined);
		expect(world.posts).toHaveLength(1);
	});
});

describe('Trouble on the way', () => {
	test.each<[string, Told, Trouble]>([
		['a connection that was not made', unsent(), 'noConnection'],
		['a line that broke', cut(), 'noConnection'],
		['no answer in time', slow(3_600_000, done()), 'noConnection'],
		['HTTP 500', http(500, { status: 'error', message: 'Internal server error.' }), 'server'],
		['HTTP 502 with a page', http(502, page), 'server'],
		[
			'HTTP 503 that speaks of a failed job',
			http(503, { status: 'failed', message: 'x' }),
			'server',
		],
		['a page under HTTP 200', ok(page), 'unreadable'],
		['a page under HTTP 403', http(403, page), 'unreadable'],
		['broken JSON', ok('{"status":"succ'), 'unreadable'],
		['an empty answer', ok(''), 'unreadable'],
		['a rate limit', rateLimit(5), 'limit'],
		[
			'a rate limit under HTTP 200',
			ok({ status: 'error', messege: 'Rate limit exceeded' }),
			'limit',
		],
	])('says nothing about the job: %s', async (_, told, expected) => {
		const world = new World(script(told, told, notYet(), told, done()));
		expect(await ask(world, own(world))).toMatchObject({ state: 'finished', id: '17' });
		expect(world.posts).toHaveLength(5);

		const once = new World(script(told, done()));
		const { trouble, facts } = await jobError(ask(once, foreign(), { once: true }));
		expect(trouble).toBe(expected);
		expect(facts).toMatchObject({ id: '17', family: 'images', thing: 'Image' });
		expect(once.posts).toHaveLength(1);
	});
	test('is waited out where it is a rate limit: as told, else half a minute', async () => {
		const world = new World(script(rateLimit(5), rateLimit(), http(429, page, '8'), done()));
		await ask(world, own(world));
		expect(world.times).toEqual([2_000, 7_000, 37_000, 45_000]);
	});
	test('is told where it lasts to the end', async () => {
		const world = new World(script(notYet(), http(502, page)));
		expect(await ask(world, own(world), { deadline: 20_000 })).toMatchObject({
			state: 'open',
			reason: 'Bad gateway',
			ticket: { id: '17' },
			waitedMs: 20_000,
		});
	});
	test('is forgotten where it passes', async () => {
		const world = new World(script(http(502, page), cut(), notYet()));
		const job = await ask(world, own(world), { deadline: 20_000 });
		expect(job.state === 'open' && job.reason).toBeUndefined();
	});
});

describe('The time limit', () => {
	test('leaves the job open, to be taken up later', async () => {
		const world = new World(script(notYet()));
		const ticket = own(world, { eta: 6, fetchResult: `${origin}/api/v6/images/fetch/17` });
		expect(await ask(world, ticket, { deadline: 30_000 })).toEqual({
			state: 'open',
			ticket,
			last: { status: 'processing', message: 'try again later.', output: '' },
			waitedMs: 30_000,
			reason: undefined,
		});
	});
	test('is the moment of the last question, so that no job is given up that is just done', async () => {
		const world = new World(({ at }) => (at >= 29_999 ? done() : notYet()));
		expect((await ask(world, own(world, { eta: 6 }), { deadline: 30_000 })).state).toBe('finished');
		expect(world.times.at(-1)).toBe(30_000);
	});
	test('is the moment of the only question where the estimate lies behind it', async () => {
		const world = new World(script(notYet()));
		await ask(world, own(world, { eta: 960 }), { deadline: 30_000 });
		expect(world.times).toEqual([30_000]);
	});
	test('is not waited past for a rate limit', async () => {
		const world = new World(script(rateLimit(3_600)));
		expect((await ask(world, own(world), { deadline: 30_000 })).state).toBe('open');
		expect(world.elapsed).toBe(30_000);
	});
	test('leaves one question where the submit itself has used it up', async () => {
		const world = new World(script(done()));
		expect((await ask(world, own(world), { deadline: -5_000 })).state).toBe('finished');
		expect(world.times).toEqual([0]);
	});
});

describe('A single question', () => {
	test('is asked at once and hands the job on where it is not done', async () => {
		for (const make of [own, () => foreign({ eta: 60 })]) {
			const world = new World(script(slow(300, notYet())));
			expect(await ask(world, make(world), { once: true })).toMatchObject({
				state: 'open',
				waitedMs: 300,
			});
			expect(world.times).toEqual([0]);
		}
	});
	test('is enough where the job is done', async () => {
		const world = new World(script(done()));
		expect((await ask(world, foreign(), { once: true })).state).toBe('finished');
	});
});

describe('A call that makes no job', () => {
	const order = {
		path: '/api/v3/system_load',
		body: {},
		family: 'v3' as const,
		facts: { thing: 'Answer' },
	};

	test('is one question with one answer', async () => {
		const body = { queue_num: 3, queue_time: 1.5, status: 'ok' };
		const world = new World(script(slow(400, ok(body))));
		expect(await call(order, world)).toMatchObject({
			state: 'finished',
			last: body,
			waitedMs: 400,
			family: 'v3',
		});
		expect(world.posts).toMatchObject([{ path: order.path, body: {} }]);
	});
	test('takes an answer without a status', async () => {
		const body = { schedulers: ['DDIMScheduler'] };
		expect((await call(order, new World(script(ok(body))))).last).toEqual(body);
	});
	test.each<[string, Told, Trouble]>([
		['key', http(401, { status: 'error', message: 'Invalid API key' }), 'key'],
		['limit', rateLimit(5), 'limit'],
		['server', http(502, page), 'server'],
		['page', ok(page), 'unreadable'],
		['host', unsent(), 'noConnection'],
	])('is refused by its cause and not repeated: %s', async (_, told, expected) => {
		const world = new World(script(told, ok({ status: 'ok' })));
		const { trouble, facts } = await jobError(call(order, world));
		expect(trouble).toBe(expected);
		expect(facts).toMatchObject({ family: 'v3', thing: 'Answer' });
		expect(world.posts).toHaveLength(1);
	});
	test('does not say that nothing was sent where the line broke after sending', async () => {
		const { trouble, facts } = await jobError(call(order, new World(script(cut()))));
		expect(advise(trouble, facts).description).not.toContain('Nothing was sent');
	});
	test('tells the words of an answer that says failed', async () => {
		const told = ok({ status: 'failed', message: 'Failed, Try Again' });
		const { trouble, facts } = await jobError(call(order, new World(script(told))));
		expect(trouble).not.toBe('unreadable');
		expect(facts.reason).toBe('Failed, Try Again');
	});
});

describe('An estimate', () => {
	test('counts from the submit: what was held open has used up some of it', async () => {
		const world = new World(script(notYet(), done()));
		const ticket = own(world, { eta: 20 });
		await world.sleep(15_000);
		await ask(world, ticket);
		expect(world.posts[0].at).toBe(20_000);
	});
	test('that is over when the submit answers is asked about soon', async () => {
		const world = new World(script(notYet(), done()));
		const ticket = own(world, { eta: 20 });
		await world.sleep(30_000);
		await ask(world, ticket);
		expect(world.posts[0].at).toBe(30_500);
	});
});
