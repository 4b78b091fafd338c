import { Chance } from '../sandbox/core/chance';
import type { FaultRates, SandboxInput } from '../sandbox/options';
import type { Script } from '../sandbox/server';
import { works, type Work } from './work';

/** Everything that is decided about one run before it begins. The same seed and number give the same plan. */
export interface Plan {
	run: number;
	work: Work;
	/** One entry per item: how many files it asks for. */
	samples: number[];
	/** Of them, how many come first; the others come by a second way, and the node runs twice. */
	firstItems: number;
	/** What follows the node: nothing, Result > Fetch on its output, or Result > Fetch on its error output. */
	shape: 'alone' | 'fetch' | 'rescue';
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** How often n8n tries the node; 1 without Retry On Fail. */
	tries: number;
	wait: boolean;
	download: boolean;
	simplify: boolean;
	perJob: boolean;
	limitSeconds: number;
	handOn: boolean;
	/** The credential's plan, which says how many jobs the node may have in the queue. */
	plan: 'payAsYouGo' | 'standard' | 'unlimitedPremium';
	jobsAtOnce?: number;
	questionsPerSecond?: number;
	/** Whether the user wants sent again what may have been bought already. */
	sendAgain: boolean;
	/** Uploads and the like that go wrong. */
	helperFaults: Script[];
	/** When each execution of it is stopped, in milliseconds; it is retried once per further entry. */
	executions: Array<{ stopAfter?: number }>;
	sandbox: SandboxInput;
}

export const queueOf = { payAsYouGo: 5, standard: 10, unlimitedPremium: 15 } as const;

/** Parts of all answers that go wrong at an intensity of 1: about a fifth. */
const rates: Record<'submit' | 'fetch' | 'file', FaultRates> = {
	submit: {
		http5xx: 0.02,
		http429: 0.04,
		http200Error: 0.01,
		html: 0.02,
		reset: 0.02,
		resetAfter: 0.02,
		brokenJson: 0.02,
		noId: 0.02,
		slow: 0.015,
		slowBody: 0.015,
	},
	fetch: {
		http5xx: 0.03,
		http429: 0.03,
		http200Error: 0.01,
		html: 0.02,
		reset: 0.02,
		resetAfter: 0.02,
		brokenJson: 0.02,
		late: 0.03,
		slow: 0.01,
		slowBody: 0.01,
	},
	file: {
		http5xx: 0.02,
		http429: 0.01,
		html: 0.02,
		reset: 0.02,
		brokenJson: 0.03,
		truncated: 0.03,
		notReady: 0.04,
		slow: 0.015,
		slowBody: 0.015,
	},
};

const scaled = (own: FaultRates, intensity: number): FaultRates =>
	Object.fromEntries(Object.entries(own).map(([name, rate]) => [name, rate * intensity]));

