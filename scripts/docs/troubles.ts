// Long, because it is a table: what the page of errors says of each of them.
import type { Facts, Trouble } from '../../nodes/StableDiffusion/api/advice';

export const groups = {
	account: 'Account and key',
	queue: 'The queue',
	sent: 'What was sent',
	line: 'The line to the service',
	job: 'The job and its files',
} as const;

/** The same trouble, where the node knows other things about it. */
export interface Case {
	/** Missing for the first and usual one. */
	readonly when?: string;
	readonly facts: Facts;
}

export interface Told {
	readonly group: keyof typeof groups;
	/** When it comes, as a whole sentence. */
	readonly comes: string;
	/** Whether something was bought, in a word and in whole sentences. */
	readonly bought: 'no' | 'yes' | 'perhaps';
	readonly paid: string;
	/** What the node does itself, as whole sentences. */
	readonly again: string;
	readonly cases: readonly [Case, ...Case[]];
}

/** Stands for the service's own words. */
const reason = '...';
const id = '134711525';
const host = 'https://modelslab.com';
/** A job that is known, in the usual API. */
const job: Facts = { id, family: 'images' };

const refused = 'Nothing, where it is the answer to a submit.';
const known = `${refused} A job that the error names was handed in before.`;
const asIs = 'No: the same values would be refused again.';
const retryBuys = '_Retry On Fail_ hands such an item in anew, since nothing was bought for it.';
const notSentAgain =
	'No, and _Retry On Fail_ does not send it again either, unless _Options > Send Again When in Doubt_ is on.';
const asking = 'While a job is waited for, the node goes on asking until _Time Limit_.';

