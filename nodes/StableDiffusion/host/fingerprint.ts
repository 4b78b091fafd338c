import { createHash } from 'node:crypto';

/** SHA-256 of a file or of any plain value, as text. */
export function digest(value: unknown): string {
	const hash = createHash('sha256');
	return hash.update(Buffer.isBuffer(value) ? value : JSON.stringify(value)).digest('hex');
}

/** Names of a caller for a job and its callbacks: they change nothing of what is made. */
const labels = new Set(['track_id', 'webhook']);

/**
 * What makes two orders the same purchase: where they go and what they say, not what they are called.
 * @param files digests or links of the files that go along, by field
 */
export const fingerprint = (
	origin: string,
	path: string,
	body: Readonly<Record<string, unknown>>,
	files: Readonly<Record<string, unknown>> = {},
): string =>
	digest([
		origin,
		path,
		Object.entries(body)
			.filter(([name]) => !labels.has(name))
			.sort(([a], [b]) => (a < b ? -1 : 1)),
		files,
	]);