export function planOf(seed: number, run: number): Plan {
	const chance = new Chance(seed * 100_003 + run);
	const pick = <T>(purpose: string, from: readonly T[]): T =>
		from[chance.whole(purpose, 0, from.length - 1)];
	const often = (purpose: string, rate: number): boolean => chance.hits(purpose, rate);
	const between = (purpose: string, low: number, high: number): number =>
		low + (high - low) * chance.part(purpose);

	const work = pick(
		'work',
		works.flatMap((each) => Array.from({ length: each.weight }, () => each)),
	);
	const size = pick('size', [1, 2, 3, 5, 8, 12, 20, 30, 45, 60]);
	const items = often('full size', 0.3) ? size : chance.whole('items', 1, size);
	const onError = pick('on error', [
		'stopWorkflow',
		'stopWorkflow',
		'continueRegularOutput',
		'continueErrorOutput',
	] as const);
	const wait = often('wait', 0.75);
	const plan = pick('plan', ['payAsYouGo', 'standard', 'unlimitedPremium'] as const);
	const secondsPerJob = between('seconds', 0.05, 0.5);
	const executions = Array.from({ length: pick('executions', [1, 1, 2, 3]) }, () => ({
		...(often('stop', 0.25) && {
			stopAfter: Math.round(between('stop after', 0.02, 1) ** 2 * (1_500 + 150 * items)),
		}),
	}));
	return {
		run,
		work,
		samples: Array.from({ length: items }, () =>
			work.samples && often('samples', 0.2) ? chance.whole('samples', 2, 3) : 1,
		),
		firstItems:
			items > 1 && often('twice', 0.15) ? chance.whole('first items', 1, items - 1) : items,
		shape:
			onError === 'continueErrorOutput'
				? pick('shape', ['alone', 'rescue', 'rescue'])
				: wait
					? pick('shape', ['alone', 'alone', 'fetch'])
					: 'fetch',
		onError,
		tries: often('retry on fail', 0.5) ? chance.whole('tries', 2, 5) : 1,
		wait,
		download: often('download', 0.75),
		simplify: often('simplify', 0.7),
		perJob: often('per job', 0.25),
		limitSeconds: pick('limit', [1, 2, 3, 5, 10, 20]),
		handOn: often('hand on', 0.4),
		plan,
		...(often('jobs at once', 0.2) && { jobsAtOnce: chance.whole('how many at once', 1, 20) }),
		...(often('questions', 0.3) && {
			questionsPerSecond: chance.whole('how many questions', 2, 20),
		}),
		sendAgain: often('send again', 0.1),
		helperFaults: Array.from({ length: pick('helpers', [0, 0, 2, 5]) }, () => ({
			match: 'helper',
			fault: pick('helper fault', [
				'http5xx',
				'http429',
				'html',
				'reset',
				'resetAfter',
				'brokenJson',
			]),
			skip: chance.whole('helper skip', 0, 4),
		})),
		executions,
		sandbox: {
			seed: chance.whole('sandbox', 1, 1_000_000_000),
			credits: 1_000_000,
			secondsPerJob,
			jobSpread: pick('spread', [0, 0.3, 0.8]),
			workers: pick('workers', [2, 4, 8, 16]),
			// Now and then others have jobs in the account's queue.
			queueLimit: Math.max(
				1,
				queueOf[plan] - (often('others', 0.25) ? pick('taken', [1, 3, 4]) : 0),
			),
			retryAfterSeconds: pick('retry after', [0.2, 0.5, 1, 2]),
			etaError: pick('eta error', [0, 0.3, 0.9]),
			holdSeconds: pick('hold', [0, 0, 0.1, 0.6]),
			failRate: pick('fail rate', [0, 0, 0.03]),
			linkDelaySeconds: pick('link delay', [0, 0, 0.3, 1]),
			refusals: pick('refusals', ['codes', 'codes', 'ok']),
			base64Out: pick('base64 out', ['text', 'dataUri', 'link']),
			slowSeconds: pick('slow', [0.3, 1, 2]),
			faults: {
				// A large batch that ends with its first error would never get far otherwise.
				submit: scaled(rates.submit, pick('submits', [0, 0.1, 0.3, 0.5, 1, 2])),
				fetch: scaled(rates.fetch, pick('fetches', [0.5, 1, 1, 1.5, 2])),
				file: scaled(rates.file, pick('files', [0.5, 1, 1, 1, 2])),
			},
		},
	};
}

/** One line that says what is special about a run. */
export function toldOf(plan: Plan): string {
	const { work, samples, firstItems, shape, onError, tries, limitSeconds, executions } = plan;
	const flags = (['wait', 'download', 'simplify', 'perJob', 'handOn', 'sendAgain'] as const)
		.map((name) => `${plan[name] ? '' : 'no '}${name}`)
		.join(', ');
	const stops = executions.map(({ stopAfter }) => stopAfter ?? '-').join(' ');
	const items = firstItems < samples.length ? `${firstItems} and then others of` : '';
	return `${items} ${samples.length} items, ${work.name}, ${shape}, ${onError}, ${tries} tries, limit ${limitSeconds} s, ${plan.plan}, ${flags}, stops [${stops}]`;
}
