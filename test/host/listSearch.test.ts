import type { INodeListSearchResult } from 'n8n-workflow';
import { key, listContext, node } from '../support/n8n';
import { closedWorld, generate, service } from '../support/service';

closedWorld();

/** A key of its own for every test: what was read with it is kept for a while. */
let apiKey = key;
let count = 0;
beforeEach(() => {
	apiKey = `${key}-${count++}`;
});

const search = async (
	filter?: string,
	token?: string,
	parameters: object = generate,
	account = 'standard',
	name = 'searchModels',
): Promise<INodeListSearchResult> => {
	const context = listContext({ parameters: parameters as never, credential: { account, apiKey } });
	const method = node.methods?.listSearch?.[name];
	if (method === undefined) throw new Error(`the node has no ${name}`);
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
		expect(sent).toEqual([{ key: apiKey }]);
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
		const sent = service('/api/v4/dreambooth/model_list', [200, many]);
		const first = await search();
		expect([first.results.length, first.paginationToken]).toEqual([100, '100']);
		const last = await search('', '200');
		expect([last.results.length, last.results[0].value, last.paginationToken]).toEqual([
			50,
			'm200',
			undefined,
		]);
		// Read once: every letter that is typed asks again.
		expect(sent).toHaveLength(1);
	});

	test('says which kind of key it needs', async () => {
		service('/api/v1/enterprise/get_all_models', [
			401,
			{ status: 'error', message: 'Invalid API key' },
		]);
		await expect(
			search('', undefined, { ...generate, family: 'enterprise' }, 'standard'),
		).rejects.toThrow(/needs the key of an enterprise server.*An ID can be given all the same/);
	});

	test('is read anew with another key', async () => {
		const sent = service('/api/v4/dreambooth/model_list', [200, [model('a')]], [200, []]);
		expect((await search()).results).toHaveLength(1);
		apiKey = `${key}-other`;
		expect((await search()).results).toHaveLength(0);
		expect(sent).toHaveLength(2);
	});

	test('that could not be read is asked for again', async () => {
		service('/api/v4/dreambooth/model_list', [503, 'busy'], [200, [model('a')]]);
		await expect(search()).rejects.toThrow(/could not be read/);
		expect((await search()).results).toHaveLength(1);
	});

	test.each([
		[
			401,
			() => ({ status: 'error', message: `Invalid API key ${apiKey}` }),
			/The list could not be read\..*Invalid API key \[key hidden\]/,
		],
		[200, () => '<html>Sorry</html>', /could not be read\. Sorry/],
	])('that cannot be read (%s) says so without the key', async (status, body, message) => {
		service('/api/v4/dreambooth/model_list', [status, body()]);
		await expect(search()).rejects.toThrow(message);
	});
});

describe('other lists', () => {
	test("of an enterprise server's own models", async () => {
		service('/api/v1/enterprise/get_all_models', [
			200,
			{ status: 'success', models: [{ model_id: 'mine' }] },
		]);
		const found = await search('', undefined, generate, 'enterprise', 'searchServerModels');
		expect(found.results).toEqual([{ name: 'mine', value: 'mine' }]);
	});

	test('of voices hold the ready ones and the own ones, each once', async () => {
		const voice = (voice_id: string, name: string) => ({ voice_id, name, language: 'english' });
		const sent = service(
			'/api/v6/voice/voice_list',
			[200, { status: 'success', voices: [voice('tom', 'Tom'), voice('ann', 'Ann')] }],
			[200, { status: 'success', voices: [voice('me', 'Me'), voice('tom', 'Tom')] }],
		);
		const found = await search('', undefined, generate, 'standard', 'searchVoices');
		expect(found.results.map(({ value }) => value)).toEqual(['tom', 'ann', 'me']);
		expect(sent.map(({ type }) => type)).toEqual(['manual', 'trained']);
	});

	test('of voices for covers are those of their own kind', async () => {
		const sent = service('/api/v6/voice/voice_list', [200, { status: 'success', voices: [] }]);
		await search('', undefined, generate, 'standard', 'searchVoiceCovers');
		expect(sent[0].type).toBe('voice_cover');
	});

	test('of trainings', async () => {
		service('/api/v3/finetune_list', [
			200,
			{
				status: 'success',
				data: [{ training_id: 'Ab3', model_name: 'Me' }, { model_id: 'old' }, 'Cd4'],
			},
		]);
		const found = await search('', undefined, generate, 'standard', 'searchTrainings');
		expect(found.results).toEqual([
			{ name: 'Me (Ab3)', value: 'Ab3' },
			{ name: 'old', value: 'old' },
			{ name: 'Cd4', value: 'Cd4' },
		]);
	});
});
