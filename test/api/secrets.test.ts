import fc from 'fast-check';
import { hider } from '../../nodes/StableDiffusion/api/secrets';

const key = 'sk-9fQ2/x+"7Zr=ä&0123456789';
const plain = 'kR8fQ2xV7ZrT0123456789abcdef';

/** The longest run that base64 of a text with the key in it must show, wherever the key stands. */
const inBase64 = (secret: string, before: number): string =>
	Buffer.from('x'.repeat(before) + secret + 'tail of the text').toString('base64');

/** What no output may hold: the part of the base64 that comes from the key alone. */
const core = (secret: string, before: number): string => {
	const start = Math.ceil((before * 8) / 6);
	const end = Math.floor(((before + Buffer.byteLength(secret)) * 8) / 6);
	return inBase64(secret, before).slice(start, end);
};

describe('The key', () => {
	const hide = hider(key);

	test.each([
		['whole', key],
		['in the middle of a text', `Invalid API key ${key}, sorry`],
		['several times', `${key}${key} ${key}`],
		['in an address', `https://sd.example.test/?key=${encodeURIComponent(key)}&x=1`],
		['in JSON text', `the body was ${JSON.stringify({ key })}`],
	])('is taken out where it stands %s', (_, text) => {
		const out = hide(text);
		expect(out).toContain('[key hidden]');
		for (const form of [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)]) {
			expect(out).not.toContain(form);
		}
	});
	test('leaves the rest of the text as it is', () => {
		expect(hide(`before ${key} after`)).toBe('before [key hidden] after');
	});
	test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
		'is taken out of base64 that begins %i characters before it',
		(before) => {
			for (const secret of [key, plain]) {
				const out = hider(secret)(`data:text/plain;base64,${inBase64(secret, before)}`);
				expect(inBase64(secret, before)).toContain(core(secret, before));
				expect(core(secret, before).length).toBeGreaterThan(20);
				expect(out).not.toContain(core(secret, before));
				expect(out).toContain('[key hidden]');
			}
		},
	);
	test('is taken out of arrays, objects and their names, however deep', () => {
		const value = { a: [{ b: { [key]: `x${key}` } }, key], c: { d: [[[key]]] } };
		expect(hide(value)).toEqual({
			a: [{ b: { '[key hidden]': 'x[key hidden]' } }, '[key hidden]'],
			c: { d: [[['[key hidden]']]] },
		});
	});
	test('is taken out of objects with the names of the prototype, which stay plain properties', () => {
		const value = JSON.parse(
			`{"__proto__":{"constructor":"${plain}"},"toString":"${plain}"}`,
		) as object;
		const out = hider(plain)(value);
		expect(JSON.stringify(out)).toBe(
			'{"__proto__":{"constructor":"[key hidden]"},"toString":"[key hidden]"}',
		);
		expect(Object.getPrototypeOf(out)).toBe(Object.prototype);
	});
	test('may be of one kind of character only', () => {
		expect(hider('aaaaaaaa')('aaaaaaaaaaaaaaaab')).not.toContain('aaaaaaaa');
		expect(hider('$&$&$&$&')('x$&$&$&$&y')).toBe('x[key hidden]y');
		expect(hider('.*.*.*.*')('abcdefgh')).toBe('abcdefgh');
	});
});

describe('What was given', () => {
	test('stays as it is', () => {
		const value = { a: [key], [key]: { b: key } };
		const before = JSON.stringify(value);
		const out = hider(key)(value);
		expect(JSON.stringify(value)).toBe(before);
		expect(out).not.toBe(value);
		expect(out.a).not.toBe(value.a);
	});
	test.each([undefined, null, 5, NaN, true, false, 0n])(
		'passes where it is no text: %p',
		(value) => {
			expect(hider(key)(value)).toBe(value);
		},
	);
	test('passes untouched without the key', () => {
		const value = {
			status: 'success',
			id: 17,
			output: ['https://files.example.test/0.png'],
			meta: null,
		};
		expect(hider(key)(value)).toEqual(value);
	});
	test.each(['', 'a', 'abc'])('passes where the key is too short to be one: "%s"', (short) => {
		expect(hider(short)('a text with abc in it')).toBe('a text with abc in it');
	});
});

describe('Any key in any value', () => {
	/** As the service gives them out: letters, digits and a few signs, but none of the marker's own brackets. */
	const anyKey = fc
		.string({
			minLength: 8,
			maxLength: 64,
			unit: fc.constantFrom(...'abcXYZ019-_.+/="\\&% ä'.split('')),
		})
		.filter((secret) => secret.trim() === secret);
	const wrapped = (secret: string) =>
		fc
			.array(
				fc.oneof(
					fc.string(),
					fc.constantFrom(
						secret,
						encodeURIComponent(secret),
						JSON.stringify(secret),
						`\n${secret}`,
						secret + secret,
					),
				),
				{ minLength: 1, maxLength: 6 },
			)
			.map((parts) => parts.join(''));
	const nest = (text: string, depth: number): unknown =>
		depth === 0
			? text
			: depth % 2 === 0
				? [text, nest(text, depth - 1)]
				: { [text]: nest(text, depth - 1), n: 1 };

	test('is gone afterwards, and what was given is unchanged', () => {
		const input = anyKey.chain((secret) =>
			fc.tuple(fc.constant(secret), wrapped(secret), fc.nat(4)),
		);
		fc.assert(
			fc.property(input, ([secret, text, depth]) => {
				const value = nest(text, depth);
				const before = JSON.stringify(value);
				const hidden = hider(secret)(value);
				const texts: string[] = [];
				const walk = (part: unknown): void => {
					if (typeof part === 'string') texts.push(part);
					else if (typeof part === 'object' && part !== null)
						for (const [name, inner] of Object.entries(part)) {
							texts.push(name);
							walk(inner);
						}
				};
				walk(hidden);
				const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
				return (
					JSON.stringify(value) === before &&
					texts.every((out) => forms.every((form) => !out.includes(form)))
				);
			}),
			{ numRuns: 5_000 },
		);
	});
	test('is gone out of base64 at every alignment', () => {
		fc.assert(
			fc.property(anyKey, fc.nat(40), (secret, before) => {
				const text = inBase64(secret, before);
				return (
					text.includes(core(secret, before)) && !hider(secret)(text).includes(core(secret, before))
				);
			}),
			{ numRuns: 5_000 },
		);
	});
});
