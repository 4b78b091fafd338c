import type { Trouble } from '../../nodes/StableDiffusion/api/advice';
import type { Order } from '../../nodes/StableDiffusion/job/job';
import { submit } from '../../nodes/StableDiffusion/job/submit';
import {
	cut,
	done,
	file,
	http,
	jobError,
	ok,
	page,
	queued,
	rateLimit,
	script,
	slow,
	unsent,
	World,
	type Told,
} from './world';

const order: Order = {
	path: '/api/v6/images/text2img',
	body: { prompt: 'a lighthouse', model_id: 'flux' },
	family: 'images',
	facts: { thing: 'Image', model: 'flux' },
};
const limit = 300_000;
const send = (world: World, deadline = limit) => submit(order, world, world.at(deadline));

describe('A submit', () => {
	test('that is answered with the result is finished at once', async () => {
		const body = {
			status: 'success',
			id: 17,
			output: [file],
			meta: { seed: 5 },
			generationTime: 1.9,
		};
		const world = new World(script(slow(2_100, ok(body))));
		const job = await send(world);
		expect(job).toEqual({
			state: 'finished',
			id: '17',
			family: 'images',
			output: [file],
			first: body,
			last: body,
			waitedMs: 2_100,
			status: 200,
		});
		expect(job.state === 'finished' && job.last === job.first).toBe(true);
		expect(world.posts).toHaveLength(1);
	});
	test('sends the body as it is, to the path as it is, and has patience', async () => {
		const world = new World(script(done()));
		await send(world);
		expect(world.posts[0]).toMatchObject({ path: order.path, body: order.body });
		expect(world.posts[0].timeoutMs).toBeGreaterThanOrEqual(60_000);
	});
	test('that is queued gives a ticket with everything that later answers do not repeat', async () => {
		const body = {
			status: 'processing',
			id: 134711525,
			eta: 20.94,
			messege: 'Try to fetch request after seconds estimated',
			fetch_result: 'https://modelslab.com/api/v6/images/fetch/134711525',
			output: [],
			meta: { seed: 5 },
		};
		const world = new World(script(slow(700, ok(body))));
		expect(await send(world)).toEqual({
			state: 'open',
			ticket: {
				id: '134711525',
				family: 'images',
				eta: 20.94,
				fetchResult: body.fetch_result,
				submittedAt: world.at(0),
				first: body,
			},
		});
		expect(world.posts).toHaveLength(1);
		expect(world.notes.join()).toContain('134711525');
	});
	test.each([undefined, null, 5, {}, ['https://modelslab.com/api/v3/fetch/17']])(
		'believes no fetch address that is no text: %p',
		async (fetch_result) => {
			const job = await send(new World(script(queued({ fetch_result }))));
			expect(job.state === 'open' && job.ticket.fetchResult).toBeUndefined();
		},
	);
	test('is made once although the time limit is over already', async () => {
		const world = new World(script(done()));
		expect((await send(world, -1_000)).state).toBe('finished');
		expect(world.posts).toHaveLength(1);
	});
});

