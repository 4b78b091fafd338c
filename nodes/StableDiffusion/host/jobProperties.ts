import type { INodeProperties } from 'n8n-workflow';
import { families, namedFamilies, enterpriseServers } from '../api/families';
import type { Endpoint, Resource } from '../endpoints/endpoint';

/** The parameters that belong to the life of a job, whatever endpoint started it. */

export const resultResource: Resource = {
	value: 'result',
	name: 'Result',
	description: 'Results of jobs that were submitted before',
};

/** Result > Fetch: takes up a job of any family, by ID or by the item that an earlier node gave. */
export function fetchProperties(): INodeProperties[] {
	const show = { resource: [resultResource.value], operation: ['fetch'] };
	const all = [
		...namedFamilies,
		...enterpriseServers.map((server) => `enterprise/${server}` as const),
	];
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resultResource.value] } },
			options: [
				{
					name: 'Fetch',
					value: 'fetch',
					action: 'Fetch result',
					description: 'Get what a job made, without paying again',
				},
			],
			default: 'fetch',
		},
		{
			displayName: 'Job',
			name: 'jobFrom',
			type: 'options',
			options: [
				{
					name: 'By ID',
					value: 'id',
					description: 'A job ID and the API it belongs to',
				},
				{
					name: 'From Input Item',
					value: 'item',
					description:
						'The open item that an earlier Stable Diffusion node gave; finished items pass through',
				},
			],
			default: 'item',
			displayOptions: { show },
			description: 'Which job to ask about',
		},
		{
			displayName: 'API',
			name: 'family',
			type: 'options',
			options: all
				.map((family) => ({
					name: families[family].displayName,
					value: family,
					description: families[family].description,
				}))
				.sort((a, b) => a.name.localeCompare(b.name)),
			default: 'images',
			displayOptions: { show: { ...show, jobFrom: ['id'] } },
			description:
				'The API that the job was submitted to; ControlNet (v5) jobs are found under Community Models',
		},
		{
			displayName: 'ID',
			name: 'jobId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 134711525',
			displayOptions: { show: { ...show, jobFrom: ['id'] } },
			description: 'The ID that the submit answered',
		},
	];
}

const everyJob = (jobs: readonly Endpoint[]): { resource: string[]; operation: string[] } => ({
	resource: [...new Set([...jobs.map(({ resource }) => resource), resultResource.value])],
	operation: [...new Set([...jobs.map(({ operation }) => operation), 'fetch'])],
});

/** Waiting and files: in the form itself. */
export function jobProperties(jobs: readonly Endpoint[]): INodeProperties[] {
	const show = everyJob(jobs);
	return [
		{
			displayName: 'Wait',
			name: 'wait',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'No',
					value: 'no',
					description:
						'Go on when the service has taken the job on; Result > Fetch takes it up later',
				},
				{
					name: 'Until Finished',
					value: 'untilFinished',
					description: 'Go on when the result is there; the time limit stands in the options',
				},
			],
			default: 'untilFinished',
			displayOptions: { show },
			description: 'Whether to wait for the job',
		},
		{
			displayName: 'Download',
			name: 'download',
			type: 'boolean',
			default: true,
			displayOptions: { show },
			description: 'Whether to hand over the files themselves, not only their links',
		},
		{
			displayName: 'Output Data Field Name',
			name: 'binaryField',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			displayOptions: { show: { ...show, download: [true] } },
			description: 'The name of the output field that the file is put into',
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			displayOptions: { show },
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
	];
}

const nameHelp =
	'Name of each file, without its extension. Known words: {prompt}, {id}, {index}, {seed}, {family}, {track_id}.';

/** Entries of the Options collection that every job has. */
export function jobOptions(jobs: readonly Endpoint[]): INodeProperties[] {
	const { resource, operation } = everyJob(jobs);
	const show = { '/resource': resource, '/operation': operation };
	return [
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '{prompt}-{id}-{index}',
			placeholder: 'e.g. {prompt}-{seed}',
			displayOptions: { show: { ...show, '/download': [true] } },
			description: nameHelp,
		},
		{
			displayName: 'Output Items',
			name: 'outputItems',
			type: 'options',
			options: [
				{
					name: 'One per Image',
					value: 'image',
					description: 'A job of four images gives four items',
				},
				{
					name: 'One per Job',
					value: 'job',
					description: 'All images of a job in one item: data, data_1 and so on',
				},
			],
			default: 'image',
			displayOptions: { show },
			description: 'Whether several images of one job become several items',
		},
		{
			displayName: 'Send Extra Fields',
			name: 'extraFields',
			type: 'json',
			default: '{}',
			displayOptions: {
				show: { '/resource': resource.filter((value) => value !== resultResource.value) },
			},
			description:
				'A JSON object that is merged into the request, for fields of the service that this form does not have',
		},
		{
			displayName: 'Time Limit',
			name: 'timeLimit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86_400, numberPrecision: 0 },
			default: 300,
			displayOptions: { show },
			description:
				'How many seconds to wait for a place in the queue and, if told to wait, for the result',
		},
		{
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
			displayOptions: { show: { ...show, '/wait': ['untilFinished'] } },
			description: 'What to do with a job that is not finished within the time limit',
		},
	];
}
