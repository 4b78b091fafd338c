import fc from 'fast-check';
import type { Cause } from '../../nodes/StableDiffusion/api/cause';
import { isJobId } from '../../nodes/StableDiffusion/api/jobId';
import { read, type Answer, type Reply } from '../../nodes/StableDiffusion/api/reply';

const causes: Record<Cause, true> = {
	key: true,
	credits: true,
	plan: true,
	limit: true,
	tooLarge: true,
	invalid: true,
	unreadableRequest: true,
	route: true,
	model: true,
	imageLink: true,
	blocked: true,
	unknownJob: true,
	server: true,
	redirect: true,
	unreadable: true,
	other: true,
};

/** Words that the service says, and words that only look like them. */
const words = fc.constantFrom(
	...['processing', 'success', 'failed', 'error', 'ok', 'queued', 'pending', 'starting'],
	...['PROCESSING ', ' Success', 'Failed\n', 'succes', 'processing...', 'errors', 'true', 'null'],
	'Request not found',
	'Rate limit exceeded. Maximum 5 queued requests allowed.',
	'Invalid API key',
	'model is not\u00a0found',
	'Insufficient credits.',
	'Failed, Try Again',
	'\u0000\u001b[31m',
	'\ufeff{"status":"success"}',
	'[object Object]',
	'__proto__',
);

const numbers = fc.oneof(
	fc.constantFrom(0, -0, -1, 0.1, 17, 134711525, 2 ** 53, 1e21, 1e300, 1.7e306, Number.MAX_VALUE),
	fc.constantFrom(NaN, Infinity, -Infinity, Number.MIN_VALUE),
	fc.constantFrom('17', ' 30 ', '1e400', '1e306', '0x10', '-5', 'soon', '1,5', '17/../../key', ''),
	fc.double(),
	fc.integer(),
);

const links = fc.constantFrom(
	'https://files.example.test/0.png',
	'HTTP://files.example.test//0.png',
	'data:image/png;base64,iVBORw0KGgo=',
	'javascript:alert(1)',
	'https://',
	' ',
);

