import { closeAll, download, pause, post, run, sandboxWith, settled } from './world';
import { until } from '../support/until';
import type { Body } from './world';
import { faultNames, type FaultName } from '../../sandbox/options';
import type { Sandbox } from '../../sandbox/server';

afterEach(closeAll);

const path = '/api/v6/realtime/text2img';

/** What a caller gets to see. */
async function seen(sandbox: Sandbox, where = path, body: Body = { prompt: 'x' }): Promise<string> {
	try {
		const answer = await fetch(sandbox.url + where, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ key: sandbox.key, ...body }),
		});
		const text = await answer.text();
		try {
			return `${answer.status} ${(JSON.parse(text) as { status: string }).status}`;
		} catch {
			return `${answer.status} ${text.startsWith('<') ? 'html' : 'broken'}`;
		}
	} catch {
		return 'cut';
	}
}

describe('a fault of a submit', () => {
	const faults: [FaultName, string | RegExp, number][] = [
		['http5xx', /^50[03] error$/, 0],
		['http429', '429 error', 0],
		['http200Error', '200 error', 0],
		['html', '502 html', 0],
		['reset', 'cut', 0],
		['resetAfter', 'cut', 1],
		['brokenJson', '200 broken', 1],
		['slow', '200 processing', 1],
		['slowBody', '200 processing', 1],
		['noId', '200 processing', 1],
	];

	it.each(faults)('%s is seen as %s, and makes %i jobs', async (fault, answer, jobs) => {
		const sandbox = await sandboxWith({ slowSeconds: 0.1, faults: { submit: { [fault]: 1 } } });
		expect(await seen(sandbox)).toMatch(answer);
		expect(sandbox.books.jobs).toHaveLength(jobs);
		expect(sandbox.books.requests[0].fault).toBe(fault);
		expect(sandbox.books.charged()).toBe(jobs * 0.01);
	});

	it('without a name for the job has nothing that could be asked for', async () => {
		const sandbox = await sandboxWith({ faults: { submit: { noId: 1 } } });
		expect((await post(sandbox, path, { prompt: 'x' })).body).toEqual({
			status: 'processing',
			message: 'Request processing',
		});
		const [job] = sandbox.books.jobs;
		expect(sandbox.books.requests[0].job).toBe(job.id);
		await until(() => job.state === 'success');
	});

	it('leaves a refusal as it is where there is no name to lose', async () => {
		const sandbox = await sandboxWith({ credits: 0, faults: { submit: { noId: 1 } } });
		expect((await post(sandbox, path, { prompt: 'x' })).code).toBe(402);
	});

	it('leaves other kinds of call alone', async () => {
		const sandbox = await sandboxWith({ faults: { submit: { html: 1 } } });
		expect(await seen(sandbox, '/api/v6/realtime/fetch/1')).toBe('200 failed');
		expect(await seen(sandbox, '/api/wallet_balance')).toBe('200 success');
	});
});

it('a job whose answer was lost goes on, and is in the books', async () => {
	const sandbox = await sandboxWith({ faults: { submit: { resetAfter: 1 } } });
	expect(await seen(sandbox)).toBe('cut');
	const [request] = sandbox.books.requests;
	expect(request).toMatchObject({ code: 0, job: sandbox.books.jobs[0].id });
	const done = await settled(sandbox, `/api/v6/realtime/fetch/${String(request.job)}`);
	expect(done.status).toBe('success');
});

it('all kinds are disturbed by what stands under all, and live changes count', async () => {
	const sandbox = await sandboxWith({ faults: { all: { http5xx: 1 } } });
	expect(await seen(sandbox)).toMatch(/^50/);
	expect(await seen(sandbox, '/api/v6/realtime/fetch/1')).toMatch(/^50/);
	sandbox.options.faults.all = {};
	expect(await seen(sandbox)).toBe('200 processing');
});

it('a rate is a part of the calls', async () => {
	const sandbox = await sandboxWith({ faults: { fetch: { http5xx: 0.3, html: 0.2 } } });
	const answers: string[] = [];
	for (let calls = 0; calls < 200; calls += 1) {
		answers.push(await seen(sandbox, '/api/v6/realtime/fetch/1'));
	}
	const failing = answers.filter((answer) => /^50[03] error/.test(answer)).length;
	const pages = answers.filter((answer) => answer === '502 html').length;
	expect(failing).toBeGreaterThan(40);
	expect(failing).toBeLessThan(80);
	expect(pages).toBeGreaterThan(20);
	expect(pages).toBeLessThan(60);
});

it('the same seed disturbs the same calls', async () => {
	const rates = Object.fromEntries(
		faultNames.filter((name) => !/slow/.test(name)).map((name) => [name, 0.1]),
	);
	const told = async (seed: number) => {
		const sandbox = await sandboxWith({ seed, faults: { fetch: rates } });
		const answers: string[] = [];
		for (let calls = 0; calls < 30; calls += 1) {
			answers.push(await seen(sandbox, '/api/v6/realtime/fetch/1'));
		}
		return answers;
	};
	expect(await told(3)).toEqual(await told(3));
	expect(await told(3)).not.toEqual(await told(4));
});

