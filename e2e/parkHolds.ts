// A parked execution holds nothing of n8n: no place, no timer, no connection.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../scripts/lib/terminal.mjs';
import { parkFor, parkInProduction } from './parkFlows';
import {
	allParked,
	checkBought,
	checkEnds,
	checkPictures,
	clear,
	endsOf,
	prompts,
	type Scene,
	toldOf,
} from './parkScene';
import { until } from './runs';

const count = 50;
const path = 'park-in-production';

/** n8n with one place for all production executions together, which counts and says what it does. */
export const countedN8n = {
	N8N_METRICS: 'true',
	N8N_LOG_LEVEL: 'debug',
	N8N_CONCURRENCY_PRODUCTION_LIMIT: '1',
};

interface Figures {
	/** Bytes. */
	heap: number;
	timers: number;
	handles: number;
}

async function figures({ n8n }: Scene): Promise<Figures> {
	const text = await (await fetch(`${n8n.url}/metrics`)).text();
	const value = (name: string): number =>
		Number(new RegExp(`^n8n_nodejs_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
	return {
		heap: value('heap_size_used_bytes'),
		timers: value('active_resources\\{type="Timeout"\\}'),
		handles: value('active_handles_total'),
	};
}

const told = ({ heap, timers, handles }: Figures): string =>
	`heap ${(heap / 1e6).toFixed(0)} MB, ${timers} timers, ${handles} handles`;

async function order({ n8n }: Scene, words: string[]): Promise<boolean> {
	const { ok } = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ prompts: words.map((prompt) => ({ prompt })) }),
	});
	return ok;
}

/** Where n8n's log says for which executions it has set a timer; the part behind a position. */
function timersSet(log: string, from: number): { looks: number; ids: string[] } {
	const text = readFileSync(log, 'utf8').slice(from);
	const lines = [...text.matchAll(/Setting timer for IDs: ([\d, ]+)/g)];
	return {
		looks: [...text.matchAll(/Querying database for waiting executions/g)].length,
		ids: lines.flatMap(([, ids]) => ids.split(', ')),
	};
}

/** Fifty production executions, parked for half an hour, in an n8n that has one place for all of them. */
export async function holdsNothing(scene: Scene): Promise<void> {
	clear(scene);
	const { n8n, checks, sandbox } = scene;
	const { runs, credentialId } = n8n;
	const draft = parkInProduction('parked', path, { credentialId, ...parkFor(1_800) });
	const workflow = await runs.save(draft);
	await runs.publish(workflow);
	await until('The webhook', 30_000, async () => (await order(scene, [])) || undefined, 300);
	// The first one loads what every execution needs.
	await order(scene, prompts);
	await allParked(scene, 1);
	await sleep(5_000);
	const before = await figures(scene);
	for (let number = 1; number < count; number++) await order(scene, prompts);
	await allParked(scene, count);
	const { length } = readFileSync(n8n.log, 'utf8');
	const running = await runs.count('running');
	checks.check('none is running any more', running === 0, `${count} waiting, ${running} running`);
	const ids = await runs.list('waiting', workflow);
	const one = `${prompts[0]}, for somebody else`;
	await order(scene, [one]);
	await until('One more that is parked', 30_000, async () =>
		(await runs.count('waiting')) === count + 1 ? true : undefined,
	);
	checks.check("n8n's one place for production executions is free", true, 'one more got it');
	await until("n8n's next look at what waits", 130_000, () =>
		timersSet(n8n.log, length).looks > 0 ? true : undefined,
	);
	const { ids: timed } = timersSet(n8n.log, length);
	const set = timed.filter((id) => ids.includes(id));
	checks.check('n8n has set no timer for any of them', set.length === 0, `${set.length} timers`);
	await sleep(5_000);
	const after = await figures(scene);
	say(`  1 parked: ${told(before)}; ${count} parked: ${told(after)}`);
	checks.check(
		'the timers and handles of the process do not grow with them',
		after.timers - before.timers < 10 && after.handles - before.handles < 10,
		`${after.timers - before.timers} timers and ${after.handles - before.handles} handles more`,
	);
	sandbox.finish();
	const began = Date.now();
	const ends = await endsOf(scene, ids, 180_000);
	say(`  all are out ${Math.round((Date.now() - began) / 1000)} s later; ${toldOf(scene)}`);
	checkEnds(scene, ends);
	checkBought(scene, count * prompts.length + 1);
	await checkPictures(scene, ends);
}
