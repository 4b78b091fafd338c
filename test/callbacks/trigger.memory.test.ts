/** What a trigger remembers of the events that it has started runs for, and for how long. */
import { StageProcess } from './stageProcess';
import { forged, real, tells } from './tally';
import { openScene, received, say, type Body, type Ear, type Scene } from './triggerScene';
import { until } from '../support/until';
import { startSandbox } from '../../sandbox/server';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

tells();

const good = { accepted: 0, lost: 0 };
const claim = (id: number): Body => ({
	id,
	status: 'success',
	output: ['http://127.0.0.1:1/0.png'],
});
const numbers = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('In one process', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await openScene({}, { databaseMs: 50 });
	});
	afterEach(async () => expect(await scene.clean()).toEqual([]));
	afterAll(async () => await scene.close());
	const seenBy = async ({ trigger }: Ear): Promise<string[]> => {
		const { seen } = await scene.stage.staticData(trigger.workflowId);
		return (seen ?? []) as string[];
	};

	test('two callbacks at the same instant start one run', async () => {
		const ear = await scene.listen();
		const id = await ear.submit();
		scene.finishSilently(id);
		const body = { status: 'success', id };
		const twice = [ear.hear(body), ear.forge(body), ear.forge({ ...body, status: 'failed' })];
		expect(await Promise.all(twice)).toEqual([received, received, received]);
		await scene.stage.idle();
		expect(await seenBy(ear)).toHaveLength(1);
		expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});

	test('the ends of many jobs at the same instant are all remembered', async () => {
		const ear = await scene.listen();
		const ids = await Promise.all(numbers(1, 15).map(async () => await ear.submit()));
		await scene.finish(...ids);
		expect((await seenBy(ear)).map((event) => event.split(' ')[1]).sort()).toEqual(ids.map(String));
		expect(ear.tally(ids)).toEqual({ ...good, delivered: 15 });
	});

	test('what ends while the files of another job are still coming is remembered in the end', async () => {
		const ear = await scene.listen();
		const [long, short] = [await ear.submit(), await ear.submit()];
		scene.sandbox.options.slowSeconds = 0.7;
		scene.sandbox.next({ match: 'file', fault: 'slow' });
		scene.finishSilently(long, short);
		await scene.sandbox.callback(long);
		await until(() => scene.sandbox.books.count({ kind: 'file' }) > 0);
		await scene.tell(short);
		expect(ear.first.map(({ id }) => id)).toEqual([String(short), String(long)]);
		expect((await seenBy(ear)).map((event) => event.split(' ')[1]).sort()).toEqual(
			[long, short].map(String),
		);
		expect(ear.tally([long, short])).toEqual({ ...good, delivered: 2 });
	});

	test('two trigger nodes know nothing of each other', async () => {
		const [one, other] = [await scene.listen(), await scene.listen()];
		const id = await one.submit();
		await scene.finish(id);
		await scene.tell(id, { url: other.url });
		for (const ear of [one, other]) expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
	});
});

/** As n8n does in time; the stage gets slow with a thousand of them. */
async function forgetExecutions({ stage }: Scene): Promise<void> {
	await stage.idle();
	const { texts } = (stage as unknown as { store: { texts: Map<string, string> } }).store;
	for (const name of texts.keys()) if (name.startsWith('execution-')) texts.delete(name);
}

test('In all, the last 1,000 of 1,200 are remembered', async () => {
	const scene = await openScene({ seed: 2 });
	try {
		const ear = await scene.listen({ confirm: false }, { credential: null });
		for (const id of numbers(1, 1_200)) {
			await ear.hear(claim(id));
			if (id % 10 === 0) await forgetExecutions(scene);
		}
		await scene.stage.idle();
		const { seen } = await scene.stage.staticData(ear.trigger.workflowId);
		expect((seen as string[]).map((event) => Number(event.split(' ')[1]))).toEqual(
			numbers(201, 1_200),
		);
		for (const id of numbers(201, 1_200).filter((one) => one % 50 === 0))
			await ear.forge(claim(id));
		await scene.stage.idle();
		expect(ear.runs).toHaveLength(1_200);
		expect(ear.tally(numbers(1, 1_200))).toEqual({ ...good, delivered: 1_200 });
		await ear.hear(claim(1));
		await scene.stage.idle();
		expect(ear.runs).toHaveLength(1_201);
		expect(await scene.clean()).toEqual([]);
	} finally {
		await scene.close();
	}
});

test('After kill -9 and a new start what was told before starts nothing, and what comes is heard', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'trigger-'));
	const home = new StageProcess({ folder });
	const sandbox = await startSandbox({ secondsPerJob: 600, holdSeconds: 0, seed: 3 });
	const order = async (webhook: string): Promise<number> => {
		const body = { key: sandbox.key, prompt: 'x', model_id: 'flux', webhook };
		const { said } = await say(`${sandbox.url}/api/v6/images/text2img`, body);
		return Number((said as Body).id);
	};
	try {
		const { stage: far } = await home.start();
		const credential = { host: sandbox.url, apiKey: sandbox.key };
		const { url, workflowId } = await far.trigger({ credential });
		const unconfirmed = await far.trigger({ parameters: { confirm: false }, credential: null });
		const [ended, open] = [await order(url), await order(url)];
		sandbox.finish(ended);
		await say(unconfirmed.url, claim(7));
		while ((await far.triggerOf(workflowId)).runs.length === 0) await far.idle();
		await far.idle();
		const before = (await far.triggerOf(workflowId)).runs;
		await home.kill();
		await home.start();

		const asked = sandbox.books.count({ kind: 'fetch' });
		const [{ body }] = sandbox.books.callbacks;
		const answers = [
			await say(url, body),
			await say(url, body),
			await say(unconfirmed.url, claim(7)),
		];
		expect(answers).toEqual([received, received, received]);
		await far.idle();
		expect(sandbox.books.count({ kind: 'fetch' })).toBe(asked);
		const again = [
			...(await far.triggerOf(workflowId)).runs,
			...(await far.triggerOf(unconfirmed.workflowId)).runs,
		];
		sandbox.finish(open);
		while (
			sandbox.books.callbacks.at(-1)?.tookMs === undefined ||
			sandbox.books.callbacks.length < 2
		)
			await far.idle();
		await far.idle();
		const after = (await far.triggerOf(workflowId)).runs;
		const told = [...before, ...after].map(([[{ json }]]) => json.id);
		forged(answers.length, again.length);
		real(told.length, told.length === 2 ? 0 : 1);
		expect([again, told]).toEqual([[], [ended, open].map(String)]);
		expect(await far.faults()).toEqual([]);
		expect((await far.triggerOf(workflowId)).errors).toEqual([]);
	} finally {
		await home.kill();
		await sandbox.close();
		rmSync(folder, { recursive: true });
	}
});
