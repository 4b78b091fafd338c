import type { IDataObject } from 'n8n-workflow';
import { encodePng } from '../sandbox/paint/picture';
import { paintScene } from '../sandbox/paint/scene';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { newHeard, type Heard } from './hearing';
import { canBeRetried, execute, type Ended, type Flow, type Step } from './n8n';
import { queueOf, type Plan } from './plan';
import { gotIds, namedIds } from './words';
import { itemsOf } from './work';

/** Everything that a run has left behind, while its sandbox is still there to be asked. */
export interface Life {
	plan: Plan;
	sandbox: Sandbox;
	keys: string[];
	/** The execution and its retries. */
	executions: Ended[];
	heard: Heard;
	/** What the user did afterwards with the IDs that were named: Result > Fetch, as often as it took. */
	rescues: Ended[];
	heardLater: Heard;
}

const picture = encodePng(paintScene('a start', 1, 64, 64));

/** How often a user tries to fetch what was named before the run counts as one that cannot be fetched. */
const rescueTries = 5;
const rescueSeconds = 20;
/** Seconds beyond the time limit in which nothing is heard of a run that is not hung. */
const quietSeconds = 20;

function stepsOf(plan: Plan): Step[] {
	const { work } = plan;
	const retrying = plan.tries > 1 && {
		retryOnFail: true,
		maxTries: plan.tries,
		// n8n takes 0 for its default of a second.
		waitBetweenTries: 1,
	};
	const common: IDataObject = {
		download: plan.download,
		simplify: plan.simplify,
	};
	const options: IDataObject = {
		timeLimit: plan.limitSeconds,
		timeUp: plan.handOn ? 'handOn' : 'stop',
		outputItems: plan.perJob ? 'job' : 'image',
		...(plan.jobsAtOnce !== undefined && { jobsAtOnce: plan.jobsAtOnce }),
		...(plan.questionsPerSecond !== undefined && { questionsPerSecond: plan.questionsPerSecond }),
	};
	const fetching = { resource: 'result', operation: 'fetch', jobFrom: 'item', ...common, options };
	const first: Step = {
		name: 'Work',
		parameters: {
			...work.parameters,
			...common,
			wait: plan.wait ? 'untilFinished' : 'no',
			options: { ...work.options, ...options, sendAgain: plan.sendAgain },
		},
		settings: { onError: plan.onError, ...retrying },
		after: { name: 'Start', output: 0 },
	};
	const fetch: Step = {
		name: 'Fetch',
		parameters: fetching,
		settings: { onError: plan.onError, ...retrying },
		after: { name: 'Work', output: 0 },
	};
	const rescue: Step = {
		name: 'Rescue',
		parameters: fetching,
		settings: { onError: 'continueRegularOutput' },
		after: { name: 'Work', output: 1 },
	};
	if (plan.shape === 'alone') return [first];
	return plan.shape === 'fetch' ? [first, fetch] : [first, rescue];
}

/** Seconds that one try of a step may take at the very most: one item after the other, all of them late. */
export function mostSeconds({ samples, limitSeconds, sandbox }: Plan): number {
	const files = samples.reduce((sum, count) => sum + count, 0);
	const slow = sandbox.slowSeconds ?? 0;
	// A file is tried for a quarter of a minute.
	return samples.length * (limitSeconds + 2 * slow + 2) + files * (15 + 6 * slow) + 30;
}

