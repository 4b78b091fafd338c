import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { hostOrigin } from '../api/host';
import { hider } from '../api/secrets';
import { read } from '../api/reply';
import { credentialType } from './request';

/** Entries a list shows at once; the public list has thousands. */
const page = 100;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Model ids out of either list: a bare array of the public one, `models` of an enterprise server. */
function entries(body: Readonly<Record<string, unknown>>): INodeListSearchItems[] {
	const list = [body.data, body.models].find(Array.isArray) ?? [];
	return (list as IDataObject[]).flatMap((entry) => {
		const id = text(entry?.model_id);
		if (id === '') return [];
		const name = text(entry.model_name);
		return [{ name: name && name !== id ? `${name} (${id})` : id, value: id }];
	});
}

/** The models that the chosen API offers, by name or ID; the list is read by n8n when it is opened. */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const credential = await this.getCredentials(credentialType);
	const hide = hider(text(credential.apiKey));
	const family = this.getCurrentNodeParameter('family');
	const path =
		family === 'enterprise' ? '/api/v1/enterprise/get_all_models' : '/api/v4/dreambooth/model_list';
	let answer: { statusCode: number; body: unknown };
	try {
		answer = (await this.helpers.httpRequestWithAuthentication.call(this, credentialType, {
			method: 'POST',
			url: `${hostOrigin(credential.host)}${path}`,
			body: {},
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 60_000,
		})) as { statusCode: number; body: unknown };
	} catch (error) {
		throw new NodeApiError(this.getNode(), { message: hide((error as Error).message) });
	}
	const reply = read({ status: answer.statusCode, body: hide(answer.body) }, 'answer');
	if (reply.state !== 'done') {
		const reason = 'reason' in reply ? reply.reason : '';
		throw new NodeOperationError(
			this.getNode(),
			`The list of models could not be read. ${reason}`.trim(),
		);
	}
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const found = entries(reply.body).filter(({ name }) =>
		words.every((word) => name.toLowerCase().includes(word)),
	);
	const from = Number(paginationToken ?? 0) || 0;
	return {
		results: found.slice(from, from + page),
		paginationToken: from + page < found.length ? String(from + page) : undefined,
	};
}
