/** An execution whose jobs call it back, and the counting of what comes of that. */
import type {
	CallbackEntry,
	CallbackOverrides,
	JobEntry,
	RequestEntry,
	Sandbox,
} from '../../sandbox/server';
import { key } from '../support/n8n';
import type { Result, Stage } from './stage';
import { forged, real } from './tally';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

export const enterpriseKey = 'sk-enterprise-secret-9876543210-fedcba';
/** Stands in all that is made up, so that a trace of it can be found. */
export const mark = 'evil';

/** What runs and is called back: a stage in this process, or in another one. */
type Remote = Pick<Stage, 'idle'> & {
	[K in 'status' | 'stored' | 'resumeUrl' | 'result' | 'resumes']: (
		id: string,
	) => ReturnType<Stage[K]> | Promise<Awaited<ReturnType<Stage[K]>>>;
} & { until: Stage['until'] };

/** Id of the job that an item is about, from either output. */
export const idOf = ({ json }: INodeExecutionData): unknown =>
	json.id ?? (json.details as IDataObject | undefined)?.id;

/** Both outputs of the node that ran last. */
export const outputs = ({ nodes }: Pick<Result, 'nodes'>, name?: string): INodeExecutionData[] => {
	const run = name === undefined ? Object.values(nodes).at(-1) : nodes[name];
	return (run?.at(-1)?.data?.main ?? []).flatMap((items) => items ?? []);
};

/** The key must not be in there, in whatever writing. */
export function expectNoKey(text: string): void {
	for (const secret of [key, enterpriseKey]) {
		const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
		for (const form of [secret, base64, encodeURIComponent(secret), secret.slice(0, 16)])
			expect(text.includes(form)).toBe(false);
	}
}

/**
 * The end of each must be among the items, once. Counts them.
 * @param pieces items that each one that has not failed gives
 */
export function expectEnds(
	jobs: ReadonlyArray<{ id: number | string; state?: string }>,
	items: INodeExecutionData[],
	pieces = 1,
): void {
	const lost = jobs.filter(({ id, state }) => {
		const own = items.filter((item) => idOf(item) === String(id));
		const ends = own.filter(({ json }) => json.status === 'success' || json.error);
		const wanted = state === 'failed' ? 1 : pieces;
		return own.length !== wanted || ends.length !== wanted;
	});
	real(jobs.length - lost.length, lost.length);
	expect(lost.map(({ id }) => id)).toEqual([]);
}

/** An execution with jobs that call it back. */
export class Parked {
	private wasForged = false;

	constructor(
		readonly sandbox: Sandbox,
		private readonly stage: Remote,
		readonly id: string,
		readonly url: string,
		private readonly prompts: string[] = [],
	) {}

	/** All that has been sent to buy something for it. */
	get submits(): RequestEntry[] {
		const isOwn = ({ kind, body }: RequestEntry): boolean =>
			kind === 'submit' && body?.webhook === this.url;
		return this.sandbox.books.requests.filter(isOwn);
	}

	/** Its jobs, in the order of the items. */
	get jobs(): JobEntry[] {
		const ids = this.submits.map(({ job }) => job);
		const place = ({ prompt = '' }: JobEntry): number => this.prompts.indexOf(prompt);
		return this.sandbox.books.jobs
			.filter(({ id }) => ids.includes(id))
			.sort((a, b) => place(a) - place(b));
	}

	/** How often the service was asked about its jobs. */
	get asked(): number {
		return this.jobs.reduce((sum, { asked }) => sum + asked, 0);
	}

	/** Ends jobs; whether they call back by themselves is up to the sandbox. */
	finish(...which: number[]): void {
		const { jobs } = this;
		for (const nth of which.length > 0 ? which : jobs.keys()) this.sandbox.finish(jobs[nth].id);
	}

	/** The true callback of a job, answered and looked into. */
	async call(nth: number, more: CallbackOverrides = {}): Promise<CallbackEntry> {
		const entry = await this.sandbox.callback(this.jobs[nth].id, { url: this.url, ...more });
		await this.stage.idle();
		return entry;
	}

	/** Ends a job and calls back. */
	async end(nth: number): Promise<CallbackEntry> {
		this.finish(nth);
		return await this.call(nth);
	}

	/** A made-up success of a job, which says of the result what is not so. */
	lie(nth: number, more: IDataObject = {}): { body: IDataObject } {
		const output = [`http://127.0.0.1:1/${mark}.png`];
		const { id } = this.jobs[nth];
		return { body: { status: 'success', id, output, track_id: mark, meta: {}, ...more } };
	}

	/** Sends at once what nobody of the service says, and counts it: nothing may come of it. */
	async forge(...messages: CallbackOverrides[]): Promise<CallbackEntry[]> {
		const before = await this.trace();
		const sent = messages.map(
			async (message) => await this.sandbox.callback(0, { url: this.url, ...message }),
		);
		const entries = await Promise.all(sent);
		await this.stage.idle();
		await this.count(messages.length, before);
		return entries;
	}

	/** Counts forgeries that have been sent since there was this trace. */
	async count(tried: number, before: string): Promise<void> {
		this.wasForged = true;
		forged(tried, (await this.trace()) === before ? 0 : tried);
	}

	/** All that a callback can change. */
	async trace(): Promise<string> {
		const { runs, errors } = await this.stage.resumes(this.id);
		const [status, stored] = [await this.stage.status(this.id), await this.stage.stored(this.id)];
		return JSON.stringify([status, stored, runs, errors.length]);
	}

	/**
	 * The end of the execution, in which all ends of its jobs come out of the last node, each once. Counts them.
	 * @param pieces items that each job that has not failed gives
	 */
	async done(pieces = 1): Promise<Result> {
		await this.stage.until(this.id, 'success').catch((error: unknown) => {
			real(0, this.jobs.length);
			throw error;
		});
		const result = await this.stage.result(this.id);
		const stored = await this.stage.stored(this.id);
		if (this.wasForged) forged(0, stored.includes(mark) ? 1 : 0);
		expectEnds(this.jobs, outputs(result), pieces);
		expectNoKey(stored);
		return result;
	}
}