/** The compiler asks for the facts of every trouble there is. */
export const troubles: Record<Trouble, Told> = {
	key: {
		group: 'account',
		comes:
			'The service does not accept the key. Enterprise servers have keys of their own, and neither key opens the other kind of API.',
		bought: 'no',
		paid: known,
		again: 'No.',
		cases: [
			{ facts: { reason, family: 'images', account: 'standard' } },
			{
				when: "An enterprise server's API, and a credential whose _Account_ is Standard",
				facts: { reason, family: 'enterprise', account: 'standard' },
			},
			{
				when: 'A standard API, and a credential whose _Account_ is Enterprise',
				facts: { reason, family: 'images', account: 'enterprise' },
			},
			{ when: 'When a job was asked about', facts: { ...job, reason, account: 'standard' } },
		],
	},
	credits: {
		group: 'account',
		comes: 'The balance of the account does not pay for the job.',
		bought: 'no',
		paid: known,
		again: `No. ${retryBuys}`,
		cases: [{ facts: { reason } }],
	},
	plan: {
		group: 'account',
		comes: 'The plan that was booked does not have this API, operation or model.',
		bought: 'no',
		paid: known,
		again: asIs,
		cases: [{ facts: { reason } }],
	},
	limit: {
		group: 'queue',
		comes:
			'The account has called too often, and the pause that the service asks for is longer than what is left of _Time Limit_. Before that, the node waits the pause out and says nothing.',
		bought: 'no',
		paid: refused,
		again: `Yes, until _Time Limit_; this error is the end of that. ${asking} Lists and other calls that only look at something are repeated for five minutes. Calls that change something and are no job (_Delete_, _Restart_, _Custom Request > Call_) are not repeated.`,
		cases: [{ facts: { reason } }, { when: 'With a pause', facts: { reason, pause: 600 } }],
	},
	queueFull: {
		group: 'queue',
		comes:
			"The account's queue had no place for this item before _Time Limit_ was over. Jobs of other workflows and of other programs with the same key fill it too.",
		bought: 'no',
		paid: 'Nothing for this item.',
		again:
			"Yes, until _Time Limit_: whenever the service's pause is over and it is the item's turn. [Batches and limits](batches-and-limits.md#the-accounts-queue) says how.",
		cases: [
			{ facts: { reason, seconds: 300, queueLimit: 5 } },
			{
				when: 'At once, because the pause is longer than the time limit',
				facts: { reason, pause: 600, queueLimit: 5 },
			},
		],
	},
	invalid: {
		group: 'sent',
		comes:
			'The service found a value wrong. The node checks what it knows about each field before anything is sent, so this is mostly about what only the service can know.',
		bought: 'no',
		paid: known,
		again: asIs,
		cases: [
			{ facts: { reason } },
			{ when: 'Said of a job that was taken on', facts: { ...job, reason } },
		],
	},
	model: {
		group: 'sent',
		comes: 'The service has no model of this ID, or has not loaded it.',
		bought: 'no',
		paid: known,
		again: asIs,
		cases: [
			{ facts: { reason, model: 'midjourney' } },
			{ when: 'Where no model was named', facts: { reason } },
		],
	},
	imageLink: {
		group: 'sent',
		comes:
			'The service tried to fetch an input file from the link that it was given, and could not.',
		bought: 'no',
		paid: known,
		again: asIs,
		cases: [
			{ facts: { reason } },
			{
				when: 'Where no job is made, as at the start of a training',
				facts: { reason, operation: 'model:startTraining' },
			},
		],
	},
	tooLarge: {
		group: 'sent',
		comes: 'The service, or a proxy on the way, takes no request of this size (HTTP 413).',
		bought: 'no',
		paid: refused,
		again: asIs,
		cases: [{ facts: { reason } }],
	},
	blocked: {
		group: 'sent',
		comes: "The service's content check has found something in the prompt or in a file.",
		bought: 'no',
		paid: known,
		again: asIs,
		cases: [
			{ facts: { reason } },
			{ when: 'Said of a job that was taken on', facts: { ...job, reason } },
		],
	},
	noUpload: {
		group: 'sent',
		comes:
			'A file that goes in has to be stored with the service first, because the API takes links only, and the answer to that had no link.',
		bought: 'no',
		paid: 'Nothing: the job is submitted after its files are stored.',
		again: 'No. _Retry On Fail_ uploads the file again and then submits.',
		cases: [{ facts: { status: 200, reason } }],
	},
	unreadableRequest: {
		group: 'sent',
		comes:
			'The service says that what it received is no request of its API. The node sends proper JSON, so something on the way has changed it.',
		bought: 'no',
		paid: refused,
		again: 'No.',
		cases: [{ facts: { reason } }],
	},
	route: {
		group: 'sent',
		comes: 'Nothing of the service is at this address.',
		bought: 'no',
		paid: known,
		again:
			'No. A question about a job is asked at the other addresses that its result can be at before this is said.',
		cases: [
			{ facts: { reason, host } },
			{
				when: 'In a Custom Request',
				facts: { reason, host, path: '/api/v7/images/text-to-picture' },
			},
		],
	},
	redirect: {
		group: 'sent',
		comes:
			'The host has answered with the address of another one. The node does not follow it, because the key would go along.',
		bought: 'no',
		paid: refused,
		again: `No. ${asking}`,
		cases: [{ facts: { status: 301 } }],
	},
	other: {
		group: 'sent',
		comes: 'The service has refused, and its words fit none of the other errors here.',
		bought: 'no',
		paid: known,
		again: 'No.',
		cases: [
			{ facts: { reason, status: 400 } },
			{ when: 'Without a word of explanation', facts: { status: 418 } },
		],
	},
	noConnection: {
		group: 'line',
		comes:
			'The host cannot be found, nobody listens there, or its certificate is not accepted. The words in brackets say which.',
		bought: 'no',
		paid: 'Nothing: the request never left. A job that the error names was handed in before.',
		again: `Yes: a submit is tried four times within seven seconds, and so are uploads and calls that only look at something. ${asking}`,
		cases: [
			{ facts: { host, reason: 'there is no host of this name, ENOTFOUND' } },
			{
				when: 'When a job was asked about',
				facts: { ...job, host, reason: 'nobody answers at this address, ECONNREFUSED' },
			},
		],
	},
	noAnswer: {
		group: 'line',
		comes:
			'A submit was sent, and the line broke before its answer came, or no answer came within two minutes.',
		bought: 'perhaps',
		paid: 'Nobody knows: the job may be running, and only the service knows its ID. _Account > Get Many Generated Files_ lists what was made.',
		again: notSentAgain,
		cases: [
			{ facts: { reason: 'the connection was closed, ECONNRESET' } },
			{
				when: 'At a later try of the same execution',
				facts: { reason: 'the connection was closed, ECONNRESET', kept: true },
			},
			{
				when: 'For the start of a training, which has a list of its own',
				facts: {
					reason: 'no answer in time, ETIMEDOUT',
					listedBy: 'Model > Get Many Trainings',
				},
			},
			{
				when: 'For the loading of a model, which buys nothing',
				facts: { reason: 'no answer in time, ETIMEDOUT', free: true },
			},
		],
	},
	submitTrouble: {
		group: 'line',
		comes:
			'A submit was answered with trouble of the service (HTTP 5xx), with a page in place of JSON, or with words that leave it open whether there is a job now.',
		bought: 'perhaps',
		paid: 'Nobody knows. If the answer named a job, the error does too.',
		again: `${notSentAgain} Where the job's ID is known, a retry asks about it.`,
		cases: [
			{ facts: { status: 502, reason: '502 Bad Gateway' } },
			{ when: 'Where the answer named a job', facts: { ...job, status: 500, reason } },
		],
	},
	noReply: {
		group: 'line',
		comes:
			'The line broke while a call that makes no job was out: a list, an upload, _Delete_, _Restart_, _Custom Request > Call_.',
		bought: 'no',
		paid: 'Such calls buy nothing. Behind a _Custom Request > Call_ may be anything.',
		again:
			'What only looks at something is tried four times, and so are uploads. What changes something is not.',
		cases: [{ facts: { reason: 'no answer in time, ETIMEDOUT' } }],
	},
	server: {
		group: 'line',
		comes: 'The service has answered with HTTP 5xx, or says itself that it is in trouble.',
		bought: 'no',
		paid: 'Nothing new. A submit that is answered so gives [another error](#the-service-had-trouble-with-the-submit-http-502), because there it cannot be known.',
		again: `Yes: what only looks at something is tried four times. ${asking}`,
		cases: [
			{ facts: { status: 503, reason } },
			{
				when: 'For a call that changes something and is no job',
				facts: { status: 503, reason, unsure: true },
			},
			{ when: 'When a job was asked about', facts: { ...job, status: 503, reason } },
		],
	},
	unreadable: {
		group: 'line',
		comes:
			'What came back is no answer of the service: mostly the page of a proxy or gateway in between.',
		bought: 'no',
		paid: known,
		again: `No, where it is the answer to a submit. ${asking}`,
		cases: [
			{ facts: { status: 404, reason: 'Not Found' } },
			{ when: 'Without any content', facts: { status: 200 } },
			{ when: 'When a job was asked about', facts: { ...job, status: 403, reason: 'Forbidden' } },
		],
	},
	jobFailed: {
		group: 'job',
		comes: 'The service has taken the job on, and says now that it came to nothing.',
		bought: 'yes',
		paid: 'The job was handed in. What the service charges for one that fails is its own rule; _Account > Get Balance_ shows it.',
		again: 'No. _Retry On Fail_ submits it anew, as a new job that is paid for anew.',
		cases: [
			{ facts: { ...job, thing: 'Image', reason } },
			{
				when: 'For what buys nothing, such as the loading of a model',
				facts: { id: 'flux', thing: 'Model', reason, free: true, operation: 'model:load' },
			},
			{ when: 'Failed at once, without an ID', facts: { reason } },
		],
	},
	unknownJob: {
		group: 'job',
		comes:
			'A job was asked about, mostly by _Result > Fetch_, and the service says that there is none.',
		bought: 'no',
		paid: 'Nothing new.',
		again:
			'In the first ten seconds after a submit, yes, because a job may not be known everywhere yet. Then no.',
		cases: [
			{ facts: { ...job, reason } },
			{
				when: 'An ID of an enterprise server, and a credential whose _Account_ is Standard',
				facts: { id, family: 'enterprise', account: 'standard', reason },
			},
		],
	},
	timeUp: {
		group: 'job',
		comes:
			"The job was not finished within _Time Limit_, and _When Time Is Up_ says _Stop_. It counts from the item's turn in the queue on.",
		bought: 'yes',
		paid: 'The job is paid for and goes on. _Result > Fetch_ gets it, as often as you like, for nothing.',
		again:
			'The node has asked until the last second of the limit. _Retry On Fail_ goes on asking about the same job.',
		cases: [
			{ facts: { ...job, thing: 'Image', seconds: 300 } },
			{
				when: 'Where the last question was not answered properly',
				facts: { ...job, thing: 'Image', seconds: 300, reason: '502 Bad Gateway' },
			},
			{
				when: 'For a training',
				facts: {
					id,
					thing: 'Training',
					seconds: 3600,
					operation: 'model:startTraining',
					listedBy: 'Model > Get Many Trainings',
				},
			},
			{
				when: 'For the loading of a model',
				facts: { id: 'flux', thing: 'Model', seconds: 3600, operation: 'model:load', free: true },
			},
		],
	},
	noId: {
		group: 'job',
		comes: 'A submit was answered with "in process", and the answer has no ID.',
		bought: 'perhaps',
		paid: 'The job is most likely running.',
		again: notSentAgain,
		cases: [
			{ facts: { reason } },
			{
				when: 'Where the answer says where the files will be',
				facts: { reason, links: ['https://files.example/0.png'] },
			},
		],
	},
	noAddress: {
		group: 'job',
		comes:
			'A _Custom Request > Submit Job_ was taken on, and neither its answer nor the path says where the result can be asked for.',
		bought: 'yes',
		paid: 'The job may be paid for.',
		again:
			'The node has asked at the address where most APIs of the service hand out results. _Retry On Fail_ asks there once more.',
		cases: [{ facts: { id, reason } }],
	},
	emptyOutput: {
		group: 'job',
		comes: 'The service says that the job is finished, and its answer has no file.',
		bought: 'yes',
		paid: 'The job is paid for.',
		again: 'No. _Result > Fetch_ asks again, in case the files come later.',
		cases: [
			{ facts: { ...job, status: 200, reason } },
			{ when: 'Where no job was made', facts: { status: 200, reason } },
		],
	},
	download: {
		group: 'job',
		comes:
			'The job is finished, and a file of it could not be fetched: its link was dead, led to something else than a file, or the line broke again and again.',
		bought: 'yes',
		paid: 'The files are made and paid for. The links in the error work in a browser as well, if they work at all.',
		again:
			'Yes: six tries with growing pauses, at both addresses where the service names two; a file that broke off is taken up where it did, and one that keeps coming may take as long as it needs. _Retry On Fail_ fetches the files of the same job again.',
		cases: [
			{
				facts: {
					...job,
					reason: 'the link answered with HTTP 404',
					links: ['https://files.example/0.png'],
				},
			},
		],
	},
};
