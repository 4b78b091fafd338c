import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import { coined, type Endpoint } from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { LeftOut } from '../../nodes/StableDiffusion/endpoints/leftOut';
import { placesIn, type Rule } from '../../scripts/drift/call';
import { compare, everywhere, type Known } from '../../scripts/drift/compare';
import { known as realKnown } from '../../scripts/drift/known';
import { callsIn } from '../../scripts/drift/openapi';
import { ourCalls } from '../../scripts/drift/ours';
import type { Json } from '../../scripts/drift/schema';

/** An endpoint of nobody's service, with one field of each kind that matters here. */
const toast: Endpoint = {
	resource: 'kitchen',
	operation: 'toast',
	name: 'Toast',
	action: 'Make toast',
	description: 'Make toast of bread',
	variants: { video: '/api/v6/video/toast/{slot}' },
	fields: [
		{ name: 'slot', kind: 'text', displayName: 'Slot', description: 'x', required: true },
		{
			name: 'slices',
			kind: 'integer',
			displayName: 'x',
			description: 'x',
			min: 1,
			max: 4,
			default: 2,
		},
		{ name: 'label', kind: 'text', displayName: 'x', description: 'x', default: 'fresh' },
		{ name: 'crisp', kind: 'flag', displayName: 'x', description: 'x', default: false },
		{
			name: 'warm',
			kind: 'flag',
			displayName: 'x',
			description: 'x',
			default: true,
			form: 'yes/no',
		},
		{
			name: 'bread',
			kind: 'choice',
			displayName: 'x',
			description: 'x',
			default: 'rye',
			choices: coined('rye', 'oat'),
		},
		{ name: 'spreads', kind: 'images', displayName: 'x', description: 'x', max: 3 },
		{ name: 'confirm', kind: 'confirm', displayName: 'x', description: 'x', required: true },
	],
	gives: 'body',
	thing: 'Toast',
};

type Schemas = { [name: string]: { [name: string]: Json } };

const toastFields = (): Schemas => ({
	key: { type: 'string' },
	slices: { type: 'integer', minimum: 1, maximum: 4, default: 2 },
	label: { type: 'string', default: 'fresh' },
	crisp: { type: 'boolean', default: false },
	warm: { type: 'string', enum: ['yes', 'no'], default: 'yes' },
	bread: { type: 'string', enum: ['oat', 'rye'], default: 'rye' },
	spreads: { type: 'array', items: { type: 'string' }, maxItems: 3 },
});

/** A file that describes the toaster, the way the service writes its own: server, reference, parameter in the path. */
const toastFile = (properties: Schemas = toastFields(), required = ['key']) => ({
	openapi: '3.1.0',
	servers: [{ url: 'https://service.example/api/v6' }],
	paths: {
		'/video/toast/{slot}': {
			post: {
				parameters: [{ name: 'slot', in: 'path', required: true, schema: { type: 'string' } }],
				requestBody: {
					content: { 'application/json': { schema: { $ref: '#/components/schemas/Toast' } } },
				},
			},
		},
	},
	components: { schemas: { Toast: { type: 'object', required, properties } } },
});

const path = '/api/v6/video/toast/{slot}';
const compared = (
	file: Json,
	{
		ours = [toast],
		known = [],
		leftOut = [],
	}: { ours?: Endpoint[]; known?: Known[]; leftOut?: LeftOut[] } = {},
) => compare(ours, callsIn('toast.json', file), known, leftOut);
const told = (...args: Parameters<typeof compared>) =>
	compared(...args).findings.map(({ field, what, ours, theirs }) => [field, what, ours, theirs]);

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

