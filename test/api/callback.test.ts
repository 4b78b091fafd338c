// Long, because it is a table: every shape of callback that is known or to be feared.
import fc from 'fast-check';
import { claimedPath, claimIn, type Claim } from '../../nodes/StableDiffusion/api/callback';
import { cpuMs } from '../support/cpu';

const file = 'https://files.example.test/a/0.png';
const second = 'https://mirror.example.test/a/0.png';
const fetchResult = 'https://modelslab.com/api/v6/images/fetch/4711';
const success = {
	status: 'success',
	id: 4711,
	output: [file],
	track_id: 'order-8',
	meta: { W: 64 },
};

/** A claim, by what it says of the job. */
const job = (says: Claim['says'], more: Partial<Claim> = {}): Partial<Claim> => ({
	about: 'job',
	says,
	id: '4711',
	...more,
});

describe('A callback for a job', () => {
	const cases: Array<[string, Record<string, unknown>, Partial<Claim>]> = [
		['a number as its id', success, job('finished', { output: [file], trackId: 'order-8' })],
		['a text as its id', { ...success, id: '4711' }, job('finished')],
		['a number as its track id', { ...success, track_id: 8 }, job('finished', { trackId: '8' })],
		['no track id', { ...success, track_id: null }, job('finished', { trackId: undefined })],
		['one text as its output', { ...success, output: file }, job('finished', { output: [file] })],
		[
			'an empty output beside other links',
			{ ...success, output: [], proxy_links: [second] },
			job('finished', { output: [second] }),
		],
		[
			'links that are still to come',
			{ ...success, output: [], future_links: [file] },
			job('finished', { output: [] }),
		],
		['a request_id in place of its id', { ...success, id: '', request_id: 4711 }, job('finished')],
		[
			'only the address of its result to name it',
			{ ...success, id: undefined, fetch_result: fetchResult },
			job('finished', { fetchResult }),
		],
		['nothing but its id', { id: 4711 }, job('running', { output: [] })],
		['links and no status', { id: 4711, output: [file] }, job('finished', { output: [file] })],
		[
			'links and no name but that of its model',
			{ ...success, id: null, model_id: 'sdxl' },
			job('finished', { id: undefined }),
		],
		[
			'a failure in words',
			{ status: 'failed', id: '4711', message: 'Out of memory' },
			job('failed', { reason: 'Out of memory', output: [] }),
		],
		[
			'a failure in misspelled words',
			{ status: 'failed', id: 4711, messege: 'Out of memory' },
			job('failed', { reason: 'Out of memory' }),
		],
		[
			'a failure that sounds like a refusal',
			{ status: 'failed', id: 4711, message: 'NSFW content' },
			job('failed', { reason: 'NSFW content' }),
		],
		[
			'an error',
			{ status: 'error', id: 4711, message: 'Odd' },
			job('failed', { reason: 'Odd', output: [] }),
		],
		['news that it is running', { status: 'processing', id: 4711, eta: 3 }, job('running')],
		['a status that nobody knows', { status: 'warming', id: 4711 }, job('running')],
		[
			'a model that it is made with',
			{ status: 'processing', id: 4711, model_id: 'sdxl' },
			job('running'),
		],
	];
	test.each(cases)('may have %s', (_, body, told) => {
		expect(claimIn(body)).toMatchObject(told);
	});
	test('keeps its body beside what was read, as a copy', () => {
		const claim = claimIn(success);
		expect(claim?.body).toEqual(success);
		expect(claim?.body).not.toBe(success);
	});
	test('keeps long words out of its short fields', () => {
		const long = 'word '.repeat(10_000);
		const claim = claimIn({ status: 'failed', id: 1, message: long, track_id: long });
		expect(claim?.reason.length).toBeLessThan(600);
		expect(claim?.trackId).toHaveLength(1_000);
	});
});

