// Long, because an item can come from anywhere: every origin of it, and what is made of each.
import nock from 'nock';
import { host, key, see } from '../support/n8n';
import { png } from '../support/pictures';
import {
	closedWorld,
	file,
	finished,
	generate,
	paths,
	queued,
	running,
	service,
} from '../support/service';

closedWorld();

const fetch = { resource: 'result', operation: 'fetch' };
const byId = (family: string, jobId: unknown) => ({
	...fetch,
	jobFrom: 'id',
	family,
	jobId: jobId as string,
});

describe('by ID', () => {
	test.each([
		['v3', '/api/v3/fetch/77', {}],
		['dreamboothV3', '/api/v3/dreambooth/fetch/77', {}],
		['dreamboothV4', '/api/v4/dreambooth/fetch', { request_id: '77' }],
		['images', '/api/v6/images/fetch/77', {}],
		['realtime', '/api/v6/realtime/fetch/77', {}],
		['imageEditing', '/api/v6/image_editing/fetch/77', {}],
		['video', '/api/v6/video/fetch/77', {}],
		['voice', '/api/v6/voice/fetch/77', {}],
		['threeD', '/api/v6/3d/fetch/77', {}],
		['interior', '/api/v6/interior/fetch/77', {}],
		['faceswap', '/api/v6/faceswap/fetch/77', {}],
		['v7Images', '/api/v7/images/fetch/77', {}],
		['v7VideoFusion', '/api/v7/video-fusion/fetch/77', {}],
		['v7Voice', '/api/v7/voice/fetch/77', {}],
		['enterprise', '/api/v1/enterprise/fetch', { request_id: '77' }],
		['enterprise/flux', '/api/v1/enterprise/flux/fetch/77', {}],
		['enterprise/image_editing', '/api/v1/enterprise/image_editing/fetch/77', {}],
	])('%s is asked at its own address', async (family, path, body) => {
		const asks = service(path, [200, finished(77, file('/a.png', png()))]);
		const { items, error } = await see({ parameters: byId(family, 77) });
		expect(error).toBeUndefined();
		expect(asks).toEqual([{ key, ...body }]);
		expect(items[0].json).toEqual({
			id: '77',
			status: 'success',
			url: expect.any(String),
			index: 0,
			family,
		});
		expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/png', fileName: '77-0.png' });
	});

	test('waits until the job is finished', async () => {
		const asks = service(
			paths.fetch(77),
			[200, running],
			[200, finished(77, file('/a.png', png()))],
		);
		const { items } = await see({ parameters: byId('images', '77') });
		expect(asks).toHaveLength(2);
		expect(items).toHaveLength(1);
	});

	test('asks once if told not to wait, and hands on the open job', async () => {
		const asks = service(paths.fetch(77), [200, running]);
		const { items } = await see({ parameters: { ...byId('images', '77'), wait: 'no' } });
		expect(asks).toHaveLength(1);
		expect(items[0].json).toMatchObject({ id: '77', status: 'processing', family: 'images' });
	});

	test('asking once and getting no usable answer is said, with the ID', async () => {
		service(paths.fetch(77), [503, '<html>down</html>']);
		const { error } = await see({ parameters: { ...byId('images', '77'), wait: 'no' } });
		expect(error?.message).toBe('The service is in trouble (HTTP 503)');
		expect(error?.description).toContain('ID 77');
	});

	test('an unknown or expired ID is said, with the ID', async () => {
		service(paths.fetch(77), [
			200,
			{ status: 'failed', id: '', message: 'Request not found', output: '' },
		]);
		const { error } = await see({ parameters: byId('images', '77') });
		expect(error?.message).toBe('The service does not know the job 77');
		expect(error?.description).toMatch(/expired.*another API/s);
	});

	test.each([
		'../../v3/system_load',
		'77?x=1',
		'77#x',
		'77\n',
		'a/b',
		'77%2e',
		'',
		' ',
		'x'.repeat(65),
	])('%j is no ID: nothing is sent', async (id) => {
		const any = nock(host)
			.post(/.*/)
			.reply(200, finished(77, file('/a.png', png())));
		const { error } = await see({ parameters: byId('images', `={{ ${JSON.stringify(id)} }}`) });
		if (id.trim() === '77') {
			expect(error).toBeUndefined();
			return;
		}
		expect(error?.message).toMatch(/^'ID' is (no job ID|empty)$/);
		expect(any.isDone()).toBe(false);
	});

	test('an API that does not exist is said', async () => {
		const { error } = await see({ parameters: byId("={{ 'v9' }}", '77') });
		expect(error?.message).toBe("'API' has no such choice");
	});
});

