import fc from 'fast-check';
import { checked, FieldError, isEmpty, needed } from '../../nodes/StableDiffusion/endpoints/check';
import type { Field, FieldKind } from '../../nodes/StableDiffusion/endpoints/endpoint';

const field = (kind: FieldKind, rules: Partial<Field> = {}): Field => ({
	name: 'a_field',
	displayName: 'A Field',
	description: 'What it is for',
	kind,
	...rules,
});

/** The refusal of a value; it always names the field and says what is wrong with the value. */
function refusal(of: Field, value: unknown): { message: string; hint: string } {
	let thrown: unknown;
	try {
		checked(of, value);
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(FieldError);
	const { message, hint } = thrown as FieldError;
	expect(message).toContain("'A Field'");
	expect(hint).toMatch(/^It (is|begins with) ./);
	expect(message + hint).not.toMatch(/\[object|\.\./);
	return { message, hint };
}

describe('A whole number', () => {
	const width = field('integer', { min: 64, max: 1024, multipleOf: 8 });

	test.each([
		[64, 64],
		[1024, 1024],
		[512, 512],
		['512', 512],
		[' 512 ', 512],
		['512.0', 512],
		[512.0, 512],
	])('may be %p', (value, sent) => {
		expect(checked(width, value)).toBe(sent);
	});
	test.each([
		[63, 'between 64 and 1024'],
		[1025, 'between 64 and 1024'],
		['1032', 'between 64 and 1024'],
		[-512, 'between 64 and 1024'],
		[513, 'divisible by 8'],
		['100', 'divisible by 8'],
		[512.5, 'whole number'],
		['512.5', 'whole number'],
		['wide', 'a number'],
		['512px', 'a number'],
		['1,024', 'a number'],
		[NaN, 'a number'],
		[Infinity, 'a number'],
		[-Infinity, 'a number'],
		['NaN', 'a number'],
		['Infinity', 'a number'],
		[true, 'a number'],
		[null, 'a number'],
		[undefined, 'a number'],
		[{}, 'a number'],
		[{ value: 512 }, 'a number'],
		[[512], 'a number'],
		[[], 'a number'],
	])('may not be %p: it must be %s', (value, must) => {
		const { message, hint } = refusal(width, value);
		expect(message).toContain(must);
		expect(hint).toContain('a whole number between 64 and 1024, divisible by 8');
	});
	test('shows the value that it refuses, as text in quotes and cut short', () => {
		expect(refusal(width, 'wide').hint).toContain('It is "wide".');
		expect(refusal(width, 17).hint).toContain('It is 17.');
		const long = field('integer', { min: 1, max: 2 });
		expect(() => checked(long, 'x'.repeat(10_000))).toThrow(FieldError);
		try {
			checked(long, 'x'.repeat(10_000));
		} catch (error) {
			expect((error as FieldError).hint.length).toBeLessThan(200);
		}
	});
	test('may be as large as a seed', () => {
		const seed = field('integer', { min: 0, max: 4_294_967_295 });
		expect(checked(seed, '4294967295')).toBe(4_294_967_295);
		expect(refusal(seed, 4_294_967_296).message).toContain('between 0 and 4294967295');
	});
	test('has the one limit it has', () => {
		expect(refusal(field('integer', { max: 1440 }), 1441).message).not.toContain('Infinity');
		expect(refusal(field('integer', { max: 1440 }), 1441).message).toContain('1440');
		expect(refusal(field('integer', { min: 1 }), 0).message).not.toContain('Infinity');
		expect(refusal(field('integer', { min: 1 }), 0).hint).not.toContain('Infinity');
	});
	test('is asked for as a whole one where it has no limits', () => {
		expect(refusal(field('integer'), 1.5).hint).toContain('whole number');
	});
	test('is none out of an empty text', () => {
		expect(refusal(field('integer'), '').message).toContain('a number');
		expect(refusal(field('integer'), '  ').message).toContain('a number');
	});
});

describe('A number', () => {
	const strength = field('number', { min: 0, max: 1 });

	test.each([
		[0, 0],
		[1, 1],
		[0.7, 0.7],
		['0.55', 0.55],
		['.5', 0.5],
		['1e-1', 0.1],
	])('may be %p', (value, sent) => {
		expect(checked(strength, value)).toBe(sent);
	});
	test.each([-0.01, 1.01, '1.5', NaN, 'NaN', Infinity, '0,5', 'a lot', {}, [], true])(
		'may not be %p',
		(value) => {
			expect(refusal(strength, value).hint).toContain('a number between 0 and 1');
		},
	);
	test('may be anything finite without limits', () => {
		expect(checked(field('number'), -1e300)).toBe(-1e300);
		expect(refusal(field('number'), Infinity).hint).toContain('a number');
	});
});

describe('A flag', () => {
	test.each([true, 'true', 'TRUE', 'yes', 'Yes', ' yes ', '1', 1])('is on as %p', (value) => {
		expect(checked(field('flag'), value)).toBe(true);
	});
	test.each([false, 'false', 'False', 'no', 'NO', ' no ', '0', 0])('is off as %p', (value) => {
		expect(checked(field('flag'), value)).toBe(false);
	});
	test.each([
		'maybe',
		'y',
		'on',
		2,
		-1,
		NaN,
		Infinity,
		{},
		[],
		null,
		undefined,
		'constructor',
		'__proto__',
	])('is neither as %p', (value) => {
		expect(refusal(field('flag'), value)).toMatchObject({
			message: "'A Field' must be on or off",
			hint: expect.stringContaining('true or false'),
		});
	});
});

describe('A choice', () => {
	const choice = field('choice', {
		choices: [
			{ value: 'black', name: 'Black' },
			{ value: 'blur', name: 'Blur' },
		],
	});

	test('is one of its values', () => {
		expect(checked(choice, 'black')).toBe('black');
		expect(checked(choice, 'blur')).toBe('blur');
	});
	test.each(['Black', 'red', '', 0, true, NaN, {}, ['black'], null, undefined, 'constructor'])(
		'is not %p, and all the values are told',
		(value) => {
			expect(refusal(choice, value).hint).toContain('It must be one of: black, blur.');
		},
	);
	test('cannot be made where there are none', () => {
		expect(() => checked(field('choice'), 'black')).toThrow(FieldError);
	});
});

describe.each<FieldKind>(['text', 'id', 'secret'])('A field of kind %s', (kind) => {
	test('is a text without blanks around it', () => {
		expect(checked(field(kind), '  a lighthouse\n in a storm ')).toBe('a lighthouse\n in a storm');
	});
	test('may be a number, which expressions and sheets deliver', () => {
		expect(checked(field(kind), 17)).toBe('17');
		expect(checked(field(kind), 0)).toBe('0');
	});
	test.each([{}, { a: 1 }, [], ['a'], true, false, null, undefined])('may not be %p', (value) => {
		expect(refusal(field(kind), value).message).toContain('must be a text');
	});
});

describe('A field of JSON', () => {
	test.each([
		['{"clip_skip": 2}', { clip_skip: 2 }],
		[' [1, 2] ', [1, 2]],
		['null', null],
		['"text"', 'text'],
		['5', 5],
	])('is parsed out of %p', (value, sent) => {
		expect(checked(field('json'), value)).toEqual(sent);
	});
	test('passes what is parsed already', () => {
		const value = { clip_skip: 2 };
		expect(checked(field('json'), value)).toBe(value);
		expect(checked(field('json'), [1])).toEqual([1]);
	});
	test.each(['', '{', "{'a': 1}", 'clip_skip: 2', '{"a": NaN}', undefined])(
		'is not %p',
		(value) => {
			expect(refusal(field('json'), value).message).toContain('not valid JSON');
		},
	);
});

describe('An empty value', () => {
	test.each([undefined, null, '', '  ', '\n\t'])('is %p', (value) => {
		expect(isEmpty(value)).toBe(true);
	});
	test.each([0, false, NaN, 'a', '0', [], {}])('is not %p', (value) => {
		expect(isEmpty(value)).toBe(false);
	});
	test('is named where a value is needed, with what it is for', () => {
		expect(() => needed(field('text'))).toThrow(new FieldError("'A Field' is empty", ''));
		try {
			needed(field('text'));
		} catch (error) {
			expect((error as FieldError).hint).toBe('What it is for.');
		}
	});
	test('is named with one period, also where the description is several sentences', () => {
		try {
			needed(field('text', { description: 'How many there are. Each one is paid for.' }));
		} catch (error) {
			expect((error as FieldError).hint).toBe('How many there are. Each one is paid for.');
		}
		expect.assertions(1);
	});
});

describe('Any value', () => {
	const kinds: FieldKind[] = [
		'text',
		'integer',
		'number',
		'flag',
		'choice',
		'choices',
		'id',
		'secret',
		'json',
	];
	const value = fc.oneof(
		fc.jsonValue(),
		fc.string(),
		fc.double(),
		fc.integer().map(String),
		fc.constantFrom('constructor', '__proto__', 'toString', 'valueOf', undefined, null),
	);

	test('is sent in the form of its field, or refused by name', () => {
		fc.assert(
			fc.property(fc.constantFrom(...kinds), value, (kind, given) => {
				const of = field(kind, { min: 1, max: 50, choices: [{ value: 'a', name: 'A' }] });
				let sent: unknown;
				try {
					sent = checked(of, given);
				} catch (error) {
					return error instanceof FieldError && error.message.startsWith("'A Field' ");
				}
				switch (kind) {
					case 'integer':
						return Number.isInteger(sent) && (sent as number) >= 1 && (sent as number) <= 50;
					case 'number':
						return typeof sent === 'number' && sent >= 1 && sent <= 50;
					case 'flag':
						return typeof sent === 'boolean';
					case 'choice':
						return sent === 'a';
					case 'json':
						return sent !== undefined;
					default:
						return typeof sent === 'string' && sent === sent.trim();
				}
			}),
			{ numRuns: 10_000 },
		);
	});
});
