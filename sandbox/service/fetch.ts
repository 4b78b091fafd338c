import type { Answer } from '../core/answer';
import type { Desk } from '../core/desk';
import { refusedBy, type Call } from './call';
import { families, type Family } from './families';
import { fetched, unknownRequest } from './replies';
import { wordings } from './wording';

/** A fetch address that was recognised. */
export interface FetchTarget {
	name: string;
	family: Family;
	/** The id in the path; undefined where it comes in the body. */
	id?: string;
}

const patterns = Object.entries(families).flatMap(([name, family]) =>
	family.fetch.map((path) => ({
		name,
		family,
		pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace('{id}', '([^/]+)')}$`),
	})),
);

export function fetchTarget(path: string): FetchTarget | undefined {
	for (const { name, family, pattern } of patterns) {
		const match = pattern.exec(path);
		if (match) return { name, family, id: match[1] };
	}
	return undefined;
}

/** Hands out what is known of a job: only to the key that made it, and only in the job's own family. */
export function fetchJob(desk: Desk, { name, family, id }: FetchTarget, call: Call): Answer {
	const requestId = id ?? call.body.request_id;
	if (requestId === undefined || requestId === null || requestId === '') {
		return refusedBy(family, 400, wordings[family.refusal].required('request_id'));
	}
	const job = desk.queue.find(String(requestId));
	if (!job || job.family !== name || job.account !== call.account) return unknownRequest(family);
	job.entry.asked += 1;
	return fetched(job);
}
