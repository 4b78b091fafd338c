import { coined, type Endpoint } from '../../../nodes/StableDiffusion/endpoints/endpoint';
import { compare, type Lists } from '../../../scripts/drift/compare';
import { callsIn } from '../../../scripts/drift/openapi';
import type { Json } from '../../../scripts/drift/schema';

/** An endpoint of nobody's service, with one field of each kind that matters here. */
export const toast: Endpoint = {
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

export type Schemas = { [name: string]: { [name: string]: Json } };

export const toastFields = (): Schemas => ({
	key: { type: 'string' },
	slices: { type: 'integer', minimum: 1, maximum: 4, default: 2 },
	label: { type: 'string', default: 'fresh' },
	crisp: { type: 'boolean', default: false },
	warm: { type: 'string', enum: ['yes', 'no'], default: 'yes' },
	bread: { type: 'string', enum: ['oat', 'rye'], default: 'rye' },
	spreads: { type: 'array', items: { type: 'string' }, maxItems: 3 },
});

/** A file that describes the toaster, the way the service writes its own: server, reference, parameter in the path. */
export const toastFile = (properties: Schemas = toastFields(), required = ['key']) => ({
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

export const path = '/api/v6/video/toast/{slot}';
export const compared = (
	file: Json,
	{ ours = [toast], ...lists }: Lists & { ours?: Endpoint[] } = {},
) => compare(ours, callsIn('toast.json', file), lists);
export const told = (...args: Parameters<typeof compared>) =>
	compared(...args).findings.map(({ field, what, ours, theirs }) => [field, what, ours, theirs]);
