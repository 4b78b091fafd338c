import { callsIn } from '../../../scripts/drift/openapi';
import type { Json } from '../../../scripts/drift/schema';
import { toastFields, toastFile, told, type Schemas } from './toaster';

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
	test('fills the variables of a server with their defaults', () => {
		const servers = [
			{
				url: 'https://{host}/{base}',
				variables: { host: { default: 'service.example' }, base: { default: 'api/v6' } },
			},
		];
		expect(told({ ...toastFile(), servers })).toEqual([]);
	});
	test('requires what stands in the path, also undeclared', () => {
		const file = toastFile();
		file.paths['/video/toast/{slot}'].post.parameters = [];
		expect(told(file)).toEqual([]);
	});
});
