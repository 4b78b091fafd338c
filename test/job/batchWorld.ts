import { Batch, Over } from '../../nodes/StableDiffusion/job/batch';
import { JobError, type Finished, type Open } from '../../nodes/StableDiffusion/job/job';
import { Memory } from '../../nodes/StableDiffusion/job/memory';
import { Clock, lineTo } from './clock';

export const submitPath = '/api/v6/images/text2img';
const origin = 'https://sd.example.test';

/** What can befall a call. `sold`: the service has taken the job on all the same. */
export type Mishap =
	| 'none'
	| 'unsent'
	| 'cut'
	| 'cutSold'
	| '5xx'
	| '5xxSold'
	| 'html'
	| 'garbledSold'
	| 'noIdSold'
	| 'limit';

/** One job of the service, as its own books have it. */
export interface Sold {
	readonly id: string;
	readonly item: number;
	readonly at: number;
	readonly readyAt: number;
	readonly fails: boolean;
	/** When the caller was told that it failed. */
	toldFailed?: number;
	/** Whether its id ever reached the caller. */
	named: boolean;
}

export interface Plan {
	readonly items: number;
	readonly jobsAtOnce: number;
	/** Jobs that the account's queue takes, of us and of others. */
	readonly queue: number;
	readonly foreign: number;
	readonly lengths: readonly number[];
	readonly etas: readonly number[];
	readonly failing: readonly boolean[];
	readonly submitMishaps: readonly Mishap[];
	readonly askMishaps: readonly Mishap[];
	readonly limitMs: number;
	readonly wait: boolean;
	readonly goesOn: boolean;
	/** How often the user or n8n tries again, and when the tries are stopped, if they are. */
	readonly stops: ReadonlyArray<number | undefined>;
}

export interface Try {
	readonly ended: number;
	readonly began: number;
	/** Answers, errors and IDs, by item. */
	readonly fates: Array<{ job?: Finished | Open; error?: unknown } | undefined>;
	readonly named: Set<string>;
	readonly stopped: boolean;
	readonly failed: boolean;
}

export interface Story {
	readonly sold: readonly Sold[];
	readonly tries: readonly Try[];
	/** Most jobs of ours that the service ever had at once. */
	readonly most: number;
	/** Times of all questions by job, and of all together, one list for each try. */
	readonly questions: ReadonlyArray<ReadonlyMap<string, number[]>>;
	/** Submits that reached the service although its queue was full. */
	readonly refused: number;
}

class Stop extends Error {}

const at = <T>(all: readonly T[], index: number): T => all[index % all.length];