describe('A full queue', () => {
	test('is waited out for as long as the service says', async () => {
		const world = new World(script(rateLimit(12), rateLimit(7), queued()));
		expect((await send(world)).state).toBe('open');
		expect(world.times).toEqual([0, 12_000, 19_000]);
	});
	test('is waited out by the header too', async () => {
		const world = new World(script(http(429, page, '3'), queued()));
		await send(world);
		expect(world.times).toEqual([0, 3_000]);
	});
	test('is waited out for half a minute where the service says nothing', async () => {
		const world = new World(script(rateLimit(), http(429, page), http(429, {}), queued()));
		await send(world);
		expect(world.times).toEqual([0, 30_000, 60_000, 90_000]);
	});
	test.each([
		{
			status: 'error',
			message: 'Rate limit exceeded. Maximum 5 queued requests allowed.',
			retry_after: 30,
		},
		{ status: 'error', messege: 'Rate limit exceeded', tips: 'wait 30 seconds' },
	])('is seen under HTTP 200 by its words: %j', async (body) => {
		const world = new World(script(ok(body), done()));
		expect((await send(world)).state).toBe('finished');
		expect(world.times).toEqual([0, 30_000]);
	});
	test('is not asked more than once a second, even where the service says so', async () => {
		const world = new World(script(rateLimit(0), rateLimit(0.2), done()));
		await send(world);
		expect(world.times).toEqual([0, 1_000, 2_000]);
	});
	test('counts the estimate of a job from the submit that was taken', async () => {
		const world = new World(script(rateLimit(12), queued({ eta: 5 })));
		const job = await send(world);
		expect(job.state === 'open' && job.ticket.submittedAt).toBe(world.at(12_000));
	});
	test('past the time limit ends it, with nothing bought', async () => {
		const world = new World(script(rateLimit()));
		const { trouble, facts } = await jobError(send(world, 100_000));
		expect(trouble).toBe('limit');
		expect(facts).toMatchObject({
			seconds: 90,
			pause: 30,
			reason: 'Rate limit exceeded',
			status: 429,
			family: 'images',
		});
		expect(world.times).toEqual([0, 30_000, 60_000, 90_000]);
		expect(world.elapsed).toBe(90_000);
	});
	test.each([1e300, 1e9, 301])('that would last %p s is not waited for', async (seconds) => {
		const world = new World(script(rateLimit(seconds)));
		expect((await jobError(send(world))).trouble).toBe('limit');
		expect(world.elapsed).toBe(0);
	});
});

describe('A limit that is not surely one', () => {
	test.each<[object, Trouble]>([
		[{ message: 'Request queued, rate limit 3 of 5' }, 'submitTrouble'],
		[{ status: 'error', id: 17, message: 'Rate limit exceeded' }, 'submitTrouble'],
		[{ status: 'failed', id: '', message: 'Rate limit exceeded', output: '' }, 'limit'],
	])('is not followed by another submit, which could buy twice: %j', async (body, expected) => {
		const world = new World(script(ok(body), done()));
		expect((await jobError(send(world))).trouble).toBe(expected);
		expect(world.posts).toHaveLength(1);
	});
	test('of the queue is told apart from one of calls', async () => {
		const body = {
			status: 'error',
			message: 'Maximum 5 queued requests allowed.',
			retry_after: 400,
		};
		const world = new World(script(http(429, body)));
		const { trouble, facts } = await jobError(send(world));
		expect(trouble).toBe('queueFull');
		expect(facts).toMatchObject({ seconds: 0, pause: 400 });
	});
});

describe('A connection that was never made', () => {
	test('is tried four times, with growing pauses', async () => {
		const world = new World(script(unsent('ENOTFOUND: sd.example.test')));
		const { trouble, facts } = await jobError(send(world));
		expect(trouble).toBe('noConnection');
		expect(facts).toMatchObject({
			reason: 'ENOTFOUND: sd.example.test',
			family: 'images',
			thing: 'Image',
		});
		expect(world.times).toEqual([0, 1_000, 3_000, 7_000]);
	});
	test.each([1, 2, 3])('may come about after %i times', async (times) => {
		const world = new World(script(...Array<Told>(times).fill(unsent()), done()));
		expect((await send(world)).state).toBe('finished');
		expect(world.posts).toHaveLength(times + 1);
	});
	test('is not tried past the time limit', async () => {
		const world = new World(script(unsent()));
		expect((await jobError(send(world, 2_000))).trouble).toBe('noConnection');
		expect(world.times).toEqual([0, 1_000]);
	});
});