const pages = fc.constantFrom(
	'<!DOCTYPE html><html><head><title>502</title></head></html>',
	'<script>'.repeat(400),
	`<style>${'<'.repeat(3000)}`,
	'{"status":"proc',
	'[[[[',
	'{',
	`${'['.repeat(20_000)}${']'.repeat(20_000)}`,
	`${'{"message":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
	`{"status":"error","message":"${'is required '.repeat(3_000)}"}`,
);

/** Nested deeper than anything that walks through it by calling itself can bear. */
const deep = fc.constantFrom(10, 1_000, 50_000).chain((depth) =>
	fc.constantFrom('list', 'object').map((form) => {
		let value: unknown = 'https://files.example.test/0.png';
		for (let level = 0; level < depth; level++) {
			value = form === 'list' ? [value] : { message: value };
		}
		return value;
	}),
);

/** What no JSON has, and a line could hand on all the same. */
const strange = fc.oneof(
	fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
	fc.constantFrom<unknown>(
		undefined,
		null,
		true,
		10n,
		Symbol('x'),
		() => 'success',
		new Date(NaN),
		new Map([['status', 'success']]),
		Object.assign(Object.create(null) as object, { status: 'success', output: [null] }),
		{
			toJSON() {
				throw new Error('no JSON');
			},
		},
	),
);

const value: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: words },
	{ weight: 4, arbitrary: numbers },
	{ weight: 3, arbitrary: links },
	{ weight: 2, arbitrary: fc.array(fc.oneof(links, words, numbers), { maxLength: 4 }) },
	{ weight: 2, arbitrary: fc.dictionary(fc.oneof(words, fc.string()), links, { maxKeys: 3 }) },
	{ weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
	{ weight: 1, arbitrary: strange },
);

const names = fc.constantFrom(
	...['status', 'status', 'id', 'id', 'request_id', 'output', 'output', 'message', 'messege'],
	...['eta', 'retry_after', 'links', 'link', 'image_url', 'output_url', 'proxy_links'],
	...['future_links', 'error', 'tips', 'tip', 'meta', 'data', 'generationTime', 'fetch_result'],
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''],
);

/** A body as JSON gives it: a key `__proto__` is a key of its own, and no prototype. */
const body = fc.array(fc.tuple(names, value), { maxLength: 7 }).map((entries) => {
	const made: Record<string, unknown> = {};
	for (const [name, entry] of entries) {
		Object.defineProperty(made, name, {
			value: entry,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	}
	return made;
});

const anyBody: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 30, arbitrary: body },
	{ weight: 3, arbitrary: value },
	{ weight: 2, arbitrary: fc.array(value, { maxLength: 3 }) },
	{ weight: 1, arbitrary: pages },
	{ weight: 1, arbitrary: strange },
);

const code = fc.oneof(
	fc.constantFrom(200, 200, 200, 200, 201, 204, 301, 400, 401, 402, 403, 404, 405, 408, 413, 422),
	fc.constantFrom(425, 429, 500, 502, 503, 504, 524, 0, -1, 99, 600, NaN),
	fc.integer({ min: 100, max: 599 }),
);
const header = fc.option(
	fc.oneof(
		fc.constantFrom('30', '0', '-1', '1e306', 'Infinity', 'Wed, 21 Oct 2026 07:28:00 GMT', ' '),
		fc.string(),
	),
	{ nil: undefined },
);
const kind = fc.constantFrom<'job' | 'answer'>('job', 'answer');

const isFit = (time: number | undefined): boolean =>
	time === undefined || (Number.isFinite(time) && time >= 0);

/** Whatever came in, this is what the rest of the house may rely on. */
function expectSound(answer: Answer, reply: Reply): void {
	const ok = answer.status >= 200 && answer.status < 300;
	const wrong: string[] = [];
	if (!Object.is(reply.status, answer.status)) wrong.push('another code');
	if (typeof reply.body !== 'object' || reply.body === null || Array.isArray(reply.body))
		wrong.push('a body that is no object');
	if (reply.id !== undefined && !(typeof reply.id === 'string' && isJobId(reply.id)))
		wrong.push('an ID that could be no path');
	switch (reply.state) {
		case 'done':
			if (!ok) wrong.push('done under this code');
			if (!Array.isArray(reply.output)) wrong.push('an output that is no list');
			if (!reply.output.every((entry) => typeof entry === 'string' && entry.trim() !== ''))
				wrong.push('an output that is no text');
			break;
		case 'running':
			if (!ok) wrong.push('running under this code');
			if (!isFit(reply.eta)) wrong.push('an unfit estimate');
			if (!isFit(reply.retryAfterMs)) wrong.push('an unfit pause');
			break;
		case 'failed':
			if (answer.status >= 500 || answer.status === 429) wrong.push('failed by a gateway');
			if (typeof reply.reason !== 'string' || reply.reason.length > 503)
				wrong.push('an endless reason');
			if (typeof reply.unknownJob !== 'boolean') wrong.push('neither known nor unknown');
			break;
		case 'refused':
			if (!Object.hasOwn(causes, reply.cause)) wrong.push('an unknown cause');
			if (typeof reply.reason !== 'string' || reply.reason.length > 503)
				wrong.push('an endless reason');
			if (!isFit(reply.retryAfterMs)) wrong.push('an unfit pause');
			break;
		default:
			wrong.push('a fifth state');
	}
	expect(wrong).toEqual([]);
}

test('Whatever comes over the line is one of the four, and sound', () => {
	fc.assert(
		fc.property(code, anyBody, header, kind, (status, told, retryAfter, how) => {
			const answer: Answer = { status, body: told, retryAfter };
			expectSound(answer, read(answer, how));
		}),
		{ numRuns: 100_000 },
	);
});

test('What is nested too deeply to be walked through is read all the same', () => {
	fc.assert(
		fc.property(code, names, deep, kind, (status, name, told, how) => {
			for (const each of [told, { status: 'success', id: 17, [name]: told }, [told]]) {
				const answer: Answer = { status, body: each };
				expectSound(answer, { ...read(answer, how), body: {} });
			}
		}),
		{ numRuns: 300 },
	);
});

test("The service's own words decide, whatever stands beside them", () => {
	const states = { processing: 'running', success: 'done', ok: 'done', error: 'refused' } as const;
	fc.assert(
		fc.property(
			body,
			fc.constantFrom(...(Object.keys(states) as Array<keyof typeof states>)),
			fc.constantFrom(200, 201, 202),
			header,
			kind,
			(beside, status, http, retryAfter, how) => {
				const told = { ...beside, status };
				expect(read({ status: http, body: told, retryAfter }, how).state).toBe(states[status]);
			},
		),
		{ numRuns: 20_000 },
	);
});

test('An answer means the same as JSON and as the text of that JSON', () => {
	fc.assert(
		fc.property(
			code,
			fc.oneof(
				fc.dictionary(names, fc.oneof(words, links, fc.jsonValue()), { maxKeys: 6 }),
				fc.array(fc.oneof(links, fc.jsonValue()), { maxLength: 4 }),
			),
			kind,
			(status, told, how) => {
				const text = JSON.stringify(told);
				const parsed = JSON.parse(text) as unknown;
				expect(read({ status, body: text }, how)).toEqual(read({ status, body: parsed }, how));
			},
		),
		{ numRuns: 10_000 },
	);
});