describe('The list of known differences', () => {
	const entry: Known = {
		path,
		field: 'slices',
		what: 'maximum',
		ours: '4',
		theirs: '6',
		reason: 'a slip',
	};
	const six = toastFile({
		...toastFields(),
		slices: { type: 'integer', minimum: 1, maximum: 6, default: 2 },
	});

	test('explains the difference that it names, and no other', () => {
		expect(compared(six, { known: [entry] })).toMatchObject({ findings: [], known: 1 });
		for (const other of [{ theirs: '7' }, { ours: '5' }, { field: 'crisp' }]) {
			const found = told(six, { known: [{ ...entry, ...other }] }).map(([, what]) => what);
			expect(found).toEqual(['maximum', 'known']);
		}
	});
	test('must not hold what is no longer so', () => {
		expect(told(toastFile(), { known: [entry] })).toEqual([['slices', 'known', '4', '6']]);
	});
	test('can explain the same of a field on all paths, as long as there is one', () => {
		const onAll = { ...entry, path: everywhere };
		expect(compared(six, { known: [onAll] })).toMatchObject({ findings: [], known: 1 });
		expect(told(toastFile(), { known: [onAll] })).toEqual([['slices', 'known', '4', '6']]);
		const other = { ...onAll, field: 'butter' };
		expect(compared(toastFile(), { known: [other] })).toMatchObject({ findings: [], notJudged: 1 });
	});
	test('is not judged on paths that are not described', () => {
		const elsewhere = { ...entry, path: '/api/v6/video/bake' };
		expect(compared(toastFile(), { known: [elsewhere] })).toMatchObject({
			findings: [],
			notJudged: 1,
		});
	});
	test('has a reason for everything, once', () => {
		for (const { reason, ours, theirs } of realKnown) {
			expect(reason.length).toBeGreaterThan(20);
			expect(ours).not.toBe(theirs);
		}
		const names = realKnown.map(({ path, field, what }) => [path, field, what].join(' '));
		expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
	});
});

