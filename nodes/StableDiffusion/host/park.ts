import { randomUUID } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import { isReachable } from '../api/host';
import { FieldError } from '../endpoints/check';
import { JobError, Verdict } from '../job/job';
import type { Context } from './context';
import { isN8n2 } from './errors';
import { deliver } from './handOver';
import type { Parked, ParkedJob, Slot } from './lot';
import type { Shared } from './trip';

const instead = "Set 'Wait' to Until Finished";

/**
 * The address at which the service calls this execution back, exactly as n8n gives it: in n8n 2.x it bears a
 * token that any change would spoil.
 * @throws FieldError where an execution cannot be parked, before anything is submitted
 */
export function parkingAddress({ context, account, tool }: Shared): string {
	if (tool)
		throw new FieldError(
			'A tool of an AI agent cannot be parked, because the agent waits for its answer',
			`${instead} or No.`,
		);
	if (context.getMode() === 'cli')
		throw new FieldError(
			'A run from the command line cannot be parked, because it ends with its process',
			`${instead}.`,
		);
	const address = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0) ?? '');
	const id = context.getExecutionId() as string | undefined;
	if (!id || !URL.canParse(address) || !new URL(address).pathname.split('/').includes(id))
		throw new FieldError(
			'This run cannot be parked, because n8n does not store it',
			`${instead}, or run the workflow by itself.`,
		);
	if (!isReachable(address, account.origin))
		throw new FieldError(
			'The service cannot call this n8n back',
			`Its address is ${new URL(address).origin}, which is not reachable from outside. Set N8N_WEBHOOK_URL (WEBHOOK_URL in older versions) to the public address of this n8n. ${instead} if it has none.`,
		);
	return address;
}

/**
 * n8n refuses callbacks of an execution that is still running or just being stored. So a job that may end within so
 * many milliseconds is waited for, and for as many more.
 */
const tooSoon = 3_000;
/** The same for looks after the first one: jobs that end one after another would never be parked else. */
const tooSoonAgain = 1_000;

/**
 * A look before parking at one of the jobs: it may have ended while others were handed in, and its callback is lost
 * then.
 * @param how.round 0 for the first look
 * @param how.looked items whose jobs were asked about before: they are not waited for again
 * @returns its items where it has ended; nothing while it is open
 * @throws Verdict where it has failed
 */
export async function lastLook(
	shared: Shared,
	item: number,
	{ ticket, wishes, facts, handling }: ParkedJob,
	{ round, looked }: { round: number; looked: Set<number> },
): Promise<INodeExecutionData[] | undefined> {
	const { account, batch } = shared;
	const now = batch.line.now();
	const { submittedAt = now, eta = 0 } = ticket;
	const leftMs = submittedAt + eta * 1000 - now;
	const margin = round === 0 ? tooSoon : tooSoonAgain;
	const isSoon = leftMs < margin;
	// What was only just handed in or looked at, and takes its time, has not ended.
	if (!isSoon && (round > 0 || now - submittedAt < tooSoon)) return undefined;
	const again = looked.has(item);
	looked.add(item);
	const limitMs = wishes.limitSeconds * 1000;
	const life = { item, limitMs, wait: false, origin: account.origin, facts };
	const waits = isSoon && !again;
	const look = waits
		? batch.askFor(ticket, life, Math.max(0, leftMs) + margin)
		: batch.askOnce(ticket, life);
	const job = await look.catch((error: unknown) => {
		// Whatever else is the matter, the job goes on.
		if (error instanceof JobError && !(error instanceof Verdict)) return undefined;
		throw error;
	});
	if (job?.state !== 'finished') return undefined;
	return await deliver({ ...shared, item }, job, wishes, handling);
}

/**
 * The items of a parked node in the order in which n8n is to pass them on. It gives each the number of its place
 * and pairs it with the input of that number. An error output takes that input into its item, or ends the run
 * where there is none; since its items leave the line anyway, each stands at the place of its own input.
 */
export function inLine(
	context: Context,
	all: ReadonlyArray<readonly INodeExecutionData[]>,
): INodeExecutionData[] {
	if (context.getNode().onError !== 'continueErrorOutput') return all.flat();
	const isError = ({ json }: INodeExecutionData): boolean => json.error !== undefined;
	const line = all.flat().filter((item) => !isError(item));
	for (const [input, items] of all.entries())
		line.splice(input, 0, ...items.filter(isError).slice(0, 1));
	return line;
}

/**
 * Puts the execution away until its jobs have ended, or the longest of their time limits is over: what then
 * goes on to the next node is what is known now, open jobs as items that Result > Fetch takes.
 */
export async function park(
	{ context, account, lot }: Shared,
	slots: readonly Slot[],
): Promise<INodeExecutionData[]> {
	const limits = [...lot.values()].map(({ wishes }) => wishes.limitSeconds);
	const until = Date.now() + Math.max(...limits) * 1000;
	const parked: Parked = {
		id: randomUUID(),
		origin: account.origin,
		isN8n2: isN8n2(context),
		until,
		slots,
	};
	context.getContext('node').parked = parked;
	const waiting = inLine(
		context,
		slots.map(({ items }) => items),
	);
	const execution = context.getExecuteData();
	execution.data = { ...execution.data, main: [waiting] };
	await context.putExecutionToWait(new Date(until));
	// n8n shows these until then. With an error in front, Retry On Fail would run a node again that is parked.
	return waiting.filter(({ json }) => json.error === undefined);
}
