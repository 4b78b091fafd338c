import type { IDataObject } from 'n8n-workflow';
import { familyOfFetchPath, isFamily } from '../api/families';
import { fetchPathFrom } from '../api/host';
import { isJobId } from '../api/jobId';
import { FieldError } from '../endpoints/check';
import type { Ticket } from '../job/job';
import type { Trip } from './operations';

/**
 * The job that Result > Fetch is to ask about. `undefined`: the item is finished already.
 * @throws FieldError
 */
export function ticketFor({ context, item, account }: Trip): Ticket | undefined {
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
		return { id, family, first: {} };
	}
	const whole = context.getInputData()[item].json;
	// From an error output: n8n merges the error item with the node's input, whose own id may be another's.
	const json =
		whole.details && isFamily((whole.details as IDataObject).family)
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
	if (family === undefined)
		throw new FieldError('The input item does not say which API its job belongs to', told);
	// What the earlier node knew of the job; the rest of the item is other nodes' business.
	const { seed, track_id, eta } = json;
	return { id, family, fetchResult, first: { seed, track_id, eta } };
}
