/** Whoever knows the address of a parked execution can say what he likes: nothing comes of it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallbackOverrides } from '../../sandbox/server';
import { mark, openScene, outputs, received, type Parked } from './parkScene';

const scene = openScene();
/** All that were called by somebody else. */
const all: Parked[] = [];

/** Somebody else on this computer, who would like to be asked. */
const calls: string[] = [];
const neighbour = createServer((request, response) => {
	calls.push(`${request.method} ${request.url}`);
	response.end('{"status":"success","output":[]}');
});
let home = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => void neighbour.listen(0, '127.0.0.1', resolve));
	home = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
});
afterAll(() => neighbour.close());

async function parkOne(): Promise<Parked> {
	const parked = await scene.park({ prompts: ['a boat'] });
	all.push(parked);
	return parked;
}

type Forgery = (parked: Parked) => CallbackOverrides;
const text = (raw: string | Buffer, contentType?: string): Forgery => {
	return () => ({ raw, contentType });
};
const lie =
	(more: object = {}): Forgery =>
	(parked) =>
		parked.lie(0, { output: [`${home}/${mark}.png`], ...more });
const fetchAt =
	(path: (id: number) => string): Forgery =>
	(parked) =>
		lie({ fetch_result: `${home}${path(parked.jobs[0].id)}` })(parked);

