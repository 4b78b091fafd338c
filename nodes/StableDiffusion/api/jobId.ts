/** A job id as the service gives it: a number in every answer, a text in some printed bodies. */
export const isJobId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id);

/** An id as text, wherever it came from; nothing where it could not be one, so that no path is built of it. */
export function jobId(value: unknown): string | undefined {
	if (typeof value !== 'string' && !Number.isFinite(value)) return undefined;
	const id = String(value).trim();
	return isJobId(id) ? id : undefined;
}
