import type { INodeListSearchResult } from 'n8n-workflow';
import { key, listContext, node } from '../support/n8n';
import { closedWorld, generate, service } from '../support/service';

closedWorld();

const search = async (
	filter?: string,
	token?: string,
	parameters: object = generate,
	account = 'standard',
): Promise<INodeListSearchResult> => {
	const context = listContext({ parameters: parameters as never, credential: { account } });
	const method = node.methods?.listSearch?.searchModels;
	if (method === undefined) throw new Error('the node has no searchModels');
	return await method.call(context, filter, token);
};

const model = (id: string, name?: string) => ({
	model_id: id,
	model_name: name,
	status: 'model_ready',
});

describe('the list of models', () => {
	test('comes from the public list, with names and IDs', async () => {
		const sent = service('/api/v4/dreambooth/model_list', [
			200,
			[model('flux', 'Flux'), model('midjourney'), { broken: true }, null],
		]);
		expect(await search()).toEqual({
			results: [
				{ name: 'Flux (flux)', value: 'flux' },
				{ name: 'midjourney', value: 'midjourney' },
			],
			paginationToken: undefined,
		});
		expect(sent).toEqual([{ key }]);
	});

	test("comes from the customer's own server for Enterprise", async () => {
		service('/api/v1/enterprise/get_all_models', [
			200,
			{ status: 'success', models: [{ model_id: 'mine', load_data: '01/02/2026' }] },
		]);
		expect(
			(await search('', undefined, { ...generate, family: 'enterprise' }, 'enterprise')).results,
		).toEqual([{ name: 'mine', value: 'mine' }]);
	});

	test('is searched by all words, in any order and case', async () => {
		service('/api/v4/dreambooth/model_list', [
			200,
			[model('a', 'Realistic Vision'), model('b', 'Vision of Comics')],
		]);
		expect((await search('vision REAL')).results.map(({ value }) => value)).toEqual(['a']);
	});

	test('comes in pages of a hundred', async () => {
		const many = Array.from({ length: 250 }, (_, index) => model(`m${index}`));
		service('/api/v4/dreambooth/model_list', [200, many], [200, many]);
		const first = await search();
		expect([first.results.length, first.paginationToken]).toEqual([100, '100']);
		const last = await search('', '200');
		expect([last.results.length, last.results[0].value, last.paginationToken]).toEqual([
			50,
			'm200',
			undefined,
		]);
	});

	test.each([
		[
			401,
			{ status: 'error', message: `Invalid API key ${key}` },
			/The list of models could not be read\. Invalid API key \[key hidden\]/,
		],
		[200, '<html>Sorry</html>', /could not be read\. Sorry/],
	])('that cannot be read (%s) says so without the key', async (status, body, message) => {
		service('/api/v4/dreambooth/model_list', [status, body]);
		await expect(search()).rejects.toThrow(message);
	});
});