describe('A running job stays open at a callback that', () => {
	test.each<[string, Forgery]>([
		['claims its success', lie()],
		['claims its success in a form', (parked) => ({ ...lie()(parked), ...form })],
		['claims its success, its id as text', (parked) => lie({ id: `${parked.jobs[0].id}` })(parked)],
		['claims its failure', lie({ status: 'failed', output: '', message: mark })],
		['claims that it is running', lie({ status: 'processing', output: [] })],
		['has the id of no job', lie({ id: 999_999_999 })],
		['has its id as request_id', (parked) => lie({ id: 0, request_id: parked.jobs[0].id })(parked)],
		['has no id', lie({ id: undefined })],
		...['../../v3/fetch/1', '1/../../2', '1?key=x', '%2e%2e%2f1', '1\n2', '', 'a'.repeat(300)].map(
			(id): [string, Forgery] => [`has the id ${JSON.stringify(id).slice(0, 20)}`, lie({ id })],
		),
		...[{ $gt: '' }, [1], null, true, -1, 1e300].map((id): [string, Forgery] => [
			`has ${JSON.stringify(id)} for an id`,
			lie({ id }),
		]),
		['names an address elsewhere for its result', fetchAt((id) => `/api/v6/images/fetch/${id}`)],
		[
			'names that address alone',
			(parked) => {
				const { id } = parked.jobs[0];
				return { body: { status: 'success', fetch_result: `${home}/api/v6/images/fetch/${id}` } };
			},
		],
		['names an address that climbs', fetchAt((id) => `/api/v6/../../x/fetch/${id}`)],
		['claims that a training is ready', lie({ training_status: 'model_ready', training_id: 'x' })],
		['claims that a model is loaded', lie({ id: undefined, output: undefined, model_id: 'flux' })],
		['has an empty body', text('{}')],
		['has no body', text('', '')],
		['is no JSON but says so in no way', text('id=1', '')],
		['is a list', text('[1]')],
		['is a list of claims', (parked) => text(JSON.stringify([parked.lie(0).body]))(parked)],
		['is a number', text('7')],
		['is null', text('null')],
		['is XML', text(`<a><id>${mark}</id></a>`, 'text/xml')],
		['is binary', text(Buffer.from([0, 255, 0, 128]), 'application/octet-stream')],
		[
			'brings prototypes',
			(parked) => {
				const { id } = parked.jobs[0];
				const raw = `{"__proto__":{"${mark}":1},"constructor":{"prototype":{"${mark}":1}},"id":${id}}`;
				return { raw };
			},
		],
		['is ten megabytes large', lie({ more: 'x'.repeat(10_000_000) })],
		['is nested deeply', text(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
	])('%s', async (_, forgery) => {
		const parked = await parkOne();
		const [entry] = await parked.forge(forgery(parked));
		expect(entry).toMatchObject(received);
		expect(scene.stage.status(parked.id)).toBe('waiting');
		expect(parked.asked).toBe(1);
		expect(({} as Record<string, unknown>)[mark]).toBeUndefined();
	});
	const form = { contentType: 'application/x-www-form-urlencoded' };
});

describe('The service is not even asked where n8n turns a callback away:', () => {
	const post = async (url: string, method = 'POST'): Promise<number> =>
		(await fetch(url, { method })).status;
	const other = (url: string): string => url.replace(/.$/, (last) => (last === '0' ? '1' : '0'));

	test.each<[string, (url: string) => Promise<number>, number]>([
		['a wrong signature', async (url) => await post(other(url)), 401],
		['no signature', async (url) => await post(url.split('?')[0]), 401],
		['an empty signature', async (url) => await post(`${url.split('=')[0]}=`), 401],
		[
			'the signature of another execution',
			async (url) => {
				const { url: foreign } = await parkOne();
				return await post(`${url.split('?')[0]}?${foreign.split('?')[1]}`);
			},
			401,
		],
		['another execution', async (url) => await post(url.replace(/\/\d+\?/, '/999999?')), 404],
		['a longer path', async (url) => await post(url.replace('?', '/more?')), 404],
		['another method', async (url) => await post(url, 'GET'), 404],
	])('%s', async (_, send, code) => {
		const parked = await parkOne();
		const before = await parked.trace();
		expect(await send(parked.url)).toBe(code);
		await scene.stage.idle();
		// Counted as the others are; this one says nothing, and does not get in.
		expect(await parked.trace()).toBe(before);
		await parked.count(1, before);
		expect(parked.asked).toBe(0);
	});

	test.each<[string, Forgery, number]>([
		['JSON that is broken', text(`{"id": "${mark}`), 422],
		['20 megabytes', lie({ more: 'x'.repeat(20_000_000) }), 500],
	])('%s', async (_, forgery, code) => {
		const parked = await parkOne();
		const [entry] = await parked.forge(forgery(parked));
		expect(entry.code).toBe(code);
		expect(parked.asked).toBe(0);
	});
});

describe('What is true comes out afterwards', () => {
	test('of all of these, each once, and with no trace of what was claimed', async () => {
		for (const parked of all) parked.finish();
		await Promise.all(all.map(async (parked) => await parked.call(0)));
		for (const parked of all) {
			const { items } = await parked.done();
			expect(items.map(({ json }) => json.url)).toEqual(parked.jobs.map(({ links }) => links[0]));
			expect(scene.stage.resumes(parked.id).runs).toHaveLength(1);
		}
		expect(all.length).toBeGreaterThan(30);
	});

	test('and nobody but the service was asked for anything', () => {
		expect(calls).toEqual([]);
	});
});

describe('Of a batch', () => {
	test.each([0, 1, 2])('job %d alone is asked about where it is named, and open', async (nth) => {
		const parked = await scene.park();
		await parked.forge(parked.lie(nth));
		expect(parked.jobs.map(({ asked }) => asked)).toEqual([0, 1, 2].map((n) => Number(n === nth)));
	});

	test('a job that has ended is told as the service tells it, whatever a callback says of it', async () => {
		const parked = await scene.park({
			options: { track_id: "={{ 'row-' + $json.prompt.length }}" },
		});
		parked.finish(0);
		const [{ id }, , last] = parked.jobs;
		await parked.forge(...[parked.lie(0), parked.lie(0, { id: last.id, track_id: 'row-6' })], {
			body: { status: 'failed', id, message: mark, track_id: 'row-12' },
		});
		parked.finish(1, 2);
		await parked.call(2);
		const { items } = await parked.done();
		expect(items.map(({ json }) => json.track_id)).toEqual(['row-6', 'row-12', 'row-9']);
		expect(items.map(({ json }) => json.url)).toEqual(parked.jobs.map(({ links }) => links[0]));
	});

	test('the end of a job of another execution is nothing to this one', async () => {
		const [one, two] = [await scene.park(), await scene.park()];
		one.finish();
		const { body } = one.lie(0, { output: one.jobs[0].links });
		expect(await two.forge({ body })).toMatchObject([received]);
		expect(scene.stage.status(two.id)).toBe('waiting');
		expect(one.asked).toBe(0);
		two.finish();
		await two.call(0);
		await one.call(0);
		const ids = outputs(await one.done()).map(({ json }) => json.id);
		expect(ids).toEqual(one.jobs.map((job) => String(job.id)));
		await two.done();
	});

	test('what is repeated after the resume is turned away by n8n, and runs nothing', async () => {
		const parked = await scene.park();
		parked.finish();
		await parked.call(0);
		await parked.done();
		const { asked } = parked;
		const entries = await parked.forge(parked.lie(0), parked.lie(1), { raw: '' });
		entries.push(await parked.call(0), await parked.call(2));
		expect(entries.map(({ code }) => code)).toEqual([409, 409, 409, 409, 409]);
		expect(scene.stage.resumes(parked.id).runs).toHaveLength(1);
		expect(parked.asked).toBe(asked);
	});
});
