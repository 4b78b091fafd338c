// What a batch under retries is judged by: the sandbox's books, and what came out.
import type { Sandbox } from '../sandbox/server';
import type { Execution, Item } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import { generate } from './batches';
import type { Checks } from './checks';
import { type Runs, until } from './runs';

export const prompts = Array.from(
	{ length: 12 },
	(_, index) => `a boat on a lake, number ${index}`,
);
/** What every case needs. */
export interface Scene {
	sandbox: Sandbox;
	runs: Runs;
	checks: Checks;
	credentialId: string;
}

/** The same beginning for each case. */
export function clear({ sandbox }: Scene): void {
	sandbox.clearNext();
	sandbox.books.clear();
	Object.assign(sandbox.options, { secondsPerJob: 0.6, linkDelaySeconds: 0 });
}

/** As soon as the nth job of a prompt exists, its next question is answered with its failure. The job lives on. */
export async function failInAnswer({ sandbox }: Scene, prompt: string, nth = 1): Promise<void> {
	const { id } = await until(
		`Job ${nth} of '${prompt}'`,
		60_000,
		() => sandbox.books.jobs.filter((job) => job.prompt === prompt).at(nth - 1),
		2,
	);
	sandbox.next({
		match: `/api/v6/images/fetch/${id}`,
		answer: { body: { status: 'failed', id, message: 'Generation failed' } },
	});
}

/** How often each prompt was submitted; refusals for want of room do not count. */
export function submits({ sandbox }: Scene): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { kind, body, status } of sandbox.books.requests) {
		if (kind !== 'submit' || status === 'error') continue;
		const prompt = String(body?.prompt);
		counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
	}
	return counts;
}

/** What came out of the node in one of its runs; the last one unless said. */
export const outputOf = (execution: Execution, run = -1): Item[] =>
	(execution.runs[generate] ?? []).at(run)?.data?.main[0] ?? [];

/** Each of the prompts was submitted once, but for those that are named with another number: what failed is bought anew. */
export function checkBought(
	scene: Scene,
	wanted: string[],
	others: Record<string, number> = {},
): void {
	const counts = submits(scene);
	const wrong = wanted.filter((prompt) => counts.get(prompt) !== (others[prompt] ?? 1));
	const said = Object.entries(others).map(([prompt, count]) => `'${prompt}' ${count} times`);
	scene.checks.check(
		'each job was bought as often as it had to be',
		wrong.length === 0 && counts.size === wanted.length,
		wrong.length === 0
			? [`${wanted.length} prompts, each once`, ...said].join(', but ')
			: wrong.map((prompt) => `'${prompt}' ${counts.get(prompt) ?? 0} times`).join(', '),
	);
}

/** A result that was told once is not asked for again. */
export function checkAsked({ sandbox, checks }: Scene): void {
	const again = sandbox.books.jobs.filter(({ delivered }) => delivered > 1);
	const asked = sandbox.books.jobs.reduce((sum, job) => sum + job.asked, 0);
	checks.check(
		'no finished job was asked about again',
		again.length === 0,
		again.length === 0
			? `${asked} questions about ${sandbox.books.jobs.length} jobs`
			: again.map(({ id, delivered }) => `${id} told ${delivered} times`).join(', '),
	);
}

/** The items are those of the prompts, in order, each with its picture. */
export async function checkOutput(
	{ sandbox, checks, runs }: Scene,
	items: Item[],
	wanted: string[],
): Promise<void> {
	const wrong = wanted.filter((prompt, index) => {
		const { json, binary } = items[index] ?? {};
		const job = sandbox.books.job(String(json?.id));
		return json?.status !== 'success' || job?.prompt !== prompt || !binary?.data;
	});
	const file = items.at(-1)?.binary?.data;
	const head = file ? (await runs.client.file(file)).subarray(1, 4).toString('latin1') : '';
	checks.check(
		'the output is complete and in order',
		wrong.length === 0 && items.length === wanted.length && head === 'PNG',
		wrong.length === 0
			? `${items.length} items, the last file is ${head || 'missing'}`
			: `${items.length} items; not as it should be: ${wrong.join(', ')}`,
	);
}

/** How an execution has ended, in n8n's words. */
export const checkEnd = (
	{ checks }: Scene,
	what: string,
	execution: Execution,
	expected: RegExp = /^success$/,
): void => {
	const said = execution.status === 'success' ? 'success' : wordsOf(execution);
	checks.check(what, expected.test(said), said);
};
