// The example of rows that fail: where each row ends, and what n8n's Retry On Fail buys.
import type { Workflow } from '../scripts/lib/examples';
import { expect, expectSame, outputOf, type Picture, picturesOf } from './exampleLook';
import { endedWell, type Outcome, ran } from './exampleOutcomes';
import { type Ended, type ExampleScene, followed, pressed } from './exampleScene';
import { until } from './runs';

const first = 'a lighthouse in a storm';

const namesOf = (pictures: Picture[]): string[] => pictures.map(({ name }) => name);

const rowsOf = (ended: Ended): number[] =>
	outputOf(ended, 'One item per row').map(({ json }) => Number(json.row));

/** The prompts that were submitted and not refused, each as often as it was. */
function bought({ sandbox }: ExampleScene, since: number): string[] {
	const submits = sandbox.books.requests
		.slice(since)
		.filter(({ kind, status }) => kind === 'submit' && status !== 'error');
	return submits.map(({ body }) => String(body?.prompt)).sort();
}

/** Every row goes its own way, and nothing is tried again while the first one is well. */
async function ways(scene: ExampleScene, ended: Ended): Promise<void> {
	expectSame(rowsOf(ended), [2, 3, 4, 5, 6], 'the rows');
	const pictures = await picturesOf(scene, ended, 'Pictures');
	expectSame(namesOf(pictures).sort(), ['row-2.png', 'row-5.png', 'row-6.png'], 'the pictures');
	const rescued = await picturesOf(scene, ended, 'Fetch result');
	expectSame(namesOf(rescued), ['row-5.png'], 'fetched');
	const lost = outputOf(ended, 'Rows to look at').map(({ json }) => json);
	const [refused, failed] = [3, 4].map((row) => lost.find((each) => each.row === row));
	expect(lost.length === 2, `to be looked at: ${JSON.stringify(lost)}`);
	expect(
		/refused the prompt/.test(String(refused?.reason)),
		`row 3 says: ${String(refused?.reason)}`,
	);
	expect(/could not be made/.test(String(failed?.reason)), `row 4 says: ${String(failed?.reason)}`);
	expectSame(
		[refused?.prompt, failed?.prompt],
		['a forbidden garden', 'a bridge that will fail'],
		'the prompts that are to be looked at',
	);
	const asked = outputOf(ended, 'Does a job exist?').length;
	expectSame([asked, outputOf(ended, 'Does a job exist?', 1).length], [2, 1], 'with and without');
}

/** The service gives the first row's job up: n8n tries again, and that row alone is bought anew. */
async function triedAgain(scene: ExampleScene, workflow: Workflow): Promise<string[]> {
	const { sandbox } = scene;
	const since = sandbox.books.requests.length;
	const jobs = sandbox.books.jobs.length;
	const id = await pressed(scene, workflow);
	const job = await until(
		'The first job',
		60_000,
		() => sandbox.books.jobs.slice(jobs).find(({ prompt }) => prompt === first),
		2,
	);
	sandbox.next({
		match: `/api/v6/images/fetch/${job.id}`,
		answer: { body: { status: 'failed', id: job.id, message: 'Generation failed' } },
	});
	const ended = endedWell(await followed(scene, id));
	const names = namesOf(await picturesOf(scene, ended, 'Pictures'));
	expect(names.includes('row-2.png'), `the first row has no picture: ${names.join(', ')}`);
	return bought(scene, since);
}

export const failing: Outcome = async (scene, workflow) => {
	const { sandbox } = scene;
	const since = sandbox.books.requests.length;
	const ended = await ran(scene, workflow);
	await ways(scene, ended);
	const once = bought(scene, since);
	expectSame(new Set(once).size, once.length, 'nothing is bought twice');
	const again = await triedAgain(scene, workflow);
	expectSame(again.filter((prompt) => prompt === first).length, 2, 'the first row, tried again');
	// The service's own word is that this one has failed, too.
	const others = again.filter((prompt) => prompt !== first && !prompt.includes('fail'));
	expectSame(new Set(others).size, others.length, 'no other picture is bought twice');
	return 'row 3 and 4 set aside with reasons, row 5 fetched; tried again: bought anew only what failed';
};
