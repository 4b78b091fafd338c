import type { Endpoint } from '../../../nodes/StableDiffusion/endpoints/endpoint';
import { compare } from '../../../scripts/drift/compare';
import { callsIn } from '../../../scripts/drift/openapi';
import { compared, toast, toastFields, toastFile, told, type Schemas } from './toaster';

describe('The comparison with a description', () => {
	test('finds nothing where both say the same', () => {
		expect(compared(toastFile())).toMatchObject({
			findings: [],
			covered: 1,
			fields: 7,
			passed: 8,
			undescribed: 0,
		});
	});

	const changed = (name: string, more: Schemas[string]) => {
		const fields = toastFields();
		return toastFile({ ...fields, [name]: { ...fields[name], ...more } });
	};
	const without = (name: string) => {
		const fields = Object.entries(toastFields()).filter(([each]) => each !== name);
		return toastFile(Object.fromEntries(fields));
	};
	test.each([
		[
			'a field that we lack',
			changed('butter', { type: 'string' }),
			['butter', 'missing', 'nothing', 'text'],
		],
		['a field that it does not have', without('crisp'), ['crisp', 'unknown', 'boolean', 'nothing']],
		['another largest number', changed('slices', { maximum: 6 }), ['slices', 'maximum', '4', '6']],
		['another smallest number', changed('slices', { minimum: 0 }), ['slices', 'minimum', '1', '0']],
		[
			'another step',
			changed('slices', { multipleOf: 2 }),
			['slices', 'multipleOf', 'nothing', '2'],
		],
		[
			'no largest number',
			changed('slices', { maximum: undefined }),
			['slices', 'maximum', '4', 'nothing'],
		],
		[
			'another number of entries',
			changed('spreads', { maxItems: 5 }),
			['spreads', 'maxItems', '3', '5'],
		],
		['another type', changed('slices', { type: 'string' }), ['slices', 'type', 'integer', 'text']],
		[
			'numbers where we take whole ones',
			changed('slices', { type: 'number' }),
			['slices', 'type', 'integer', 'number'],
		],
		[
			'a flag in another form',
			changed('warm', { type: 'boolean', enum: undefined }),
			['warm', 'type', 'text', 'boolean'],
		],
		[
			'an array as text',
			changed('spreads', { type: 'string' }),
			['spreads', 'type', 'array', 'text'],
		],
		['another default', changed('slices', { default: 3 }), ['slices', 'default', '2', '3']],
		[
			'no default for a text',
			changed('label', { default: undefined }),
			['label', 'default', 'fresh', 'nothing'],
		],
		[
			'a choice that we lack',
			changed('bread', { enum: ['oat', 'rye', 'corn'] }),
			['bread', 'choices', 'nothing', 'corn'],
		],
		[
			'a choice too many',
			changed('bread', { enum: ['rye'] }),
			['bread', 'choices', 'oat', 'nothing'],
		],
		['no choices', changed('bread', { enum: undefined }), ['bread', 'choices', 'oat, rye', 'any']],
		[
			'choices where we have none',
			changed('slices', { enum: [1, 2] }),
			['slices', 'choices', 'any', '1, 2'],
		],
		[
			'a field that is required',
			toastFile(toastFields(), ['key', 'slices']),
			['slices', 'required', 'false', 'true'],
		],
	])('finds %s', (_, file, finding) => expect(told(file)).toEqual([finding]));

	test('lets the form have what it cannot do without: defaults of switches, lists and numbers', () => {
		const silent = { default: undefined };
		for (const name of ['slices', 'crisp', 'bread'])
			expect(told(changed(name, silent))).toEqual([]);
		expect(told(changed('slices', { default: undefined, minimum: undefined }))).toEqual([]);
	});
	test('does not let a number that is always sent have a default of our own', () => {
		const slices = { ...toast.fields[1], required: true };
		const ours = [{ ...toast, fields: [toast.fields[0], slices] }];
		const file = toastFile({ slices: { type: 'integer', minimum: 1, maximum: 4 } }, ['slices']);
		expect(told(file, { ours })).toEqual([['slices', 'default', '2', 'nothing']]);
	});
	test('finds another method, and a field that is not required any more', () => {
		const file = toastFile();
		const { post } = file.paths['/video/toast/{slot}'];
		post.parameters[0].required = false;
		expect(told({ ...file, paths: { '/video/toast/{slot}': { get: post } } })).toEqual([
			[undefined, 'method', 'POST', 'GET'],
			['slot', 'required', 'true', 'false'],
		]);
	});
	test('finds an endpoint that we lack, unless it is left out on purpose', () => {
		expect(told(toastFile(), { ours: [] })).toEqual([
			[undefined, 'endpoint', 'nothing', 'described'],
		]);
		const leftOut = [{ path: '/api/v6/video/toast/{id}', reason: 'no bread' }];
		expect(compared(toastFile(), { ours: [], leftOut })).toMatchObject({
			findings: [],
			leftOut: 1,
		});
		expect(told(toastFile(), { leftOut })).toEqual([[undefined, 'left out', 'covered', 'nothing']]);
	});
	test('takes the addresses of Result > Fetch for covered', () => {
		const { post } = toastFile().paths['/video/toast/{slot}'];
		const paths = { '/video/fetch/{id}': { post }, '/video/fetch': { post } };
		expect(told({ ...toastFile(), paths })).toEqual([
			[undefined, 'endpoint', 'nothing', 'described'],
		]);
	});
	test('counts what no file describes, and is content', () => {
		const bread = { ...toast, operation: 'bake', variants: { video: '/api/v6/video/bake' } };
		expect(compared(toastFile(), { ours: [toast, bread] })).toMatchObject({
			findings: [],
			undescribed: 1,
		});
	});
	test('takes the fields that choose a page for known', () => {
		const list = { at: ['toasts'], pages: { page: 'page', size: 'rows', most: 30 } };
		const fields = { ...toastFields(), page: { type: 'integer' }, rows: { type: 'integer' } };
		expect(told(toastFile(fields), { ours: [{ ...toast, list }] })).toEqual([]);
	});
});

describe('Several at one path', () => {
	const jam: Endpoint = {
		...toast,
		operation: 'jam',
		fields: [
			{ ...toast.fields[0] },
			{ ...toast.fields[1], max: 8, default: 5 },
			{ name: 'jam', kind: 'text', displayName: 'x', description: 'x' },
		],
	};
	const both = [
		...callsIn('toast.json', toastFile()),
		...callsIn(
			'jam.json',
			toastFile({
				slices: { type: 'integer', minimum: 1, maximum: 8, default: 5 },
				jam: { type: 'string' },
			}),
		),
	];
	const found = (ours: Endpoint[]) =>
		compare(ours, both, [], []).findings.map(({ field, what }) => [field, what]);

	test('share their fields, and each says what one of the descriptions says', () => {
		expect(found([toast, jam])).toEqual([]);
		expect(found([jam, toast])).toEqual([]);
	});
	test('have to take all that any of the descriptions takes', () => {
		expect(found([toast])).toEqual([
			['slices', 'maximum'],
			['jam', 'missing'],
		]);
	});
	test('may not say what none of the descriptions says', () => {
		const more = { ...jam, fields: [{ ...jam.fields[1], max: 9 }, ...jam.fields] };
		expect(found([toast, more])).toEqual([['slices', 'maximum']]);
	});
});