/** Lives through a plan: tries of one run of the node, with what n8n's context keeps between them. */
export async function live(plan: Plan): Promise<Story> {
	const clock = new Clock();
	const sold: Sold[] = [];
	const store = {};
	const tries: Try[] = [];
	const questions: Array<Map<string, number[]>> = [];
	let submits = 0;
	let asks = 0;
	let most = 0;
	let refused = 0;
	const inQueue = (): number => sold.filter(({ readyAt }) => readyAt > clock.time).length;

	const sell = (item: number): Sold => {
		const nth = sold.length;
		const job: Sold = {
			id: String(1_000 + nth),
			item,
			at: clock.time,
			readyAt: clock.time + at(plan.lengths, nth),
			fails: at(plan.failing, nth),
			named: false,
		};
		sold.push(job);
		most = Math.max(most, inQueue());
		return job;
	};
	const submitted = (item: number) => {
		const mishap = at(plan.submitMishaps, submits++);
		if (mishap === 'unsent') return { broken: 'ECONNREFUSED', sent: false };
		if (mishap === 'cut') return { broken: 'ECONNRESET', sent: true };
		if (mishap === '5xx') return { status: 503, body: { status: 'error', message: 'busy' } };
		if (mishap === 'html') return { status: 502, body: '<html>Bad gateway</html>' };
		const full = { status: 'error', message: 'Rate limit exceeded.', retry_after: 3 };
		if (mishap === 'limit') return { status: 429, body: full };
		if (inQueue() + plan.foreign >= plan.queue) {
			refused += 1;
			return {
				status: 429,
				body: { ...full, message: 'Rate limit exceeded. Maximum 5 queued requests allowed.' },
			};
		}
		const job = sell(item);
		if (mishap === 'cutSold') return { broken: 'ECONNRESET', sent: true };
		if (mishap === '5xxSold') return { status: 500, body: '<html>Oops</html>' };
		if (mishap === 'garbledSold') return { status: 200, body: '{"status":"proce' };
		if (mishap === 'noIdSold') return { status: 200, body: { status: 'processing', output: [] } };
		job.named = true;
		return { status: 200, body: { status: 'processing', id: job.id, eta: at(plan.etas, submits) } };
	};
	const asked = (id: string, times: Map<string, number[]>) => {
		times.set(id, [...(times.get(id) ?? []), clock.time]);
		const mishap = at(plan.askMishaps, asks++);
		if (mishap === 'unsent') return { broken: 'ECONNREFUSED', sent: false };
		if (mishap.startsWith('cut')) return { broken: 'ECONNRESET', sent: true };
		if (mishap.startsWith('5xx'))
			return { status: 503, body: { status: 'error', message: 'busy' } };
		if (mishap === 'html') return { status: 502, body: '<html>Bad gateway</html>' };
		if (mishap === 'limit')
			return { status: 429, body: { status: 'error', message: 'Rate limit exceeded' } };
		if (mishap === 'garbledSold') return { status: 200, body: '{"status":"succ' };
		const job = sold.find((each) => each.id === id);
		if (job === undefined || job.readyAt > clock.time)
			return { status: 200, body: { status: 'processing', message: 'try again later.' } };
		if (job.fails) {
			job.toldFailed ??= clock.time;
			return { status: 200, body: { status: 'failed', id, message: 'Failed, Try Again' } };
		}
		return { status: 200, body: { status: 'success', id, output: [`https://x.test/${id}.png`] } };
	};

	for (const stopAfter of plan.stops) {
		const own = new Map<string, number[]>();
		questions.push(own);
		const began = clock.time;
		const stop = new AbortController();
		const halted = new Promise<never>((_, reject) => {
			stop.signal.addEventListener('abort', () => reject(new Stop()));
		});
		halted.catch(() => {});
		if (stopAfter !== undefined) clock.after(stopAfter, () => stop.abort(new Stop()));
		const plain = lineTo(
			clock,
			({ path, body }) =>
				path === submitPath
					? submitted(Number(body.item))
					: asked(path.split('/').at(-1) ?? '', own),
			80,
		);
		const batch = new Batch(
			{
				now: () => plain.now(),
				post: async (...call) => {
					if (stop.signal.aborted) return { broken: 'stopped', sent: false };
					return await Promise.race([plain.post(...call), halted]);
				},
				sleep: async (ms, over) => await Promise.race([plain.sleep(ms, over), halted]),
			},
			{ jobsAtOnce: plan.jobsAtOnce, goesOn: plan.goesOn },
		);
		const memory = new Memory(store, 0);
		const fates: Try['fates'] = new Array(plan.items).fill(undefined);
		const lives = fates.map((_, item) => ({
			item,
			limitMs: plan.limitMs,
			wait: plan.wait,
			origin,
			kind: 'a',
			entry: memory.of(item, `print of ${item}`),
		}));
		const checked = lives.map((life) => {
			try {
				batch.check(life);
				return undefined;
			} catch (error) {
				return error;
			}
		});
		const refusal = plan.goesOn ? undefined : checked.find((error) => error !== undefined);
		const works = fates.map(async (_, item) => {
			const [life, doubt] = [lives[item], checked[item]];
			if (refusal !== undefined || doubt !== undefined) {
				fates[item] = { error: refusal ?? doubt };
				if (refusal !== undefined) throw refusal as Error;
				return;
			}
			const order = { path: submitPath, body: { item }, family: 'images' as const };
			await batch
				.live(item % 3 === 2 ? async () => await Promise.resolve(order) : order, life)
				.then(
					(job) => {
						fates[item] = { job };
					},
					(error: unknown) => {
						fates[item] = { error };
						if (!plan.goesOn || error instanceof Stop) throw error;
					},
				);
		});
		let error: unknown;
		await clock.run(
			Promise.race([Promise.all(works), halted]).then(
				async () => await batch.end(),
				async (thrown: unknown) => {
					error = thrown;
					const drained = batch.end();
					if (!(thrown instanceof Stop)) await drained;
				},
			),
		);
		// What n8n keeps of a try is what is plain.
		Object.assign(store, JSON.parse(JSON.stringify(store)));
		const named = new Set([...batch.ledger.values()].flatMap(({ id }) => (id ? [id] : [])));
		for (const fate of fates) {
			if (fate?.job?.state === 'open') named.add(fate.job.ticket.id);
			if (fate?.job?.state === 'finished' && fate.job.id) named.add(fate.job.id);
			if (fate?.error instanceof JobError && fate.error.facts.id) named.add(fate.error.facts.id);
		}
		const errors = fates.map((fate) => fate?.error);
		const failed = errors.some((each) => each instanceof JobError);
		tries.push({
			began,
			ended: clock.time,
			fates: [...fates],
			named,
			stopped: stop.signal.aborted,
			failed,
		});
		for (const each of errors) {
			const known = each instanceof JobError || each instanceof Over || each instanceof Stop;
			if (each !== undefined && !known) throw each;
		}
		if (!failed && error === undefined) break;
	}
	return { sold, tries, most, questions, refused };
}
