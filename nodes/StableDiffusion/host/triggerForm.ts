import { createHash, timingSafeEqual } from 'node:crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { Claim } from '../api/callback';
import { isFamily, type FamilyName } from '../api/families';
import type { EventName } from './triggerProperties';
import type { Wishes } from './wishes';

/** What the trigger's form says. */
export interface TriggerForm {
	readonly events: ReadonlySet<EventName>;
	readonly confirm: boolean;
	/** Where jobs are asked about, in this order; empty for wherever the account can have some. */
	readonly families: readonly FamilyName[];
	readonly once: boolean;
	readonly includeClaim: boolean;
	readonly hasSecret: boolean;
	/** Whether a track ID is that of a wanted job. */
	readonly wants: (trackId: string | undefined) => boolean;
	readonly wishes: Wishes;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function readForm(context: IWebhookFunctions): TriggerForm {
	const read = (name: string, fallback?: unknown): unknown =>
		context.getNodeParameter(name, fallback) as unknown;
	const options = read('options', {}) as IDataObject;
	const confirm = read('confirm', true) !== false;
	const filter = read('trackIdFilter', 'any');
	const wanted = String(read('trackId', '') ?? '');
	return {
		events: new Set(listOf(read('events', [])) as EventName[]),
		confirm,
		families: listOf(read('families', [])).filter(isFamily),
		once: read('once', true) !== false,
		includeClaim: options.includeClaim === true,
		hasSecret: secretOf(context) !== '',
		wants: (trackId) =>
			filter === 'exact'
				? trackId === wanted
				: filter === 'prefix'
					? trackId?.startsWith(wanted) === true
					: true,
		wishes: {
			wait: false,
			limitSeconds: 0,
			handOn: true,
			lean: false,
			// What nobody has confirmed may lead anywhere, and is not fetched.
			download: confirm && read('download', true) !== false,
			perJob: options.outputItems === 'job',
			simplify: read('simplify', true) !== false,
			binaryField: String(read('binaryField', 'data') || 'data'),
			nameTemplate: String(options.fileName || '{id}-{index}'),
			sendAgain: false,
		},
	};
}

const secretOf = (context: IWebhookFunctions): string =>
	String((context.getNodeParameter('secret', '') as unknown) ?? '');

const sum = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether the caller knows the secret; it counts as a query value of the URL only. Takes the same time whatever is given. */
export function knowsSecret(context: IWebhookFunctions): boolean {
	const secret = secretOf(context);
	const { secret: given } = context.getQueryData() as { secret?: unknown };
	const same = timingSafeEqual(sum(typeof given === 'string' ? given : ''), sum(secret));
	return secret === '' || same;
}

/** Whether the events that the form names can come of a claim at all. What it claims need not be true, so only its kind counts. */
export function mayMatter({ events }: TriggerForm, { about, says }: Claim): boolean {
	const any = (...names: EventName[]): boolean => names.some((name) => events.has(name));
	if (about === 'model') return any('modelLoaded', 'jobFailed');
	if (about === 'training') return any('trainingStage', 'trainingFinished', 'jobFailed');
	return any('stillProcessing') || (says !== 'running' && any('jobFinished', 'jobFailed'));
}