describe('a script', () => {
	it('disturbs exactly the next calls that match', async () => {
		const sandbox = await sandboxWith();
		sandbox.next({ match: 'fetch', fault: 'html', times: 2 });
		expect(await seen(sandbox)).toBe('200 processing');
		const where = '/api/v6/realtime/fetch/1';
		expect(await seen(sandbox, where)).toBe('502 html');
		expect(await seen(sandbox, where)).toBe('502 html');
		expect(await seen(sandbox, where)).toBe('200 failed');
	});

	it('can let some calls go by, and follow after another', async () => {
		const sandbox = await sandboxWith();
		sandbox.next({ match: '/api/wallet', fault: 'http429', skip: 1 });
		sandbox.next({ match: /wallet/, fault: 'reset', skip: 1 });
		const answers = [];
		for (let calls = 0; calls < 4; calls += 1) {
			answers.push(await seen(sandbox, '/api/wallet_balance'));
		}
		expect(answers).toEqual(['200 success', '429 error', 'cut', '200 success']);
	});

	it('can give any answer', async () => {
		const sandbox = await sandboxWith();
		sandbox.next({ match: 'submit', answer: { code: 418, body: { status: 'teapot' } } });
		expect(await post(sandbox, path, { prompt: 'x' })).toEqual({
			code: 418,
			body: { status: 'teapot' },
		});
		expect(sandbox.books.jobs).toHaveLength(0);
	});

	it('can protect calls from the rates, and can be taken back', async () => {
		const sandbox = await sandboxWith({ faults: { all: { html: 1 } } });
		sandbox.next({ match: 'any', fault: 'none' });
		expect(await seen(sandbox)).toBe('200 processing');
		sandbox.next({ match: 'any', fault: 'none', times: 5 });
		sandbox.clearNext();
		expect(await seen(sandbox)).toBe('502 html');
	});
});

describe('a fault of one kind of call', () => {
	it('leaves the others alone, by rate and by script', async () => {
		const sandbox = await sandboxWith({ faults: { all: { noId: 1, late: 1, truncated: 1 } } });
		sandbox.next({ match: 'any', fault: 'notReady' });
		await post(sandbox, path, { prompt: 'x' });
		await post(sandbox, '/api/v6/realtime/fetch/1');
		await post(sandbox, '/api/wallet_balance');
		const [link] = sandbox.books.jobs[0].links;
		await until(() => sandbox.books.jobs[0].state === 'success');
		expect((await fetch(link)).status).toBe(404);
		expect((await fetch(link)).headers.get('content-length')).toBeNull();
		expect(sandbox.books.requests.map(({ kind, fault }) => [kind, fault])).toEqual([
			['submit', 'noId'],
			['fetch', 'late'],
			['helper', undefined],
			['file', 'notReady'],
			['file', 'truncated'],
		]);
	});
});

it('a late fetch says once more that the job is not done, and hands nothing out', async () => {
	const sandbox = await sandboxWith();
	const { body } = await post(sandbox, path, { prompt: 'x' });
	const [job] = sandbox.books.jobs;
	await until(() => job.state === 'success');
	sandbox.next({ match: 'fetch', fault: 'late' });
	const where = `/api/v6/realtime/fetch/${String(body.id)}`;
	expect((await post(sandbox, where)).body).toMatchObject({ status: 'processing', output: '' });
	expect(job.delivered).toBe(0);
	expect((await post(sandbox, where)).body).toMatchObject({ status: 'success', id: body.id });
	expect(job.delivered).toBe(1);
});

describe('the books say of an answer', () => {
	it('when it was out', async () => {
		const sandbox = await sandboxWith({ slowSeconds: 0.1, faults: { submit: { slowBody: 1 } } });
		await post(sandbox, path, { prompt: 'x' });
		const [entry] = sandbox.books.requests;
		await until(() => entry.answered !== undefined);
		expect((entry.answered ?? 0) - entry.time).toBeGreaterThanOrEqual(90);
		expect(entry.aborted).toBeUndefined();
	});

	it.each([
		['slow', false],
		['slow', true],
		['slowBody', false],
	] as const)('%s: that its caller went away before (file: %p)', async (fault, isFile) => {
		const sandbox = await sandboxWith({ slowSeconds: 3 });
		const { done } = await run(sandbox, path, { prompt: 'x', width: 64, height: 64 });
		sandbox.next({ match: 'any', fault });
		const stop = new AbortController();
		const going = fetch(isFile ? done.output[0] : sandbox.url + path, {
			...(!isFile && {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ key: sandbox.key, prompt: 'y' }),
			}),
			signal: stop.signal,
		}).then((answer) => answer.text());
		going.catch(() => {});
		const entry = () => sandbox.books.requests.at(-1);
		await pause(100);
		stop.abort();
		await expect(going).rejects.toThrow();
		await until(() => entry()?.aborted === true);
		expect(entry()?.answered).toBeUndefined();
		// The call was handled all the same, as the service would.
		await until(() => sandbox.books.jobs.length === (isFile ? 1 : 2));
	});

	it.each(['reset', 'resetAfter'] as const)('%s: nothing, as nobody got one', async (fault) => {
		const sandbox = await sandboxWith({ faults: { submit: { [fault]: 1 } } });
		expect(await seen(sandbox)).toBe('cut');
		await pause(50);
		expect(sandbox.books.requests[0].answered).toBeUndefined();
		expect(sandbox.books.requests[0].aborted).toBeUndefined();
	});
});

describe('a fault of a download', () => {
	it.each([
		['reset', 'throws'],
		['brokenJson', 'throws'],
		['html', '<!DOCTYPE'],
		['http200Error', '{"status":"error"'],
	] as const)('%s: %s', async (fault, expected) => {
		const sandbox = await sandboxWith();
		const { done } = await run(sandbox, path, { prompt: 'x', width: 64, height: 64 });
		sandbox.next({ match: 'file', fault });
		const got = download(done.output[0]).then(
			(bytes) => bytes.toString(),
			() => 'throws',
		);
		expect((await got).startsWith(expected)).toBe(true);
		expect((await download(done.output[0])).subarray(1, 4).toString()).toBe('PNG');
	});
});
