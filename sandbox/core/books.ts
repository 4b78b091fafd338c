import { createHash } from 'node:crypto';
import type { CallKind } from '../options';

/** One call as it was received, and what was answered. The key's value is replaced by its owner's name. */
export interface RequestEntry {
	kind: CallKind | 'page';
	method: string;
	path: string;
	/** The parsed body, `key` left out and long texts shortened; undefined when it was no JSON object. */
	body?: Record<string, unknown>;
	/** Whose key it was; undefined for no key or an unknown one. */
	owner?: string;
	/** Same path and same body (without the key) give the same fingerprint. */
	fingerprint: string;
	/** Milliseconds since 1970. */
	time: number;
	/** HTTP code of the answer; 0 when the connection was cut instead. */
	code?: number;
	/** The `status` field of the answer, if there was one. */
	status?: string;
	/** The message of the answer, if it was one text. */
	message?: string;
	/** The job that this call made or asked about. */
	job?: number;
	/** Fields that were sent and that the address does not have, the key excepted; undefined for unknown addresses. */
	unknown?: string[];
	fault?: string;
	/** When the answer was out, whole; milliseconds since 1970. Missing while it is not, and when it was cut. */
	answered?: number;
	/** The caller went away before the answer was out. */
	aborted?: boolean;
	/** The part of a file that was asked for, as the `Range` header says it. */
	range?: string;
}

export interface JobEntry {
	id: number;
	family: string;
	endpoint: string;
	owner: string;
	prompt?: string;
	state: 'waiting' | 'working' | 'success' | 'failed';
	/** Milliseconds since 1970. */
	created: number;
	started?: number;
	finished?: number;
	/** US dollars. */
	charged: number;
	/** The estimate given at submit, in seconds. */
	eta: number;
	/** Fetch calls for this job. */
	asked: number;
	/** How often the finished result was put into an answer. */
	delivered: number;
	/** Downloads of its files that were answered with the file or with a part of it. */
	downloads: number;
	/** Addresses of its files. */
	links: string[];
	/** Fields that were sent and that the endpoint does not have, the key excepted. */
	unknown: string[];
	/** The failure's message. */
	failure?: string;
}

/**
 * What a callback is worth: `real` tells the truth, `early` tells it before the submit was answered, `wrongId` names a
 * job that is none, `forged` comes from a third party, `test` was made up by hand.
 */
export type CallbackKind = 'real' | 'early' | 'wrongId' | 'forged' | 'test';

export interface CallbackEntry {
	/** The job that it is about, also where the body names another one; 0 = none. */
	job: number;
	url: string;
	kind: CallbackKind;
	/** Milliseconds since 1970, of the last change of `result`. */
	time: number;
	result: 'sent' | 'lost' | 'refused' | 'unanswered';
	/** HTTP code of the receiver. */
	code?: number;
	/** The first 200 characters of what the receiver answered. */
	answer?: string;
	/** Milliseconds until the receiver's answer was whole, or the sandbox gave up. */
	tookMs?: number;
	/** The fields that were sent; none where `raw` was. */
	body: Record<string, unknown>;
	/** The first 2000 characters of a text that was sent in place of a body. */
	raw?: string;
	/** The content type it went out with, where that was not JSON; empty = none. */
	contentType?: string;
}

/** Kept entries per book: enough for a long test, bounded for a sandbox that runs for days. */
const mostEntries = 20_000;

/** Everything that was received and done, in order. */
export class Books {
	readonly requests: RequestEntry[] = [];
	readonly jobs: JobEntry[] = [];
	readonly callbacks: CallbackEntry[] = [];

	/** How many calls match: kind, a start of the path, method, or a test of your own. */
	count(filter: {
		kind?: RequestEntry['kind'];
		path?: string;
		method?: string;
		where?: (entry: RequestEntry) => boolean;
	}): number {
		return this.requests.filter(
			(entry) =>
				(!filter.kind || entry.kind === filter.kind) &&
				(!filter.path || entry.path.startsWith(filter.path)) &&
				(!filter.method || entry.method === filter.method) &&
				(!filter.where || filter.where(entry)),
		).length;
	}

	/** Submits per fingerprint: a number above 1 is a picture that was asked for, and perhaps paid, twice. */
	submitsByFingerprint(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const entry of this.requests) {
			if (entry.kind !== 'submit') continue;
			counts.set(entry.fingerprint, (counts.get(entry.fingerprint) ?? 0) + 1);
		}
		return counts;
	}

	job(id: number | string): JobEntry | undefined {
		return this.jobs.find((job) => String(job.id) === String(id));
	}

	/** US dollars charged so far, of all keys or of one owner. */
	charged(owner?: string): number {
		const jobs = this.jobs.filter((job) => owner === undefined || job.owner === owner);
		return Math.round(jobs.reduce((sum, job) => sum + job.charged, 0) * 10_000) / 10_000;
	}

	/** Forgets what was written; jobs that are under way go on. */
	clear(): void {
		for (const book of [this.requests, this.jobs, this.callbacks]) book.length = 0;
	}

	write<Entry>(book: Entry[], entry: Entry): Entry {
		book.push(entry);
		if (book.length > mostEntries) book.shift();
		return entry;
	}
}

/** The same text for the same call, whatever the order of the fields in its body. */
export function fingerprintOf(path: string, body: Record<string, unknown> | undefined): string {
	const fields = Object.entries(body ?? {})
		.filter(([name]) => name !== 'key')
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256')
		.update(JSON.stringify([path, fields]))
		.digest('hex')
		.slice(0, 16);
}

/** Fields that hold a secret beside the key. */
const secrets = ['sync_key', 'aws_access_key_id', 'aws_secret_access_key', 'wandb_key'];

/** The body for the books: no key, no other secret, and no megabytes of base64. */
export function bodyForBooks(body: Record<string, unknown>): Record<string, unknown> {
	const { key, ...rest } = body;
	const clean = (value: unknown): unknown => {
		if (typeof value !== 'string') return value;
		const hidden = typeof key === 'string' && key ? value.replaceAll(key, '***') : value;
		return hidden.length > 2000
			? `${hidden.slice(0, 200)}... (${hidden.length} characters)`
			: hidden;
	};
	return Object.fromEntries(
		Object.entries(rest).map(([name, value]) => [
			name,
			secrets.includes(name) && value ? '***' : clean(value),
		]),
	);
}