describe('The reader of descriptions', () => {
	const slices = (schema: Json, components: Json = {}) => {
		const file = { ...toastFile({ ...toastFields(), slices: schema as Schemas[string] }) };
		return told({
			...file,
			components: { schemas: { ...file.components.schemas, ...(components as Schemas) } },
		});
	};
	test('follows references and parts', () => {
		const parts = {
			Count: { type: 'integer', minimum: 1 },
			Few: { allOf: [{ $ref: '#/components/schemas/Count' }, { maximum: 4 }] },
		};
		expect(slices({ $ref: '#/components/schemas/Few', default: 2 }, parts)).toEqual([]);
		expect(slices({ allOf: [{ $ref: '#/components/schemas/Few' }], default: 2 }, parts)).toEqual(
			[],
		);
		expect(() => slices({ $ref: '#/components/schemas/Nowhere' })).toThrow('leads nowhere');
	});
	test('reads alternatives, null among them, as one field', () => {
		const count = { type: 'integer', minimum: 1, maximum: 4 };
		for (const more of [{ type: 'null' }, { type: 'string', pattern: '^[1-4]$' }]) {
			expect(slices({ oneOf: [count, more], default: '2' })).toEqual([]);
			expect(slices({ anyOf: [count, more], default: 2 })).toEqual([]);
		}
		expect(slices({ ...count, type: ['integer', 'null'], default: 2 })).toEqual([]);
		expect(slices({ ...count, nullable: true, default: 2 })).toEqual([]);
		expect(slices({ oneOf: [count, { ...count, maximum: 8 }], default: 2 })).toEqual([
			['slices', 'maximum', '4', '8'],
		]);
	});
	test('takes the servers of an operation before those of the file', () => {
		const { post } = toastFile().paths['/video/toast/{slot}'];
		const servers = [{ url: 'https://service.example/api/v5/' }];
		const paths = { '/toast': { post: { ...post, servers } }, '/bread': { post } };
		expect(callsIn('x', { ...toastFile(), paths }).map((call) => call.path)).toEqual([
			'/api/v5/toast',
			'/api/v6/bread',
		]);
	});
	test('requires what stands in the path, also undeclared', () => {
		const file = toastFile();
		file.paths['/video/toast/{slot}'].post.parameters = [];
		expect(told(file)).toEqual([]);
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

const jsonType = {
	text: 'string',
	integer: 'integer',
	number: 'number',
	boolean: 'boolean',
	array: 'array',
	object: 'object',
};

/** What the service would have to print to agree with our registry, one file for each of our calls. */
function described(list: readonly Endpoint[]) {
	return ourCalls(list).map(({ path: at, method, rules }) => {
		const inPath = placesIn(at);
		const schemaOf = ({ types, choices, default: value, ...rule }: Rule): Schemas[string] => ({
			...(types.length > 1
				? { oneOf: types.map((type) => ({ type: jsonType[type] })) }
				: { type: jsonType[types[0]] }),
			...(choices && { enum: [...choices] }),
			default: value,
			minimum: rule.minimum,
			maximum: rule.maximum,
			multipleOf: rule.multipleOf,
			maxItems: rule.maxItems,
		});
		const body = rules.filter(({ name }) => !inPath.includes(name));
		const schema: { [name: string]: Json } & { properties: Schemas } = {
			type: 'object',
			required: ['key', ...body.filter(({ required }) => required).map(({ name }) => name)],
			properties: Object.fromEntries(body.map((rule) => [rule.name, schemaOf(rule)])),
		};
		const operation = {
			parameters: rules
				.filter(({ name }) => inPath.includes(name))
				.map((rule) => ({ name: rule.name, in: 'path', required: true, schema: schemaOf(rule) })),
			requestBody: { content: { 'application/json': { schema } } },
		};
		const file = {
			openapi: '3.1.0',
			servers: [{ url: 'https://service.example' }],
			paths: { [at]: { [method.toLowerCase()]: operation } },
		};
		return { at, schema, file };
	});
}

describe('The real registry', () => {
	const findings = (files: ReturnType<typeof described>, ours = endpoints) =>
		compare(
			ours,
			files.flatMap(({ at, file }) => callsIn(at, file as Json)),
			[],
			[],
		).findings.map(({ path: where, field, what }) => [where, field, what]);
	const upscalePath = '/api/v6/image_editing/super_resolution';
	const planted = (plant: (schema: ReturnType<typeof described>[0]['schema']) => void) => {
		const files = described(endpoints);
		for (const { at, schema } of files) if (at === upscalePath) plant(schema);
		return findings(files);
	};

	test('agrees with a description made of it', () => {
		expect(findings(described(endpoints))).toEqual([]);
	});
	test('is told from one with a field more', () => {
		const found = planted((schema) => (schema.properties.planted = { type: 'string' }));
		expect(found).toEqual([[upscalePath, 'planted', 'missing']]);
	});
	test('is told from one with another limit', () => {
		const found = planted((schema) => (schema.properties.scale.maximum = 9));
		expect(found).toEqual([[upscalePath, 'scale', 'maximum']]);
	});
	test('is told from one with an endpoint more', () => {
		const fewer = endpoints.filter(({ operation }) => operation !== 'upscale');
		expect(findings(described(endpoints), fewer)).toContainEqual([
			upscalePath,
			undefined,
			'endpoint',
		]);
	});
});

describe('npm run drift', () => {
	const folder = mkdtempSync(join(tmpdir(), 'drift-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const run = (...args: string[]) =>
		new Promise<{ code: unknown; output: string }>((done) => {
			const script = join(__dirname, '../../scripts/drift.ts');
			execFile(process.execPath, ['--import', 'tsx', script, ...args], (error, stdout, stderr) =>
				done({ code: error ? error.code : 0, output: stdout + stderr }),
			);
		});
	const systemLoad = (properties: Schemas) => ({
		openapi: '3.1.0',
		servers: [{ url: 'https://service.example/api/v3' }],
		paths: {
			'/system_load': {
				post: {
					requestBody: {
						content: { 'application/json': { schema: { type: 'object', properties } } },
					},
				},
			},
		},
	});
	const write = (file: Json) => writeFileSync(join(folder, 'system.json'), JSON.stringify(file));

	test('says that it was not run without descriptions', async () => {
		for (const args of [[], [folder], [join(folder, 'nowhere')]]) {
			const { code, output } = await run(...args);
			expect([code, output]).toEqual([2, expect.stringContaining('was not run')]);
		}
	});
	test('ends well with descriptions that agree', async () => {
		write(systemLoad({ key: { type: 'string' } }));
		const { code, output } = await run(folder);
		expect([code, output]).toEqual([0, expect.stringContaining('1 passed, 0 failed')]);
	});
	test('fails and says where with descriptions that do not', async () => {
		write(systemLoad({ key: { type: 'string' }, planted: { type: 'integer' } }));
		const { code, output } = await run(folder);
		expect(code).toBe(1);
		expect(output).toContain('/api/v3/system_load planted: missing: ours nothing');
		expect(output).toContain('1 passed, 1 failed');
	});
	test('fails on a file that is no JSON', async () => {
		writeFileSync(join(folder, 'system.json'), '{ "openapi": ');
		expect((await run(folder)).code).toBe(1);
	});
});
