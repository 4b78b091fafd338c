import type { JobEntry } from '../sandbox/server';
import { historyOf, itemOf } from './ledger';
import type { Violation } from './rules';
import type { Life } from './live';
import { bytesOf } from './n8n';
import { handedOut, outputsOf, type Output } from './words';

/** The bytes of a file as the service made it; where it was asked for as base64, what that text means. */
function made({ sandbox }: Life, link: string): Buffer | undefined {
	const bytes = sandbox.read(link);
	const text = bytes?.toString('latin1');
	const isText = text !== undefined && /^[A-Za-z0-9+/]+=*$/.test(text.slice(0, 200));
	return text !== undefined && isText ? Buffer.from(text, 'base64') : bytes;
}

/** What is wrong with one finished item; nothing if it is what its input item asked for. */
async function wrongWith(life: Life, { item, from }: Output): Promise<string[]> {
	const { plan, sandbox } = life;
	const { json, binary = {} } = item;
	const job: JobEntry | undefined = sandbox.books.job(String(json.id));
	if (job === undefined) return [`the service has no job ${String(json.id)}`];
	const wrong: string[] = [];
	const owner = itemOf(life, job);
	if (from !== undefined && owner !== from)
		wrong.push(`job ${job.id} belongs to item ${owner} and is paired with item ${from}`);
	if (json.track_id !== undefined && Number(json.track_id) !== plan.run * 1_000 + owner)
		wrong.push(`track_id ${String(json.track_id)} is not that of item ${owner}`);
	const sendsSeed = JSON.stringify(plan.work).includes('$json.seed');
	if (sendsSeed && json.seed !== undefined && Number(json.seed) !== 1_000 + owner)
		wrong.push(`seed ${String(json.seed)} is not that of item ${owner}`);
	const urls = [json.url, json.output].flat().filter((url) => /^https?:/.test(String(url)));
	const known = job.links.flatMap((link) => [
		link,
		link.replace(sandbox.url, `${sandbox.url}/cdn`),
	]);
	for (const url of urls) {
		if (!known.includes(String(url))) wrong.push(`${String(url)} is no link of job ${job.id}`);
	}
	for (const [field, entry] of Object.entries(binary)) {
		const index = Number(/_(\d+)$/.exec(field)?.[1] ?? json.index ?? 0);
		const expected = made(life, job.links[index]);
		const got = await bytesOf(item, field);
		if (expected === undefined) wrong.push(`job ${job.id} has no file ${index}`);
		else if (!got.equals(expected))
			wrong.push(
				`file ${index} of job ${job.id} has ${got.length} bytes (${entry.mimeType}) that are not the ${expected.length} of the service\n${historyOf(life, job)}`,
			);
	}
	return wrong;
}

/** Whether each item that went in came out: as results, as an open job, or as an error. */
function incomplete(life: Life, outputs: Output[]): string[] {
	const last = life.executions.at(-1);
	if (last === undefined || last.status !== 'success') return [];
	const wrong: string[] = [];
	const own = outputs.filter(({ step }) => step === 'Work');
	for (const [item, samples] of life.plan.samples.entries()) {
		const mine = own.filter(({ from }) => from === item);
		const results = mine.filter(({ item: { json } }) => json.status === 'success');
		const wanted = life.plan.perJob ? 1 : samples;
		if (mine.length === 0) wrong.push(`item ${item} has come to nothing`);
		else if (results.length > 0 && (results.length !== wanted || mine.length !== wanted))
			wrong.push(`item ${item} has ${mine.length} items for ${samples} files`);
		else if (results.length === 0 && mine.length !== 1)
			wrong.push(`item ${item} has ${mine.length} items and no result`);
	}
	for (const [index, { from = -1, output, time }] of own.entries()) {
		const before = own
			.slice(0, index)
			.filter((each) => each.output === output && each.time === time);
		if (before.some((each) => (each.from ?? -1) > from))
			wrong.push(`item ${from} comes out behind items that it went in before`);
	}
	return wrong;
}

/** Results that stand beside an input item that is not theirs, or that are not what the service made. */
export async function pairings(life: Life): Promise<Violation[]> {
	const outputs = handedOut(life);
	const wrong = incomplete(life, outputs);
	for (const each of outputs) {
		if (each.from === undefined || each.from >= life.plan.samples.length)
			wrong.push(
				`an item of ${each.step} is paired with nothing: ${JSON.stringify(each.item.json)}`,
			);
		if (each.item.json.status === 'success' && each.item.json.error === undefined)
			wrong.push(...(await wrongWith(life, each)));
	}
	for (const each of life.rescues.flatMap((one) => outputsOf(one))) {
		// Its own input is the ID.
		if (each.item.json.status !== 'success') continue;
		wrong.push(...(await wrongWith(life, { ...each, from: undefined })));
	}
	return [...new Set(wrong)].map((told) => ({
		rule: 'pairing' as const,
		run: life.plan.run,
		told,
	}));
}
