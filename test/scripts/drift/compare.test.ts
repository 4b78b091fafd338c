import type { Endpoint } from '../../../nodes/StableDiffusion/endpoints/endpoint';
import { compare } from '../../../scripts/drift/compare';
import { callsIn } from '../../../scripts/drift/openapi';
import { fetchCalls } from '../../../scripts/drift/ours';
import type { Pairs } from '../../../scripts/drift/pairs';
import type { Json } from '../../../scripts/drift/schema';
import { compared, path, toast, toastFields, toastFile, told, type Schemas } from './toaster';

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
		[
			'all that is said of a field that we lack',
			changed('butter', { type: 'integer', minimum: 1, maximum: 3, default: 2, enum: [3, 1, 2] }),
			['butter', 'missing', 'nothing', 'integer, at least 1, at most 3, default 2, one of 1/2/3'],
		],
		[
			'a field that it does not have',
			without('crisp'),
			['crisp', 'unknown', 'boolean, default false', 'nothing'],
		],
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
			'a flag in other words',
			changed('warm', { enum: ['true', 'false'], default: 'true' }),
			['warm', 'choices', 'no, yes', 'false, true'],
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
	const fetched = (at: string, post: Json) =>
		told({ ...toastFile(), paths: { [at]: { post } } }, { ours: [] });
	const body = (properties: Schemas, type = 'application/json') => ({
		requestBody: { content: { [type]: { schema: { type: 'object', properties } } } },
	});
	test('takes the addresses of Result > Fetch for covered, with the id where we put it', () => {
		expect(fetched('/video/fetch/{id}', body({ key: { type: 'string' } }))).toEqual([]);
		expect(fetched('/video/fetch', body({}))).toEqual([
			[undefined, 'endpoint', 'nothing', 'described'],
		]);
		const id = { type: 'integer' };
		const enterprise = (properties: Schemas) => ({
			...body(properties),
			servers: [{ url: 'https://service.example/api/v1' }],
		});
		const required = (name: string) => [name, 'missing', 'nothing', 'integer'];
		expect(fetched('/enterprise/fetch', enterprise({ request_id: id }))).toEqual([
			['request_id', 'required', 'true', 'false'],
		]);
		expect(fetched('/enterprise/fetch', enterprise({ job_id: id }))).toEqual([
			['request_id', 'unknown', 'integer or text, required', 'nothing'],
			required('job_id'),
		]);
	});
	test('compares what is left out as another spelling with the path that it is the same as', () => {
		const file = (maximum: number) => {
			const { '/video/toast/{slot}': item } = toastFile().paths;
			const fields = toastFields();
			const given = toastFile({ ...fields, slices: { ...fields.slices, maximum } });
			return { ...given, paths: { '/video/toasts/{slot}': item } };
		};
		const other = {
			path: '/api/v6/video/toasts/{slot}',
			reason: 'spelling',
			sameAs: toast.variants.video,
		};
		const leftOut = [other];
		expect(compared(file(4), { leftOut })).toMatchObject({ findings: [], leftOut: 1, fields: 7 });
		expect(told(file(5), { leftOut })).toEqual([['slices', 'maximum', '4', '5']]);
		expect(told(file(4), { leftOut, ours: [] })).toEqual([
			[undefined, 'left out', toast.variants.video, 'not covered'],
		]);
	});
	test('finds a body that cannot be JSON', () => {
		const { post } = toastFile().paths['/video/toast/{slot}'];
		const form = { ...post, ...body(toastFields(), 'multipart/form-data') };
		expect(told({ ...toastFile(), paths: { '/video/toast/{slot}': { post: form } } })).toEqual([
			[undefined, 'body', 'application/json', 'multipart/form-data'],
		]);
	});
	test('counts what no file describes, and is content', () => {
		const bread = { ...toast, operation: 'bake', variants: { video: '/api/v6/video/bake' } };
		expect(compared(toastFile(), { ours: [toast, bread] })).toMatchObject({
			findings: [],
			undescribed: 1,
		});
	});
	test('finds what no file describes where the list has it not, and a list that no longer holds', () => {
		const fetches = [...new Set(fetchCalls().map(({ path: at }) => at))];
		const bread = { ...toast, operation: 'bake', variants: { video: '/api/v6/video/bake' } };
		const ours = [toast, bread];
		expect(told(toastFile(), { ours, undescribed: fetches })).toEqual([
			[undefined, 'endpoint', 'covered', 'nothing'],
		]);
		expect(told(toastFile(), { ours, undescribed: [...fetches, '/api/v6/video/b*'] })).toEqual([]);
		const stale = [...fetches, '/api/v6/video/bake', path, '/api/v6/video/boil'];
		expect(told(toastFile(), { ours, undescribed: stale })).toEqual([
			[undefined, 'undescribed', 'listed', 'described'],
			[undefined, 'undescribed', 'no such path', 'nothing'],
		]);
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
	const all = (ours: Endpoint[], pairs?: Pairs) =>
		compare(ours, both, { pairs }).findings.map(({ field, what }) => [field, what]);
	const found = (ours: Endpoint[]) => all(ours).filter(([, what]) => what !== 'conflict');

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
	test('are told where the descriptions do not say the same', () => {
		const told = compare([toast, jam], both, {}).findings;
		expect(told.map(({ field }) => field)).not.toContain('slot');
		expect(told.find(({ field }) => field === 'slices')).toMatchObject({
			what: 'conflict',
			// In the order of the names of the files.
			theirs:
				'integer, at least 1, at most 8, default 5 | integer, at least 1, at most 4, default 2',
		});
		expect(told.find(({ field }) => field === 'jam')?.theirs).toBe('text | nothing');
	});
	const pairs: Pairs = {
		[path]: { 'toast.json': ['kitchen:toast'], 'jam.json': ['kitchen:jam'] },
	};
	test('are compared each with its own file where the table says which', () => {
		expect(all([toast, jam], pairs)).toEqual([]);
		const swapped: Pairs = {
			[path]: { 'toast.json': ['kitchen:jam'], 'jam.json': ['kitchen:toast'] },
		};
		expect(all([toast, jam], swapped)).toContainEqual(['slices', 'maximum']);
		const less = { ...jam, fields: jam.fields.filter(({ name }) => name !== 'slices') };
		expect(all([toast, less], pairs)).toEqual([['slices', 'missing']]);
		const third = { ...less, operation: 'honey' };
		expect(all([toast, jam, third], pairs)).toContainEqual(['slices', 'missing']);
	});
	test('do not make a known difference stale while one of the files is not there', () => {
		const conflict = { path, field: 'jam', what: 'conflict' as const, ours: 'x', theirs: 'y' };
		const known = [{ ...conflict, reason: 'two files' }];
		const [toasts] = both;
		expect(compare([toast], [toasts], { known })).toMatchObject({ findings: [], notJudged: 1 });
		const other = { pairs, known: [{ ...known[0], what: 'maximum' as const }] };
		expect(compare([toast], [toasts], other)).toMatchObject({ notJudged: 1 });
		expect(compare([toast, jam], both, other)).toMatchObject({ notJudged: 0 });
	});
});
