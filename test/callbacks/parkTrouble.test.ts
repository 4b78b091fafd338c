/** Whatever is the matter when a callback comes: the execution stays parked, and a later callback resumes it. */
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { FaultName, Script } from '../../sandbox/server';
import { expectNoKey, fetchNode, openScene, received, three, type Parked } from './parkScene';
import { until } from '../support/until';

const scene = openScene({ slowSeconds: 1 });
const one = ['a boat'];

/** Where a file is not there however often it is asked for. That takes its time, so it begins before all else. */
const elsewhere = openScene({ faults: { file: { notReady: 1 } } });
let lost: Parked;
beforeAll(async () => {
	lost = await elsewhere.park();
	for (const nth of [0, 2]) {
		const { pathname } = new URL(lost.jobs[nth].links[0]);
		elsewhere.sandbox.next({ match: pathname, fault: 'none' });
	}
	lost.finish();
	expect(await elsewhere.sandbox.callback(lost.jobs[0].id)).toMatchObject(received);
	await until(() => elsewhere.sandbox.books.count({ kind: 'file' }) >= 3);
});

const question = (parked: Parked): string => `/api/v6/images/fetch/${parked.jobs[0].id}`;

describe('A service that does not answer a question as it should', () => {
	const refusal = (code: number, body: unknown): Partial<Script> => ({ answer: { code, body } });
	const notFound = 'Request not found';
	const faults: FaultName[] = [
		...(['http5xx', 'html', 'http429', 'brokenJson', 'reset'] as const),
		...(['resetAfter', 'http200Error', 'late'] as const),
	];
	const table: Array<[string, Partial<Script>]> = [
		...faults.map((fault): [string, Partial<Script>] => [fault, { fault }]),
		['a key that is no more', refusal(401, { status: 'error', message: 'Invalid API key' })],
		['a wall', refusal(403, '<html>Forbidden</html>')],
		['another address', refusal(302, '')],
		['nothing', refusal(200, '')],
		['words without a status', refusal(400, { message: 'bad' })],
		['a job that is not known yet', refusal(200, { status: 'failed', message: notFound })],
	];

	test('leaves the execution parked; the next callback resumes it', async () => {
		const story = async ([name, script]: [string, Partial<Script>]): Promise<void> => {
			const parked = await scene.park({ prompts: one });
			scene.sandbox.next({ match: question(parked), ...script });
			expect([name, await parked.end(0)]).toMatchObject([name, received]);
			expect([name, scene.stage.status(parked.id)]).toEqual([name, 'waiting']);
			expect(
				scene.sandbox.books.requests.filter(({ path }) => path === question(parked)),
			).toHaveLength(1);
			expect(await parked.call(0)).toMatchObject(received);
			const { items } = await parked.done();
			expect([name, items.length, items[0].binary?.data.mimeType]).toEqual([name, 1, 'image/png']);
		};
		await Promise.all(table.map(story));
	});

	test('of three, the one that cannot be asked about keeps all of them', async () => {
		const parked = await scene.park();
		parked.finish();
		scene.sandbox.next({ match: `/api/v6/images/fetch/${parked.jobs[1].id}`, fault: 'html' });
		await parked.call(2);
		expect(scene.stage.status(parked.id)).toBe('waiting');
		await parked.call(1);
		const { items } = await parked.done();
		expect(items.map(({ json }) => json.status)).toEqual(three.map(() => 'success'));
	});

	test('is asked within the minute that n8n gives, however slow it is', async () => {
		const parked = await scene.park({ prompts: one });
		scene.sandbox.next({ match: question(parked), fault: 'slow' });
		parked.finish();
		const { tookMs, answer } = await scene.sandbox.callback(parked.jobs[0].id);
		// The sender is answered before the service is.
		expect([answer, (tookMs ?? 1_000) < 900]).toEqual([received.answer, true]);
		await scene.stage.idle();
		await parked.done();
	});
});

describe('A service that nobody reaches', () => {
	/** Leads to the sandbox, as long as it is open. */
	let door: Server;
	const sockets = new Set<Socket>();
	const open = async (port: number): Promise<number> => {
		door = createServer((from) => {
			const to = connect(scene.sandbox.port, '127.0.0.1');
			for (const socket of [from, to]) sockets.add(socket.on('error', () => {}));
			from.pipe(to).pipe(from);
		});
		await new Promise<void>((resolve) => void door.listen(port, '127.0.0.1', resolve));
		return (door.address() as { port: number }).port;
	};
	const close = async (): Promise<void> => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => door.close(resolve));
	};

	test('leaves the execution parked until it is there again', async () => {
		const port = await open(0);
		const host = `http://127.0.0.1:${port}`;
		const parked = await scene.park({ prompts: one, credential: { host } });
		await close();
		expect(await parked.end(0)).toMatchObject(received);
		expect(scene.stage.status(parked.id)).toBe('waiting');
		await open(port);
		await parked.call(0);
		await parked.done();
		await close();
	});
});

describe('Files that cannot be had at the resume', () => {
	test('are tried for again', async () => {
		const parked = await scene.park({ prompts: one });
		const { pathname } = new URL(parked.jobs[0].links[0]);
		for (const fault of ['notReady', 'brokenJson'] as const)
			scene.sandbox.next({ match: pathname, fault });
		await parked.end(0);
		await parked.done();
	});

	test('are an item with an error that names their links, beside the files of the others', async () => {
		const items = (await lost.done()).items;
		const [, { id, links }] = lost.jobs;
		expect(items.map(({ json }) => json.status)).toEqual(['success', undefined, 'success']);
		expect(items[1].json).toMatchObject({ id: String(id), family: 'images', itemIndex: 1 });
		expect(items[1].json.message).toContain(links[0]);
		expectNoKey(JSON.stringify(items));

		// When the link is there again, Result > Fetch takes the item.
		elsewhere.sandbox.options.faults.file = {};
		const later = await elsewhere.run({ ...fetchNode, items });
		const fetched = elsewhere.stage.result(later.id).items;
		expect(fetched.map(({ json }) => json.id)).toEqual(lost.jobs.map((job) => String(job.id)));
		expect(fetched[1].binary?.data).toMatchObject({ mimeType: 'image/png' });
	});
});