describe('A callback for something else', () => {
	// What such a callback says of the stages before the last is left open here.
	test.each([
		['training_id', { training_id: 'tr-9', model_id: 'my-face' }, 'tr-9'],
		['model_id', { model_id: 'my-face' }, 'my-face'],
		['id', { id: 4711 }, '4711'],
	])('is about a training where it has a stage, which %s names', (_, names, id) => {
		const body = { status: 'success', training_status: 'training_started', logs: 'on', ...names };
		expect(claimIn(body)).toMatchObject({ about: 'training', stage: 'training_started', id });
	});
	test.each<[Claim['says'], Record<string, unknown>]>([
		['finished', { status: 'success', training_status: 'model_ready' }],
		['failed', { status: 'failed', training_status: 'training_failed', message: 'No GPU' }],
		['running', { status: 'processing', training_status: 'deploying_gpu' }],
	])('says that a training is %s', (says, body) => {
		expect(claimIn({ ...body, model_id: 'my-face' })).toMatchObject({ about: 'training', says });
	});
	test.each<[Claim['says'], Record<string, unknown>]>([
		['finished', { status: 'success', model_id: 'my.face_2' }],
		['finished', { status: 'success', vae_id: 'my.face_2', message: 'loaded' }],
		['failed', { status: 'failed', model_id: 'my.face_2', messege: 'No such file' }],
		['running', { status: 'processing', model_id: 'my.face_2' }],
	])('is about a model that is %s where nothing but a model is named', (says, body) => {
		expect(claimIn(body)).toMatchObject({ about: 'model', says, id: 'my.face_2' });
	});
});

describe('The form of a callback', () => {
	const told = job('finished', { output: [file], trackId: 'order-8' });

	test('may be that of a web form, with lists and objects as their JSON', () => {
		const form = {
			status: 'success',
			id: '4711',
			output: JSON.stringify([file]),
			proxy_links: `["${second}"]`,
			track_id: 'order-8',
			meta: '{"W":64}',
		};
		const claim = claimIn(form, new URLSearchParams(form).toString());
		expect(claim).toMatchObject(told);
		expect(claim?.body).toEqual({ ...success, id: '4711', proxy_links: [second] });
	});
	test('may be that of a web form with one link', () => {
		expect(claimIn({ status: 'success', id: '4711', output: file })).toMatchObject(
			job('finished', { output: [file] }),
		);
	});
	test.each([
		['that nobody has parsed', undefined, JSON.stringify(success)],
		['that was parsed to nothing', {}, JSON.stringify(success)],
		['that stands where the body should', JSON.stringify(success), undefined],
		['that begins with a mark of its byte order', {}, `\ufeff${JSON.stringify(success)}`],
	])('may be JSON %s', (_, given, raw) => {
		expect(claimIn(given, raw)).toMatchObject(told);
	});
	test('is read from what was parsed rather than from the text', () => {
		expect(claimIn({ status: 'failed', id: 8 }, JSON.stringify(success))).toMatchObject({
			id: '8',
		});
	});
	test.each([
		['nothing', undefined, undefined],
		['nothing at all inside', {}, '{}'],
		['an empty text', '', ''],
		['no JSON', {}, 'status=success&id=4711'],
		['cut JSON', undefined, JSON.stringify(success).slice(0, -3)],
		['a page', '<html>', '<html>'],
		['a list', [success], JSON.stringify([success])],
		['an empty list', [], '[]'],
		['a number', 4711, '4711'],
		['null', null, 'null'],
		['true', true, 'true'],
		['a message alone', { message: 'Hello' }, undefined],
		['a model alone', { model_id: 'sdxl' }, undefined],
		['another product', { event: 'done', workflow: { id: 1 }, execution: success }, undefined],
	])('is none where it is %s', (_, given, raw) => {
		expect(claimIn(given, raw)).toBeUndefined();
	});
});

