/**
 * Time that passes only where the node waits: a pause is over as soon as it has begun, and the clock has gone on by
 * as much. To be imported before anything that loads n8n-workflow.
 */
const real = Date.now.bind(Date);
let ahead = 0;

interface Sleeper {
	at: number;
	wake(): void;
}
const sleepers = new Set<Sleeper>();
let isDue = false;

/** Longer than anything that the node waits for: a limit that is not to come. */
export const never = 1e9;

/** The steps in which the node looks whether an answer still comes: nothing that is waited for. */
const watching = 15_000;

/** Wakes whoever is to be woken first, when what is under way has had its turn. */
function soon(): void {
	if (isDue || sleepers.size === 0) return;
	isDue = true;
	setImmediate(() => {
		isDue = false;
		// Whoever slept may have been called off meanwhile.
		if (sleepers.size === 0) return;
		const first = Math.min(...[...sleepers].map(({ at }) => at));
		ahead += Math.max(0, first - Date.now());
		for (const sleeper of sleepers) if (sleeper.at <= first) sleeper.wake();
		soon();
	});
}

async function mockSleep(ms: number, signal?: AbortSignal): Promise<void> {
	return await new Promise<void>((resolve, reject) => {
		const sleeper: Sleeper = {
			at: Date.now() + ms,
			wake: () => {
				sleepers.delete(sleeper);
				resolve();
			},
		};
		const stop = (): void => {
			sleepers.delete(sleeper);
			reject(new Error('aborted'));
		};
		if (signal?.aborted) return stop();
		signal?.addEventListener('abort', stop, { once: true });
		if (ms < never && ms !== watching) sleepers.add(sleeper);
		soon();
	});
}

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: mockSleep,
}));

/** For a whole test file. */
export function fastTime(): void {
	const { limits } = require('../../dist/nodes/StableDiffusion/host/tries.js') as {
		limits: Record<'head' | 'piece', number>;
	};
	beforeAll(() => {
		Object.assign(limits, { head: never, piece: never });
		Date.now = () => real() + ahead;
	});
	afterAll(() => {
		Date.now = real;
	});
}
