/** A script that looks at one side of the package in a real n8n. */
export interface Part {
	name: string;
	/** What is seen there, for the table. */
	what: string;
	/** Which n8n: the newest, or the oldest that is still maintained. */
	n8n: 'young' | 'old';
	script: string;
	args?: string[];
	/** How long it takes, about. */
	seconds: number;
}

const both = (part: Omit<Part, 'n8n'>): Part[] => [
	{ ...part, n8n: 'young' },
	{ ...part, n8n: 'old', name: `${part.name}, n8n 1` },
];

/** All that is looked at. */
export const parts: Part[] = [
	...both({
		name: 'credential',
		what: 'test good and bad, HTTP Request node',
		script: 'e2e/credential.ts',
		seconds: 25,
	}),
	...both({
		name: 'examples',
		what: 'every example to its end: by button, form, chat and callback',
		script: 'e2e/examples.ts',
		seconds: 155,
	}),
	{
		name: 'editor',
		what: 'sign in, credential, search, run, errors, Stop, in a browser',
		n8n: 'young',
		script: 'e2e/editor.ts',
		seconds: 250,
	},
	...both({
		name: 'agent',
		what: "the node as an AI Agent's tool",
		script: 'e2e/agent.ts',
		seconds: 40,
	}),
	{
		name: 'upgrade',
		what: 'workflows saved with earlier versions open and run',
		n8n: 'young',
		script: 'e2e/upgrade.ts',
		seconds: 240,
	},
	{
		name: 'stop',
		what: 'Stop at every moment of a run',
		n8n: 'young',
		script: 'e2e/stop.ts',
		seconds: 254,
	},
	{
		name: 'retry',
		what: 'Retry On Fail and retried executions buy nothing twice',
		n8n: 'young',
		script: 'e2e/retry.ts',
		seconds: 106,
	},
	{
		name: 'park',
		what: 'parked executions: kill -9, lost and forged callbacks',
		n8n: 'young',
		script: 'e2e/park.ts',
		seconds: 352,
	},
	{
		name: 'park, n8n 1',
		what: 'parked executions: forged callbacks, Stop, loops',
		n8n: 'old',
		script: 'e2e/park.ts',
		// The others need a quiet machine: n8n 1.x leaves callbacks in the last 75 s before the limit to the limit.
		args: ['--only', 'Forged,Stop,round of a loop,Two nodes'],
		seconds: 90,
	},
	{
		name: 'queue',
		what: 'PostgreSQL, Redis, 2 workers: one killed, Redis restarted',
		n8n: 'young',
		script: 'e2e/queue.ts',
		seconds: 260,
	},
	{
		name: 'large',
		what: '1,000 items in one execution, 100 executions at once',
		n8n: 'young',
		script: 'e2e/large.ts',
		seconds: 300,
	},
	{
		name: 'files',
		what: 'hostile files and links, with n8n against redirects inside',
		n8n: 'young',
		script: 'e2e/files.ts',
		seconds: 40,
	},
	{
		name: 'leak-check',
		what: 'the key in no database, log, file or process',
		n8n: 'young',
		script: 'scripts/leakCheck.ts',
		seconds: 52,
	},
];
