/** The stage itself, with small nodes: what n8n 2.41.1 does at its doors. */
import { bytesOf } from '../support/n8n';
import { openStage, type Stage } from './stage';
import { Bell, Park } from './parts';
import { StageProcess } from './stageProcess';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';

let stage: Stage;
/** With a database in which what comes at once meets. */
let slow: Stage;
beforeAll(async () => {
	stage = await openStage({ action: Park, trigger: Bell });
	slow = await openStage({ action: Park, trigger: Bell, databaseMs: 50 });
});
afterAll(async () => {
	await stage.close();
	await slow.close();
});

async function post(url: string, body: IDataObject | string | Buffer, headers: IDataObject = {}) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers } as Record<string, string>,
		body:
			typeof body === 'string' || Buffer.isBuffer(body) ? (body as string) : JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	const said = (isJson ? JSON.parse(text) : text) as IDataObject;
	return { status: response.status, said, headers: response.headers };
}
const items = [{ json: { n: 1 } }, { json: { n: 2 } }];
const parameters = (values: IDataObject) => ({ parameters: values });

describe('trigger door', () => {
	test('starts a run, keeps static data, and gives the answer of the node', async () => {
		const { url, workflowId, runs, ids } = await stage.trigger({
			next: [parameters({ pass: true })],
		});
		expect(await post(`${url}?a[b]=1`, { id: 7 })).toMatchObject({
			status: 200,
			said: { ok: true },
		});
		expect(await post(url, { id: 7 })).toMatchObject({ status: 200, said: 'again' });
		expect(runs).toHaveLength(1);
		const json = { body: { id: 7 }, raw: '{"id":7}', mode: 'webhook', query: { a: { b: '1' } } };
		expect(runs[0][0][0].json).toMatchObject(json);
		expect(await stage.staticData(workflowId)).toEqual({ seen: ['7'] });
		await stage.until(ids[0], 'success');
		expect(stage.result(ids[0]).items[0].json).toMatchObject(json);
	});

	test('a test call is a manual one, and its static data is not kept', async () => {
		const { testUrl, workflowId, runs } = await stage.trigger();
		await post(testUrl, { id: 7 });
		await post(testUrl, { id: 7 });
		expect(runs.map(([[{ json }]]) => json.mode)).toEqual(['manual', 'manual']);
		expect(await stage.staticData(workflowId)).toEqual({});
	});

	test('the last of two at once writes the static data', async () => {
		const { url, workflowId, runs } = await slow.trigger();
		await Promise.all([post(url, { id: 1 }), post(url, { id: 2 })]);
		expect(runs).toHaveLength(2);
		expect((await slow.staticData(workflowId)).seen).toHaveLength(1);
	});

	test.each<[string, string | Buffer, IDataObject, unknown]>([
		['json', '{"a":1}', { 'content-type': 'application/json; charset=utf-8' }, { a: 1 }],
		['gzip', gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }, { a: 1 }],
		['form', 'a=1&a=2', { 'content-type': 'application/x-www-form-urlencoded' }, { a: ['1', '2'] }],
		['text', 'a', { 'content-type': 'text/plain' }, 'a'],
		['xml', '<a><b>1</b></a>', { 'content-type': 'text/xml' }, { a: { b: '1' } }],
		['bytes', 'a', { 'content-type': 'application/octet-stream' }, undefined],
		[
			'multipart',
			'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
			{ 'content-type': 'multipart/form-data; boundary=x' },
			{ data: { a: '1' }, files: {} },
		],
	])('a body of %s', async (_, body, headers, expected) => {
		const { url, runs } = await stage.trigger();
		expect((await post(url, body, headers)).status).toBe(200);
		expect(runs[0][0][0].json.body).toEqual(expected);
	});

	test('what n8n answers without the node', async () => {
		const { url, runs, errors } = await stage.trigger();
		expect(await post(url, '{"a":')).toMatchObject({ status: 422, said: { code: 422 } });
		expect((await post(url, `"${'x'.repeat(16 * 1024 * 1024)}"`)).status).toBe(500);
		expect((await fetch(url)).status).toBe(404);
		expect((await post(`${url}x`, {})).status).toBe(404);
		expect([runs, errors]).toEqual([[], []]);
	});

	test('a node that answers by itself, and one that throws', async () => {
		const { url, errors, ids } = await stage.trigger();
		const { status, said, headers } = await post(url, { ping: true });
		expect([status, said, headers.get('x-bell')]).toEqual([202, { pong: true }, 'yes']);
		expect((await post(url, { boom: true })).status).toBe(500);
		expect(errors[0].message).toBe('boom');
		await stage.idle();
		expect(stage.status(ids[0])).toBe('error');
	});
});

