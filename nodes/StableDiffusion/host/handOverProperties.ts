import type { INodeProperties } from 'n8n-workflow';
import type { Property } from './fieldProperties';

/** How results are handed over, in whatever form of n8n: the action node's, and the trigger's. */

export const download: Property = {
	displayName: 'Download',
	name: 'download',
	type: 'boolean',
	default: true,
	description: 'Whether to hand over the files themselves, not only their links',
};

export const binaryField: Property = {
	displayName: 'Output Data Field Name',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	description: 'The name of the output field that the file is put into',
};

export const simplify: Property = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const forAgents = { show: { '@tool': [true] } };

/** An agent's tool gives links and no files, and has Output in place of Simplify. */
export const notForAgents = { '@tool': [false] };

/** Of an agent's tool alone, which pays for every word: how much of an answer it gets. */
export const agentOutput: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description: "Everything that is known, with the service's own answers",
			},
			{
				name: 'Selected Fields',
				value: 'selectedFields',
				description: "Of everything, the fields that 'Fields' names",
			},
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'What an agent needs to go on: status, link or text, ID',
			},
		],
		default: 'simplified',
		displayOptions: forAgents,
		description: 'How much of each answer the agent gets to read',
	},
	{
		displayName: 'Fields',
		name: 'outputFields',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. url, seed, response.meta.width',
		displayOptions: { show: { ...forAgents.show, output: ['selectedFields'] } },
		description: 'The fields that the agent gets, separated by commas; a dot goes into a field',
	},
];

// The linter takes the words in braces for a miscased ID where they stand in the property itself.
const nameHelp =
	'Name of each file, without its extension. Known words: {prompt}, {id}, {index}, {seed}, {family}, {track_id}.';

export const fileName = (usual: string, sample: string): Property => ({
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: usual,
	placeholder: `e.g. ${sample}`,
	description: nameHelp,
});

export const outputItems: Property = {
	displayName: 'Output Items',
	name: 'outputItems',
	type: 'options',
	options: [
		{
			name: 'One per File',
			value: 'image',
			description: 'A job of four images gives four items',
		},
		{
			name: 'One per Job',
			value: 'job',
			description: 'All files of a job in one item: data, data_1 and so on',
		},
	],
	default: 'image',
	description: 'Whether several files of one job become several items',
};
