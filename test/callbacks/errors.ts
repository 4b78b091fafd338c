/** What n8n answers when it cannot do what was asked. */

export class HttpError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly hint?: string,
	) {
		super(message);
	}
}

/** n8n's words for what it will not say better. */
export class Trouble extends HttpError {
	constructor(text = 'There was a problem executing the workflow') {
		super(500, text);
	}
}

export function answerOf(error: unknown): { status: number; body: object } {
	if (error instanceof HttpError) {
		const { status, message, hint } = error;
		return { status, body: { code: status < 500 ? status : 0, message, ...(hint && { hint }) } };
	}
	return { status: 500, body: { code: 0, message: (error as Error).message } };
}
