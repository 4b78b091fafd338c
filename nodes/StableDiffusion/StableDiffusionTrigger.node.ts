import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeType,
	INodeTypeDescription,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { hear } from './host/hear';
import { triggerProperties } from './host/triggerProperties';

const address: IWebhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	responseMode: 'onReceived',
	responseData: '',
	path: 'webhook',
	ndvHideUrl: '={{ Boolean($parameter["secret"]) }}',
};

/** Nobody is answered here: n8n shows it in place of the one above, which is the same address without its query. */
const addressWithSecret: IWebhookDescription = {
	...address,
	name: 'setup',
	path: '={{ "webhook?secret=" + encodeURIComponent($parameter["secret"] || "") }}',
	ndvHideUrl: '={{ !$parameter["secret"] }}',
};

/**
 * Receives the callbacks of the service. The contract:
 *
 * - The URL is given to each job by whoever submits it, so there is nothing to set up or to take down.
 * - Whoever calls is answered at once: 200, 401 without the secret, 503 in a flood. The work comes afterwards.
 * - With confirmation, nothing that a callback says is believed: the service is asked, and its answer goes on.
 * - An event starts one run, however often it is told; the last 1,000 are remembered.
 * - What cannot be confirmed, is not wanted or cannot be read starts nothing, and is never an error.
 */
export class StableDiffusionTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stable Diffusion Trigger',
		name: 'stableDiffusionTrigger',
		icon: { light: 'file:stableDiffusion.svg', dark: 'file:stableDiffusion.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].map((event) => event.replace(/[A-Z]/, (letter) => " " + letter.toLowerCase())).join(", ") }}',
		// The node panel shows it for both nodes together.
		description:
			'Images, videos, voices, music and 3D models with the Stable Diffusion API (ModelsLab); as a trigger, starts the workflow when a job has ended',
		defaults: { name: 'Stable Diffusion Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'stableDiffusionApi',
				required: true,
				// With `show`, n8n 1.x takes Confirm for the choice of a way to sign in, and hides it.
				displayOptions: { hide: { confirm: [false] } },
			},
		],
		webhooks: [address, addressWithSecret],
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			checkExists: async (): Promise<boolean> => true,
			create: async (): Promise<boolean> => true,
			delete: async (): Promise<boolean> => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await hear(this);
	}
}
