/** Forms that are filled in with what an operation needs. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { FamilyName } from '../../nodes/StableDiffusion/api/families';
import {
	fieldsFor,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import { binaryOfEveryKind } from '../../test/support/media';
import { isFile } from '../../test/support/sentFields';

export const enterpriseKey = 'the-key-of-an-enterprise-server';

/** An item with a file of every kind. */
export const inputItem = (): INodeExecutionData => ({
	json: { row: 1, tags: ['a', 'b'] },
	binary: binaryOfEveryKind(),
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
