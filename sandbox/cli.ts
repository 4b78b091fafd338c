import { parseArgs } from 'node:util';
import {
	callbackShapes,
	faultKinds,
	faultNames,
	openMakings,
	type CallbackOptions,
	type FaultName,
	type FaultOptions,
	type KeyOptions,
	type OpenAddress,
	type SandboxInput,
	type SandboxOptions,
} from './options';
import { hasFamily } from './service/endpoints/open';

type Plain = {
	[Name in keyof SandboxOptions]: SandboxOptions[Name] extends number | string ? Name : never;
}[keyof SandboxOptions];

/** One row per plain option: its switch, what the switch takes, and its line in the help. */
const switches: [name: string, option: Plain, takes: string, help: string][] = [
	['port', 'port', 'NUMBER', 'port on 127.0.0.1; 0 takes any free one'],
	['seed', 'seed', 'NUMBER', 'start of everything random; the same seed repeats a run'],
	['key', 'key', 'TEXT', 'the normal key'],
	['enterprise-key', 'enterpriseKey', 'TEXT', 'the enterprise key'],
	['plan', 'plan', 'small|standard', 'small: super_resolution and outpaint are refused (403)'],
	['credits', 'credits', 'USD', 'balance of every key; at 0 jobs are refused (402)'],
	['price', 'price', 'USD', 'price of one result'],
	['seconds-per-job', 'secondsPerJob', 'SECONDS', 'how long a job keeps a worker busy'],
	['job-spread', 'jobSpread', 'SIGMA', 'how much jobs differ in length: a lognormal; 0 all alike'],
	['workers', 'workers', 'NUMBER', 'jobs in work at the same time'],
	['queue-limit', 'queueLimit', 'NUMBER', 'jobs a key may have waiting and in work'],
	['retry-after', 'retryAfterSeconds', 'SECONDS', 'the wait that a full queue advises'],
	['eta-error', 'etaError', 'PART', 'how wrong estimates are: 0 exact, 0.5 by up to half'],
	['hold', 'holdSeconds', 'SECONDS', 'how long a submit waits for its result before it answers'],
	['fail-rate', 'failRate', 'PART', 'part of the jobs that fail'],
	['link-seconds', 'linkSeconds', 'SECONDS', 'life of result links'],
	['link-delay', 'linkDelaySeconds', 'SECONDS', 'result links give 404 for this long'],
	['link-type', 'linkContentType', 'TYPE', 'content type of downloads, such as text/plain'],
	['base64-out', 'base64Out', 'text|dataUri|link', 'what output holds when base64 is asked for'],
	['refusals', 'refusals', 'codes|ok', 'codes: HTTP 4xx; ok: HTTP 200 with status error'],
	['slow-seconds', 'slowSeconds', 'SECONDS', 'length of the faults slow and slowBody'],
];

const callbackSwitches = [
	['callback-loss', 'lossRate', 'PART', 'part of the callbacks that are never sent'],
	['callback-twice', 'duplicateRate', 'PART', 'part of the callbacks that are sent twice'],
	['callback-delay', 'delaySeconds', 'SECONDS', 'time between the end of a job and its callback'],
	['callback-spread', 'delaySpread', 'SECONDS', 'up to so much more for each, out of order'],
	['callback-early', 'earlyRate', 'PART', 'part of the jobs told of before the submit is answered'],
	['callback-wrong-id', 'wrongIdRate', 'PART', 'part of the callbacks with the id of no job'],
	['callback-forged', 'forgedRate', 'PART', 'part of the jobs that a third party tells lies about'],
	['callback-shape', 'shape', 'NAME', `form of the body: ${callbackShapes.join(', ')}`],
] as const;

const repeated = {
	'add-key': 'KEY[,owner=..][,kind=enterprise][,plan=small][,credits=0][,queue-limit=5]',
	'add-address': 'PATH=MAKING, for example /api/v6/image_editing/colorize=text2img',
	fault: '[submit:|fetch:|file:]NAME=PART, for example fetch:html=0.1',
};

const choices: Partial<Record<Plain | 'shape', readonly string[]>> = {
	plan: ['small', 'standard'],
	base64Out: ['text', 'dataUri', 'link'],
	refusals: ['codes', 'ok'],
	shape: callbackShapes,
};

/** A mistake on the command line, told in one sentence. */
export class UsageError extends Error {}

