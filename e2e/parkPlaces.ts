// Executions that are parked more than once.
import type { Execution } from '../scripts/lib/n8nClient';
import { type Draft, generate, loop } from './batches';
import { fetchResult, parkAgain, parkAndFetch, parkFor } from './parkFlows';
import {
	checkBought,
	checkEnds,
	clear,
	endsOf,
	finishParked,
	outputOf,
	type Scene,
	startAll,
} from './parkScene';
import { until } from './runs';

/** Lets an execution park so often, and ends its jobs each time. */
async function parkOften(scene: Scene, draft: Draft, often: number): Promise<Execution> {
	const { sandbox, n8n, checks } = scene;
	const [id] = await startAll(scene, draft, 1);
	for (let time = 1; time <= often; time++) {
		await until(`Parking ${time}`, 60_000, async () => {
			const { status } = await n8n.runs.client.execution(id);
			const open = sandbox.books.jobs.filter(({ finished }) => finished === undefined);
			return status === 'waiting' && open.length > 0 ? true : undefined;
		});
		await finishParked(scene);
	}
	const ends = await endsOf(scene, [id], 60_000);
	checkEnds(scene, ends);
	checks.check('it has parked each time', true, `${often} times`);
	return ends[0];
}

/** The prompts of the jobs that came out of a node in one of its runs. */
const promptsOf = ({ sandbox }: Scene, execution: Execution, node: string, run = -1): string =>
	(execution.runs[node]?.at(run)?.data?.main[0] ?? [])
		.map(({ json }) => sandbox.books.job(String(json.id))?.prompt)
		.join(', ');

/** Two rounds of two items. */
export async function inLoop(scene: Scene): Promise<void> {
	clear(scene);
	const { credentialId } = scene.n8n;
	const words = ['a boat', 'a boat at noon', 'a boat at sunset', 'a boat at night'];
	const draft = loop('parked in a loop', words, 2, { credentialId, ...parkFor(600) });
	const end = await parkOften(scene, draft, 2);
	checkBought(scene, words.length);
	const rounds = [0, 1].map((run) => promptsOf(scene, end, generate, run));
	scene.checks.check(
		'each round gives its own pictures, in order',
		rounds.join(', ') === words.join(', '),
		rounds.join(' | '),
	);
}

/** What one parked node gives leads to the next. */
export async function twice(scene: Scene): Promise<void> {
	clear(scene);
	const { credentialId } = scene.n8n;
	const words = ['a boat', 'a boat at noon'];
	const draft = parkAgain(parkAndFetch('twice', words, { credentialId, ...parkFor(600) }));
	const end = await parkOften(scene, draft, 2);
	checkBought(scene, 2 * words.length);
	const again = words.map((prompt) => `${prompt}, once more`).join(', ');
	const firstOnes = promptsOf(scene, end, fetchResult);
	const secondOnes = promptsOf(scene, end, draft.nodes.at(-1)?.name ?? '');
	scene.checks.check(
		'both give their own pictures, and the items stay paired',
		firstOnes === words.join(', ') && secondOnes === again && outputOf(end).length === 2,
		`${firstOnes} | ${secondOnes}`,
	);
}
