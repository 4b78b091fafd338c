/** What starts a run, event by event. */
import { tells } from './tally';
import { Orders, stages } from './triggerOrders';
import { evil, openScene, type Body, type Ear, type Scene } from './triggerScene';

tells();

let scene: Scene;
let orders: Orders;
beforeAll(async () => {
	scene = await openScene();
	orders = new Orders(scene);
});
afterEach(async () => expect(await scene.clean()).toEqual([]));
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };
async function job(webhook: string, prompt: string): Promise<string> {
	const id = await scene.submit({ webhook, prompt });
	await scene.finish(id);
	return String(id);
}

/** How each event comes about. Gives the ID that its items have. */
const happen: Record<string, (webhook: string) => Promise<string>> = {
	jobFinished: async (url) => await job(url, 'a lamp'),
	jobFailed: async (url) => await job(url, 'fail'),
	stillProcessing: async (url) => {
		const id = await scene.submit({ webhook: url });
		await scene.tell(id, { body: { status: 'processing', id, eta: 3 } });
		return String(id);
	},
	trainingStage: async (url) => await orders.train(url),
	trainingFinished: async (url) => await orders.train(url),
	modelLoaded: async (url) => await orders.load(url, `mine-${url.split('/').at(-2)}`),
};
const all = Object.keys(happen);
const options = (event: string) =>
	event === 'modelLoaded'
		? { credential: { account: 'enterprise', apiKey: scene.sandbox.enterpriseKey } }
		: {};
const eventsOf = (ear: Ear) => ear.first.map(({ event }) => event);
/** A run by what has happened to which job. */
const name = (event: unknown, id: unknown, stage: unknown = '') => [event, id, stage].join(' ');
const nameOf = ({ json }: { json: Body }) => name(json.event, json.id, json.stage);

describe('The event', () => {
	test.each(all)('%s starts a run where it is wanted, and none where it is not', async (event) => {
		const wants = await scene.listen({ events: [event] }, options(event));
		const others = await scene.listen(
			{ events: all.filter((one) => one !== event) },
			options(event),
		);
		const [id] = await Promise.all([happen[event](wants.url), happen[event](others.url)]);
		const expected = event === 'trainingStage' ? stages : [undefined];
		expect(
			wants.tally(
				expected.map((stage) => name(event, id, stage)),
				nameOf,
			),
		).toEqual({
			...good,
			delivered: expected.length,
		});
		expect(eventsOf(others)).not.toContain(event);
		expect(wants.first).toMatchObject(expected.map(() => ({ event, id, confirmed: true })));
	});

	test('of nothing: no callback is looked into', async () => {
		const ear = await scene.listen({ events: [] });
		for (const event of ['jobFinished', 'jobFailed', 'stillProcessing'])
			await happen[event](ear.url);
		expect(scene.asked()).toEqual([]);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});
});

describe('A job', () => {
	test('that is told to be running, and then ends, is two events', async () => {
		const ear = await scene.listen({ events: ['stillProcessing', 'jobFinished'] });
		const id = await ear.submit();
		const running = { status: 'processing', id };
		for (let times = 0; times < 2; times++) await scene.tell(id, { body: running });
		await scene.finish(id);
		await ear.forge(running);
		await scene.stage.idle();
		expect(ear.first[0]).toEqual({
			...{ event: 'stillProcessing', id: String(id), status: 'processing' },
			...{ family: 'images', confirmed: true },
		});
		const names = ['stillProcessing', 'jobFinished'].map((event) => name(event, id));
		expect(ear.tally(names, nameOf)).toEqual({ ...good, delivered: 2 });
	});

	test('that is told to have ended, and has not, is still processing to whoever wants that', async () => {
		const ear = await scene.listen({ events: ['stillProcessing'] });
		const id = await ear.submit();
		await scene.tell(id, { body: { status: 'success', id, output: [evil] } });
		expect(ear.tally([name('stillProcessing', id)], nameOf)).toEqual({ ...good, delivered: 1 });
	});
});
