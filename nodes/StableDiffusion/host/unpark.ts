import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { Batch } from '../job/batch';
import { JobError, type Finished } from '../job/job';
import { endsOf, type End } from '../job/parked';
import { Rounds } from '../job/rounds';
import { answerCaller, claimOf } from './caller';
import { errorItem, itemError } from './errors';
import { deliver } from './handOver';
import { inLine } from './park';
import { isOpen, type Parked, type ParkedJob } from './lot';
import { accountOf, lineOf, type Account } from './request';

/** One look at an execution's jobs at a time, and not more often than once a second, however many call. */
const looks = new Rounds(1_000, { now: () => Date.now(), sleep: async (ms) => await sleep(ms) });

/** Parkings that this process has ended. What is resumed twice by an n8n that does not notice comes out twice. */
const ended = new Set<string>();
const mostEnded = 1_000;

/**
 * Before its limit n8n 1.x has set a timer, which resumes an execution whether somebody else has or not, as far as
 * 70 s ahead. In that time it is left to the timer.
 */
const oldTimers = 75_000;

/** What `execute` has left. The context itself cannot be had here, but an expression can. */
function parkedIn(context: IWebhookFunctions): Parked | undefined {
	// Braces in the name would end the expression, and some signs a line of it.
	const name = JSON.stringify(context.getNode().name).replace(
		/[{}]|[^ -~]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	const left = context.evaluateExpression(`{{ $(${name}).context }}`) as { parked?: Parked } | null;
	return left?.parked;
}

/** One question about a job. */
const asker =
	(batch: Batch, { origin }: Account) =>
	async ({ ticket, item, wishes, facts }: ParkedJob & { item: number }) =>
		await batch.askOnce(ticket, {
			item,
			limitMs: wishes.limitSeconds * 1000,
			wait: false,
			origin,
			facts,
		});

/** The items of a job that has ended; what has gone wrong with it is an item too. */
async function itemsOf(
	context: IWebhookFunctions,
	account: Account,
	{ isN8n2 }: Parked,
	end: End,
	hand: (job: Finished) => Promise<INodeExecutionData[]>,
	item: number,
): Promise<INodeExecutionData[]> {
	try {
		if (end instanceof JobError) throw end;
		return await hand(end);
	} catch (error: unknown) {
		return [errorItem(context, item, itemError(context, item, error, account), isN8n2)];
	}
}

/** The items of all, in order; nothing while a job is open. */
async function look(
	context: IWebhookFunctions,
	parked: Parked,
	named: string | undefined,
): Promise<INodeExecutionData[] | undefined> {
	const account = await accountOf(context);
	if (account.origin !== parked.origin) {
		const hosts = `${parked.origin}, and the credential is for ${account.origin} now`;
		context.logger.warn(`Stable Diffusion: the parked jobs are at ${hosts}; they stay open`);
		return undefined;
	}
	const batch = new Batch(lineOf(context, account), { jobsAtOnce: 1, goesOn: true });
	const slots = parked.slots.map((slot, item) => ({ ...slot, item }));
	const open = slots.filter(isOpen);
	const ends = await endsOf(open, named, asker(batch, account));
	if (ends === undefined) return undefined;
	const tally = { unsafe: 0, temporary: 0, open: [] };
	const items = slots.map(async (slot) => {
		const end = isOpen(slot) && ends.get(slot);
		if (!end || !isOpen(slot)) return slot.items;
		const desk = { context, account, batch, tally, item: slot.item };
		const hand = async (job: Finished): Promise<INodeExecutionData[]> =>
			await deliver(desk, job, slot.wishes, slot.handling);
		return await itemsOf(context, account, parked, end, hand, slot.item);
	});
	const all = await Promise.all(items);
	await batch.end();
	return inLine(context, all);
}

/**
 * A callback of a parked execution, or whatever claims to be one: it only says that it may be time to look. The
 * service itself is asked about the jobs; when all have ended, n8n goes on with their items, in order. Until then
 * the execution stays as it is, and so it does whatever goes wrong here: n8n would end it with an error.
 */
export async function unpark(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const nothing = answerCaller(context, 200);
	try {
		const parked = parkedIn(context);
		if (parked === undefined || ended.has(parked.id)) return nothing;
		const isLate = (): boolean => !parked.isN8n2 && Date.now() > parked.until - oldTimers;
		if (isLate()) return nothing;
		const named = claimOf(context)?.id;
		return (
			(await looks.run(parked.id, async () => {
				if (ended.has(parked.id)) return nothing;
				const items = await look(context, parked, named);
				if (items === undefined || isLate()) return nothing;
				ended.add(parked.id);
				for (const id of ended) if (ended.size > mostEnded) ended.delete(id);
				return { ...nothing, workflowData: [items] };
			})) ?? nothing
		);
	} catch (error: unknown) {
		const { message } = error as Error;
		context.logger.warn(
			`Stable Diffusion: a callback came, and could not be looked into: ${message}`,
		);
		return nothing;
	}
}
