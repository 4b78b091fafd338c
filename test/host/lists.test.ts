import { key, see } from '../support/n8n';
import { closedWorld, service } from '../support/service';

closedWorld();

const models = { resource: 'model', operation: 'getMany', family: 'images' };
const assets = { resource: 'account', operation: 'getManyGeneratedFiles', type: 'image' };
const listed = '/api/v6/assets_generated';
const jobs = (from: number, count: number) => ({
	status: 'success',
	type: 'image',
	data: Array.from({ length: count }, (_, index) => ({ id: from + index, output: [] })),
	pagination: {},
});

describe('a list', () => {
	test('gives one item per entry, up to the limit', async () => {
		const all = Array.from({ length: 80 }, (_, index) => ({ model_id: `m${index}` }));
		const sent = service('/api/v4/dreambooth/model_list', [200, all]);
		const { items } = await see({ parameters: models });
		expect(items).toHaveLength(50);
		expect(items[0]).toMatchObject({ json: { model_id: 'm0' }, pairedItem: { item: 0 } });
		expect(sent).toEqual([{ key }]);
	});

	test('gives all of them on request', async () => {
		const all = Array.from({ length: 80 }, (_, index) => ({ model_id: `m${index}` }));
		service('/api/v4/dreambooth/model_list', [200, all]);
		expect((await see({ parameters: { ...models, returnAll: true } })).items).toHaveLength(80);
	});

	test('of an enterprise server stands elsewhere in the answer', async () => {
		service('/api/v1/enterprise/get_all_models', [
			200,
			{ status: 'success', models: [{ model_id: 'mine', load_data: '01/02/2026' }] },
		]);
		const { items } = await see({
			parameters: { ...models, family: 'enterprise' },
			credential: { account: 'enterprise' },
		});
		expect(items.map(({ json }) => json)).toEqual([{ model_id: 'mine', load_data: '01/02/2026' }]);
	});

	test('of plain words gives each a name', async () => {
		service('/api/v1/enterprise/schedulers_list', [200, { schedulers: ['A', 'B'] }]);
		const { items } = await see({
			parameters: { resource: 'enterpriseServer', operation: 'getManySchedulers' },
			credential: { account: 'enterprise' },
		});
		expect(items.map(({ json }) => json)).toEqual([{ scheduler: 'A' }, { scheduler: 'B' }]);
	});

	test('of a hundred thousand is no more than a list', async () => {
		service('/api/v4/dreambooth/model_list', [
			200,
			Array.from({ length: 150_000 }, (_, index) => ({ model_id: index })),
		]);
		const { items, error } = await see({ parameters: { ...models, returnAll: true } });
		expect([error, items.length]).toEqual([undefined, 150_000]);
	});

	test('is brief for an agent', async () => {
		const description = 'word '.repeat(200);
		service('/api/v4/dreambooth/model_list', [200, [{ model_id: 'm', description }]]);
		const { items } = await see({ parameters: models, typeName: 'CUSTOM.stableDiffusionTool' });
		expect(items[0].json).toMatchObject({ model_id: 'm' });
		expect(String(items[0].json.description).length).toBeLessThan(130);
	});

	test('that is empty gives no item', async () => {
		service('/api/v4/dreambooth/model_list', [200, []]);
		const { items, error } = await see({ parameters: models });
		expect([items, error]).toEqual([[], undefined]);
	});

	test.each([
		[200, { status: 'error', message: 'Invalid API key' }, 'The API key was rejected'],
		[200, { status: 'success', something: 'else' }, 'The answer could not be read (HTTP 200)'],
	])('that cannot be read (%s %j) says so', async (status, body, message) => {
		service('/api/v4/dreambooth/model_list', [status, body]);
		expect((await see({ parameters: models })).error?.message).toBe(message);
	});

	test.each([0, -1, 1.5, 'many'])('does not take the limit %p', async (limit) => {
		const { error } = await see({ parameters: { ...models, limit } });
		expect(error?.message).toBe("'Limit' must be a whole number of at least 1");
	});
});

describe('a list with pages', () => {
	test('is read page by page until one is not full', async () => {
		const sent = service(listed, [200, jobs(1, 30)], [200, jobs(31, 30)], [200, jobs(61, 5)]);
		const { items } = await see({ parameters: { ...assets, returnAll: true } });
		expect(items.map(({ json }) => json.id)).toEqual(
			Array.from({ length: 65 }, (_, index) => index + 1),
		);
		expect(sent).toEqual([1, 2, 3].map((page) => ({ key, type: 'image', per_page: 30, page })));
	});

	test('believes the service about its last page, also where pages are shorter than asked', async () => {
		const pages = [1, 2, 3].map((page) => ({
			...jobs((page - 1) * 10 + 1, page === 3 ? 5 : 10),
			pagination: { per_page: 10, total: 25, last_page: 3 },
		}));
		service(listed, ...pages.map((page): [number, object] => [200, page]));
		const { items } = await see({ parameters: { ...assets, returnAll: true } });
		expect(items).toHaveLength(25);
	});

	test('is not lost to a busy moment in the middle', async () => {
		const busy = { status: 'error', message: 'Rate limit exceeded', retry_after: 1 };
		service(listed, [200, jobs(1, 30)], [429, busy], [503, 'busy'], [200, jobs(31, 5)]);
		const { items, error } = await see({ parameters: { ...assets, returnAll: true } });
		expect([error, items.length]).toEqual([undefined, 35]);
	});

	test('stops at the limit', async () => {
		const sent = service(listed, [200, jobs(1, 30)], [200, jobs(31, 30)]);
		const { items } = await see({ parameters: { ...assets, limit: 45 } });
		expect([items.length, sent.length]).toEqual([45, 2]);
	});

	test('asks for no more than is wanted', async () => {
		const sent = service(listed, [200, jobs(1, 7)]);
		expect((await see({ parameters: { ...assets, limit: 7 } })).items).toHaveLength(7);
		expect(sent[0].per_page).toBe(7);
	});
});
