import type { Answer } from '../core/answer';
import type { Desk } from '../core/desk';
import { refusedBy, type Call } from './call';
import { families, type Family } from './families';
import { fetched, notYet, unknownRequest } from './replies';
import { wordings } from './wording';

/** A fetch address that was recognised. */
export interface FetchTarget {
	/** The address with `{id}` in place of the id. Some families share one. */
	address: string;
	family: Family;
	/** The id in the path; undefined where it comes in the body. */
	id?: string;
}

const patterns = Object.values(families).flatMap((family) =>
	family.fetch.map((address) => ({
		address,
		family,
		pattern: new RegExp(`^${address.replaceAll('.', '\\.').replace('{id}', '([^/]+)')}$`),
	})),
);

export function fetchTarget(path: string): FetchTarget | undefined {
	for (const { address, family, pattern } of patterns) {
		const match = pattern.exec(path);
		if (match) return { address, family, id: match[1] };
	}
	return undefined;
}

/** Hands out what is known of a job: only to the key that made it, and only at the job's own address. */
export function fetchJob(desk: Desk, { address, family, id }: FetchTarget, call: Call): Answer {
	const requestId = id ?? call.body.request_id;
	if (requestId === undefined || requestId === null || requestId === '') {
		return refusedBy(family, 400, wordings[family.refusal].required('request_id'));
	}
	const job = desk.queue.find(String(requestId));
	const isHere = job && families[job.family].fetch.includes(address);
	if (!isHere || job.account !== call.account) return unknownRequest(family);
	job.entry.asked += 1;
	return call.fault === 'late' ? notYet(job) : fetched(job);
}
