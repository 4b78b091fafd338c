import type { FamilyName } from '../api/families';
import { callsBack, keyOf, makesJob, waits, type Endpoint } from '../endpoints/endpoint';
import { endpoints as registered } from '../endpoints';
import type { Property } from './fieldProperties';
import {
	binaryField,
	download,
	fileName,
	notForAgents,
	outputItems,
	simplify,
} from './handOverProperties';
import {
	inMemoryFirst,
	parkLimit,
	parkNotice,
	timeLimit,
	wait,
	openNotice,
	waitOrPark,
	waitOrParkForMinutes,
} from './waitProperties';
import { usualLimit, usualParkLimit } from './wishes';

/** The parameters that belong to the way a call goes, whatever its endpoint is. */

/** A property and who has it. */
export interface Shown {
	property: Property;
	/** Operations that have it, as `resource:operation`. */
	keys: string[];
	/** Missing: all families of those operations. */
	families?: FamilyName[];
	/** Further parameters that decide. */
	when?: Record<string, string[] | boolean[]>;
}

const fetchKey = 'result:fetch';
const customJobKey = 'custom:job';
export const gateKey = 'system:waitForCapacity';
const everyKey = [...registered.map(keyOf), fetchKey, customJobKey, 'custom:call', gateKey];

/** n8n shows a property for every pair of a resource and an operation: one condition where that is exact, else one per resource. */
export function conditionsFor(
	keys: readonly string[],
): Array<{ resource: string[]; operation: string[] }> {
	const wanted = new Set(keys);
	const pairs = [...wanted].map((key) => key.split(':') as [string, string]);
	const resources = [...new Set(pairs.map(([resource]) => resource))];
	const operations = new Set(pairs.map(([, operation]) => operation));
	const exact = everyKey.every((key) => {
		const [resource, operation] = key.split(':');
		return wanted.has(key) || !resources.includes(resource) || !operations.has(operation);
	});
	const operationsOf = (resource: string): string[] =>
		pairs.filter(([own]) => own === resource).map(([, operation]) => operation);
	return exact
		? [{ resource: resources, operation: [...operations] }]
		: resources.map((resource) => ({ resource: [resource], operation: operationsOf(resource) }));
}

const keysOf = (endpoints: readonly Endpoint[], which: (endpoint: Endpoint) => boolean): string[] =>
	endpoints.filter(which).map(keyOf);

/** Whose results are files: jobs, wherever they were started. */
const fileKeys = (endpoints: readonly Endpoint[]): string[] => [
	...keysOf(endpoints, makesJob),
	fetchKey,
	customJobKey,
];
/** Who can wait. */
const waitKeys = (endpoints: readonly Endpoint[]): string[] => [
	...keysOf(endpoints, waits),
	fetchKey,
	customJobKey,
];

/** Who can be parked for: the service calls back when it is done. */
const parkKeys = (endpoints: readonly Endpoint[]): string[] =>
	keysOf(endpoints, (endpoint) => waits(endpoint) && callsBack(endpoint));

/** Whose jobs take minutes. */
const slowKeys = (endpoints: readonly Endpoint[]): string[] =>
	keysOf(endpoints, (endpoint) => waits(endpoint) && endpoint.slow === true);