describe('A hostile callback', () => {
	/** Levels of lists or objects, as text. */
	const nested = (open: string, close: string, levels = 100_000): string =>
		`${open.repeat(levels)}1${close.repeat(levels)}`;
	const depthOf = (value: unknown): number =>
		typeof value === 'object' && value !== null
			? 1 + Math.max(0, ...Object.values(value).map(depthOf))
			: 0;
	const deepObject = (): unknown => {
		let deep: unknown = 'end';
		for (let level = 0; level < 10_000; level++) deep = { message: deep };
		return deep;
	};

	test.each<[string, unknown, string | undefined]>([
		['lists in a text', {}, `{"status":"success","id":4711,"meta":${nested('[', ']')}}`],
		['objects in a text', {}, `{"status":"success","id":4711,"meta":${nested('{"a":', '}')}}`],
		['a text in a form', { ...success, output: nested('[', ']') }, undefined],
		['an object', { ...success, message: deepObject(), meta: deepObject() }, undefined],
	])('is read, and copied no deeper than it may be, where it nests %s', (_, given, raw) => {
		const claim = claimIn(given, raw);
		expect(claim).toMatchObject(job('finished'));
		expect(depthOf(claim?.body)).toBeGreaterThan(5);
		expect(depthOf(claim?.body)).toBeLessThan(20);
	});
	test('is copied no wider than it may be', () => {
		const many = Object.fromEntries(Array.from({ length: 9_000 }, (_, nth) => [`k${nth}`, nth]));
		const body = claimIn({ ...success, many, list: Object.keys(many) })?.body;
		expect(Object.keys(body?.many as object)).toHaveLength(500);
		expect(body?.list).toHaveLength(500);
	});
	test('is not read as text where it is 5 MB long', () => {
		const long = JSON.stringify({ ...success, junk: 'x'.repeat(5_000_000) });
		expect(claimIn({}, long)).toBeUndefined();
		expect(claimIn(long)).toBeUndefined();
	});
	test.each([
		['a message', { ...success, status: 'failed', message: '<script'.repeat(700_000) }],
		['a status', { ...success, status: `${' '.repeat(5_000_000)}x` }],
		['an address', { ...success, fetch_result: '/fetch/x'.repeat(600_000) }],
		['an id', { ...success, id: `${'1 '.repeat(2_500_000)}` }],
	])('costs little where 5 MB are %s', (_, body) => {
		const busy = cpuMs(() => expect(claimIn(body)).toMatchObject({ about: 'job' }));
		expect(busy).toBeLessThan(2_000);
	});
	test.each([
		['parsed', (text: string) => claimIn(JSON.parse(text))],
		['as text', (text: string) => claimIn({}, text)],
		['in a form', (meta: string) => claimIn({ ...success, meta })],
	])('brings no keys of a prototype along: %s', (_, read) => {
		const bad = '"__proto__":{"bad":1},"constructor":{"prototype":{"bad":1}},"prototype":{"bad":1}';
		const claim = read(`{"status":"success","id":4711,${bad},"list":[{${bad},"kept":{${bad}}}]}`);
		expect(claim).toMatchObject(job('finished'));
		expect(JSON.stringify(claim)).toContain('kept');
		expect(JSON.stringify(claim)).not.toMatch(/bad|__proto__|constructor|prototype/);
		expect(claim?.body).not.toHaveProperty('bad');
		expect(Object.getPrototypeOf(claim?.body)).toBe(Object.prototype);
		expect({}).not.toHaveProperty('bad');
	});
	test.each([
		...['../4711', '..', '/4711', '4711/cancel', '4711\\x', '%2e', '%2e%2e%2f4711', '4711%0a'],
		...['4711?x', '4711#x', '4711;x', '4711\nx', '4711\u0000', '4711 x', '', ' ', '-', 'ä'],
		...['https://evil.example/4711', '1'.repeat(200), -4711, 4711.5, 1e21, true, [4711], {}],
	])('names nothing with %p', (name) => {
		for (const field of ['id', 'request_id'])
			expect(claimIn({ ...success, id: undefined, [field]: name })?.id).toBeUndefined();
	});
	test.each(['../4711', '', '%2e', '4711?x', '4711#x', '4711/cancel', '4711\nx', '4711%0a'])(
		'names nothing with %p at the end of an address',
		(end) => {
			const fetch_result = `https://modelslab.com/api/v6/images/fetch/${end}`;
			expect(claimIn({ ...success, id: undefined, fetch_result })?.id).toBeUndefined();
		},
	);
	test.each([
		'../x',
		'.x',
		'a/b',
		'a?b',
		'a#b',
		'a%2eb',
		'a\nb',
		'a b',
		'',
		'a'.repeat(129),
		[],
		{},
	])('names no model and no training with %p', (name) => {
		const body = { status: 'success', model_id: name, training_id: name };
		expect(claimIn(body)?.id).toBeUndefined();
		expect(claimIn({ ...body, training_status: 'model_ready' })?.id).toBeUndefined();
	});
});

describe('The address for the result', () => {
	const origin = 'https://sd.example.test';
	const pathOf = (body: Record<string, unknown>): string | undefined => {
		const claim = claimIn({ ...success, ...body });
		return claim && claimedPath(claim, origin);
	};

	test.each([
		[fetchResult, '/api/v6/images/fetch/4711'],
		[`${origin}/api/v3/fetch/4711`, '/api/v3/fetch/4711'],
	])('is believed for its path: %s', (fetch_result, path) => {
		expect(pathOf({ fetch_result })).toBe(path);
		expect(pathOf({ fetch_result, id: undefined })).toBe(path);
	});
	test.each([
		'https://evil.example/api/v6/images/fetch/4711',
		'https://modelslab.com.evil.example/api/v6/images/fetch/4711',
		'http://169.254.169.254/api/v6/images/fetch/4711',
		'https://modelslab.com/api/v6/images/fetch/4712',
		'https://modelslab.com/api/v6/images/fetch/4711?x=1',
		'https://modelslab.com/api/v3/delete_image/4711',
		'file:///api/v6/images/fetch/4711',
		'/api/v6/images/fetch/4711',
		undefined,
		[fetchResult],
	])('is not believed where it leads elsewhere: %p', (fetch_result) => {
		expect(pathOf({ fetch_result })).toBeUndefined();
	});
	test('is not believed where no job is named', () => {
		const unnamed = {
			...(claimIn({ ...success, fetch_result: fetchResult }) as Claim),
			id: undefined,
		};
		expect(claimedPath(unnamed, origin)).toBeUndefined();
	});
});

