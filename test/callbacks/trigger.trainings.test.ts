/** Trainings, and models of an enterprise server: what is called back and makes no job. */
import { tells } from './tally';
import { enterprise, Orders, stages } from './triggerOrders';
import { evil, openScene, received, type Body, type Scene } from './triggerScene';

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
const credential = () => ({ account: 'enterprise', apiKey: scene.sandbox.enterpriseKey });
/** A run by what has happened to what. */
const name = (event: unknown, id: unknown, stage: unknown = '') => [event, id, stage].join(' ');
const nameOf = ({ json }: { json: Body }) => name(json.event, json.id, json.stage);

describe('A training', () => {
	const events = ['trainingStage', 'trainingFinished', 'jobFailed'];

	test('tells each stage and its end once, however often it is called', async () => {
		const ear = await scene.listen({ events });
		const id = await orders.train(ear.url);
		const { callbacks } = scene.sandbox.books;
		for (const { body } of [...callbacks]) expect(await ear.forge(body)).toEqual(received);
		await scene.stage.idle();
		const names = [
			...stages.map((stage) => name('trainingStage', id, stage)),
			name('trainingFinished', id),
		];
		expect(ear.runs.map(([item]) => nameOf(item))).toEqual(names);
		expect(ear.first[0]).toEqual({
			...{ event: 'trainingStage', id, status: 'processing', family: 'v3', stage: stages[0] },
			...{ operation: 'model:startTraining', confirmed: true },
		});
		expect(ear.tally(names, nameOf)).toEqual({ ...good, delivered: 8 });
	});

	test('that fails is a job that failed, in the words of the service', async () => {
		const ear = await scene.listen({ events });
		const id = await orders.train(ear.url, 'fail');
		expect(ear.first.at(-1)).toEqual({
			...{ event: 'jobFailed', id, status: 'failed', family: 'v3', message: 'training_failed' },
			...{ operation: 'model:startTraining', confirmed: true },
		});
		const names = [
			...stages.slice(0, 2).map((stage) => name('trainingStage', id, stage)),
			name('jobFailed', id),
		];
		expect(ear.tally(names, nameOf)).toEqual({ ...good, delivered: 3 });
	});

	test('that is cancelled is a job that failed', async () => {
		const ear = await scene.listen({ events: ['jobFailed'] });
		const id = await orders.startTraining(ear.url);
		await orders.order(`/api/v3/cancel_training/${id}`, {});
		await orders.told({ model_id: id, training_status: 'training_cancelled' });
		expect(ear.tally([name('jobFailed', id)], nameOf)).toEqual({ ...good, delivered: 1 });
	});

	test('whose end is forged has not ended', async () => {
		const ear = await scene.listen({ events: ['trainingFinished', 'jobFailed'] });
		const id = await orders.startTraining(ear.url);
		for (const training_status of ['model_ready', 'training_failed'])
			for (const named of [
				{ model_id: id },
				{ training_id: id },
				{ id: 1, model_id: 'no-training' },
			])
				await ear.forge({ status: 'success', training_status, output: [evil], ...named });
		const half = 'training_success';
		await orders.goThrough(id, stages[0], half);
		expect(ear.runs).toEqual([]);
		await orders.goThrough(id, half);
		expect(ear.tally([name('trainingFinished', id)], nameOf)).toEqual({ ...good, delivered: 1 });
	});
});

describe('A model', () => {
	const events = ['modelLoaded', 'jobFailed'];

	test.each(['load_model', 'load_model_v2'])('that is there is told once (%s)', async (kind) => {
		const ear = await scene.listen({ events }, { credential: credential() });
		const more = { model_category: 'lora', model_format: 'pt' };
		const id = await orders.load(ear.url, `mine-by-${kind}`, kind, more);
		await orders.load(ear.url, id, kind, more);
		expect(scene.sandbox.books.callbacks).toHaveLength(2);
		expect(ear.first[0]).toEqual({
			...{ event: 'modelLoaded', id, status: 'success', model_id: id, family: 'enterprise' },
			...{ operation: 'model:load', message: 'Model exists on server', confirmed: true },
		});
		expect(ear.tally([name('modelLoaded', id)], nameOf)).toEqual({ ...good, delivered: 1 });
	});

	test.each([
		['whose loading fails', 'a_broken_one', 'load_model'],
		['that is a VAE, which nothing but the callback tells', 'my-vae', 'load_vae'],
	])('%s cannot be confirmed, and starts nothing', async (_, id, kind) => {
		const ear = await scene.listen({ events }, { credential: credential() });
		await orders.load(ear.url, id, kind);
		expect(scene.asked(id).filter((path) => path.endsWith('verify_model'))).toHaveLength(3);
		expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
	});

	test('that is told to be there, and is not, starts nothing', async () => {
		const ear = await scene.listen({ events }, { credential: credential() });
		const standard = await scene.listen({ events });
		for (const each of [ear, standard]) {
			await each.forge({ status: 'success', message: evil, model_id: 'no-model' });
			await scene.stage.idle();
			expect(each.tally([])).toEqual({ ...good, delivered: 0 });
		}
		expect(new Set(scene.asked())).toEqual(new Set([`${enterprise}/verify_model`]));
	});
});