/** How much of a list is wanted. */
export function listProperties(endpoints: readonly Endpoint[]): Shown[] {
	const keys = keysOf(endpoints, ({ gives }) => gives === 'list');
	return [
		{
			property: {
				displayName: 'Return All',
				name: 'returnAll',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			keys,
		},
		{
			property: {
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
			},
			keys,
			when: { returnAll: [false] },
		},
	];
}

/** Waiting and files: in the form itself. */
export function jobProperties(endpoints: readonly Endpoint[]): Shown[] {
	const parked = parkKeys(endpoints);
	const slow = slowKeys(endpoints);
	return [
		{
			property: wait,
			keys: waitKeys(endpoints).filter((key) => !parked.includes(key)),
		},
		{
			property: waitOrPark,
			keys: parked.filter((key) => !slow.includes(key)),
		},
		{ property: waitOrParkForMinutes, keys: parked.filter((key) => slow.includes(key)) },
		{
			property: openNotice,
			keys: keysOf(endpoints, makesJob),
			when: { wait: ['no'] },
		},
		{
			property: parkNotice,
			keys: parked,
			when: { wait: ['park'] },
		},
		{
			property: download,
			keys: fileKeys(endpoints),
			when: notForAgents,
		},
		{
			property: binaryField,
			keys: fileKeys(endpoints),
			when: { ...notForAgents, download: [true] },
		},
		{
			property: simplify,
			keys: waitKeys(endpoints),
			when: notForAgents,
		},
	];
}

// The linter takes the words in braces for a miscased ID where they stand in the property itself.
const resultSample = 'e.g. /api/v7/images/fetch/{id}';
const resultHelp =
	'Where the result is asked for, with {id} where the ID belongs; without {id} it goes into the body as request_id. Only needed where the service does not say it itself.';

const isParked = { '/wait': ['park'] };
const inMemory = { '/wait': ['no', 'untilFinished'] };

/** Entries of the Options collection that every job has. */
export function jobOptions(endpoints: readonly Endpoint[]): Shown[] {
	const slow = slowKeys(endpoints);
	const parked = parkKeys(endpoints);
	const all: Shown[] = [
		{
			property: fileName('{prompt}-{id}-{index}', '{prompt}-{seed}'),
			keys: fileKeys(endpoints),
			when: { ...notForAgents, '/download': [true] },
		},
		{
			property: outputItems,
			keys: fileKeys(endpoints),
		},
		{
			property: {
				displayName: 'Jobs at Once',
				name: 'jobsAtOnce',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
				default: 5,
				description:
					"How many jobs of this run may be in the account's queue at once. Without it, all runs that wait share what the credential's plan allows. Fewer leave room for other workflows of the account.",
			},
			keys: waitKeys(endpoints),
		},
		{
			property: {
				displayName: 'Questions per Second',
				name: 'questionsPerSecond',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
				default: 5,
				description:
					'How often the service may be asked about all jobs of this run together, on average. One job is never asked about more often than twice a second.',
			},
			keys: waitKeys(endpoints),
		},
		{
			property: {
				displayName: 'Send Again When in Doubt',
				name: 'sendAgain',
				type: 'boolean',
				default: false,
				description:
					'Whether a retry of this run submits a job again whose earlier submit brought no usable answer. That job may then be paid for twice.',
				hint: 'A job may be paid for twice',
			},
			keys: [...keysOf(endpoints, (endpoint) => waits(endpoint) && !endpoint.free), customJobKey],
		},
		{
			property: {
				displayName: 'Result Path',
				name: 'resultPath',
				type: 'string',
				default: '',
				placeholder: resultSample,
				description: resultHelp,
			},
			keys: [customJobKey],
		},
		{
			property: {
				displayName: 'Send Extra Fields',
				name: 'extraFields',
				type: 'json',
				default: '{}',
				description:
					'A JSON object that is merged into the request, for fields of the service that this form does not have',
			},
			keys: keysOf(endpoints, ({ fields }) => fields.length > 0),
		},
		{
			property: timeLimit(usualLimit(false)),
			keys: waitKeys(endpoints).filter((key) => !slow.includes(key)),
			when: inMemory,
		},
		{ property: timeLimit(usualLimit(true)), keys: slow, when: inMemory },
		...[false, true].map((isSlow) => ({
			property: parkLimit(usualParkLimit(isSlow)),
			keys: parked.filter((key) => slow.includes(key) === isSlow),
			when: isParked,
		})),
		{
			property: inMemoryFirst,
			keys: parked,
			when: isParked,
		},
		{
			property: {
				displayName: 'When Time Is Up',
				name: 'timeUp',
				type: 'options',
				options: [
					{
						name: 'Hand On the Open Job',
						value: 'handOn',
						description: 'The item goes on with its job ID; Result > Fetch takes it up',
					},
					{ name: 'Stop', value: 'stop', description: 'Stop and say the job ID' },
				],
				default: 'stop',
				description: 'What to do with a job that is not finished within the time limit',
			},
			keys: waitKeys(endpoints),
			when: { '/wait': ['untilFinished'] },
		},
	];
	return all.filter(({ keys }) => keys.length > 0);
}
