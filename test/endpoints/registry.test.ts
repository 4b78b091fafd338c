// Long, because it is the law of the registry: every rule that all endpoints and fields keep.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { families, isFamily } from '../../nodes/StableDiffusion/api/families';
import { checked } from '../../nodes/StableDiffusion/endpoints/check';
import { endpoints, registry, resources } from '../../nodes/StableDiffusion/endpoints';
import {
	coined,
	familiesOf,
	fieldsFor,
	keyOf,
	makesJob,
	waits,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';

const table = endpoints.map((endpoint): [string, Endpoint] => [keyOf(endpoint), endpoint]);
/** Every field of every endpoint, with the rules of each family that knows it. */
const fields = endpoints.flatMap((endpoint) =>
	familiesOf(endpoint).flatMap((family) =>
		fieldsFor(endpoint, family).map((field): [string, Field, Endpoint] => [
			`${keyOf(endpoint)} ${family} ${field.name}`,
			field,
			endpoint,
		]),
	),
);

/** One sentence bears no period; several are written out. */
const periodRule = (text: string): boolean =>
	/[.!?] [A-Z]/.test(text) ? /[.!?]$/.test(text) : !/[.!?]$/.test(text);
const titleCase = /^[A-Z0-9][^\s]*( (and|by|for|from|in|of|on|or|the|to|with|[A-Z0-9(][^\s]*))*$/;

describe('The registry', () => {
	test('knows every endpoint by a key of its own', () => {
		expect(new Set(table.map(([key]) => key)).size).toBe(endpoints.length);
		expect([...registry.keys()].sort()).toEqual(table.map(([key]) => key).sort());
		for (const [key, endpoint] of table) expect(registry.get(key)).toBe(endpoint);
	});
	test('has a resource for every endpoint and an endpoint for every resource', () => {
		const used = new Set(endpoints.map(({ resource }) => resource));
		expect([...used].sort()).toEqual(resources.map(({ value }) => value).sort());
	});
	test('names and describes its resources', () => {
		for (const { name, first, description, value } of resources) {
			expect(registry.has(`${value}:${first}`)).toBe(true);
			expect(name).toMatch(titleCase);
			expect(value).toMatch(/^[a-z][A-Za-z0-9]*$/);
			expect(periodRule(description)).toBe(true);
			expect(description.length).toBeGreaterThan(10);
		}
		expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
	});
	test('uses one word for an operation that waits, and another for one that does not', () => {
		const waiting = new Set(endpoints.filter(waits).map(({ operation }) => operation));
		const others = endpoints.filter((endpoint) => !waits(endpoint));
		expect(others.filter(({ operation }) => waiting.has(operation)).map(keyOf)).toEqual([]);
	});
	test('asks to be told twice where something cannot be taken back', () => {
		const destructive = [
			'enterpriseServer:clearQueue',
			'enterpriseServer:resetS3',
			'enterpriseServer:restart',
			'enterpriseServer:update',
			'model:cancelTraining',
			'model:delete',
			'model:deleteTraining',
			'upload:deleteFiles',
		];
		const confirmed = endpoints.filter((endpoint) =>
			familiesOf(endpoint).every((family) =>
				fieldsFor(endpoint, family).some(({ kind, required }) => kind === 'confirm' && required),
			),
		);
		expect(confirmed.map(keyOf).sort()).toEqual(destructive);
	});
	test("says that something is deleted where it is, in n8n's own word for it", () => {
		const deleting = endpoints.filter(({ name }) => /^Delete\b/.test(name));
		expect(endpoints.filter((endpoint) => endpoint.deletes)).toEqual(deleting);
		expect(deleting.filter(({ gives }) => gives !== 'body')).toEqual([]);
	});
	test('calls each operation of a resource by another name', () => {
		for (const { value } of resources) {
			const own = endpoints.filter(({ resource }) => resource === value);
			for (const word of ['name', 'action', 'description'] as const) {
				expect(new Set(own.map((endpoint) => endpoint[word])).size).toBe(own.length);
			}
		}
	});
	test('does not spell one field in two ways within a resource', () => {
		for (const { value } of resources) {
			const names = new Map<string, string>();
			for (const [, field, endpoint] of fields) {
				if (endpoint.resource !== value) continue;
				const key = `${endpoint.operation} ${field.name}`;
				expect(names.get(key) ?? field.displayName).toBe(field.displayName);
				names.set(key, field.displayName);
			}
		}
	});
});

describe.each(table)('The endpoint %s', (_, endpoint) => {
	const variants = familiesOf(endpoint);

	test('has words for people', () => {
		expect(endpoint.name).toMatch(titleCase);
		expect(endpoint.action).toMatch(/^[A-Z][^.]*[^.\s]$/);
		expect(endpoint.action.split(' ').length).toBeGreaterThan(1);
		expect(endpoint.description).toMatch(/^[A-Z]/);
		expect(endpoint.description.length).toBeGreaterThan(10);
		expect(periodRule(endpoint.description)).toBe(true);
		expect(endpoint.thing).toMatch(/^[A-Z0-9][A-Za-z0-9 ]*$/);
	});
	test('has words for machines', () => {
		expect(endpoint.resource).toMatch(/^[a-z][A-Za-z0-9]*$/);
		expect(endpoint.operation).toMatch(/^[a-z][A-Za-z0-9]*$/);
	});
	test('calls known families, below /api/', () => {
		expect(variants.length).toBeGreaterThan(0);
		expect(variants.filter((family) => !isFamily(family))).toEqual([]);
		for (const family of variants) {
			expect(endpoint.variants[family]).toMatch(/^\/api\/[a-z0-9_/{}-]*[a-z0-9}]$/);
			expect(endpoint.variants[family]).not.toContain('//');
		}
	});
	test('calls enterprise paths for enterprise families, and those only', () => {
		for (const family of variants) {
			const enterprise = families[family].account === 'enterprise';
			expect(endpoint.variants[family]?.startsWith('/api/v1/enterprise/')).toBe(enterprise);
			if (family.startsWith('enterprise/'))
				expect(endpoint.variants[family]?.startsWith(`/api/v1/${family}/`)).toBe(true);
		}
	});
	test('calls another path for every family', () => {
		expect(new Set(Object.values(endpoint.variants)).size).toBe(variants.length);
	});
	test('preselects a family that it has', () => {
		expect(variants).toContain(endpoint.preselect ?? variants[0]);
	});
	test('has fields of families that are its own', () => {
		for (const field of endpoint.fields) {
			expect((field.families ?? []).filter((family) => !variants.includes(family))).toEqual([]);
			expect(field.families?.length).not.toBe(0);
			expect(new Set(field.families).size).toBe(field.families?.length ?? 0);
			const known: readonly string[] = field.families ?? variants;
			expect(
				Object.keys(field.perFamily ?? {}).filter((family) => !known.includes(family)),
			).toEqual([]);
		}
	});
	test('has each field once for a family, and each name in the body once', () => {
		for (const family of variants) {
			const own = fieldsFor(endpoint, family);
			expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
			expect(new Set(own.map(({ name, as }) => as ?? name)).size).toBe(own.length);
			expect(own.map(({ name, as }) => as ?? name)).not.toContain('key');
		}
	});
	test('asks for something where it makes a job', () => {
		for (const family of makesJob(endpoint) ? variants : []) {
			const required = fieldsFor(endpoint, family).filter((field) => field.required);
			expect(required.length + (endpoint.oneOf?.length ?? 0)).toBeGreaterThan(0);
		}
	});
	test('shows what it needs in the form itself', () => {
		for (const family of variants) {
			for (const { name, place, required } of fieldsFor(endpoint, family))
				if (required) expect([name, place]).toEqual([name, 'main']);
		}
	});
	test('has a base64 flag wherever a file may be sent as base64', () => {
		const without = variants.filter((family) => {
			const own = fieldsFor(endpoint, family);
			return (
				own.some(({ takes }) => takes === 'base64') && !own.some(({ name }) => name === 'base64')
			);
		});
		expect(without).toEqual([]);
	});
	test('fills every place in its paths with a field that it needs', () => {
		for (const family of variants) {
			const own = fieldsFor(endpoint, family);
			for (const [, name] of endpoint.variants[family]?.matchAll(/\{(\w+)\}/g) ?? [])
				expect(own.find((field) => field.name === name)?.required).toBe(true);
		}
	});
	test('names fields of its own where one of several is needed', () => {
		const names = endpoint.fields.map(({ name }) => name);
		for (const name of endpoint.oneOf?.flat() ?? []) expect(names).toContain(name);
	});
	test('says how its end is asked for if it is only accepted, and how its list is read if it is one', () => {
		expect(endpoint.question !== undefined).toBe(endpoint.gives === 'state');
		expect(endpoint.list !== undefined).toBe(endpoint.gives === 'list');
		for (const name of endpoint.question?.carries ?? [])
			expect(endpoint.fields.map((field) => field.name)).toContain(name);
	});
});

describe.each(fields)('The field %s', (_, field) => {
	test('is named as the service names it, and shown in Title Case', () => {
		expect(field.name).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
		expect(field.as ?? field.name).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
		expect(field.displayName).toMatch(titleCase);
	});
	test('is described, without a trailing period unless in several sentences', () => {
		expect(field.description).toMatch(/^[A-Z0-9"']/);
		expect(field.description.trim()).toBe(field.description);
		expect(field.description.length).toBeGreaterThan(10);
		expect(field.description.toLowerCase()).not.toBe(field.displayName.toLowerCase());
		expect(periodRule(field.description)).toBe(true);
	});
	test('says Whether if it is a flag, and is boolean inside', () => {
		expect(field.description.startsWith('Whether ')).toBe(['flag', 'confirm'].includes(field.kind));
		if (field.kind === 'flag') expect(typeof field.default).toBe('boolean');
	});
	test('has an example as placeholder, if any', () => {
		expect(field.placeholder ?? 'e.g. x').toMatch(/^e\.g\. \S/);
	});
	test('has limits that make sense, and a default within them', () => {
		const { min = -Infinity, max = Infinity, multipleOf = 1, kind } = field;
		expect(min).toBeLessThan(max);
		const numeric = kind === 'integer' || kind === 'number';
		if (!numeric && kind !== 'images')
			expect([field.min, field.max, field.multipleOf]).toEqual([undefined, undefined, undefined]);
		if (kind === 'integer' && Number.isFinite(min)) expect(min % multipleOf).toBe(0);
		if (kind === 'integer' && Number.isFinite(max))
			expect(multipleOf === 1 || max % multipleOf === 0).toBe(true);
	});
	test('has a default that it would accept itself', () => {
		if (field.default === undefined) {
			expect(field.kind).not.toBe('flag');
			return;
		}
		expect(checked(field, field.default)).toBe(field.default);
	});
	test('has choices if it is a choice, each once, its default among them', () => {
		expect((field.choices?.length ?? 0) > 0).toBe(['choice', 'choices'].includes(field.kind));
		const choices = field.choices ?? [];
		expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
		for (const { name, description } of choices) {
			expect(name.trim()).not.toBe('');
			expect(periodRule(description ?? '')).toBe(true);
		}
		if (field.kind === 'choice' && field.default !== undefined)
			expect(choices.map(({ value }) => value)).toContain(field.default);
	});
	test('says how a file travels, and only if it is one', () => {
		const isFile = ['image', 'images', 'audio', 'video', 'model3d'].includes(field.kind);
		expect(field.takes !== undefined).toBe(isFile);
	});
	test('says which list it is looked up in, and only if it is an ID', () => {
		expect(field.list !== undefined).toBe(field.kind === 'id');
	});
	test('is a text where it has rows', () => {
		if (field.rows !== undefined) expect(['text', 'json']).toContain(field.kind);
		expect(field.rows ?? 1).toBeGreaterThan(0);
	});
});

describe('The rules of single families', () => {
	const base: Field = {
		name: 'scale',
		kind: 'integer',
		displayName: 'Scale',
		description: 'How large',
		max: 8,
		perFamily: { enterprise: { max: 4, required: true } },
	};
	const endpoint: Endpoint = {
		...endpoints[0],
		variants: { v3: '/api/v3/x', enterprise: '/api/v1/enterprise/x' },
		fields: [base, { ...base, name: 'other', families: ['v3'] }],
	};

	test('stand over the common ones, and leave them as they are', () => {
		expect(fieldsFor(endpoint, 'enterprise')).toEqual([
			{
				name: 'scale',
				kind: 'integer',
				displayName: 'Scale',
				description: 'How large',
				max: 4,
				required: true,
			},
		]);
		expect(base.max).toBe(8);
	});
	test('leave out what a family does not know', () => {
		expect(fieldsFor(endpoint, 'v3').map(({ name, max }) => [name, max])).toEqual([
			['scale', 8],
			['other', 8],
		]);
	});
	test('give coined values their own names', () => {
		expect(coined('a', 'b')).toEqual([
			{ value: 'a', name: 'a' },
			{ value: 'b', name: 'b' },
		]);
	});
});

describe('The source of this floor', () => {
	const root = join(__dirname, '../../nodes/StableDiffusion/endpoints');
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name): [string, string] => [name, readFileSync(join(root, name), 'utf8')]);

	test.each(files)('%s is short', (_, text) => {
		expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
	});
	test.each(files)('%s is data: nothing in it waits, asks or decides', (_, text) => {
		expect(text).not.toMatch(/\b(async|await|fetch\(|setTimeout|context)\b/);
	});
	test.each(files)('%s stands on the ground floor only', (_, text) => {
		const imports = [...text.matchAll(/^(?:import|export)\b[^;]*? from '([^']+)'/gm)].map(
			([, path]) => path,
		);
		expect(
			imports.filter((path) => !/^(\.\/|\.\.\/)/.test(path) || /\/(job|host)\//.test(path)),
		).toEqual([]);
	});
	test.each(files)('%s names the service in its own words: no key, no machine', (_, text) => {
		expect(text).not.toMatch(/\/(home|Users|root)\/|sk-[A-Za-z0-9]{8}/);
	});
});