describe('A submit that may have been bought is never made again:', () => {
	test.each<[string, Told, Trouble]>([
		['the line broke after sending', cut('ECONNRESET: socket hang up'), 'noAnswer'],
		['no answer came in time', slow(3_600_000, done()), 'noAnswer'],
		[
			'HTTP 500 with words',
			http(500, { status: 'error', message: 'Internal server error.' }),
			'submitTrouble',
		],
		['HTTP 502 with a page', http(502, page), 'submitTrouble'],
		[
			'HTTP 503 with words',
			http(503, { message: 'Service temporarily unavailable.' }),
			'submitTrouble',
		],
		[
			'HTTP 503 that speaks of a limit',
			http(503, { message: 'Rate limit exceeded' }),
			'submitTrouble',
		],
		['HTTP 504, empty', http(504, ''), 'submitTrouble'],
		['HTTP 500 with a job', http(500, { status: 'processing', id: 17 }), 'submitTrouble'],
		[
			'HTTP 200 with words of trouble',
			ok({ status: 'error', message: 'Internal server error' }),
			'submitTrouble',
		],
		['HTTP 200 with a page', ok(page), 'submitTrouble'],
		['HTTP 200 with broken JSON', ok('{"status":"processing","id":1347'), 'submitTrouble'],
		['HTTP 200, empty', ok(''), 'submitTrouble'],
		['HTTP 200 with null', ok(null), 'submitTrouble'],
		['HTTP 200 with an empty object', ok({}), 'submitTrouble'],
		['HTTP 201 with a number', http(201, 17), 'submitTrouble'],
		['queued without an id', ok({ status: 'processing', message: 'Request processing' }), 'noId'],
		['queued with an empty id', queued({ id: '' }), 'noId'],
		[
			'failed',
			ok({ status: 'failed', id: '', message: 'Failed, Try Again', output: '' }),
			'jobFailed',
		],
		['failed with an id', ok({ status: 'failed', id: 17, message: 'x' }), 'jobFailed'],
	])('%s', async (_, told, expected) => {
		const world = new World(script(told, done()));
		const { trouble, facts } = await jobError(send(world));
		expect(trouble).toBe(expected);
		expect(facts).toMatchObject({ family: 'images', model: 'flux', thing: 'Image' });
		expect(world.posts).toHaveLength(1);
		expect(world.pauses).toEqual([]);
	});
	test('also after the queue was full and the connection was not made', async () => {
		const world = new World(script(unsent(), rateLimit(1), unsent(), cut(), done()));
		expect((await jobError(send(world))).trouble).toBe('noAnswer');
		expect(world.posts).toHaveLength(4);
	});
	test('and it says the id where the answer had one', async () => {
		const trouble = await jobError(send(new World(script(http(502, { status: 'error', id: 17 })))));
		expect(trouble.facts.id).toBe('17');
		const failed = await jobError(
			send(new World(script(ok({ status: 'failed', id: 17, message: 'x' })))),
		);
		expect(failed.facts).toMatchObject({ id: '17', reason: 'x' });
	});
});

describe('A refused submit is not made again:', () => {
	const refusal = (message: string) => ({ status: 'error', message });
	test.each<[Trouble, Told]>([
		['key', http(401, refusal('Invalid API key'))],
		['key', ok(refusal('Invalid Api Key'))],
		['key', http(401, page)],
		['credits', http(402, refusal('Insufficient credits. Please add more credits to continue.'))],
		['plan', http(403, refusal('This feature requires a premium subscription'))],
		['invalid', http(400, refusal('prompt is required'))],
		['invalid', ok({ status: 'error', message: { prompt: ['The prompt field is required.'] } })],
		['invalid', http(422, refusal('The temp field must be true or false'))],
		['unreadableRequest', ok(refusal('Invalid API Request'))],
		['route', http(404, { message: 'The route api/v9/x could not be found.' })],
		['model', http(400, refusal('Model not found: flux'))],
		['imageLink', http(400, refusal('Unable to fetch image from provided URL'))],
		['blocked', ok(refusal('NSFW content is not allowed'))],
		['redirect', http(302, '')],
		['unreadable', http(404, page)],
		['unreadable', http(403, page)],
		['other', ok(refusal('Something odd'))],
	])('%s, %j', async (expected, told) => {
		const world = new World(script(told, done()));
		const { trouble, facts } = await jobError(send(world));
		expect(trouble).toBe(expected);
		expect(facts).toMatchObject({ family: 'images', model: 'flux' });
		expect(facts.status).toBe('status' in told.answer ? told.answer.status : undefined);
		expect(world.posts).toHaveLength(1);
	});
});
