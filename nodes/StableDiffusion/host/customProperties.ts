import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../endpoints/endpoint';
import { operationHelp } from './fieldProperties';

/** Custom Request: whatever the service has and this form has not, with the same key safety and waiting. */
export const customResource: Omit<Resource, 'first'> = {
	value: 'custom',
	name: 'Custom Request',
	description: 'Call any address of the service with your own fields',
	page: { path: 'api-reference', about: 'its addresses' },
};

export function customProperties(): INodeProperties[] {
	const show = { resource: [customResource.value] };
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show },
			description: operationHelp(customResource),
			options: [
				{
					name: 'Call',
					value: 'call',
					action: 'Send custom request',
					description: 'Send a request that is answered at once',
				},
				{
					name: 'Submit Job',
					value: 'job',
					action: 'Submit job to any address',
					description:
						'Send a request that makes files: it is waited for, and its files are handed over',
				},
			],
			default: 'job',
		},
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'GET', value: 'GET' },
				{ name: 'POST', value: 'POST' },
			],
			default: 'POST',
			displayOptions: { show: { ...show, operation: ['call'] } },
			description:
				'HTTP method; the service takes POST nearly everywhere. A GET is sent as a POST with a method override, because the key travels in the body.',
		},
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. /api/v7/images/text-to-image',
			displayOptions: { show },
			description: "The address below the credential's host; the key is sent nowhere else",
			hint: 'Some addresses buy something or end a subscription at once',
		},
		{
			displayName: 'Body',
			name: 'body',
			type: 'json',
			default: '{}',
			displayOptions: { show },
			description: 'The fields of the call as a JSON object; the node adds the key',
		},
	];
}
