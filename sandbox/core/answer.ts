/** What goes back over the wire, before a fault has had its way with it. */
export interface Answer {
	/** HTTP code; 0 = no answer, the connection is cut. */
	code: number;
	/** Sent as JSON, unless there are `bytes`. */
	json?: unknown;
	bytes?: Buffer;
	/** Content type of `bytes`. */
	type?: string;
	headers?: Record<string, string>;
	/** Send this many bytes of the announced length, then cut the connection. */
	cutAfter?: number;
	/** Send this many bytes with no length announced, and end as if that were all. */
	endAfter?: number;
	/** Send this many bytes, and the rest so many seconds later. */
	pause?: { after: number; seconds: number };
	/** For the books: the job this answer is about, and whose key was used. */
	job?: number;
	owner?: string;
}

export function json(code: number, body: unknown): Answer {
	return { code, json: body };
}

/** A file that is not there, or not any more. */
export function notThere(code: number, message: string): Answer {
	return json(code, { status: 'error', message });
}

export function html(code: number, title: string): Answer {
	const page = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
	return { code, bytes: Buffer.from(page), type: 'text/html; charset=utf-8' };
}

/** The bytes and the content type that an answer puts on the wire. */
export function wireOf(answer: Answer): { bytes: Buffer; type: string } {
	if (answer.bytes) {
		return { bytes: answer.bytes, type: answer.type ?? 'application/octet-stream' };
	}
	return { bytes: Buffer.from(JSON.stringify(answer.json ?? null)), type: 'application/json' };
}
