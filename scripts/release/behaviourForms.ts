/** Forms that are filled in with what an operation needs, and what must be there before. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { FamilyName } from '../../nodes/StableDiffusion/api/families';
import {
	fieldsFor,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { Sandbox } from '../../sandbox/server';
import { files } from '../../test/support/media';
import { isFile } from '../../test/support/sentFields';

export const enterpriseKey = 'the-key-of-an-enterprise-server';

/** An item with a file of every kind. */
export const inputItem = (): INodeExecutionData => ({
	json: { row: 1, tags: ['a', 'b'] },
	binary: Object.fromEntries(
		Object.entries(files).map(([kind, { bytes, mimeType, fileName }]) => [
			kind,
			{ data: bytes.toString('base64'), mimeType, fileName },
		]),
	),
});

/** Names that the sandbox knows, by the list they are chosen from. */
const known: Record<string, string> = {
	serverModels: 'sdxl',
	voices: 'actor',
	voiceCovers: 'zoro',
	trainings: 'none',
};

function valueFor({ kind, name, min, default: usual, choices, list = 'models' }: Field): unknown {
	switch (kind) {
		case 'confirm':
			return true;
		case 'integer':
		case 'number':
			return usual ?? min ?? 1;
		case 'choice':
			return usual ?? choices?.[0].value;
		case 'id':
			return { __rl: true, mode: 'id', value: known[list] ?? 'flux' };
		case 'secret':
			return name === 'sync_key' ? enterpriseKey : 'a-secret';
		case 'json':
			return usual ?? '{}';
		default:
			if (/url$/.test(name)) return 'https://example.com/model.safetensors';
			return usual ?? 'a boat';
	}
}

/** Parameters of a file field, out of the item. */
function file({ name, kind }: Field): IDataObject {
	const binary = kind === 'images' ? 'image' : kind;
	return { [`${name}_from`]: 'binary', [`${name}_field`]: binary };
}

/** What an operation needs to be filled in. */
export function fill(endpoint: Endpoint, family: FamilyName): IDataObject {
	const needed = new Set((endpoint.oneOf ?? []).map(([first]) => first));
	const form: IDataObject = {};
	const options: IDataObject = {};
	for (const field of fieldsFor(endpoint, family)) {
		if (!field.required && !needed.has(field.name)) continue;
		if (isFile(field)) Object.assign(form, file(field));
		else {
			const place = field.place === 'main' ? form : options;
			place[field.name] = valueFor(field) as IDataObject[string];
		}
	}
	return { ...form, options };
}

const pause = async (milliseconds: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calls the sandbox past the node. */
async function direct(
	{ url }: Sandbox,
	key: string,
	path: string,
	body: IDataObject,
): Promise<IDataObject> {
	const answer = await fetch(`${url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ key, ...body }),
	});
	return (await answer.json()) as IDataObject;
}

async function training(sandbox: Sandbox, key: string): Promise<IDataObject> {
	const image = `data:image/png;base64,${files.image.bytes.toString('base64')}`;
	const { output } = await direct(sandbox, key, '/api/v6/base64_to_url', { base64_string: image });
	const { training_id } = await direct(sandbox, key, '/api/v3/lora_fine_tune', {
		instance_prompt: 'photo of zwx mug',
		class_prompt: 'photo of a mug',
		images: output as string[],
		training_type: 'men',
		max_train_steps: '18',
	});
	return { training_id: { __rl: true, mode: 'id', value: training_id } };
}

/** A job that is finished; its ID stands in `request_id`. */
export async function lyrics(sandbox: Sandbox, key: string): Promise<IDataObject> {
	const path = '/api/v6/voice/lyrics_generator';
	const { id } = await direct(sandbox, key, path, { prompt: 'a boat' });
	sandbox.finish();
	await pause(100);
	return { request_id: id, type: 'voice' };
}

async function loadedModel(sandbox: Sandbox): Promise<IDataObject> {
	const model_id = 'a-model-to-delete';
	await direct(sandbox, enterpriseKey, '/api/v1/enterprise/load_model', {
		url: 'x/y',
		model_id,
		model_type: 'huggingface',
	});
	await pause(400);
	return { model_id: { __rl: true, mode: 'id', value: model_id } };
}

/** Makes what an operation needs to be there, and gives the parameters that name it. */
export async function prepare(
	sandbox: Sandbox,
	key: string,
	{ resource, operation }: Endpoint,
): Promise<IDataObject> {
	switch (`${resource}:${operation}`) {
		case 'model:getTraining':
		case 'model:cancelTraining':
		case 'model:deleteTraining':
		case 'model:getManyTrainings':
			return await training(sandbox, key);
		case 'model:delete':
			return await loadedModel(sandbox);
		case 'upload:deleteFiles':
			return await lyrics(sandbox, key);
		case 'account:getManyGeneratedFiles':
			await lyrics(sandbox, key);
			return { type: 'voice' };
		default:
			return {};
	}
}
