import { createHash } from 'node:crypto';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { advise } from '../api/advice';
import { families, isFamily, type FamilyName } from '../api/families';
import { hostOrigin } from '../api/host';
import { hider } from '../api/secrets';
import { read } from '../api/reply';
import { registry } from '../endpoints';
import type { Endpoint, List } from '../endpoints/endpoint';
import { exchange } from './exchange';
import { entriesIn } from './lists';
import { credentialType } from './request';

/** Entries a list shows at once; the public list has thousands. */
const page = 100;

/** n8n asks anew with every letter that is typed; a list is read once in this many milliseconds. */
const keptFor = 60_000;
const mostKept = 20;

/** One of the service's lists: the operation that gives it, and where its entries keep their ID and name. */
interface Source {
	operation: string;
	family: FamilyName;
	body?: IDataObject;
	id: string;
	name: string;
}

const models = { operation: 'model:getMany', id: 'model_id', name: 'model_name' };
const publicModels: Source = { ...models, family: 'images' };
const serverModels: Source = { ...models, family: 'enterprise' };
const voices = (type: string): Source => ({
	operation: 'voice:getManyVoices',
	family: 'voice',
	body: { type },
	id: 'voice_id',
	name: 'name',
});
const trainings: Source = {
	operation: 'model:getManyTrainings',
	family: 'v3',
	id: 'training_id',
	name: 'model_name',
};

const text = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

function choicesIn(
	list: List,
	body: Readonly<Record<string, unknown>>,
	{ id, name }: Source,
): INodeListSearchItems[] {
	return (entriesIn(list, body) ?? []).flatMap((entry) => {
		// A trained model may be listed with its own ID in place of its training's.
		const value = text(entry[id]) || text(entry.model_id);
		if (value === '') return [];
		const label = text(entry[name]);
		return [{ name: label && label !== value ? `${label} (${value})` : value, value }];
	});
}

interface Kept {
	until: number;
	entries: Promise<INodeListSearchItems[]>;
}
const kept = new Map<string, Kept>();

async function ask(
	context: ILoadOptionsFunctions,
	source: Source,
): Promise<INodeListSearchItems[]> {
	const credential = await context.getCredentials(credentialType);
	const hide = hider(text(credential.apiKey));
	const { variants, list } = registry.get(source.operation) as Endpoint & { list: List };
	const answer = await exchange(context, credentialType, {
		method: 'POST',
		url: `${hostOrigin(credential.host)}${variants[source.family]}`,
		body: { ...source.body },
		timeout: 60_000,
	}).catch((error: Error) => ({ broken: hide(error.message) }));
	if ('broken' in answer) throw new NodeApiError(context.getNode(), { message: answer.broken });
	const reply = read({ status: answer.statusCode, body: hide(answer.body) }, 'answer');
	if (reply.state !== 'done') {
		const reason = 'reason' in reply ? reply.reason : '';
		const cause = reply.state === 'refused' ? reply.cause : 'other';
		// With the wrong kind of key the service says no more than that it is wrong.
		const { description } = advise(cause, {
			family: source.family,
			account: credential.account === 'enterprise' ? 'enterprise' : 'standard',
			reason,
		});
		const words = cause === 'key' ? description : reason;
		throw new NodeOperationError(
			context.getNode(),
			hide(
				`The list could not be read. ${words.replace(/([^.!?])$/, '$1.')} An ID can be given all the same.`,
			),
		);
	}
	return choicesIn(list, reply.body, source);
}

/** The entries of a list, out of memory where it was just read with the same key. */
async function entriesOf(
	context: ILoadOptionsFunctions,
	source: Source,
): Promise<INodeListSearchItems[]> {
	const { host, apiKey } = await context.getCredentials(credentialType);
	// A digest, so that no key is kept.
	const name = createHash('sha256')
		.update(JSON.stringify([host, apiKey, source]))
		.digest('hex');
	const known = kept.get(name);
	if (known && known.until > Date.now()) return await known.entries;
	const entries = ask(context, source);
	kept.set(name, { until: Date.now() + keptFor, entries });
	entries.catch(() => kept.delete(name));
	for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
	return await entries;
}

/** One page of what was found in some lists, by name or ID. */
async function search(
	context: ILoadOptionsFunctions,
	sources: Source[],
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const read = sources.map(async (source) => await entriesOf(context, source));
	// One of two lists is better than none.
	const settled = await Promise.allSettled(read);
	const lists = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
	if (lists.length === 0) await read[0];
	const all = [...new Map(lists.flat().map((entry) => [entry.value, entry])).values()];
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const found = all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
	const from = Number(paginationToken ?? 0) || 0;
	return {
		results: found.slice(from, from + page),
		paginationToken: from + page < found.length ? String(from + page) : undefined,
	};
}

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

const searchIn = (...sources: Source[]): Search =>
	async function (this, filter, paginationToken) {
		return await search(this, sources, filter, paginationToken);
	};

/** What n8n calls for the lists of the form, by the names that fieldProperties.ts gives. */
export const listSearch: Record<string, Search> = {
	/** The models that the chosen API offers. */
	async searchModels(filter, paginationToken) {
		const family = this.getCurrentNodeParameter('family');
		const enterprise = isFamily(family) && families[family].account === 'enterprise';
		return await search(this, [enterprise ? serverModels : publicModels], filter, paginationToken);
	},
	searchServerModels: searchIn(serverModels),
	searchVoices: searchIn(voices('manual'), voices('trained')),
	searchVoiceCovers: searchIn(voices('voice_cover')),
	searchTrainings: searchIn(trainings),
};
