// Long, because every advice that the node can give stands in one table.
import type { Cause } from './cause';
import { families, type FamilyName } from './families';

/** What can end a job beside a refusal. */
export type Trouble =
	| Cause
	| 'jobFailed'
	| 'queueFull'
	| 'timeUp'
	| 'noAnswer'
	| 'noReply'
	| 'noConnection'
	| 'noId'
	| 'noAddress'
	| 'noUpload'
	| 'emptyOutput'
	| 'submitTrouble'
	| 'download';

/** What is known when something did not go as hoped. Everything but `trouble` is optional. */
export interface Facts {
	/** The service's own words, key-free. */
	reason?: string;
	/** HTTP status code, 0 or missing where there was no answer. */
	status?: number;
	id?: string;
	family?: FamilyName;
	host?: string;
	/** Account type of the credential. */
	account?: 'standard' | 'enterprise';
	/** Seconds that were waited, or the time limit. */
	seconds?: number;
	/** Seconds that the service asks to wait. */
	pause?: number;
	queueLimit?: number;
	model?: string;
	/** Links of files that are ready on the service's side. */
	links?: readonly string[];
	/** `Image`, `Video`, ... for the title. */
	thing?: string;
	/** Key of an operation whose end is asked for in a way of its own, such as the loading of a model. */
	operation?: string;
	/** Where the result is asked for, for a job of no known family. */
	resultPath?: string;
	/** The operation that lists what was started, for a user whose answer was lost. */
	listedBy?: string;
	/** Its result is words. */
	words?: boolean;
	/** Nothing is bought by what was started. */
	free?: boolean;
	/** A path that the user gave. */
	path?: string;
	/** A call that is no job may have been carried out although its answer was lost. */
	unsure?: boolean;
	/** It happened in an earlier try; this one has sent nothing. */
	kept?: boolean;
}

