/** Things that are only accepted at once, and asked about in a way of their own: loading, training. */
import type { Question } from '../../nodes/StableDiffusion/endpoints/endpoint';
import { follow } from '../../nodes/StableDiffusion/job/follow';
import type { Open } from '../../nodes/StableDiffusion/job/job';
import { askOf, judged } from '../../nodes/StableDiffusion/job/question';
import { submit } from '../../nodes/StableDiffusion/job/submit';
import { read } from '../../nodes/StableDiffusion/api/reply';
import { cut, http, jobError, ok, rateLimit, script, World, type Told } from './world';

const loading: Question = {
	path: '/api/v1/enterprise/verify_model',
	id: 'model_id',
	carries: ['model_id'],
};
const training: Question = {
	path: '/api/v3/fine_tune_status/{training_id}',
	id: 'training_id',
	stage: { at: ['messege', 'message'], ready: ['model_ready'], failed: ['fail', 'cancel'] },
};
const origin = 'https://sd.example.test';
const started = ok({ status: 'success', message: 'model load started' });
const missing = ok({ status: 'error', message: 'Model not found on server' });
const there = ok({ status: 'success', message: 'Model exists on server' });
const stage = (messege: string): Told => ok({ status: 'success', messege, data: 'log' });

/** Submits and waits, as the node does. */
async function live(question: Question, body: Record<string, unknown>, ...answers: Told[]) {
	const world = new World(script(...answers));
	const order = { path: '/api/start', body, family: 'enterprise' as const, question };
	const deadline = world.at(3_600_000);
	const open = (await submit(order, world, deadline)) as Open;
	expect(open.state).toBe('open');
	const end = follow(open.ticket, world, { origin, deadline, facts: { thing: 'Model' } });
	return { world, end, open };
}

describe('A model that is loaded', () => {
	test('is asked about until it is there', async () => {
		const { world, end } = await live(
			loading,
			{ model_id: 'mine', url: 'x/y' },
			started,
			missing,
			ok({ status: 'failed', message: 'no' }),
			there,
		);
		expect(await end).toMatchObject({ state: 'finished', id: 'mine', output: [] });
		expect(world.paths).toEqual(['/api/start', ...Array(3).fill(loading.path)]);
		expect(world.posts[1].body).toEqual({ model_id: 'mine' });
	});

	test.each([
		['a bad key', http(401, { status: 'error', message: 'Invalid API key' }), 'key'],
		['no credits', http(402, { status: 'error', message: 'Insufficient credits' }), 'credits'],
	])('is given up for %s', async (_name, answer, trouble) => {
		const { end } = await live(loading, { model_id: 'mine' }, started, answer);
		const error = await jobError(end);
		expect([error.trouble, error.facts.id]).toEqual([trouble, 'mine']);
	});

	test('outlives a broken line, a page and a rate limit', async () => {
		const { end } = await live(
			loading,
			{ model_id: 'mine' },
			started,
			cut(),
			ok('<html>'),
			rateLimit(1),
			there,
		);
		expect(await end).toMatchObject({ state: 'finished' });
	});

	test('stays open when time is up, and names the model', async () => {
		const world = new World(script(started, missing));
		const order = { path: '/api/start', body: { model_id: 'mine' }, question: loading };
		const open = (await submit(order, world, world.at(60_000))) as Open;
		const late = await follow(open.ticket, world, { origin, deadline: world.at(60_000) });
		expect(late).toMatchObject({ state: 'open', ticket: { id: 'mine' } });
	});
});

describe('A training', () => {
	test('goes through its stages, and only the last one is the end', async () => {
		const { world, end } = await live(
			training,
			{ instance_prompt: 'x' },
			ok({ status: 'success', messege: 'deploying_gpu', training_id: 'Ab3' }),
			stage('training_started'),
			stage('trained_model_uploaded'),
			stage('model_ready'),
		);
		expect(await end).toMatchObject({ state: 'finished', id: 'Ab3' });
		expect(world.paths.slice(1)).toEqual(Array(3).fill('/api/v3/fine_tune_status/Ab3'));
	});

	test('that fails says with which word', async () => {
		const { end } = await live(
			training,
			{},
			ok({ status: 'success', training_id: 'Ab3' }),
			stage('training_failed'),
		);
		const error = await jobError(end);
		expect([error.trouble, error.facts.reason]).toEqual(['jobFailed', 'training_failed']);
	});

	test('that a refusal names is not started again', async () => {
		const world = new World(
			script(
				http(429, {
					status: 'error',
					training_id: 'Ab3',
					message: 'Rate limit exceeded',
					retry_after: 1,
				}),
			),
		);
		const order = { path: '/api/start', body: {}, question: training };
		const error = await jobError(submit(order, world, world.at(60_000)));
		expect([error.facts.id, world.posts.length]).toEqual(['Ab3', 1]);
	});

	test('that may have started is not told as refused', async () => {
		const world = new World(script(ok({ training_id: 'Ab3', messege: 'deploying_gpu' })));
		const order = { path: '/api/start', body: {}, question: training };
		const error = await jobError(submit(order, world, world.at(60_000)));
		expect([error.trouble, error.facts.id]).toEqual(['submitTrouble', 'Ab3']);
	});

	test('without an id is not started again', async () => {
		const world = new World(script(ok({ status: 'success', messege: 'deploying_gpu' })));
		const order = { path: '/api/start', body: {}, question: training };
		expect((await jobError(submit(order, world, world.at(60_000)))).trouble).toBe('noId');
		expect(world.posts).toHaveLength(1);
	});

	test.each(['../../delete/1', 'a/b', '', ' ', '..'])('with the id %p asks nobody', (id) => {
		expect(
			askOf(training, { path: '/api/start', body: {} }, { training_id: id }).id,
		).toBeUndefined();
	});
});

test('a question without a path of its own repeats the call', () => {
	expect(
		askOf(
			{ id: 'model_id', carries: ['model_id'] },
			{ path: '/api/x', body: { model_id: 'm' } },
			{},
		),
	).toEqual({ id: 'm', ask: { path: '/api/x', body: { model_id: 'm' }, stage: undefined } });
});

test('a question that repeats the call is over with its first success', async () => {
	const reload: Question = { id: 'model_id', carries: ['model_id'] };
	const order = { path: '/api/reload', body: { model_id: 'm' }, question: reload };
	const ready = ok({ status: 'success', message: 'ready' });
	const quick = new World(script(ready));
	expect(await submit(order, quick, quick.at(60_000))).toMatchObject({
		state: 'finished',
		id: 'm',
	});
	const { world, end } = await live(
		reload,
		{ model_id: 'm' },
		ok({ status: 'processing', message: 'loading' }),
		ok({ status: 'processing', message: 'loading' }),
		ready,
	);
	expect(await end).toMatchObject({ state: 'finished', id: 'm' });
	expect(world.paths).toEqual(Array(3).fill('/api/start'));
});

test('an answer that says nothing is no end', () => {
	const nothing = read({ status: 200, body: { status: 'success' } });
	expect(judged(nothing, { path: '', body: {}, stage: training.stage }).state).toBe('running');
});