/** Lives through one run. The caller closes the sandbox. */
export async function live(plan: Plan, seed: number): Promise<Life> {
	const key = `sk-soak-${seed}-${plan.run}-0123456789abcdef`;
	const enterpriseKey = `sk-server-${seed}-${plan.run}-0123456789abcdef`;
	const sandbox = await startSandbox({ ...plan.sandbox, key, enterpriseKey });
	const heard = newHeard();
	const heardLater = newHeard();
	const enterprise = plan.work.account === 'enterprise';
	for (const script of plan.helperFaults) sandbox.next(script);
	const items = itemsOf(plan.work, {
		run: plan.run,
		samples: plan.samples,
		link: `${sandbox.url}/models/flux.png`,
		picture,
	});
	const flow: Flow = {
		id: `${plan.run}`,
		items: items.slice(0, plan.firstItems),
		later: plan.firstItems < items.length ? items.slice(plan.firstItems) : undefined,
		steps: stepsOf(plan),
		credential: {
			host: sandbox.url,
			apiKey: enterprise ? enterpriseKey : key,
			account: plan.work.account,
			plan: plan.plan,
			queueLimit: queueOf[plan.plan],
		},
	};
	const isHungWithin =
		(most: number, limit: number) =>
		(ms: number): boolean => {
			const last = sandbox.books.requests.at(-1)?.time ?? 0;
			const quiet = Math.min(ms, Date.now() - last);
			return ms > most * 1000 || quiet > (limit + quietSeconds) * 1000;
		};
	const most = mostSeconds(plan) * plan.tries * flow.steps.length;
	const executions: Ended[] = [];
	for (const { stopAfter } of plan.executions) {
		const before = executions.at(-1);
		if (before && (before.hung || !canBeRetried(before))) break;
		// After Stop under Continue On Fail n8n hands the step's input on, and a retry would begin behind it.
		if (before && plan.onError !== 'stopWorkflow') break;
		// Nobody is quicker with the mouse.
		if (before) await pause(500);
		await arrived(sandbox);
		executions.push(
			await execute({ ...flow, id: `${plan.run}-${executions.length}` }, heard, {
				retryOf: before,
				stopAfter,
				isHung: isHungWithin(most, plan.limitSeconds),
			}),
		);
	}
	await settled(sandbox);

	const life: Life = {
		plan,
		sandbox,
		keys: [key, enterpriseKey],
		executions,
		heard,
		rescues: [],
		heardLater,
	};
	for (let tried = 1; tried <= rescueTries; tried++) {
		// The last time the service is well.
		if (tried === rescueTries)
			sandbox.options.faults = { all: {}, submit: {}, fetch: {}, file: {} };
		const missing = missingOf(life);
		if (missing.length === 0) break;
		const by: Flow = {
			...flow,
			later: undefined,
			id: `${plan.run}-fetch-${tried}`,
			items: missing.map((job) => ({ json: { job } })),
			steps: [rescueStep(plan)],
		};
		life.rescues.push(
			await execute(by, heardLater, {
				isHung: isHungWithin(mostSeconds(plan) + missing.length * rescueSeconds, rescueSeconds),
			}),
		);
	}
	// What the files are compared with is to be there.
	sandbox.options.linkDelaySeconds = 0;
	return life;
}

/** Result > Fetch by ID, for what was named and not handed over. */
const rescueStep = ({ work }: Plan): Step => ({
	name: 'Fetch by ID',
	parameters: {
		resource: 'result',
		operation: 'fetch',
		jobFrom: 'id',
		family: work.family,
		jobId: '={{ $json.job }}',
		options: { timeLimit: rescueSeconds },
	},
	settings: { onError: 'continueRegularOutput' },
	after: { name: 'Start', output: 0 },
});

/** Jobs that were named, are finished, and whose result nobody has yet. */
function missingOf(life: Life): number[] {
	const named = namedIds(life);
	const got = gotIds(life);
	return life.sandbox.books.jobs
		.filter(({ id, state }) => state === 'success' && named.has(id) && !got.has(id))
		.map(({ id }) => id);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the service has heard everything that was on its way to it; on a busy machine that takes a while. */
async function arrived({ url }: Sandbox): Promise<void> {
	for (let times = 0; times < 3; times++) await (await fetch(`${url}/health`)).text();
}

/** Waits until the service has nothing more to do. */
async function settled(sandbox: Sandbox): Promise<void> {
	const { books } = sandbox;
	await pause(300);
	await arrived(sandbox);
	while (books.jobs.some(({ state }) => state === 'waiting' || state === 'working')) {
		await pause(20);
	}
}
