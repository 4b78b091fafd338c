/** The key of a parked execution: where it is not, and what happens where the account is another one by then. */
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { key } from '../support/n8n';
import { fromCore } from './world';
import { openStage, type Stage } from './stage';
import { unflatten } from './executions';
import { expectEnds, expectNoKey, openScene, Parked, received, three } from './parkScene';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';

const scene = openScene();
const folder = mkdtempSync(join(tmpdir(), 'park-'));
/** Another service, which knows the same key. */
let other: Sandbox;
let stage: Stage | undefined;
beforeAll(async () => void (other = await startSandbox({ keys: [{ key }] })));
afterAll(async () => {
	await other.close();
	rmSync(folder, { recursive: true });
});
afterEach(async () => {
	expect(stage?.faults ?? []).toEqual([]);
	await stage?.close();
	stage = undefined;
});

/** All that the node and n8n-core write to the log. */
const lines: string[] = [];
const { Logger } = fromCore('@n8n/backend-common') as { Logger: new () => object };
const { Container } = require('@n8n/di') as {
	Container: { get<T extends object>(type: new () => T): T };
};
beforeAll(() => {
	const logger = Container.get(Logger) as Record<string, (...words: unknown[]) => void>;
	for (const level of ['error', 'warn', 'info', 'debug'])
		jest.spyOn(logger, level).mockImplementation((...words) => {
			lines.push(`${level}: ${JSON.stringify(words)}`);
		});
});
afterAll(() => expectNoKey(lines.join('\n')));

/** Parks, and gives the same execution at an n8n that was started anew with another credential. */
async function parkThen(change: IDataObject): Promise<Parked> {
	const first = await openStage({ folder });
	const id = await first.execute(scene.whole());
	expect(first.status(id)).toBe('waiting');
	const url = first.resumeUrl(id);
	await first.close();
	alter(id, change);
	stage = await openStage({ folder, port: Number(new URL(url).port) });
	return new Parked(scene.sandbox, stage, id, url, three);
}

/** The credential of an execution, as whoever edits it in n8n changes it. */
function alter(id: string, change: IDataObject): void {
	const file = join(folder, `execution-${id}.json`);
	const row = JSON.parse(readFileSync(file, 'utf8')) as { workflowData: { credential: object } };
	Object.assign(row.workflowData.credential, change);
	writeFileSync(file, JSON.stringify(row));
}

/** The same once more, with the old credential again. */
async function restored(parked: Parked, credential: IDataObject): Promise<Parked> {
	const { port } = new URL(parked.url);
	await stage?.close();
	alter(parked.id, credential);
	stage = await openStage({ folder, port: Number(port) });
	// The service's lines to the old one are closed by now, but it may not have noticed.
	await sleep(50);
	return new Parked(scene.sandbox, stage, parked.id, parked.url, three);
}

describe('A credential that was changed while an execution is parked', () => {
	test.each<[string, IDataObject, RegExp | undefined]>([
		['to a wrong key', { apiKey: `${key}-wrong` }, undefined],
		['to no key', { apiKey: ' ' }, /could not be looked into: The credential has no API key/],
		['to no host', { host: '' }, /could not be looked into: 'Host' is empty/],
		['to a host that cannot be used', { host: 'ftp://x' }, /must start with https/],
	])('%s, leaves it parked until it is put right', async (_, change, told) => {
		const parked = await parkThen(change);
		parked.finish();
		const before = lines.length;
		expect(await parked.call(0)).toMatchObject(received);
		expect(stage?.status(parked.id)).toBe('waiting');
		if (told) expect(lines.slice(before).join('\n')).toMatch(told);
		expectNoKey(stage?.stored(parked.id) ?? '');
		const again = await restored(parked, scene.credential);
		expect(await again.call(1)).toMatchObject(received);
		const { items } = await again.done();
		expect(items.map(({ json }) => json.status)).toEqual(three.map(() => 'success'));
	});

	test('to another host, asks nobody there, and leaves it parked', async () => {
		const parked = await parkThen({ host: other.url });
		parked.finish();
		const before = lines.length;
		expect(await parked.call(0)).toMatchObject(received);
		const entries = await parked.forge(parked.lie(1, { fetch_result: `${other.url}/api/x` }));
		expect(entries).toMatchObject([received]);
		expect(stage?.status(parked.id)).toBe('waiting');
		expect(other.books.requests).toEqual([]);
		expect(parked.asked).toBe(0);
		expect(lines.slice(before).join('\n')).toContain(
			`the parked jobs are at ${scene.sandbox.url}, and the credential is for ${other.url} now`,
		);
		const again = await restored(parked, scene.credential);
		await again.call(2);
		await again.done();
	});
});

describe('What n8n stores of a parked execution', () => {
	test('is all that the callback needs, and nothing of the key', async () => {
		const before = lines.length;
		const parked = await scene.park({ options: { track_id: 'row-7' } });
		const stored = scene.stage.stored(parked.id);
		const { contextData } = unflatten(stored).executionData ?? {};
		const left = contextData?.['node:Stable Diffusion'] as { parked: IDataObject; jobs?: object };
		expect(left).toEqual({ jobs: {}, parked: expect.any(Object) });
		expect(left.parked).toMatchObject({
			...{ id: expect.any(String), origin: scene.sandbox.url, isN8n2: true },
			until: Date.parse(scene.stage.result(parked.id).waitTill ?? ''),
			slots: parked.jobs.map(({ id, prompt }) => ({
				ticket: { id: String(id), family: 'images', eta: 600 },
				handling: { prompt, filesOnly: true },
			})),
		});
		parked.finish();
		await parked.call(0);
		await parked.done();
		expectNoKey(scene.stage.stored(parked.id));
		expectNoKey(lines.slice(before).join('\n'));
		expectNoKey(JSON.stringify(scene.sandbox.books));
	});

	test('is shown meanwhile: the open jobs, and what is to be done with them', async () => {
		const parked = await scene.park();
		const { nodes, items } = scene.stage.result(parked.id);
		const ids = parked.jobs.map(({ id }) => String(id));
		expect(items.map(({ json }) => [json.id, json.status])).toEqual(
			ids.map((id) => [id, 'processing']),
		);
		expect(nodes['Stable Diffusion'][0].hints?.map(({ message }) => message)).toContain(
			`3 jobs still in the making: ${ids.join(', ')}. Result > Fetch takes these items up`,
		);
		parked.finish();
		await parked.call(0);
		await parked.done();
	});

	test('holds no key where the service echoes it', async () => {
		const echo = { status: 'processing', id: 77, eta: 600, meta: { key, note: `your ${key}` } };
		scene.sandbox.next({ match: 'submit', answer: { body: echo } });
		const parked = await scene.park({ prompts: ['a boat'] });
		expect(scene.stage.stored(parked.id)).toContain('your ');
		const done = { status: 'success', id: 77, output: [], key, message: key };
		scene.sandbox.next({ match: '/api/v6/images/fetch/77', answer: { body: done } });
		await scene.sandbox.callback(77, { url: parked.url, body: { id: 77 } });
		await scene.stage.idle();
		const { status, items } = scene.stage.result(parked.id);
		expectEnds([{ id: 77, state: 'failed' }], items);
		expect([status, items.length]).toEqual(['success', 1]);
		expectNoKey(scene.stage.stored(parked.id));
	});
});
