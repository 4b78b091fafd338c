import { JobError, Verdict, type Finished, type Open, type Ticket } from './job';

/** How a job has ended. */
export type End = Finished | Verdict;

/** Milliseconds since 1970 at which a job is expected to end. */
const expected = ({ submittedAt = 0, eta = 0 }: Ticket): number => submittedAt + eta * 1000;

/**
 * The ends of all jobs of a parked batch, or nothing while one of them is open. What a callback claims decides
 * only where to look first; looking stops at the first job that is open, and the likeliest one to be so comes
 * second. So a callback that is forged or repeated costs one question, and a true one mostly two.
 *
 * @param named the job that the callback names
 * @param ask one question; what says nothing about a job is thrown
 */
export async function endsOf<Job extends { readonly ticket: Ticket }>(
	jobs: readonly Job[],
	named: string | undefined,
	ask: (job: Job) => Promise<Finished | Open>,
): Promise<ReadonlyMap<Job, End> | undefined> {
	const ends = new Map<Job, End>();
	const hasEnded = async (job: Job): Promise<boolean> => {
		const end = await ask(job).catch((error: unknown) => {
			if (error instanceof JobError) return error;
			throw error;
		});
		if (end instanceof JobError ? !(end instanceof Verdict) : end.state === 'open') return false;
		ends.set(job, end as End);
		return true;
	};
	const isNamed = ({ ticket }: Job): number => (ticket.id === named ? 1 : 0);
	const [first, second, ...rest] = [...jobs].sort(
		(a, b) => isNamed(b) - isNamed(a) || expected(b.ticket) - expected(a.ticket),
	);
	for (const job of [first, second]) if (job && !(await hasEnded(job))) return undefined;
	const others = await Promise.all(rest.map(hasEnded));
	return others.every(Boolean) ? ends : undefined;
}