describe('Whatever comes in', () => {
	const names = fc.constantFrom(
		...['status', 'status', 'id', 'request_id', 'fetch_result', 'output', 'proxy_links', 'meta'],
		...['message', 'messege', 'training_status', 'training_id', 'model_id', 'vae_id', 'track_id'],
		...['__proto__', 'constructor', 'toString', 'length'],
	);
	const words = fc.constantFrom<unknown>(
		...['success', 'failed', 'processing', 'error', 'model_ready', file, fetchResult, 'my-face'],
		...[4711, '4711', 'tr_9', '../x', '1?x', '1\n', 'a.b', `["${file}"]`, '{"__proto__":1}', '[['],
	);
	const body = fc
		.array(fc.tuple(names, fc.oneof({ weight: 4, arbitrary: words }, fc.anything())), {
			maxLength: 8,
		})
		.map((entries) => {
			const made = {};
			for (const [name, value] of entries)
				Object.defineProperty(made, name, { value, enumerable: true, configurable: true });
			return made;
		});
	const given = fc.oneof(
		{ weight: 6, arbitrary: body },
		fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
		fc.jsonValue(),
		fc.string(),
	);
	const raw = fc.option(
		fc.oneof(
			fc.json(),
			fc.string({ unit: 'binary' }),
			fc.dictionary(names, fc.oneof(words, fc.jsonValue())).map((made) => JSON.stringify(made)),
		),
		{ nil: undefined },
	);

	/** What is wrong with a claim. */
	function faultsOf({ about, says, id, stage, output, reason, trackId, body, ...more }: Claim) {
		const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
		const faults: Record<string, boolean> = {
			about: !['job', 'training', 'model'].includes(about),
			says: !['finished', 'failed', 'running'].includes(says),
			id: id !== undefined && !/^[A-Za-z0-9][\w.-]{0,127}$/.test(id),
			stage: (about === 'training') !== isText(stage),
			output: !output.every(isText),
			reason: typeof reason !== 'string' || reason.length > 503,
			trackId: trackId !== undefined && !isText(trackId),
			fetchResult: more.fetchResult !== undefined && !isText(more.fetchResult),
			body: Object.getPrototypeOf(body) !== Object.prototype || Object.hasOwn(body, '__proto__'),
		};
		return Object.keys(faults).filter((name) => faults[name]);
	}

	test('is a well-formed claim or none, and never an error', () => {
		const seen = { job: 0, training: 0, model: 0, none: 0, named: 0 };
		fc.assert(
			fc.property(given, raw, (told, text) => {
				const claim = claimIn(told, text);
				seen[claim?.about ?? 'none'] += 1;
				seen.named += Number(claim?.id !== undefined);
				expect(claim && faultsOf(claim)).toEqual(claim && []);
			}),
			{ numRuns: 20_000 },
		);
		for (const [what, count] of Object.entries(seen))
			expect({ what, enough: count > 200 }).toEqual({ what, enough: true });
	});
});

test.each([
	['deploying_gpu', 'running'],
	['training_started', 'running'],
	['training_success', 'running'],
	['model_ready', 'finished'],
	['training_failed', 'failed'],
	['training_cancelled', 'failed'],
])('stage %s of a training says %s, although its status is success', (training_status, says) => {
	expect(claimIn({ status: 'success', training_status, model_id: 'x' })).toMatchObject({ says });
});

test('a callback that only names where the result is says nothing of an end', () => {
	const fetch_result = 'https://modelslab.com/api/v6/images/fetch/17';
	expect(claimIn({ fetch_result })).toMatchObject({ about: 'job', says: 'running', id: '17' });
});

test('JSON that was sent as a form is read out of the text', () => {
	const text = '{"status":"success","id":17}';
	expect(claimIn({ [text]: '' }, text)).toMatchObject({ says: 'finished', id: '17' });
	expect(claimIn('', text)).toMatchObject({ says: 'finished', id: '17' });
});
