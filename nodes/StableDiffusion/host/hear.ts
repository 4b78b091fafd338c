import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { advise } from '../api/advice';
import type { Claim } from '../api/callback';
import { jobId } from '../api/jobId';
import { Batch } from '../job/batch';
import { ask, confirm, type Word } from '../job/confirm';
import type { Ticket } from '../job/job';
import { digest } from './fingerprint';
import { answerCaller, claimOf } from './caller';
import { claimedItems, confirmedItems, eventOf, stageIn, type Event } from './news';
import { facts } from './output';
import { accountOf, lineOf, type Account } from './request';
import type { Desk } from './trip';
import { knowsSecret, mayMatter, readForm, type TriggerForm } from './triggerForm';
import { clock, isBusy, isCrowded, seenBy, visitsOf, type Seen, type Visits } from './visits';
import { ticketsFor } from './whereToAsk';

/** All that a callback is looked into with. */
interface Hearing {
	context: IWebhookFunctions;
	claim: Claim;
	form: TriggerForm;
	visits: Visits;
	seen: Seen;
}

/** The items of an event, marked with it; n8n has no items that they could be paired with. */
const marked = (
	items: readonly INodeExecutionData[],
	{ name }: Event,
	{ claim, form }: Hearing,
): INodeExecutionData[] =>
	items.map(({ json, binary }) => ({
		...(binary && { binary }),
		json: {
			event: name,
			...json,
			confirmed: form.confirm,
			...(form.includeClaim && { claimed: claim.body as IDataObject }),
		},
	}));

/** Whether an event starts a run, and if so, that it has. */
function starts(event: Event | undefined, { form, seen }: Hearing): event is Event {
	if (event === undefined || !form.events.has(event.name)) return false;
	if (form.once && seen.has(event.key)) return false;
	seen.add(event.key);
	return true;
}

/** Without confirmation: what the callback says goes on, and is marked as nobody's word but its own. */
async function believe(hearing: Hearing): Promise<INodeExecutionData[]> {
	const { context, claim, form } = hearing;
	const event = eventOf(claim, claim.says, claim.stage);
	// A callback that names nothing is known again by all that it says.
	const known = claim.id === undefined ? event && { ...event, key: digest(claim.body) } : event;
	if (!form.wants(claim.trackId) || !starts(known, hearing)) return [];
	return marked(await claimedItems(context, claim, form), known, hearing);
}

/** What the service says of it, asked as often as it takes. */
async function wordOn(
	{ context, claim, form, visits }: Hearing,
	account: Account,
	batch: Batch,
): Promise<Word> {
	const life = { item: 0, limitMs: 0, wait: false, origin: account.origin };
	const question = async (ticket: Ticket) => await batch.askOnce(ticket, life);
	const once = async (): Promise<Word> =>
		await ask(ticketsFor(claim, account, form.families, visits.family), question);
	const word = await confirm(once, claim.says !== 'running' && !isBusy(visits), clock.sleep);
	if (word.state === 'silent' || word.state === 'unknown') {
		const why =
			word.state === 'silent'
				? advise(word.why.trouble, account.hide({ ...word.why.facts, host: account.origin })).title
				: 'the service does not know it';
		const level = word.state === 'silent' ? 'warn' : 'info';
		context.logger[level](
			`Stable Diffusion: a callback for ${claim.about} ${claim.id ?? ''} was not confirmed, so it starts nothing: ${why}`,
		);
	}
	return word;
}

/** A claim under the name that the service itself gives to the job: it may read more than one spelling of it. */
const namedBy = (word: Word, claim: Claim): Claim =>
	word.state === 'finished' && claim.about === 'job'
		? { ...claim, id: jobId(word.job.last.id) ?? claim.id }
		: claim;

/** With confirmation: the callback only says where to look, and what the service says goes on. */
async function lookInto(heard: Hearing): Promise<INodeExecutionData[]> {
	const { context, form, visits, seen } = heard;
	const ends = ['finished', 'failed'] as const;
	const over = ends.map((state) => eventOf(heard.claim, state)?.key ?? '');
	if (form.once && over.some((key) => seen.has(key))) return [];
	const account = await accountOf(context);
	const hearing: Hearing = { ...heard, claim: account.hide(heard.claim) };
	const batch = new Batch(lineOf(context, account), {
		jobsAtOnce: 1,
		goesOn: true,
		pace: visits.pace,
	});
	try {
		const word = await wordOn(hearing, account, batch);
		if (word.state === 'unknown' || word.state === 'silent') return [];
		const claim = namedBy(word, hearing.claim);
		if (word.state === 'finished' && claim.about === 'job') visits.family = word.job.family;
		const told = word.state === 'finished' ? facts(word.job.last).track_id : undefined;
		const trackId = told === undefined ? claim.trackId : String(told);
		const stage = word.state === 'running' ? stageIn(claim, word.job.last) : undefined;
		const event = eventOf(claim, word.state, stage);
		if (!form.wants(trackId) || !starts(event, hearing)) return [];
		const desk: Desk = {
			context,
			account,
			batch,
			item: 0,
			tally: { unsafe: 0, temporary: 0, open: [] },
		};
		const items = await confirmedItems(desk, word, claim, form);
		return marked(items, event, { ...hearing, claim });
	} finally {
		await batch.end();
	}
}

/**
 * The whole of the trigger's `webhook`. Whoever calls is answered at once; what the call sets off is looked into
 * afterwards. Nothing here ends in an error of n8n, because the caller's answer is out.
 */
export async function hear(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!knowsSecret(context)) return answerCaller(context, 401);
	const form = readForm(context);
	const visits = visitsOf(context);
	// Without confirmation there is nothing to wait for.
	if (form.confirm && isCrowded(visits)) return answerCaller(context, 503);
	const claim = claimOf(context);
	const nothing = answerCaller(context, 200);
	if (claim === undefined || !mayMatter(form, claim)) return nothing;
	if (claim.trackId !== undefined && !form.wants(claim.trackId)) return nothing;
	if (form.confirm && claim.id === undefined) return nothing;
	try {
		const hearing: Hearing = { context, claim, form, visits, seen: seenBy(context, visits) };
		const name = [claim.about, claim.id, claim.says, claim.stage].join(' ');
		const items = form.confirm
			? await visits.rounds.run(name, async () => await lookInto(hearing))
			: await believe(hearing);
		if (!items || items.length === 0) return nothing;
		// Others may have come meanwhile, and n8n stores what the last one leaves.
		hearing.seen.keep();
		return { ...nothing, workflowData: [items] };
	} catch (error: unknown) {
		const { message } = error as Error;
		context.logger.error(`Stable Diffusion: a callback could not be looked into: ${message}`);
		return nothing;
	}
}
