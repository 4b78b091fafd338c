import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { png } from '../support/pictures';
import {
	bigPng,
	closeAll,
	contextIn,
	download,
	got,
	host,
	kept,
	limits,
	quick,
	receive,
	serve,
	sum,
	type Mode,
	type Serve,
} from './filesSupport';

afterEach(closeAll);

const file = bigPng(png(64, 64, [10, 200, 90]), 400_000);
const etag = '"a1"';

/** Answers with the head and a part of the file, and falls silent. */
const silent: Serve = (_request, response) => {
	response.writeHead(200, { 'content-length': file.length, etag });
	response.write(file.subarray(0, 150_000));
};

/** How many timers the process has. */
const timers = (): number =>
	process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('A host that falls silent', () => {
	const within = { ...quick, head: 300, piece: 300, patience: 10_000 };

	test('before its answer is asked again', async () => {
		const server = await serve((request, response, before) => {
			if (before > 0) host(file)(request, response, 0);
		});
		const binary = await download(await contextIn('memory'), server.link(), { name: 'a' }, within);
		expect(sum(await got({ binary } as never))).toBe(sum(file));
		expect(server.asked.length).toBeGreaterThan(1);
	});

	test.each<Mode>(['memory', 'filesystem'])(
		'in the middle is asked for the rest (%s)',
		async (mode) => {
			const server = await serve((request, response, before) =>
				(before === 0 ? silent : host(file, { etag, ranges: true }))(request, response, 0),
			);
			// On a busy machine what has been sent takes a while to come.
			const busy = { ...within, head: 5_000, piece: 1_000 };
			const binary = await download(await contextIn(mode), server.link(), { name: 'a' }, busy);
			expect(sum(await got({ binary } as never))).toBe(sum(file));
			expect(server.asked[1].range).toBe('bytes=150000-');
		},
	);

	test.each<[string, Serve]>([
		['no answer in time', () => {}],
		['the file stopped coming', silent],
	])('for good is told: %s', async (reason, answer) => {
		const before = kept().length;
		const server = await serve(answer);
		const lost = await download(
			await contextIn('filesystem'),
			server.link(),
			{ name: 'a' },
			{ ...within, patience: 400 },
		);
		expect((lost as Error).message).toBe(reason);
		// Each try takes long, so the patience is over before the tries are.
		expect(server.asked.length).toBeLessThan(6);
		await server.quiet();
		expect(kept()).toHaveLength(before);
	});

	test('is not taken for one that is slow: a file that keeps coming may take its time', async () => {
		const small = png(64, 64);
		const server = await serve((_request, response) => {
			response.writeHead(200, { 'content-length': small.length });
			void (async () => {
				const step = Math.ceil(small.length / 24);
				for (let at = 0; at < small.length; at += step) {
					response.write(small.subarray(at, at + step));
					await wait(100);
				}
				response.end();
			})();
		});
		// All of it takes longer than any limit.
		const binary = await download(
			await contextIn('memory'),
			server.link(),
			{ name: 'a' },
			{ ...quick, head: 1_500, piece: 1_500, patience: 1_500 },
		);
		expect(sum(await got({ binary } as never))).toBe(sum(small));
		expect(server.asked).toHaveLength(1);
	});

	test('has half a minute for its answer and a minute for each further piece', () => {
		expect(limits).toMatchObject({ head: 30_000, piece: 60_000 });
	});
});

describe('An answer that is not taken', () => {
	test.each<[string, Serve | undefined]>([
		['in place of a file', undefined],
		['in place of the rest of a file', host(file, { cut: 150_000, etag })],
	])('is not left hanging while others are asked: %s', async (_name, first) => {
		const hanging: ServerResponse[] = [];
		let open = 0;
		const server = await serve((request, response, before) => {
			open = hanging.filter(({ destroyed }) => !destroyed).length;
			if (before === 0 && first) return first(request, response, 0);
			if (hanging.length === 2) return host(file, { etag, ranges: true })(request, response, 0);
			hanging.push(response);
			// A message that never ends.
			response.writeHead(404).write('not found');
		});
		const within = { ...quick, pauses: [100, 100, 100, 100] };
		const binary = await download(await contextIn('memory'), server.link(), { name: 'a' }, within);
		expect(sum(await got({ binary } as never))).toBe(sum(file));
		expect([hanging.length, open]).toEqual([2, 0]);
	});
});

describe('Stop', () => {
	/** Ends a download in the middle of something, and looks at what remains of it. */
	async function stopped(
		answer: Serve,
		by: 'run' | 'caller',
		when: (asked: number) => boolean,
		within = quick,
	): Promise<void> {
		const stop = new AbortController();
		const context = await contextIn('filesystem', by === 'run' ? { signal: stop.signal } : {});
		const before = kept().length;
		const server = await serve(answer);
		const timersBefore = timers();
		const how = { name: 'a', ...(by === 'caller' && { signal: stop.signal }) };
		const running = download(context, server.link(), how, within).then(
			() => 'came',
			(error: Error) => error.message,
		);
		while (!when(server.asked.length)) await wait(5);
		await wait(50);
		const began = performance.now();
		stop.abort();
		expect(await running).toBe('The execution was stopped');
		// Without it, half a minute or more.
		expect(performance.now() - began).toBeLessThan(20_000);
		await server.quiet();
		expect(kept()).toHaveLength(before);
		// The server's own keep-alive timers may go away meanwhile, none may come.
		expect(timers()).toBeLessThanOrEqual(timersBefore + 1);
	}

	describe.each<'run' | 'caller'>(['run', 'caller'])('by the %s', (by) => {
		test('ends the wait for an answer', async () => {
			await stopped(
				() => {},
				by,
				(asked) => asked === 1,
			);
		});
		test('ends a file that is coming', async () => {
			await stopped(silent, by, (asked) => asked === 1);
		});
		test('ends a pause between two tries', async () => {
			const within = { ...quick, pauses: [60_000] };
			await stopped(host(file, { status: 404 }), by, (asked) => asked === 1, within);
		});
		test('ends a pause that the host asked for', async () => {
			const later = { status: 429, headers: { 'retry-after': '30' } };
			await stopped(host(file, later), by, (asked) => asked === 1);
		});
		test('ends the wait for the rest of a file', async () => {
			const answer: Serve = (request, response, before) => {
				if (before === 0) host(file, { cut: 150_000, etag })(request, response, 0);
			};
			await stopped(answer, by, (asked) => asked === 2);
		});
	});

	test('that was there before asks for nothing', async () => {
		const server = await serve(host(file));
		const signal = AbortSignal.abort();
		const running = receive(await contextIn('memory'), server.link(), { name: 'a', signal });
		await expect(running).rejects.toThrow('The execution was stopped');
		expect(server.asked).toHaveLength(0);
	});

	test('leaves nothing behind at a signal that lives on', async () => {
		const { getEventListeners } = require('node:events') as typeof import('node:events');
		const server = await serve(host(file, { cut: 150_000 }, {}));
		const { signal } = new AbortController();
		for (let i = 0; i < 3; i++) {
			const binary = await download(
				await contextIn('memory'),
				server.link(),
				{ name: 'a', signal },
				quick,
			);
			expect(sum(await got({ binary } as never))).toBe(sum(file));
		}
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
	});
});
