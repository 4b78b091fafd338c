import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { listSearch } from './host/listSearch';
import { buildProperties } from './host/properties';
import { run } from './host/run';

/** Contents page: the form is assembled from endpoints/, everything an item goes through is in host/run.ts. */
export class StableDiffusion implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stable Diffusion',
		name: 'stableDiffusion',
		icon: { light: 'file:stableDiffusion.svg', dark: 'file:stableDiffusion.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Make and change images, videos, voices, music and 3D models with the Stable Diffusion API (ModelsLab)',
		defaults: { name: 'Stable Diffusion' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stableDiffusionApi', required: true }],
		properties: buildProperties(),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}
}