describe('waiting door', () => {
	test('goes on with the third call, and with what webhook() gave', async () => {
		const id = await stage.execute({
			items,
			next: [{ nodeExtra: { name: 'Fetch' }, ...parameters({ pass: true }) }],
		});
		expect(stage.status(id)).toBe('waiting');
		expect(stage.result(id).items).toMatchObject([{ json: { url: stage.resumeUrl(id) } }]);
		const url = stage.resumeUrl(id);
		expect((await post(url, { job: 1 })).said).toEqual({ open: 2 });
		expect((await post(url, { job: 2 })).said).toEqual({ open: 1 });
		expect(stage.status(id)).toBe('waiting');
		expect((await post(url, { job: 3 })).said).toEqual({ open: 0 });
		await stage.until(id, 'success');
		const { nodes } = stage.result(id);
		expect(nodes.Fetch[0].data?.main[0]?.map(({ json }) => json.job)).toEqual(['1', '2', '3']);
		expect(nodes['Stable Diffusion']).toHaveLength(1);
		const [item] = stage.result(id).items;
		expect(item.binary?.data.id).toMatch(/^filesystem/);
		expect(String(await bytesOf(item))).toBe('1');
		expect((await post(url, { job: 4 })).status).toBe(409);
	});

	test('while it runs, with a wrong token, and for an unknown execution', async () => {
		const id = await stage.begin(parameters({ slow: 200 }));
		expect((await post(stage.resumeUrl(id), { job: 1 })).status).toBe(409);
		await stage.until(id, 'waiting');
		const wrong = stage.resumeUrl(id).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
		expect(await post(wrong, { job: 1 })).toMatchObject({
			status: 401,
			said: { error: 'Invalid token' },
		});
		expect((await post(wrong.split('?')[0], { job: 1 })).status).toBe(401);
		expect((await post(wrong.replace(`/${id}?`, '/999?'), {})).status).toBe(404);
		expect((await post(stage.resumeUrl(id).replace('?', '/more?'), {})).status).toBe(404);
		expect((await fetch(stage.resumeUrl(id))).status).toBe(404);
		expect(stage.status(id)).toBe('waiting');
	});

	test('of several at once, one resumes', async () => {
		const id = await slow.execute({ items, next: [parameters({ pass: true })] });
		const url = slow.resumeUrl(id);
		await post(url, { job: 1 });
		await post(url, { job: 2 });
		const answers = await Promise.all([3, 3, 3].map(async (job) => await post(url, { job })));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 500, 500]);
		await slow.idle();
		expect(slow.status(id)).toBe('success');
		expect(slow.resumes(id)).toMatchObject({ runs: [{}, {}, {}], ids: [id] });
		expect(slow.dropped).toEqual([id, id]);
	});

	test('what is stopped stays so', async () => {
		const waits = await stage.execute({ items, ...parameters({ limit: 0.2 }) });
		const runs = await stage.begin(parameters({ slow: 100 }));
		await stage.stop(waits);
		await stage.stop(runs);
		expect((await post(stage.resumeUrl(waits), { job: 1 })).status).toBe(409);
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect([stage.status(waits), stage.status(runs)]).toEqual(['canceled', 'canceled']);
	});

	test('the limit forwards what execute() left as its data', async () => {
		const id = await stage.execute({ items, ...parameters({ limit: 0.1 }) });
		await stage.until(id, 'success');
		expect(stage.result(id).items.map(({ json }) => json)).toEqual([
			{ n: 1, late: true },
			{ n: 2, late: true },
		]);
	});

	test('a limit that was not needed ends the next wait of the same execution, as in n8n', async () => {
		const id = await stage.execute({ items, ...parameters({ limit: 0.5 }), next: [{}] });
		for (const job of [1, 2, 3]) await post(stage.resumeUrl(id), { job });
		await stage.idle();
		expect(stage.status(id)).toBe('waiting');
		const till = Date.parse(stage.result(id).waitTill ?? '');
		expect(till).toBeGreaterThan(Date.now() + 50_000);
		await stage.until(id, 'success');
		// Not by its own limit.
		expect(till).toBeGreaterThan(Date.now());
		expect(stage.result(id).items).toMatchObject([1, 2, 3].map(() => ({ json: { late: true } })));
	});

	test('a webhook() that throws: 500, and the execution ends in the error', async () => {
		const id = await stage.execute({ items, next: [parameters({ pass: true })] });
		expect((await post(stage.resumeUrl(id), { boom: true })).status).toBe(500);
		await stage.until(id, 'error');
		expect(stage.resumes(id).errors).toMatchObject([{ message: 'boom' }]);
		expect(stage.result(id).error?.message).toBe('boom');
		expect((await post(stage.resumeUrl(id), { job: 1 })).status).toBe(409);
	});
});

test('kill -9: what waits is found again, with its limit; what ran has crashed', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'stage-'));
	const file = join(__dirname, 'parts.ts');
	const home = new StageProcess({ folder, action: [file, 'Park'], trigger: [file, 'Bell'] });
	try {
		const { stage: far } = await home.start();
		const { url, workflowId } = await far.trigger();
		await post(url, { id: 1 });
		const waits = await far.execute({ items });
		const limited = await far.execute({ items, ...parameters({ limit: 0.5 }) });
		const runs = await far.begin(parameters({ slow: 60_000 }));
		const resumeUrl = await far.resumeUrl(waits);
		await home.kill();
		await home.start();
		expect((await post(url, { id: 1 })).said).toBe('again');
		expect((await far.triggerOf(workflowId)).runs).toEqual([]);
		expect(await far.status(runs)).toBe('crashed');
		for (const job of [1, 2, 3]) await post(resumeUrl, { job });
		await far.until(waits, 'success');
		expect(String(await bytesOf((await far.result(waits)).items[2]))).toBe('3');
		await far.until(limited, 'success');
		expect((await far.result(limited)).items).toHaveLength(2);
		expect(readdirSync(folder).filter((name) => !name.endsWith('.json'))).toEqual([]);
	} finally {
		await home.kill();
		rmSync(folder, { recursive: true });
	}
});

test('nothing went wrong behind the scenes', () =>
	expect([...stage.faults, ...slow.faults]).toEqual([]));
