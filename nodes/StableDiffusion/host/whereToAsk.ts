import { claimedPath, type Claim } from '../api/callback';
import { families, familyOfFetchPath, fetchAddress, type FamilyName } from '../api/families';
import { registry } from '../endpoints';
import { familiesOf, type Endpoint } from '../endpoints/endpoint';
import type { Ticket } from '../job/job';
import { askOf } from '../job/question';
import type { Account } from './request';

/** Where nobody says otherwise, in the order in which they are likely. */
const usual: readonly FamilyName[] = ['images', 'realtime', 'imageEditing', 'video', 'voice', 'v3'];

/** Those of some APIs that an account can have jobs in, each address once. */
function familiesFor({ kind }: Account, wanted: readonly FamilyName[]): FamilyName[] {
	const own = wanted.filter((name) => kind === undefined || families[name].account === kind);
	const pathOf = (name: FamilyName): string | undefined => families[name].fetch?.path;
	return own.filter(
		(name, index) =>
			pathOf(name) !== undefined &&
			own.findIndex((other) => pathOf(other) === pathOf(name)) === index,
	);
}

/** Operations whose end is asked for in a way of its own, by what a callback can be about. */
const asked = { training: 'model:startTraining', model: 'model:load' } as const;

/** The question about a training or a model. */
function ticketOf(operation: string, id: string, { kind }: Account): Ticket[] {
	const endpoint = registry.get(operation) as Endpoint;
	const [family] = familiesOf(endpoint);
	const { question } = endpoint;
	if (question === undefined || (kind !== undefined && families[family].account !== kind))
		return [];
	const path = endpoint.variants[family] as string;
	const { id: named, ask } = askOf(question, { path, body: { [question.id]: id } }, {});
	return named === undefined ? [] : [{ id: named, family, ask, first: {} }];
}

/** The operation that a claim is about, where it is no job. */
export const operationOf = ({ about }: Claim): string | undefined =>
	about === 'job' ? undefined : asked[about];

/**
 * Where to ask about what a callback names, the likeliest place first. An address in the callback counts as a hint
 * at most: it is believed to name one of the APIs that would be asked anyway.
 *
 * @param chosen by the user, in this order; empty for all
 * @param last where the last job was found
 */
export function ticketsFor(
	claim: Claim,
	account: Account,
	chosen: readonly FamilyName[],
	last: FamilyName | undefined,
): Ticket[] {
	const { about, id } = claim;
	if (id === undefined) return [];
	if (about !== 'job') return ticketOf(asked[about], id, account);
	const path = claimedPath(claim, account.origin);
	const hint = path === undefined ? undefined : familyOfFetchPath(path);
	const every = [...(last ? [last] : []), ...usual, ...(Object.keys(families) as FamilyName[])];
	const all = familiesFor(account, chosen.length > 0 ? chosen : every);
	const places = [...all].sort((a, b) => Number(b === hint) - Number(a === hint));
	return places
		.filter((family) => fetchAddress(family, id) !== undefined)
		.map((family) => ({ id, family, first: {} }));
}
