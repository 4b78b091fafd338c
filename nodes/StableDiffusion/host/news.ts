import type { INodeExecutionData } from 'n8n-workflow';
import type { Claim } from '../api/callback';
import type { Body } from '../api/reply';
import { registry } from '../endpoints';
import type { Word } from '../job/confirm';
import { JobError, type Finished } from '../job/job';
import type { Context } from './context';
import { DownloadFailed, receive, type Received } from './files';
import { deliver } from './handOver';
import { facts, finishedItems, openItem, without } from './output';
import type { Desk } from './trip';
import type { TriggerForm } from './triggerForm';
import type { EventName } from './triggerProperties';
import { operationOf } from './whereToAsk';

/** An event, and its name in the memory of what has been. */
export interface Event {
	readonly name: EventName;
	/** Told apart from every other event; a later event of the same job has another one. */
	readonly key: string;
}

/** A model can be loaded again and again under one name: callbacks of the same loading come close together. */
const sameLoading = 600_000;

/**
 * What has happened, by the word of the service or of whoever has called.
 * @param stage of a training, by the same word
 */
export function eventOf(
	{ about, id = '' }: Claim,
	state: 'finished' | 'failed' | 'running',
	stage = '',
): Event | undefined {
	const when = about === 'model' ? Math.floor(Date.now() / sameLoading) : '';
	const event = (name: EventName): Event => ({
		name,
		key: [about, id, name, name === 'trainingStage' ? stage : when].join(' '),
	});
	if (state === 'failed') return event('jobFailed');
	if (about === 'job') return event(state === 'finished' ? 'jobFinished' : 'stillProcessing');
	if (about === 'training')
		return event(state === 'finished' ? 'trainingFinished' : 'trainingStage');
	return state === 'finished' ? event('modelLoaded') : undefined;
}

/** The stage that the service itself tells of a training. */
export function stageIn(claim: Claim, body: Body = {}): string | undefined {
	const { stage } = registry.get(operationOf(claim) ?? '')?.question ?? {};
	const told = stage?.at.map((name) => body[name]);
	return told?.find((value): value is string => typeof value === 'string' && value !== '');
}

/** Files that do not come are no reason to lose what has happened: then their links are told. */
async function withFiles(
	desk: Desk,
	job: Finished,
	{ wishes }: TriggerForm,
	claim: Claim,
): Promise<INodeExecutionData[]> {
	const handling = { operation: operationOf(claim), filesOnly: false };
	return await deliver(desk, job, wishes, handling).catch((error: unknown) => {
		if (!(error instanceof JobError)) throw error;
		const { id, family, output } = job;
		const why = desk.account.hide(error.facts.reason ?? error.trouble);
		const message = `The files could not be handed over: ${why}`;
		return [{ json: without({ id, status: 'success', family, output, message }) }];
	});
}

/** What goes on of something that the service has confirmed. */
export async function confirmedItems(
	desk: Desk,
	word: Exclude<Word, { state: 'unknown' | 'silent' }>,
	claim: Claim,
	form: TriggerForm,
): Promise<INodeExecutionData[]> {
	const operation = operationOf(claim);
	// The service does not repeat it when it is asked; only who knows the secret is believed.
	const trusted = form.hasSecret ? { track_id: claim.body.track_id ?? undefined } : {};
	if (word.state === 'finished') {
		// Seconds since the callback came say nothing about the job.
		const { id = word.job.id } = claim;
		const job: Finished = { ...word.job, id, first: trusted, waitedMs: undefined };
		return await withFiles(desk, job, form, claim);
	}
	if (word.state === 'failed') {
		const { family, reason: message } = word.why.facts;
		const told = { id: claim.id, status: 'failed', family, operation, message };
		return [{ json: without({ ...told, ...trusted }) }];
	}
	const { ticket, last } = word.job;
	const item = openItem({ ...ticket, first: trusted }, { item: 0, simplify: true, operation });
	return [{ json: without({ ...item.json, stage: stageIn(claim, last) }) }];
}

const words = { finished: 'success', failed: 'failed', running: 'processing' } as const;

/** What goes on of a claim that nobody has confirmed: what it says, and links only. */
export async function claimedItems(
	context: Context,
	claim: Claim,
	{ wishes }: TriggerForm,
): Promise<INodeExecutionData[]> {
	const { id, says, stage, reason, output, body } = claim;
	if (says !== 'finished' || output.length === 0) {
		const { track_id } = facts(body);
		const told = { id, status: words[says], stage, message: reason || undefined, track_id };
		return [{ json: without(told) }];
	}
	const received = await Promise.all(output.map(async (each) => await receive(context, each, {})));
	const files = received.filter((file): file is Received => !(file instanceof DownloadFailed));
	const job: Finished = { state: 'finished', id, output, first: body, last: body, status: 200 };
	return finishedItems(job, files, { item: 0, now: Date.now(), ...wishes });
}
