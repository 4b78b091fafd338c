/** kill -9 at any moment of a parked execution, and n8n started again: all comes out, once. */
import { PNG } from 'pngjs';
import { bytesOf } from '../support/n8n';
import { fetchNode, openScene, Parked, received, three, type ParkOptions } from './parkScene';
import { until } from '../support/until';
import { StageProcess } from './stageProcess';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const scene = openScene({ slowSeconds: 2 });
const folder = mkdtempSync(join(tmpdir(), 'park-kill-'));
const n8n = new StageProcess({ folder });
const { stage } = n8n;
beforeAll(async () => void (await n8n.start()));
afterAll(async () => {
	await n8n.kill();
	rmSync(folder, { recursive: true });
});

async function park(options: ParkOptions = {}): Promise<Parked> {
	const id = await stage.execute({ ...scene.whole(options), next: [fetchNode] });
	expect(await stage.status(id)).toBe('waiting');
	return new Parked(scene.sandbox, stage, id, await stage.resumeUrl(id), three);
}

const restart = async (): Promise<void> => {
	await n8n.kill();
	await n8n.start();
};

/** Nobody waits here until a callback has been looked into. */
const call = async ({ sandbox, jobs }: Parked, nth: number) => await sandbox.callback(jobs[nth].id);

async function expectAll(parked: Parked, resumes: number): Promise<void> {
	const { items, nodes } = await parked.done();
	expect(items.map(({ json }) => json.url)).toEqual(parked.jobs.map(({ links }) => links[0]));
	for (const item of items) expect(PNG.sync.read(await bytesOf(item)).width).toBeGreaterThan(0);
	expect(nodes.Fetch).toHaveLength(1);
	expect((await stage.resumes(parked.id)).runs).toHaveLength(resumes);
	expect(parked.submits).toHaveLength(3);
}

test('Killed while parked, while it is asking, and while files come: the next callback resumes each', async () => {
	const [parked, asking, coming] = [await park(), await park(), await park()];
	const question = `/api/v6/images/fetch/${asking.jobs[0].id}`;
	const { pathname } = new URL(coming.jobs[1].links[0]);
	scene.sandbox.next({ match: question, fault: 'slow' });
	scene.sandbox.next({ match: pathname, fault: 'slow' });
	for (const one of [asking, coming]) one.finish();
	expect(await call(asking, 0)).toMatchObject(received);
	expect(await call(coming, 1)).toMatchObject(received);
	await until(() => scene.sandbox.books.count({ path: question }) === 1);
	await until(() => scene.sandbox.books.count({ path: pathname }) === 1);
	await n8n.kill();

	// Whoever calls now is not heard.
	parked.finish(0);
	expect(await call(parked, 0)).toMatchObject({ result: 'unanswered' });
	await n8n.start();
	for (const { id } of [parked, asking, coming]) expect(await stage.status(id)).toBe('waiting');
	await parked.forge(parked.lie(1), parked.lie(2));
	parked.finish();
	await Promise.all([parked, asking, coming].map(async (one) => await one.call(2)));
	for (const one of [parked, asking, coming]) await expectAll(one, 1);

	// What has ended once stays so, also for an n8n that has forgotten that it was the one who did it.
	await restart();
	for (const one of [parked, asking, coming]) {
		expect((await one.forge(one.lie(0)))[0].code).toBe(409);
		expect(await one.call(1)).toMatchObject({ code: 409 });
		expect(await stage.status(one.id)).toBe('success');
	}
});

test('Killed between the only callback and the resume, and at the limit: Fetch brings all out', async () => {
	// Long enough for an n8n to start on a busy machine.
	const limit = 25;
	const [asking, late] = [
		await park({ options: { timeLimit: limit } }),
		await park({ options: { timeLimit: 1 } }),
	];
	const question = `/api/v6/images/fetch/${asking.jobs[0].id}`;
	scene.sandbox.next({ match: question, fault: 'slow' });
	asking.finish();
	expect(await call(asking, 0)).toMatchObject(received);
	await until(() => scene.sandbox.books.count({ path: question }) === 1);
	await n8n.kill();
	late.finish();
	await sleep(1_000);
	await n8n.start();
	await expectAll(late, 0);
	expect(await stage.status(asking.id)).toBe('waiting');
	await expectAll(asking, 0);
	expect(await stage.faults()).toEqual([]);
});
