import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { registry } from '../endpoints';
import { familiesOf, type Endpoint } from '../endpoints/endpoint';
import { byName, familyChoices, type Property } from './fieldProperties';
import { gateKey, type Shown } from './jobProperties';
import { usualLimit } from './wishes';

/** System > Wait for Capacity: a gate between any two nodes. */
const [resource, operation] = gateKey.split(':');

/** Its place in the list of operations. */
export const gateOperation: { resource: string; choice: INodePropertyOptions } = {
	resource,
	choice: {
		name: 'Wait for Capacity',
		value: operation,
		action: 'Wait for capacity',
		description:
			'Go on when few enough jobs are in process, or when time is up; all items pass through unchanged',
	},
};

/** A number of the service that a gate can look at. */
export interface Measure {
	/** Name of the field in the answer, and value in the form. */
	readonly value: string;
	readonly name: string;
	readonly description: string;
	/** Key of the operation that tells it. */
	readonly toldBy: string;
	/** What so many are called in messages. */
	readonly words: (number: number) => string;
}

export const measures: readonly Measure[] = [
	{
		value: 'processing_count',
		name: 'Own Jobs in Process',
		description: 'How many jobs of this account wait or run, those of other workflows included',
		toldBy: 'account:getRequestsInProcess',
		words: (number) => `${number === 0 ? 'none' : number} of your jobs in process`,
	},
	{
		value: 'queue_num',
		name: 'Queue of the Service',
		description: 'How many images of all customers wait in the queue of the service',
		toldBy: 'system:systemLoad',
		words: (number) => `${number} image${number === 1 ? '' : 's'} in the queue of the service`,
	},
	{
		value: 'queue_time',
		name: 'Queue Time of an Enterprise Server',
		description: 'How many seconds the queue of your own server takes',
		toldBy: 'enterpriseServer:getSystemDetails',
		// Nobody prints the unit; every other time of the service is in seconds.
		words: (number) => `a queue of ${number} s on the server`,
	},
];

export const byJobs = measures[0].value;

/** The operation that tells a measure. */
export function endpointOf({ toldBy, value }: Measure): Endpoint {
	const endpoint = registry.get(toldBy);
	if (endpoint) return endpoint;
	throw new Error(`no operation tells ${value}`);
}

/** Shown where one of several servers is meant. */
function serverProperties(measure: Measure): INodeProperties[] {
	const own = familiesOf(endpointOf(measure));
	if (own.length < 2) return [];
	const [preselected] = own;
	return [
		{
			displayName: 'API',
			name: 'family',
			type: 'options',
			noDataExpression: true,
			options: familyChoices(own),
			default: preselected,
			displayOptions: {
				show: { resource: [resource], operation: [operation], measure: [measure.value] },
			},
			description: 'The server whose queue is looked at',
		},
	];
}

export function gateProperties(): INodeProperties[] {
	const displayOptions = { show: { resource: [resource], operation: [operation] } };
	return [
		{
			displayName: 'Measure',
			name: 'measure',
			type: 'options',
			noDataExpression: true,
			options: byName(
				measures.map(({ name, value, description }) => ({ name, value, description })),
			),
			default: byJobs,
			displayOptions,
			description:
				'What is looked at. It is asked once for the whole run, with the values of the first item, and all items pass through unchanged.',
		},
		...measures.flatMap(serverProperties),
		{
			displayName: 'Below',
			name: 'below',
			type: 'number',
			typeOptions: { minValue: 1 },
			// The smallest plan takes five jobs at once: with fewer in process there is a place for one more.
			default: 5,
			displayOptions,
			description:
				'Go on as soon as the number is smaller than this. It counts jobs, images, or seconds for the queue of an enterprise server.',
		},
	];
}

/** Its entries of the Options collection. */
export function gateOptions(): Shown[] {
	const timeLimit: Property = {
		displayName: 'Time Limit',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 86_400, numberPrecision: 0 },
		default: usualLimit(false),
		description: 'How many seconds to wait for capacity',
	};
	const timeUp: Property = {
		displayName: 'When Time Is Up',
		name: 'timeUp',
		type: 'options',
		options: [
			{ name: 'Go On', value: 'goOn', description: 'Hand the items on all the same' },
			{ name: 'Stop', value: 'stop', description: 'Stop with an error' },
		],
		default: 'goOn',
		description: 'What to do when there is no capacity within the time limit',
	};
	return [timeLimit, timeUp].map((property) => ({ property, keys: [gateKey] }));
}
