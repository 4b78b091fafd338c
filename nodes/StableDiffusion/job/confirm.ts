import { JobError, Verdict, type Finished, type Open, type Ticket } from './job';

/** What the service says of something that a callback names. */
export type Word =
	| { readonly state: 'finished'; readonly job: Finished }
	| { readonly state: 'running'; readonly job: Open }
	| { readonly state: 'failed'; readonly why: JobError }
	/** Nobody knows it. */
	| { readonly state: 'unknown' }
	/** No usable answer; but perhaps one that counts if no other comes. */
	| { readonly state: 'silent'; readonly why: JobError; readonly instead?: JobError };

/** Says of an address that what was asked about is not there, and nothing of the thing itself. */
const notHere = new Set(['unknownJob', 'route', 'noAddress', 'plan']);

/**
 * Asks at one place after another until one of them knows it: a callback does not say to which API its job
 * belongs. That it has failed may also be the word of an API that never had it, so the others are asked too.
 */
export async function ask(
	tickets: readonly Ticket[],
	question: (ticket: Ticket) => Promise<Finished | Open>,
): Promise<Word> {
	let failed: JobError | undefined;
	let trouble: JobError | undefined;
	for (const ticket of tickets) {
		const answer = await question(ticket).catch((error: unknown) => {
			if (error instanceof JobError) return error;
			throw error;
		});
		if (!(answer instanceof JobError)) {
			return answer.state === 'finished'
				? { state: 'finished', job: answer }
				: { state: 'running', job: answer };
		}
		// It would be rejected everywhere.
		if (answer.trouble === 'key') return { state: 'silent', why: answer };
		if (notHere.has(answer.trouble)) continue;
		if (answer instanceof Verdict) failed ??= answer;
		else trouble ??= answer;
	}
	if (trouble) return { state: 'silent', why: trouble, instead: failed };
	return failed ? { state: 'failed', why: failed } : { state: 'unknown' };
}

/**
 * Milliseconds before each further question, where the service does not say (yet) what the callback claims: it
 * may be a moment behind its own callback, or the callback is forged.
 */
const afterDenial = [2_000, 4_000];
/** The same where there is no usable answer: it comes when the service is itself again. */
const afterSilence = [2_000, 5_000, 10_000, 20_000, 40_000, 60_000];

/**
 * Asks until the service says what is claimed, or has had time enough to.
 * @param claimsEnd whether an end is claimed; that something is running needs no waiting for
 */
export async function confirm(
	once: () => Promise<Word>,
	claimsEnd: boolean,
	sleep: (ms: number) => Promise<void>,
): Promise<Word> {
	for (let denied = 0, silent = 0; ;) {
		const word = await once();
		if (word.state === 'finished' || word.state === 'failed') return word;
		const pause =
			word.state === 'silent'
				? word.why.trouble === 'key'
					? undefined
					: afterSilence[silent++]
				: claimsEnd
					? afterDenial[denied++]
					: undefined;
		if (pause === undefined)
			return word.state === 'silent' && word.instead
				? { state: 'failed', why: word.instead }
				: word;
		await sleep(pause);
	}
}
