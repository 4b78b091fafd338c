import type { IDataObject } from 'n8n-workflow';
import { familyOfFetchPath, isFamily } from '../api/families';
import { fetchPathFrom, servicePath } from '../api/host';
import { isJobId } from '../api/jobId';
import { FieldError, shown } from '../endpoints/check';
import type { Ticket } from '../job/job';
import { operationAt, registry } from '../endpoints';
import type { Endpoint } from '../endpoints/endpoint';
import { askOf } from '../job/question';
import type { Trip } from './trip';

/** What is asked about; with its endpoint where it is asked about in a way of its own. */
export interface Asked {
	ticket: Ticket;
	endpoint?: Endpoint;
	/** Its result is words. */
	words?: boolean;
}

/**
 * What an item says of a job. From an error output it stands in `details`: n8n merges the error item with the
 * node's input, whose own id may be another job's. An error that names no job must not hand over that one.
 */
function toldIn(whole: IDataObject): IDataObject {
	const details = whole.details as IDataObject | undefined;
	if (typeof details?.itemIndex === 'number') return details;
	const ours = typeof whole.itemIndex === 'number';
	return typeof whole.error === 'string' && !ours ? {} : whole;
}

/** Whether a path can be a result's: it names the job or ends in fetch, and no operation of the form is there. */
const isResultPath = (path: string, id: string): boolean =>
	operationAt(path) === undefined && (path.split('/').includes(id) || path.endsWith('/fetch'));

/**
 * The job that Result > Fetch is to ask about. `undefined`: the item is finished already.
 * @throws FieldError
 */
export function ticketFor({ context, item, account, read }: Trip): Asked | undefined {
	if (read('jobFrom', 'item') === 'id') {
		const id = String(read('jobId', '') ?? '').trim();
		const family = read('family', 'images');
		if (id === '')
			throw new FieldError("'ID' is empty", "It is the 'id' that the submit answered.");
		if (!isJobId(id))
			throw new FieldError(
				"'ID' is no job ID",
				`It is ${shown(id)}. An ID has digits and letters only, such as 134711525.`,
			);
		if (!isFamily(family))
			throw new FieldError("'API' has no such choice", `It is "${String(family)}".`);
		return { ticket: { id, family, first: {} } };
	}
	const whole = context.getInputData()[item].json;
	const json = toldIn(whole);
	if (json.status === 'success' && typeof json.error !== 'string') return undefined;
	const id =
		typeof json.id === 'number' || typeof json.id === 'string' ? String(json.id).trim() : '';
	const told =
		"It takes the open items of Stable Diffusion nodes, with 'id' and 'family'. For others set 'Job' to By ID.";
	if (id === '') {
		const earlier = typeof whole.error === 'string' ? `An earlier node said: ${whole.error}. ` : '';
		throw new FieldError('The input item names no job', `${earlier}${told}`);
	}
	const endpoint = registry.get(String(json.operation));
	if (endpoint?.question) {
		const { question } = endpoint;
		const family = isFamily(json.family) ? json.family : undefined;
		const path = (family && endpoint.variants[family]) ?? Object.values(endpoint.variants)[0];
		const { id: named, ask } = askOf(question, { path, body: { [question.id]: id } }, {});
		if (named !== undefined) return { ticket: { id: named, family, ask, first: {} }, endpoint };
	}
	if (!isJobId(id))
		throw new FieldError("The input item's 'id' is no job ID", `It is ${shown(id)}. ${told}`);
	const fetchResult = typeof json.fetch_result === 'string' ? json.fetch_result : undefined;
	const path = fetchPathFrom(fetchResult, id, account.origin);
	const family = isFamily(json.family)
		? json.family
		: path === undefined
			? undefined
			: familyOfFetchPath(path);
	const given = servicePath(json.result_path, account.origin);
	const result = given !== undefined && isResultPath(given, id) ? given : undefined;
	// Where the path does not name the job, the body does, as in the custom request that gave the item.
	const inPath = result?.split('/').includes(id) === true;
	const address =
		result === undefined
			? undefined
			: {
					path: result,
					body: inPath ? {} : { request_id: id },
					guessed: json.result_guess === true,
				};
	if (family === undefined && path === undefined && address === undefined)
		throw new FieldError('The input item does not say which API its job belongs to', told);
	// What the earlier node knew of the job; the rest of the item is other nodes' business.
	const { seed, track_id, eta } = json;
	return {
		ticket: { id, family, fetchResult, address, first: { seed, track_id, eta } },
		words: json.words === true || undefined,
	};
}
