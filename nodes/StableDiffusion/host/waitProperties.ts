import type { Property } from './fieldProperties';
import { usualInMemory } from './wishes';

const withoutPark = [
	{
		name: 'No',
		value: 'no',
		description: 'Go on when the service has taken the job on; Result > Fetch takes it up later',
	},
	{
		name: 'Until Finished',
		value: 'untilFinished',
		description: 'Go on when the result is there; the time limit stands in the options',
	},
];
const waitingWays = [
	withoutPark[0],
	{
		name: 'Park Until Callback',
		value: 'park',
		description:
			'Store the execution until the service calls back: it takes no memory and no worker meanwhile. For jobs that take minutes.',
	},
	withoutPark[1],
];

/** How the end of a job is waited for. */
const waitProperty = (options: typeof withoutPark, hint?: string): Property => ({
	displayName: 'Wait',
	name: 'wait',
	type: 'options',
	noDataExpression: true,
	options,
	default: 'untilFinished',
	description: 'What the node does until the job is done, which goes on at the service meanwhile',
	...(hint && { hint }),
});

export const wait = waitProperty(withoutPark);
export const waitOrPark = waitProperty(waitingWays);
export const waitOrParkForMinutes = waitProperty(
	waitingWays,
	'This takes minutes: Park Until Callback keeps nothing in memory meanwhile',
);

/** Nobody says how long the service keeps a file; where it does, it is a day. */
export const openNotice: Property = {
	displayName:
		'The item goes on with the ID of the job, which is paid for all the same. Take the result up with <i>Result > Fetch</i> within 24 hours: some files are kept no longer.',
	name: 'openNotice',
	type: 'notice',
	default: '',
};

export const parkNotice: Property = {
	displayName:
		'The service must be able to reach this n8n. Put <i>Result > Fetch</i> right behind: it passes finished items through, waits for what is still open at the time limit, and stops at a job that has failed.',
	name: 'parkNotice',
	type: 'notice',
	default: '',
};

export const inMemoryFirst: Property = {
	displayName: 'In Memory First',
	name: 'inMemory',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 3_600, numberPrecision: 0 },
	default: usualInMemory,
	description:
		'How many seconds a job is waited for in memory before the execution is parked, if it is to be ready within them by the estimate of the service; 0 parks at once',
};

export const timeLimit = (seconds: number): Property => ({
	displayName: 'Time Limit',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 86_400, numberPrecision: 0 },
	default: seconds,
	description:
		'How many seconds to wait for a place in the queue and, if told to wait, for the result',
});

export const parkLimit = (seconds: number): Property => ({
	...timeLimit(seconds),
	description:
		'How many seconds the execution stays parked at most; then open jobs go on as items that Result > Fetch takes. As long may a job wait for a place in the queue before.',
});