describe('from the item of an earlier node', () => {
	test('Generate without waiting, then Fetch: no expressions needed, nothing lost', async () => {
		service(paths.submit, [200, queued(5, { meta: { seed: 1278219 }, track_id: 'row-17' })]);
		const open = await see({ parameters: { ...generate, wait: 'no' } });
		expect(open.items[0].json).toEqual({
			id: '5',
			status: 'processing',
			family: 'images',
			fetch_result: `${host}${paths.fetch(5)}`,
			eta: 0.1,
			seed: 1278219,
			track_id: 'row-17',
		});
		service(paths.fetch(5), [200, finished(5, file('/a.png', png()))]);
		const { items } = await see({ parameters: fetch, items: open.items });
		expect(items[0].json).toMatchObject({
			id: '5',
			status: 'success',
			family: 'images',
			seed: 1278219,
			track_id: 'row-17',
		});
		expect(items[0].binary?.data.mimeType).toBe('image/png');
	});

	test('finished items pass through untouched, files and all', async () => {
		const item = {
			json: {
				id: '5',
				status: 'success',
				url: 'https://files.example.test/a.png',
				more: { deep: [1] },
			},
			binary: { data: { data: png().toString('base64'), mimeType: 'image/png' } },
		};
		const { items } = await see({ parameters: fetch, items: [item] });
		expect(items).toEqual([{ ...item, pairedItem: { item: 0 } }]);
	});

	test("the service's own answer will do, when its fetch_result says the family", async () => {
		const asks = service('/api/v6/video/fetch/5', [200, finished(5, file('/a.png', png()))]);
		const { items } = await see({
			parameters: fetch,
			items: [
				{
					json: {
						status: 'processing',
						id: 5,
						fetch_result: 'https://modelslab.com/api/v6/video/fetch/5',
					},
				},
			],
		});
		expect(asks).toHaveLength(1);
		expect(items[0].json.family).toBe('video');
	});

	test('a fetch_result elsewhere is not followed: family and id say where to ask', async () => {
		const asks = service('/api/v6/video/fetch/5', [200, finished(5, file('/a.png', png()))]);
		await see({
			parameters: fetch,
			items: [
				{
					json: {
						status: 'processing',
						id: 5,
						family: 'video',
						fetch_result: 'https://evil.example/api/v6/video/fetch/5',
					},
				},
			],
		});
		expect(asks).toHaveLength(1);
	});

	test.each([
		['without an id', {}, 'The input item names no job'],
		['with a strange id', { id: '../5', family: 'images' }, "The input item's 'id' is no job ID"],
		['without a family', { id: 5 }, 'The input item does not say which API its job belongs to'],
		[
			'with a family that is none',
			{ id: 5, family: '__proto__' },
			'The input item does not say which API its job belongs to',
		],
	])('an item %s is said, and what would do', async (_name, json, title) => {
		const { error } = await see({ parameters: fetch, items: [{ json }] });
		expect(error?.message).toBe(title);
		expect(error?.description).toContain('By ID');
	});

	test('several items keep their pairing', async () => {
		service(paths.fetch(2), [200, finished(2, file('/2.png', png()))]);
		const { items } = await see({
			parameters: fetch,
			items: [
				{ json: { id: '1', status: 'success' } },
				{ json: { id: '2', status: 'processing', family: 'images' } },
			],
		});
		expect(items.map((item) => [item.json.id, item.pairedItem])).toEqual([
			['1', { item: 0 }],
			['2', { item: 1 }],
		]);
	});
});

test("without Simplify, the service's answer stands beside what Fetch read from it", async () => {
	const last = finished(77, file('/a.png', png()));
	service(paths.fetch(77), [200, last]);
	const { items } = await see({ parameters: { ...byId('images', '77'), simplify: false } });
	expect(items[0].json.response).toEqual(last);
	expect(items[0].json).not.toHaveProperty('submitResponse');
});

test('a result can be a text, such as a caption', async () => {
	service('/api/v6/image_editing/fetch/77', [200, finished(77, 'a red boat on a calm sea')]);
	const { items } = await see({ parameters: byId('imageEditing', '77') });
	expect(items[0].json.text).toBe('a red boat on a calm sea');
});

test("other nodes' fields of an open item are not taken for the job's", async () => {
	service(paths.fetch(5), [200, finished(5, file('/a.png', png()))]);
	const json = {
		id: 5,
		family: 'images',
		seed: 3,
		nsfw_content_detected: true,
		meta: { temp: 'yes' },
	};
	const { items, hints } = await see({ parameters: fetch, items: [{ json }] });
	expect(items[0].json).toMatchObject({ seed: 3 });
	expect(items[0].json).not.toHaveProperty('expires');
	expect(hints).toEqual([]);
});

describe('an item that is not to be believed', () => {
	const fromItem = { ...fetch };

	test.each([
		['restarts a server', '/api/v1/enterprise/restart_server'],
		['cancels a training', '/api/v3/cancel_training/5'],
		['is in capitals', '/API/V3/CANCEL_TRAINING/5'],
		['names no job', '/api/v8/anything'],
	])('has a result path that %s: nothing is sent', async (_name, result_path) => {
		const { error } = await see({
			parameters: fromItem,
			items: [{ json: { status: 'processing', id: '5', result_path } }],
		});
		expect(error?.message).toBe('The input item does not say which API its job belongs to');
	});

	test.each([
		['a finished job of the input', { id: 77, status: 'success', family: 'images' }],
		['an open job of the input', { id: 77, status: 'processing', family: 'images' }],
	])('is an error without a job over %s', async (_name, input) => {
		const { error, items } = await see({
			parameters: fromItem,
			items: [{ json: { ...input, error: "'Prompt' is empty", details: { itemIndex: 0 } } }],
		});
		expect(items).toEqual([]);
		expect(error?.message).toBe('The input item names no job');
		expect(error?.description).toContain("'Prompt' is empty");
	});

	test('is an error of an older n8n, which has no details', async () => {
		const { error } = await see({
			parameters: fromItem,
			items: [
				{ json: { id: 77, status: 'processing', family: 'images', error: 'Image 5 was late' } },
			],
		});
		expect(error?.description).toContain('Image 5 was late');
	});
});

test('a job of words keeps being one on its way through Fetch', async () => {
	const open = { status: 'processing', id: '5', family: 'voice', words: true };
	service('/api/v6/voice/fetch/5', [200, finished(5, file('/words', 'Hello there.'))]);
	const { items } = await see({ parameters: fetch, items: [{ json: open }] });
	expect(items[0].json).toMatchObject({ text: 'Hello there.' });
});
