import type { IDataObject } from 'n8n-workflow';
import { familyOfFetchPath, isFamily } from '../api/families';
import { fetchPathFrom } from '../api/host';
import { isJobId } from '../api/jobId';
import { FieldError } from '../endpoints/check';
import type { Ticket } from '../job/job';
import { registry } from '../endpoints';
import type { Endpoint } from '../endpoints/endpoint';
import { askOf } from '../job/question';
import type { Trip } from './trip';

/** What is asked about; with its endpoint where it is asked about in a way of its own. */
export interface Asked {
	ticket: Ticket;
	endpoint?: Endpoint;
}

/** Whether an error's details name a job of ours. */
const namesJob = ({ family, operation }: IDataObject): boolean =>
	isFamily(family) || registry.has(String(operation));

/**
 * The job that Result > Fetch is to ask about. `undefined`: the item is finished already.
 * @throws FieldError
 */
export function ticketFor({ context, item, account }: Trip): Asked | undefined {
	if (context.getNodeParameter('jobFrom', item, 'item') === 'id') {
		const id = String(context.getNodeParameter('jobId', item, '') ?? '').trim();
		const family = context.getNodeParameter('family', item, 'images');
		if (id === '')
			throw new FieldError("'ID' is empty", "It is the 'id' that the submit answered.");
		if (!isJobId(id))
			throw new FieldError(
				"'ID' is no job ID",
				`It is "${id.slice(0, 80)}". An ID has digits and letters only, such as 134711525.`,
			);
		if (!isFamily(family))
			throw new FieldError("'API' has no such choice", `It is "${String(family)}".`);
		return { ticket: { id, family, first: {} } };
	}
	const whole = context.getInputData()[item].json;
	// From an error output: n8n merges the error item with the node's input, whose own id may be another's.
	const json =
		whole.details && namesJob(whole.details as IDataObject)
			? (whole.details as IDataObject)
			: whole;
	if (json.status === 'success') return undefined;
	const id =
		typeof json.id === 'number' || typeof json.id === 'string' ? String(json.id).trim() : '';
	const told =
		"It takes the open items of Stable Diffusion nodes, with 'id' and 'family'. For others set 'Job' to By ID.";
	if (id === '') {
		const earlier = typeof json.error === 'string' ? `An earlier node said: ${json.error}. ` : '';
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
		throw new FieldError(
			"The input item's 'id' is no job ID",
			`It is "${id.slice(0, 80)}". ${told}`,
		);
	const fetchResult = typeof json.fetch_result === 'string' ? json.fetch_result : undefined;
	const path = fetchPathFrom(fetchResult, id, account.origin);
	const family = isFamily(json.family)
		? json.family
		: path === undefined
			? undefined
			: familyOfFetchPath(path);
	if (family === undefined && path === undefined)
		throw new FieldError('The input item does not say which API its job belongs to', told);
	// What the earlier node knew of the job; the rest of the item is other nodes' business.
	const { seed, track_id, eta } = json;
	return { ticket: { id, family, fetchResult, first: { seed, track_id, eta } } };
}
