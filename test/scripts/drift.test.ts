import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import type { Endpoint } from '../../nodes/StableDiffusion/endpoints/endpoint';
import { placesIn, type Rule } from '../../scripts/drift/call';
import { compare } from '../../scripts/drift/compare';
import { callsIn } from '../../scripts/drift/openapi';
import { ourCalls } from '../../scripts/drift/ours';
import type { Json } from '../../scripts/drift/schema';
import type { Schemas } from './drift/toaster';

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
			{},
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
	test('fails on a description without a call', async () => {
		write({ openapi: '3.1.0', paths: {} });
		const { code, output } = await run(folder);
		expect(code).toBe(1);
		expect(output).toContain("system.json: file: ours calls, the service's none");
		expect(output).toContain('0 passed, 1 failed');
	});
	test('fails on a file that is no JSON', async () => {
		writeFileSync(join(folder, 'system.json'), '{ "openapi": ');
		const { code, output } = await run(folder);
		expect([code, output]).toEqual([1, expect.stringContaining('system.json is not JSON')]);
	});
});
