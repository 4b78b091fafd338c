import type { IDataObject } from 'n8n-workflow';
import { firstCharacters } from '../api/reply';
import { FieldError, flagOf, shown } from '../endpoints/check';
import type { List } from '../endpoints/endpoint';
import { call } from '../job/call';
import { JobError, type Order } from '../job/job';
import type { Line } from '../job/line';
import type { Trip } from './trip';

/** No account has nearly as many; what answers on and on must not keep the run for ever. */
const mostPages = 10_000;

/** Milliseconds that what may be repeated is asked for again, while the service is busy. */
export const patience = 300_000;

/** @throws FieldError */
function wantedOf({ read }: Trip): number {
	if (flagOf(read('returnAll', false)) === true) return Infinity;
	const limit = Number(read('limit', 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new FieldError(
		"'Limit' must be a whole number of at least 1",
		`It is ${shown(read('limit', 50))}.`,
	);
}

/** The entries of one answer, as objects. */
export function entriesIn(
	list: List,
	body: Readonly<Record<string, unknown>>,
): IDataObject[] | undefined {
	const found = list.at.map((name) => body[name]).find(Array.isArray) as unknown[] | undefined;
	return found?.map((entry) =>
		typeof entry === 'object' && entry !== null && !Array.isArray(entry)
			? (entry as IDataObject)
			: ({ [list.as ?? 'value']: entry } as IDataObject),
	);
}

/** Whether a page is the last one: as the answer says, else because it is not full. */
function isLast(
	body: Readonly<Record<string, unknown>>,
	page: number,
	length: number,
	size: number,
): boolean {
	if (length === 0) return true;
	const told = Number((body.pagination as IDataObject | undefined)?.last_page);
	return told >= 1 ? page >= told : length < size;
}

/**
 * A list, page by page where it has pages, up to the wished limit.
 * @throws FieldError, JobError, Stopped
 */
export async function readList(
	trip: Trip,
	list: List,
	order: Order,
	line: Line,
): Promise<IDataObject[]> {
	const wanted = wantedOf(trip);
	const { pages } = list;
	const size = pages && Math.min(pages.most, wanted);
	const all: IDataObject[] = [];
	for (let page = 1; page <= mostPages; page++) {
		const body = pages ? { ...order.body, [pages.size]: size, [pages.page]: page } : order.body;
		// Reading costs nothing and may be repeated.
		const { last, status } = await call({ ...order, body }, line, line.now() + patience);
		const entries = entriesIn(list, last);
		if (entries === undefined) {
			throw new JobError('unreadable', { status, reason: firstCharacters(last) });
		}
		for (const entry of entries) all.push(entry);
		if (all.length >= wanted || size === undefined || isLast(last, page, entries.length, size))
			break;
	}
	return all.slice(0, wanted);
}

/** Characters of a text that an agent gets to read of each entry. */
const briefly = 120;

/** An entry with its long texts cut: an agent pays for every word, and lists have many. */
export const brief = (entry: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(entry).map(([name, value]) => [
			name,
			typeof value === 'string' && value.length > briefly ? `${value.slice(0, briefly)}...` : value,
		]),
	);