/** Title = what happened; description = what to do now. Shown by n8n as they are. */
export interface Advice {
	title: string;
	description: string;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const quoted = (facts: Facts): string =>
	facts.reason ? `The service said: ${sentence(facts.reason)}` : '';
const join = (...parts: Array<string | false | undefined>): string =>
	parts.filter(Boolean).join(' ');
const code = (facts: Facts): string => (facts.status ? `HTTP ${facts.status}` : 'no status code');
const thing = (facts: Facts): string => facts.thing ?? 'The job';
const fetchLater = ({ id, family, operation, resultPath }: Facts): string => {
	if (!id) return '';
	if (operation || resultPath) {
		return `Its item, open or from the error output, can go to Result > Fetch, which goes on waiting for ${id} without starting it again.`;
	}
	return family && families[family].fetch
		? `Use Result > Fetch with ID ${id} to get it later without paying again.`
		: '';
};
/** Why what may have been started is left alone. */
const once = ({ free, kept }: Facts): string =>
	kept
		? "That was in an earlier try; this one did not send it again, because that would be paid twice. To have it sent again, switch Options > 'Send Again When in Doubt' on, or run the workflow anew."
		: free
			? 'It was not sent again.'
			: 'It was not sent again, because that would be paid twice.';
const look = ({ listedBy, free }: Facts): string =>
	free && !listedBy
		? 'It can be run again.'
		: `Look at ${listedBy ?? 'Account > Get Many Generated Files'} before you run this item again.`;
const mayRun = ({ free }: Facts): string =>
	free ? 'it may have been carried out' : 'the job may be running';

/** A sentence about the kind of key that the family wants, where the credential says otherwise. */
function keyKind({ account, family }: Facts): string {
	if (family === undefined || account === undefined) return '';
	const wanted = families[family].account;
	if (wanted === account) return '';
	const name = families[family].displayName;
	return wanted === 'enterprise'
		? `${name} needs the key of an enterprise server, and this credential is set to a Standard account.`
		: `${name} needs a standard key, and this credential is set to an Enterprise account.`;
}

type Rule = (facts: Facts) => Advice;

/** The whole table, so that every advice the node can give stands in one place. */
const table: Record<Trouble, Rule> = {
	key: (f) => ({
		title: 'The API key was rejected',
		description: join(
			keyKind(f),
			'Check that the key in the credential is complete and still valid, and that it belongs to this account type: an enterprise server has a key of its own.',
			quoted(f),
		),
	}),
	credits: (f) => ({
		title: 'The account has not enough credits',
		description: join('Add credits to the account, then run this again.', quoted(f)),
	}),
	plan: (f) => ({
		title: "The account's plan does not include this",
		description: join('Choose another API or model, or a plan that includes it.', quoted(f)),
	}),
	limit: (f) => ({
		title: 'The service asks for a pause (rate limit)',
		description: join(
			'Too many calls came from this account in a short time, or the same one twice.',
			f.pause !== undefined &&
				`The service asks for a pause of ${f.pause} s, longer than 'Time Limit' leaves.`,
			'Wait half a minute, or send fewer at once.',
			quoted(f),
		),
	}),
	queueFull: (f) => ({
		title: f.seconds
			? `The account's queue stayed full for ${f.seconds} s`
			: "The account's queue is full",
		description: join(
			f.queueLimit
				? `Up to ${f.queueLimit} jobs of this account may wait or run at once, those of other workflows included.`
				: 'Other jobs of this account are waiting or running.',
			f.pause !== undefined &&
				`The service asks for a pause of ${f.pause} s, longer than 'Time Limit' leaves.`,
			"Raise 'Time Limit', send fewer at once, or choose a larger plan. Nothing was bought for this item.",
			quoted(f),
		),
	}),
	tooLarge: (f) => ({
		title: 'The request was too large for the service',
		description: join('Make the file smaller, or give its URL in place of it.', quoted(f)),
	}),
	invalid: (f) => ({
		title: 'The service did not accept a value',
		description: join(
			quoted(f),
			'Change that value and run this again.',
			!f.id && 'Nothing was bought.',
		),
	}),
	unreadableRequest: (f) => ({
		title: 'The service could not read the request',
		description: join(
			"Check 'Host' in the credential and any proxy in between, which may change the request on its way.",
			quoted(f),
		),
	}),
	route: (f) => ({
		title: 'The service does not know this address',
		description: join(
			f.path ? `Check 'Path' (now ${f.path}).` : '',
			`Check 'Host' in the credential${f.host ? ` (now ${f.host})` : ''}.`,
			quoted(f),
		),
	}),
	model: (f) => ({
		title: f.model ? `The model ${f.model} is not available` : 'The model is not available',
		description: join(
			"Check 'Model' for its exact ID. A community model that was not used for a week must be loaded again first; an enterprise server only knows the models that were loaded onto it.",
			quoted(f),
		),
	}),
	imageLink: (f) => ({
		title: 'The service could not open the link of an input file',
		description: join(
			'The link must open without a login, from anywhere, and lead to the file itself.',
			f.operation
				? ''
				: 'Images must be PNG or JPG. For a file that is not public, choose Binary Field or Base64 as the source.',
			quoted(f),
		),
	}),
	blocked: (f) => ({
		title: 'The service refused the prompt or a file',
		description: join(
			'Its content check did not let it pass. Rephrase the prompt or use another file.',
			quoted(f),
		),
	}),
	unknownJob: (f) => ({
		title: f.id
			? `The service does not know the job ${f.id}`
			: 'The service does not know this job',
		description: join(
			'The ID may be mistyped or expired, belong to another API, or to another account: a job can only be fetched with the key that made it.',
			keyKind(f),
			quoted(f),
		),
	}),
	server: (f) => ({
		title: `The service is in trouble (${code(f)})`,
		description: join(
			f.unsure
				? 'It may have been carried out all the same, so look before you run this again.'
				: 'Try again in a few minutes.',
			fetchLater(f),
			quoted(f),
		),
	}),
	redirect: (f) => ({
		title: `The host sends its callers elsewhere (${code(f)})`,
		description:
			"The key is never sent on to another address. Set 'Host' in the credential to the address that the service uses now.",
	}),
	unreadable: (f) => ({
		title: `The answer could not be read (${code(f)})`,
		description: join(
			f.reason ? `It began with: ${sentence(f.reason)}` : 'It was empty.',
			"Check 'Host' in the credential.",
			f.id ? fetchLater(f) : 'If a job was started, it is listed in the account.',
		),
	}),
	other: (f) => ({
		title: `The service refused the request${f.reason || !f.status ? '' : ` (${code(f)})`}`,
		description: join(
			quoted(f),
			'Check the values of this node against the documentation of the service.',
		),
	}),
	jobFailed: (f) => ({
		title: f.id
			? `${thing(f)} ${f.id} could not be ${f.free ? 'got ready' : 'made'}`
			: 'The service could not carry out the job',
		description: join(
			quoted(f),
			f.free
				? 'This answer is final. Try other values.'
				: 'This answer is final for this job. Try other values, or run it again as a new job (which is paid for anew).',
		),
	}),
	timeUp: (f) => ({
		title: `${thing(f)} ${f.id ?? ''} was not ready after ${f.seconds ?? 0} s`.replace('  ', ' '),
		description: join(
			f.free ? 'It is still in the making.' : 'It is still in the making and paid for.',
			f.listedBy && `${f.listedBy} shows it.`,
			fetchLater(f),
			"Or raise 'Time Limit', or let 'When Time Is Up' hand the open job on to the next node.",
			f.reason && `The last answer was not usable: ${sentence(f.reason)}`,
		),
	}),
	noAnswer: (f) => ({
		title: 'No answer to the submit',
		description: join(
			`The line broke after the request was sent, so ${mayRun(f)}.`,
			once(f),
			look(f),
			f.reason && `(${f.reason})`,
		),
	}),
	noReply: (f) => ({
		title: 'The service did not answer',
		description: join(
			'The line broke after the request was sent, so it may have been carried out all the same.',
			f.reason && `(${f.reason})`,
		),
	}),
	noConnection: (f) => ({
		title: `${f.host ?? 'The host'} cannot be reached`,
		description: join(
			f.id ? `The job ${f.id} is not affected.` : 'Nothing was sent and nothing was bought.',
			"Check 'Host' in the credential and the network of this n8n.",
			f.id && fetchLater(f),
			f.reason && `(${f.reason})`,
		),
	}),
	noId: (f) => ({
		title: 'The service queued the job without naming it',
		description: join(
			'Its answer had no ID, so the result cannot be asked for.',
			once(f),
			look(f),
			f.links?.length ? `The files are to appear at: ${f.links.join(' ')}` : '',
			quoted(f),
		),
	}),
	noAddress: (f) => ({
		title: `Nobody said where the result of job ${f.id ?? ''} is`.replace('  ', ' '),
		description: join(
			"The job was taken on and may be paid for. Ask for it with Custom Request > Call at the address where this API hands out results; for the next ones set 'Result Path'.",
			quoted(f),
		),
	}),
	noUpload: (f) => ({
		title: 'An input file could not be stored',
		description: join(
			`The upload helper of the service answered without a link (${code(f)}), so nothing was submitted or bought. Give a URL in place of the file, or try again later.`,
			f.reason && `The answer began with: ${sentence(f.reason)}`,
		),
	}),
	emptyOutput: (f) => ({
		title: f.id
			? `Job ${f.id} is finished, but its answer names no file`
			: 'The answer names no file',
		description: join(
			`The service answered with ${code(f)}.`,
			fetchLater(f),
			f.reason && `It began with: ${f.reason}`,
		),
	}),
	submitTrouble: (f) => ({
		title: `The service had trouble with the submit (${code(f)})`,
		description: join(
			f.id ? `The job ${f.id} may be running.` : 'The job may be running all the same.',
			once(f),
			look(f),
			fetchLater(f),
			f.reason && `The answer began with: ${sentence(f.reason)}`,
		),
	}),
	download: (f) => ({
		title: f.id
			? `The files of job ${f.id} could not be downloaded`
			: 'A file could not be downloaded',
		description: join(
			'They are made and paid for.',
			fetchLater(f),
			f.reason && `The last try said: ${sentence(f.reason)}`,
			f.links?.length ? `Links: ${f.links.join(' ')}` : '',
		),
	}),
};

/** After these a job cannot be had any more: asking again would change nothing. */
const final = new Set<Trouble>([
	'jobFailed',
	'unknownJob',
	'blocked',
	'invalid',
	'imageLink',
	'model',
	'tooLarge',
]);

/** These say themselves what is paid for, or that nobody knows. */
const said = new Set<Trouble>(['noAddress', 'submitTrouble', 'noUpload', 'download', 'timeUp']);

/**
 * What to tell a person about a trouble. Pure; the facts must already be free of the key. Whatever the
 * table says, a job that exists is named, and if it can still be had, how.
 */
/** Every trouble that there is. */
export const troubles = Object.keys(table) as Trouble[];

export function advise(trouble: Trouble, facts: Facts = {}): Advice {
	const { title, description } = table[trouble](facts);
	const { id } = facts;
	if (!id) return { title, description };
	if (!final.has(trouble) && !description.includes('Result > Fetch')) {
		const paid = facts.free || said.has(trouble) ? '' : `Job ${id} is paid for.`;
		return { title, description: join(description, paid, fetchLater(facts)) };
	}
	const named = `${title} ${description}`.includes(id);
	return {
		title,
		description: named ? description : join(description, `This concerns job ${id}.`),
	};
}
