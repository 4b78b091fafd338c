/** The operations that are looked at, each with a form that works. */
import type { IDataObject } from 'n8n-workflow';
import { families } from '../../nodes/StableDiffusion/api/families';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import {
	familiesOf,
	waits,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import { finishedLyrics, prepare, type Ground } from '../../test/support/ground';
import { fill } from './behaviourForms';

const isDeletion = ({ operation }: Endpoint): boolean => operation.startsWith('delete');

/** All that is answered at once; of what is waited for, an image and words. */
const looked = endpoints.filter(
	(endpoint) =>
		!waits(endpoint) ||
		['image:generate', 'imageEditing:caption'].includes(
			`${endpoint.resource}:${endpoint.operation}`,
		),
);

/** One operation with a form that works. */
export interface Order {
	name: string;
	deletes: boolean;
	account: 'standard' | 'enterprise';
	parameters: IDataObject;
	/** A text that it cannot do without. */
	needs?: Field;
}

const isNeededText = ({ kind, required, place, families: only }: Field): boolean =>
	kind === 'text' && required === true && place === 'main' && only === undefined;

async function orderOf(ground: Ground, endpoint: Endpoint): Promise<Order> {
	const { resource, operation, name, fields } = endpoint;
	const [family] = familiesOf(endpoint);
	return {
		name: `${resource} > ${name}`,
		deletes: isDeletion(endpoint),
		account: families[family].account,
		parameters: {
			...{ resource, operation, family },
			...fill(endpoint, family),
			...(await prepare(ground, endpoint)),
		},
		needs: fields.find(isNeededText),
	};
}

/** What is no endpoint of the service. */
async function otherOrders(ground: Ground): Promise<Order[]> {
	const forms: IDataObject[] = [
		{ resource: 'system', operation: 'waitForCapacity' },
		{ resource: 'custom', operation: 'call', path: '/api/wallet_balance' },
		{
			resource: 'custom',
			operation: 'job',
			path: '/api/v6/images/text2img',
			body: '{"model_id": "flux", "prompt": "a boat"}',
		},
		{
			resource: 'result',
			operation: 'fetch',
			jobFrom: 'id',
			family: 'voice',
			jobId: (await finishedLyrics(ground)).request_id,
		},
	];
	return forms.map((parameters) => ({
		name: `${String(parameters.resource)} > ${String(parameters.operation)}`,
		deletes: false,
		account: 'standard',
		parameters,
	}));
}

/** Where each is run as soon as it is made, so that what it needs is still there. */
export async function* orders(ground: Ground): AsyncGenerator<Order> {
	yield* await otherOrders(ground);
	for (const endpoint of looked) yield await orderOf(ground, endpoint);
}
