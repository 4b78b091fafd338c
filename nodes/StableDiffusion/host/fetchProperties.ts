import type { INodeProperties } from 'n8n-workflow';
import { namedFamilies, enterpriseServers } from '../api/families';
import type { Resource } from '../endpoints/endpoint';
import { familyChoices, operationHelp } from './fieldProperties';

export const resultResource: Omit<Resource, 'first'> = {
	value: 'result',
	name: 'Result',
	description: 'Results of jobs that were submitted before',
	page: { path: 'quickstart', about: 'jobs and their results' },
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
			description: operationHelp(resultResource),
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
			noDataExpression: true,
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
			description: 'Which job to ask about: the one of the incoming item, or one that you name',
		},
		{
			displayName: 'API',
			name: 'family',
			type: 'options',
			options: familyChoices(all),
			default: 'images',
			displayOptions: { show: { ...show, jobFrom: ['id'] } },
			description: 'The API that the job was submitted to',
		},
		{
			displayName: 'ID',
			name: 'jobId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 134711525',
			displayOptions: { show: { ...show, jobFrom: ['id'] } },
			description: 'The ID that the service gave the job when it was submitted',
		},
	];
}
