import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { listSearch } from './host/listSearch';
import { buildProperties } from './host/properties';
import { run } from './host/run';
import { unpark } from './host/unpark';

/** Where the service calls a parked execution back; no address of its own, so nothing is to be set up or taken down. */
const callbacks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		path: '',
		isFullPath: true,
		restartWebhook: true,
	},
];

/** Contents page: the form is assembled from endpoints/, everything an item goes through is in host/run.ts. */
export class StableDiffusion implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stable Diffusion',
		name: 'stableDiffusion',
		icon: { light: 'file:stableDiffusion.svg', dark: 'file:stableDiffusion.dark.svg' },
		group: ['transform'],
		version: 1,
		// In words: `text to video ultra: video`, not `textToVideoUltra: video`.
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace("threeD", "3D model").replace("To3d", " to 3D").replace(/([a-z])([A-Z])(?=[a-z])/g, "$1 $2").toLowerCase() }}',
		description:
			'Make and change images, videos, voices, music and 3D models with the Stable Diffusion API (ModelsLab)',
		defaults: { name: 'Stable Diffusion' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stableDiffusionApi', required: true }],
		webhooks: callbacks,
		waitingNodeTooltip: 'Waiting for the service to call back',
		properties: buildProperties(),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await unpark(this);
	}
}
