import type { INodeProperties } from 'n8n-workflow';
import { enterpriseServers, namedFamilies } from '../api/families';
import { anchor, familyChoices } from './fieldProperties';
import { binaryField, download, fileName, outputItems, simplify } from './handOverProperties';

/** What a callback can be about. */
export const events = [
	{
		name: 'Job Failed',
		value: 'jobFailed',
		description: 'A job, a training or the loading of a model came to nothing',
	},
	{ name: 'Job Finished', value: 'jobFinished', description: 'The files of a job are there' },
	{ name: 'Model Loaded', value: 'modelLoaded', description: 'An enterprise server has a model' },
	{
		name: 'Still Processing',
		value: 'stillProcessing',
		action: 'On job still processing',
		description: 'A callback came for a job that is not finished',
	},
	{
		name: 'Training Finished',
		value: 'trainingFinished',
		description: 'A trained model is ready to be used',
	},
	{
		name: 'Training Stage',
		value: 'trainingStage',
		action: 'On training stage reached',
		description: 'A training has reached one of the stages before',
	},
] as const;

export type EventName = (typeof events)[number]['value'];

const confirmed = { show: { confirm: [true] } };

const options: INodeProperties[] = [
	{
		...fileName('{id}-{index}', '{track_id}-{index}'),
		displayOptions: { show: { '/confirm': [true], '/download': [true] } },
	},
	{
		displayName: 'Include Claim',
		name: 'includeClaim',
		type: 'boolean',
		default: false,
		description:
			"Whether to add what the callback itself said, as 'claimed'. Anybody who knows the URL can have written it.",
	},
	outputItems,
];

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Give the URL above to a job, as <i>Options > Webhook URL</i> of a Stable Diffusion node with <i>Wait: No</i>. It must be reachable by the service. While this node listens for a test event, a job that was given the test URL sends one; so does the page of <code>npm run sandbox</code>.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: [...events],
		default: ['jobFinished', 'jobFailed'],
		required: true,
		description: `What starts the workflow. The service tells more on its page about ${anchor('https://docs.modelslab.com/webhooks', 'callbacks')}.`,
	},
	{
		displayName: 'Confirm with the Service',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to believe nothing that a callback says, ask the service about its job, and hand on what the service says. The service signs nothing, so anybody who knows the URL can call it.',
	},
	{
		displayName: 'APIs',
		name: 'families',
		type: 'multiOptions',
		options: familyChoices([
			...namedFamilies,
			...enterpriseServers.map((server) => `enterprise/${server}` as const),
		]),
		default: [],
		displayOptions: confirmed,
		description:
			'Where your jobs are made, in the order in which they are asked. Without any, all that the account can have are asked until one knows the job.',
	},
	{
		displayName: 'Secret',
		name: 'secret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. a long random text',
		description:
			"A word of your own that the URL then ends with; whoever calls without it is turned away. With it the callback's 'track_id' can be trusted, which the service does not repeat when it is asked.",
	},
	{
		displayName: 'Track ID',
		name: 'trackIdFilter',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Callbacks with any track ID, or none' },
			{ name: 'Begins With', value: 'prefix', description: 'Such as all that begin with row-' },
			{ name: 'Is Exactly', value: 'exact', description: 'One track ID alone' },
		],
		default: 'any',
		description: 'Which jobs are meant, by the ID that you gave them',
	},
	{
		displayName: 'Track ID Value',
		name: 'trackId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. row-',
		displayOptions: { show: { trackIdFilter: ['exact', 'prefix'] } },
		description: "What the job's 'track_id' is compared with; capitals count",
	},
	{
		displayName: 'Once',
		name: 'once',
		type: 'boolean',
		default: true,
		description:
			'Whether repeated callbacks of a job start one run only; the last 1,000 are remembered',
	},
	{ ...download, displayOptions: confirmed },
	{ ...binaryField, displayOptions: { show: { confirm: [true], download: [true] } } },
	{ ...simplify, displayOptions: confirmed },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'What else can be set about what the workflow gets',
		options,
	},
];
