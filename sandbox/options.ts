/** What can go wrong on request. How each one behaves is written in `core/faults.ts`. */
export const faultNames = [
	'http5xx',
	'http429',
	'reset',
	'resetAfter',
	'slow',
	'html',
	'brokenJson',
	'http200Error',
	'slowBody',
	'noId',
	'late',
	'truncated',
	'notReady',
] as const;
export type FaultName = (typeof faultNames)[number];

/** The three kinds of call that can be disturbed by rate. Helper calls are disturbed by script only. */
export type CallKind = 'submit' | 'fetch' | 'file' | 'helper';
/** Faults that only one kind of call can have; all others can meet any call. */
export const faultKinds: Partial<Record<FaultName, CallKind>> = {
	noId: 'submit',
	late: 'fetch',
	truncated: 'file',
	notReady: 'file',
};

export type FaultRates = Partial<Record<FaultName, number>>;
/** Rates 0..1; those under `all` count for submit, fetch and file alike. */
export type FaultOptions = Record<'all' | 'submit' | 'fetch' | 'file', FaultRates>;

export type Plan = 'small' | 'standard';

export interface KeyOptions {
	key: string;
	/** A name for the books, because the key itself is never written down. Default `key 1`, `key 2`, ... */
	owner?: string;
	/** Default `normal`. An enterprise key works on the enterprise paths and nowhere else. */
	kind?: 'normal' | 'enterprise';
	plan?: Plan;
	/** Balance in US dollars at the start. */
	credits?: number;
	queueLimit?: number;
}

/** What an open address can make: out of a prompt, or of nothing. */
export const openMakings = ['text2img', 'mp4', 'audio', 'model3d', 'lyrics', 'caption'] as const;
export type OpenMaking = (typeof openMakings)[number];

/** An address that makes a job of whatever is sent to it. */
export interface OpenAddress {
	path: string;
	makes: OpenMaking;
}

/** How the body of a callback looks; what each one means is written in `service/callbackBody.ts`. */
export const callbackShapes = ['usual', 'text', 'proxy', 'form', 'fetchResult'] as const;
export type CallbackShape = (typeof callbackShapes)[number];

/** Every part (0..1) is drawn for itself, and anew for each callback; a part of 0 draws nothing. */
export interface CallbackOptions {
	/** Part of the callbacks (0..1) that are never sent. */
	lossRate: number;
	/** Part of the callbacks (0..1) that are sent twice. */
	duplicateRate: number;
	/** Seconds between the end of a job and its callback. */
	delaySeconds: number;
	/** Up to so many seconds more, drawn for each one and for each of a pair, so that they come out of order. */
	delaySpread: number;
	/**
	 * Part of the jobs that will not fail (0..1) whose callback is there before their submit is answered. Such a job
	 * ends as soon as it is taken; the submit waits for the receiver, and says `processing` all the same.
	 */
	earlyRate: number;
	/** Part of the callbacks about a job (0..1) that name an id of no job; one with the right id does not come. */
	wrongIdRate: number;
	/** Part of the jobs (0..1) of which a third party tells a made-up success before they have ended. */
	forgedRate: number;
	/** The documented sample prints the id as text, every answer of the service as a number. */
	idAsText: boolean;
	shape: CallbackShape;
}

export interface SandboxOptions {
	/** 0 takes any free port. */
	port: number;
	/** Start value of everything that is random. */
	seed: number;
	key: string;
	enterpriseKey: string;
	/** Keys beside the two above. */
	keys: KeyOptions[];
	/** Addresses beside the service's own, for operations that the sandbox has no table row of. */
	addresses: OpenAddress[];
	/** Plan and balance (US dollars) of keys that have none of their own. */
	plan: Plan;
	credits: number;
	/** US dollars per result. */
	price: number;
	/** How long one job keeps one worker busy. */
	secondsPerJob: number;
	/** How much that differs from job to job: sigma of a lognormal around `secondsPerJob`; 0 = all alike. */
	jobSpread: number;
	/** Jobs in work at the same time. */
	workers: number;
	/** Jobs (waiting and in work) one key may have. */
	queueLimit: number;
	/** What a refusal for too many requests tells the caller to wait. */
	retryAfterSeconds: number;
	/** 0 gives exact estimates, 0.5 wrong by up to about half. */
	etaError: number;
	/** How long a submit is held open in the hope of answering with the result. */
	holdSeconds: number;
	/** Part of the jobs (0..1) that fail. */
	failRate: number;
	/** Life of a result link, from the end of the job. */
	linkSeconds: number;
	/** Result links answer 404 for this long after the job is done. */
	linkDelaySeconds: number;
	/** Content type of downloads; empty = the true one. */
	linkContentType: string;
	/** What stands in `output` when base64 is asked for: the text, a data URI, or a link to a file of that text. */
	base64Out: 'text' | 'dataUri' | 'link';
	/** `codes`: refusals carry HTTP 4xx. `ok`: they carry HTTP 200, as older clients met them. */
	refusals: 'codes' | 'ok';
	/** Length of the faults `slow` and `slowBody`. */
	slowSeconds: number;
	faults: FaultOptions;
	callbacks: CallbackOptions;
}

/** What `startSandbox` takes: every option may be left out, also the inner ones. */
export type SandboxInput = Partial<Omit<SandboxOptions, 'faults' | 'callbacks'>> & {
	faults?: Partial<FaultOptions>;
	callbacks?: Partial<CallbackOptions>;
};

const defaults: Omit<SandboxOptions, 'faults' | 'callbacks' | 'keys' | 'addresses'> = {
	port: 0,
	seed: 1,
	key: 'sandbox-key-0123456789abcdef',
	enterpriseKey: 'sandbox-enterprise-0123456789abcdef',
	plan: 'standard',
	credits: 25,
	price: 0.01,
	secondsPerJob: 3,
	jobSpread: 0,
	workers: 2,
	queueLimit: 5,
	retryAfterSeconds: 30,
	etaError: 0,
	holdSeconds: 1,
	failRate: 0,
	linkSeconds: 24 * 60 * 60,
	linkDelaySeconds: 0,
	linkContentType: '',
	base64Out: 'text',
	refusals: 'codes',
	slowSeconds: 5,
};

/** All options with the gaps filled; a fresh object at every call, so that one sandbox never changes another. */
export function completeOptions(input: SandboxInput = {}): SandboxOptions {
	const given = Object.fromEntries(
		Object.entries(input).filter(([, value]) => value !== undefined),
	);
	return {
		...defaults,
		...(given as Partial<SandboxOptions>),
		keys: [...(input.keys ?? [])],
		addresses: [...(input.addresses ?? [])],
		faults: { all: {}, submit: {}, fetch: {}, file: {}, ...structuredClone(input.faults ?? {}) },
		callbacks: {
			lossRate: 0,
			duplicateRate: 0,
			delaySeconds: 0,
			delaySpread: 0,
			earlyRate: 0,
			wrongIdRate: 0,
			forgedRate: 0,
			idAsText: false,
			shape: 'usual',
			...(input.callbacks ?? {}),
		},
	};
}
