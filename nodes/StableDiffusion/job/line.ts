import type { Answer } from '../api/reply';

/** No answer came. */
export interface Broken {
	/** What happened to the line, key-free. */
	readonly broken: string;
	/** Whether the request may have reached the service, which then may have sold a job. */
	readonly sent: boolean;
}

/**
 * The way out of the house, injected: job/ itself knows no clock, no network and no n8n. That is what
 * lets a test live through a thousand jobs in milliseconds.
 */
export interface Line {
	/**
	 * Sends a body (the key is added outside; POST unless said) to a path below the credential's host. Gives whatever was
	 * answered, under any HTTP code; throws only when the user stops the run.
	 */
	post(
		path: string,
		body: Readonly<Record<string, unknown>>,
		timeoutMs: number,
		method?: 'GET',
	): Promise<Answer | Broken>;
	/** Waits. Rejects at once when the user stops the run, and with the reason of `over` when that is aborted. */
	sleep(ms: number, over?: AbortSignal): Promise<void>;
	/** Milliseconds; only differences count. */
	now(): number;
	/** Key-free notes for the server log. */
	log?(message: string): void;
}