/** Reads the command line; `help` when the help was asked for. */
export function readArguments(args: string[], defaults: SandboxOptions): SandboxInput | 'help' {
	const options: Record<
		string,
		{ type: 'string' | 'boolean'; multiple?: boolean; short?: string }
	> = {
		help: { type: 'boolean', short: 'h' },
		'callback-id-as-text': { type: 'boolean' },
		'add-key': { type: 'string', multiple: true },
		'add-address': { type: 'string', multiple: true },
		fault: { type: 'string', multiple: true },
	};
	for (const [name] of [...switches, ...callbackSwitches]) options[name] = { type: 'string' };
	let values: Record<string, unknown>;
	try {
		({ values } = parseArgs({ args, options, strict: true }));
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
	if (values.help) return 'help';

	const input: Record<string, unknown> = {};
	for (const [name, option] of switches) {
		const given = values[name];
		if (typeof given === 'string') input[option] = valueIn(name, given, option, defaults[option]);
	}
	const callbacks: Record<string, unknown> = {};
	for (const [name, option] of callbackSwitches) {
		const given = values[name];
		if (typeof given !== 'string') continue;
		callbacks[option] = valueIn(name, given, option, defaults.callbacks[option]);
	}
	if (values['callback-id-as-text']) callbacks.idAsText = true;
	return {
		...input,
		callbacks,
		keys: ((values['add-key'] ?? []) as string[]).map(keyIn),
		addresses: ((values['add-address'] ?? []) as string[]).map(addressIn),
		faults: faultsIn((values.fault ?? []) as string[]),
	};
}

export function helpText(defaults: SandboxOptions): string {
	const line = (name: string, takes: string, help: string) =>
		`  ${`--${name} ${takes}`.padEnd(34)} ${help}`;
	return [
		'A stand-in for the Stable Diffusion API on this computer.',
		'',
		'Usage: npm run sandbox -- [options]',
		'',
		...switches.map(([name, option, takes, help]) =>
			line(name, takes, `${help}${defaults[option] === '' ? '' : ` (${defaults[option]})`}`),
		),
		...callbackSwitches.map(([name, option, takes, help]) =>
			line(name, takes, `${help} (${defaults.callbacks[option]})`),
		),
		line('callback-id-as-text', '', 'callbacks carry the id as text'),
		'',
		`  --add-key ${repeated['add-key']}`,
		'      one more key; may be given several times',
		`  --add-address ${repeated['add-address']}`,
		'      an address that the sandbox does not know makes jobs, whatever is sent to it; may be given several times:',
		`      ${openMakings.join(', ')}`,
		`  --fault ${repeated.fault}`,
		'      disturb a part (0 to 1) of the calls; may be given several times. Names:',
		`      ${faultNames.filter((name) => !faultKinds[name]).join(', ')}`,
		`      and for one kind of call only: ${onlyFor().join(', ')}`,
		'',
		line('help', '', 'this text'),
		'',
	].join('\n');
}

function addressIn(given: string): OpenAddress {
	const [path, makes] = given.split('=');
	const making = openMakings.find((each) => each === makes);
	if (making === undefined || !hasFamily(path)) {
		throw new UsageError(
			`--add-address takes a path in a folder of the service and one of ${openMakings.join(', ')}, not "${given}".`,
		);
	}
	return { path, makes: making };
}

const onlyFor = (): string[] =>
	Object.entries(faultKinds).map(([name, kind]) => `${name} (${kind})`);

function valueIn(
	name: string,
	given: string,
	option: Plain | keyof CallbackOptions,
	byDefault: unknown,
): string | number {
	const allowed = choices[option as keyof typeof choices];
	if (allowed && !allowed.includes(given)) {
		throw new UsageError(`--${name} takes ${allowed.join(' or ')}, not "${given}".`);
	}
	return typeof byDefault === 'number' ? numberIn(name, given) : given;
}

function numberIn(name: string, given: string): number {
	const value = Number(given);
	if (given.trim() === '' || !Number.isFinite(value) || value < 0) {
		throw new UsageError(`--${name} takes a number of 0 or more, not "${given}".`);
	}
	return value;
}

function keyIn(given: string): KeyOptions {
	const [key, ...parts] = given.split(',');
	const entry: KeyOptions = { key };
	for (const part of parts) {
		const [name, value = ''] = part.split('=');
		if (name === 'owner') entry.owner = value;
		else if (name === 'kind' && (value === 'normal' || value === 'enterprise')) entry.kind = value;
		else if (name === 'plan' && (value === 'small' || value === 'standard')) entry.plan = value;
		else if (name === 'credits') entry.credits = numberIn('add-key', value);
		else if (name === 'queue-limit') entry.queueLimit = numberIn('add-key', value);
		else
			throw new UsageError(`--add-key does not know "${part}". It takes ${repeated['add-key']}.`);
	}
	return entry;
}

function faultsIn(given: string[]): Partial<FaultOptions> {
	const faults: FaultOptions = { all: {}, submit: {}, fetch: {}, file: {} };
	for (const each of given) {
		const match = /^(?:(submit|fetch|file|all):)?(\w+)=(.+)$/.exec(each);
		const name = faultNames.find((known) => known === match?.[2]) as FaultName | undefined;
		if (!match || !name) throw new UsageError(`--fault takes ${repeated.fault}, not "${each}".`);
		const kind = (match[1] ?? 'all') as keyof FaultOptions;
		const only = faultKinds[name];
		if (kind !== 'all' && only && only !== kind) {
			throw new UsageError(`--fault ${name} is for ${only} only, not for ${kind}.`);
		}
		faults[kind][name] = numberIn('fault', match[3]);
	}
	return faults;
}
