// Long, because one run of the node has many sides: what is sent, what comes out, what is downloaded.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import nock from 'nock';
import { bytesOf, host, key, see, type Seen } from '../support/n8n';
import { jpgHead, png } from '../support/pictures';
import {
	closedWorld,
	file,
	files,
	finished,
	generate,
	paths,
	queued,
	running,
	service,
} from '../support/service';

closedWorld();

/** Runs Generate for a picture that a real HTTP server serves: nock knows no broken or packed bodies. */
async function generateFrom(serve: RequestListener): Promise<Seen> {
	const server = createServer(serve).listen(0, '127.0.0.1');
	await once(server, 'listening');
	nock.enableNetConnect('127.0.0.1');
	const { port } = server.address() as AddressInfo;
	// A public service would have no files here.
	const inside = 'http://sd.localhost';
	nock(inside)
		.post(paths.submit)
		.reply(200, finished(5, `http://127.0.0.1:${port}/0.png`));
	try {
		return await see({ parameters: generate, credential: { host: inside } });
	} finally {
		server.close();
		nock.disableNetConnect();
	}
}

describe('a job from submit to file', () => {
	test('is submitted, waited for, downloaded, and handed over as one item per image', async () => {
		const picture = png();
		const submits = service(paths.submit, [
			200,
			queued(134711525, { meta: { seed: 1278219 }, tip: 'an advertisement' }),
		]);
		const asks = service(
			paths.fetch(134711525),
			[200, running],
			[
				200,
				finished(
					134711525,
					file('/0.png', picture, { 'content-type': 'text/plain' }),
					file('/1.png', picture, { 'content-type': 'image/jpeg' }),
				),
			],
		);
		const { items, error, hints } = await see({ parameters: generate });
		expect(error).toBeUndefined();
		expect(submits).toEqual([{ key, model_id: 'flux', prompt: generate.prompt }]);
		expect(asks).toEqual([{ key }, { key }]);
		expect(items.map((item) => item.json)).toEqual(
			[0, 1].map((index) => ({
				id: '134711525',
				status: 'success',
				url: `${files}/${index}.png`,
				index,
				family: 'images',
				seed: 1278219,
				eta: 0.1,
				waited: expect.any(Number),
			})),
		);
		expect(items.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(items[0].binary?.data).toMatchObject({
			mimeType: 'image/png',
			fileExtension: 'png',
			fileName: 'a-lighthouse-in-a-storm-oil-painting-134711525-0.png',
		});
		expect((await bytesOf(items[0])).equals(picture)).toBe(true);
		expect(hints).toEqual([]);
	});

	test('that is done at once is not asked about', async () => {
		service(paths.submit, [
			200,
			{
				...finished(7, file('/a.png', png())),
				generationTime: 1.963,
				meta: { seed: 4294967295 },
				track_id: 'row-17',
			},
		]);
		const { items } = await see({ parameters: generate });
		expect(items[0].json).toMatchObject({
			id: '7',
			generationTime: 1.96,
			seed: 4294967295,
			track_id: 'row-17',
		});
	});

	test('streams into the binary store in filesystem mode', async () => {
		const picture = png(64, 64);
		service(paths.submit, [200, finished(7, file('/a.png', picture))]);
		const { items } = await see({ parameters: generate, binary: 'filesystem' });
		expect(items[0].binary?.data.id).toMatch(/^filesystem-v2:/);
		expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/png', bytes: picture.length });
	});

	test('keeps its pairing over several items', async () => {
		for (const id of [1, 2, 3])
			service(paths.submit, [200, finished(id, file(`/${id}.png`, png()))]);
		const items = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt } }));
		const seen = await see({ parameters: { ...generate, prompt: '={{ $json.prompt }}' }, items });
		expect(seen.items.map((item) => [item.json.id, item.pairedItem])).toEqual([
			['1', { item: 0 }],
			['2', { item: 1 }],
			['3', { item: 2 }],
		]);
	});

	test('does not follow a fetch_result to another host: the key stays at home', async () => {
		service(paths.submit, [
			200,
			{ ...queued(9), fetch_result: 'https://evil.example/api/v6/images/fetch/9' },
		]);
		const asks = service(paths.fetch(9), [200, finished(9, file('/a.png', png()))]);
		const evil = nock('https://evil.example').post(/.*/).reply(200, {});
		const { items } = await see({ parameters: generate });
		expect(items).toHaveLength(1);
		expect(asks).toHaveLength(1);
		expect(evil.isDone()).toBe(false);
	});

	test("takes the path of a fetch_result that names the service's older host, but asks its own host", async () => {
		service('/api/v3/text2img', [
			200,
			{ ...queued(9), fetch_result: 'https://stablediffusionapi.com/api/v3/dreambooth/fetch/9' },
		]);
		const asks = service('/api/v3/dreambooth/fetch/9', [200, finished(9, file('/a.png', png()))]);
		await see({ parameters: { ...generate, family: 'v3' } });
		expect(asks).toHaveLength(1);
	});
});

describe('what is sent', () => {
	const options = {
		width: 768,
		height: '512',
		samples: 2,
		seed: 4294967295,
		guidance_scale: 7.5,
		safety_checker: false,
		enhance_prompt: true,
		negative_prompt: ' blurry ',
		scheduler: 'DDIMScheduler',
		panorama: true,
		instant_response: true,
	};

	test.each([
		[
			'images',
			'/api/v6/images/text2img',
			{
				model_id: 'flux',
				safety_checker: false,
				enhance_prompt: true,
				scheduler: 'DDIMScheduler',
				guidance_scale: 7.5,
				panorama: true,
			},
		],
		[
			'realtime',
			'/api/v6/realtime/text2img',
			{ safety_checker: false, enhance_prompt: true, instant_response: true },
		],
		[
			'v3',
			'/api/v3/text2img',
			{ safety_checker: 'no', enhance_prompt: 'yes', guidance_scale: 7.5, panorama: 'yes' },
		],
		[
			'enterprise',
			'/api/v1/enterprise/text2img',
			{
				model_id: 'flux',
				safety_checker: 'no',
				enhance_prompt: 'yes',
				scheduler: 'DDIMScheduler',
				guidance_scale: 7.5,
				panorama: 'yes',
			},
		],
	])('%s gets the fields it knows, flags in its own form', async (family, path, own) => {
		const [sent] = [service(path, [200, finished(1, file('/a.png', png()))])];
		const { error } = await see({ parameters: { ...generate, family, options } });
		expect(error).toBeUndefined();
		expect(sent).toEqual([
			{
				key,
				prompt: generate.prompt,
				width: 768,
				height: 512,
				samples: 2,
				seed: 4294967295,
				negative_prompt: 'blurry',
				...own,
			},
		]);
	});

	test('extra fields are merged last', async () => {
		const sent = service(paths.submit, [200, finished(1, file('/a.png', png()))]);
		await see({
			parameters: {
				...generate,
				options: { width: 512, extraFields: '{"width": 640, "free_u": "yes"}' },
			},
		});
		expect(sent[0]).toMatchObject({ width: 640, free_u: 'yes' });
	});

	test('a key pasted with blanks around it is trimmed', async () => {
		const sent = service(paths.submit, [200, finished(1, file('/a.png', png()))]);
		await see({ parameters: generate, credential: { apiKey: ` ${key}\n` } });
		expect(sent[0].key).toBe(key);
	});

	test('the prompt reaches the service as it is, whatever characters it holds', async () => {
		const prompt = 'näive "café" {{x}} \\n 日本語 🐚';
		const sent = service(paths.submit, [200, finished(1, file('/a.png', png()))]);
		await see({ parameters: { ...generate, prompt } });
		expect(sent[0].prompt).toBe(prompt);
	});
});

describe('what comes out', () => {
	test('one item per job, with all files in it', async () => {
		service(paths.submit, [200, finished(5, file('/0.png', png()), file('/1.jpg', jpgHead))]);
		const { items } = await see({ parameters: { ...generate, options: { outputItems: 'job' } } });
		expect(items).toHaveLength(1);
		expect(items[0].json.output).toEqual([`${files}/0.png`, `${files}/1.jpg`]);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data', 'data_1']);
		expect(items[0].binary?.data_1.mimeType).toBe('image/jpeg');
	});

	test("without Simplify the service's own answers stand beside it", async () => {
		const first = queued(5, { tip: 'an advertisement', meta: { seed: 3 } });
		const last = finished(5, file('/0.png', png()));
		service(paths.submit, [200, first]);
		service(paths.fetch(5), [200, last]);
		const { items } = await see({ parameters: { ...generate, simplify: false } });
		expect(items[0].json).toMatchObject({
			id: '5',
			seed: 3,
			response: last,
			submitResponse: first,
		});
	});

	test('without Download only links, and no call for the file', async () => {
		const file = nock(files).get('/0.png').reply(200, png());
		service(paths.submit, [200, finished(5, `${files}/0.png`)]);
		const { items } = await see({ parameters: { ...generate, download: false } });
		expect(items[0].json.url).toBe(`${files}/0.png`);
		expect(items[0].binary).toBeUndefined();
		expect(file.isDone()).toBe(false);
	});

	test('field and file name as the user wishes, whatever stands in the prompt', async () => {
		service(paths.submit, [200, { ...finished(5, file('/0.png', png())), meta: { seed: 42 } }]);
		const { items } = await see({
			parameters: {
				...generate,
				prompt: '../../etc/passwd\u0000',
				binaryField: 'picture',
				options: { fileName: '../{seed}/{prompt}' },
			},
		});
		expect(items[0].binary?.picture.fileName).toBe('42-etc-passwd.png');
	});

	test.each([
		['one text', `${files}/0.png`, {}],
		['proxy_links only', [], { proxy_links: [`${files}/0.png`] }],
		['proxy_links as one text', '', { proxy_links: `${files}/0.png` }],
		['links', [], { links: [`${files}/0.png`] }],
	])('output as %s', async (_name, output, more) => {
		file('/0.png', png());
		service(paths.submit, [200, { status: 'success', id: 5, output, ...more }]);
		const { items } = await see({ parameters: generate });
		expect(items).toHaveLength(1);
		expect(items[0].json.url).toBe(`${files}/0.png`);
	});

	test.each([
		['a data URI', (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`],
		['bare base64', (picture: Buffer) => picture.toString('base64')],
		[
			'a link that holds base64 text',
			(picture: Buffer) =>
				file('/0.png', picture.toString('base64'), { 'content-type': 'text/plain' }),
		],
		[
			'a link that holds a data URI',
			(picture: Buffer) => file('/0.png', `data:image/png;base64,${picture.toString('base64')}`),
		],
	])('%s is decoded', async (_name, form) => {
		const picture = png(32, 32);
		service(paths.submit, [200, finished(5, form(picture))]);
		const { items } = await see({ parameters: { ...generate, options: { base64: true } } });
		expect(items[0].binary?.data.mimeType).toBe('image/png');
		expect((await bytesOf(items[0])).equals(picture)).toBe(true);
		expect(JSON.stringify(items[0].json)).not.toContain(picture.toString('base64').slice(0, 40));
	});

	test('a text in place of an image is no image', async () => {
		service(paths.submit, [200, finished(5, 'Something went wrong')]);
		const { error } = await see({ parameters: generate });
		expect(error?.message).toBe('Job 5 is finished, but its answer names no file');
		expect(error?.description).toContain('Something went wrong');
	});

	test('entries that say more than a link give the link', async () => {
		const url = file('/0.png', png());
		service(paths.submit, [
			200,
			{ status: 'success', id: 5, output: [{ url, nsfw: 'no' }, ` ${url} `, null] },
		]);
		const { items } = await see({ parameters: generate });
		expect(items.map((item) => item.json.url)).toEqual([url, url]);
	});

	test('switches may come as text from a sheet', async () => {
		service(paths.submit, [200, finished(5, file('/0.png', png()))]);
		const parameters = { ...generate, download: "={{ 'true' }}", simplify: "={{ 'no' }}" };
		const { items } = await see({ parameters });
		expect(items[0].binary?.data.mimeType).toBe('image/png');
		expect(items[0].json.response).toBeDefined();
	});

	test('links that die and images that were blanked are told', async () => {
		service(paths.submit, [
			200,
			{ ...finished(5, file('/0.png', png())), nsfw_content_detected: true, meta: { temp: 'yes' } },
		]);
		const { items, hints } = await see({ parameters: { ...generate, options: { temp: true } } });
		expect(Date.parse(items[0].json.expires as string)).toBeGreaterThan(
			Date.now() + 23 * 3_600_000,
		);
		expect(items[0].json.nsfw_content_detected).toBe(true);
		expect(hints).toEqual([
			expect.stringContaining('1 job had content that the service found unsafe'),
			expect.stringContaining('1 link will expire in 24 hours'),
		]);
	});

	test('no item ever has an `error` key on success, since n8n would run the node again', async () => {
		service(paths.submit, [200, { ...finished(5, file('/0.png', png())), error: null }]);
		const { items } = await see({ parameters: { ...generate, simplify: true } });
		expect(Object.keys(items[0].json)).not.toContain('error');
	});
});

describe('links that are not ready', () => {
	test('a 404, a page or an empty file just after success is waited for', async () => {
		service(paths.submit, [200, finished(5, `${files}/0.png`)]);
		nock(files).get('/0.png').reply(404, 'not found');
		nock(files).get('/0.png').reply(200, '<html>One moment</html>');
		nock(files).get('/0.png').reply(200, 'Not ready yet, please wait');
		nock(files).get('/0.png').reply(200, png());
		const { items, error } = await see({ parameters: generate });
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('image/png');
	});

	test('a doubled slash is mended and the second address is tried', async () => {
		service(paths.submit, [
			200,
			{ ...finished(5, `${files}//g/0.png`), proxy_links: [`${files}/second/0.png`] },
		]);
		nock(files).get('//g/0.png').reply(404).persist();
		nock(files).get('/g/0.png').reply(404).persist();
		nock(files).get('/second/0.png').reply(200, png());
		const { items, error } = await see({ parameters: generate });
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('image/png');
	});

	test('a file that breaks off is fetched again', async () => {
		const picture = png(64, 64);
		let asked = 0;
		const { items, error } = await generateFrom((_request, response) => {
			asked += 1;
			response.writeHead(200, { 'content-length': picture.length });
			if (asked > 1) response.end(picture);
			else response.write(picture.subarray(0, 80), () => response.destroy());
		});
		expect(error).toBeUndefined();
		expect(asked).toBe(2);
		expect((await bytesOf(items[0])).equals(picture)).toBe(true);
	});

	test('a file that the host packs on its way arrives whole', async () => {
		const picture = png(64, 64);
		const packed = gzipSync(picture);
		const { items, error } = await generateFrom((_request, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
			response.end(packed);
		});
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0])).equals(picture)).toBe(true);
	});

	test('a message behind a link without an ending is not taken for the picture', async () => {
		service(paths.submit, [200, finished(5, `${files}/f`)]);
		nock(files)
			.get('/f')
			.reply(200, 'Please wait, file not generated yet!', { 'content-type': 'image/png' });
		nock(files).get('/f').reply(200, png());
		const { items } = await see({ parameters: generate });
		expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/png', fileExtension: 'png' });
	});

	test('second addresses are used only where they stand one for one', async () => {
		service(paths.submit, [
			200,
			{
				status: 'success',
				id: 5,
				output: [null, `${files}/1.png`],
				proxy_links: [file('/p0.png', png()), `${files}/p1.png`],
			},
		]);
		nock(files).get('/1.png').reply(404);
		nock(files).get('/1.png').reply(200, png(32, 32));
		const { items } = await see({ parameters: generate });
		expect(items).toHaveLength(1);
		expect((await bytesOf(items[0])).equals(png(32, 32))).toBe(true);
	});

	test('a file that never comes leaves the job and its links named', async () => {
		service(paths.submit, [200, finished(5, `${files}/0.png`)]);
		nock(files).get('/0.png').reply(403).persist();
		const { error } = await see({ parameters: generate });
		expect(error?.message).toBe('The files of job 5 could not be downloaded');
		expect(error?.description).toContain(`${files}/0.png`);
		expect(error?.description).toContain('Result > Fetch with ID 5');
	});
});

describe('as a tool of an agent', () => {
	test('gives lean JSON and no file', async () => {
		const download = nock(files).get('/0.png').reply(200, png());
		service(paths.submit, [200, { ...finished(5, `${files}/0.png`), tip: 'an advertisement' }]);
		const { items } = await see({
			parameters: { ...generate, simplify: false },
			typeName: 'CUSTOM.stableDiffusionTool',
		});
		expect(items[0].json.url).toBe(`${files}/0.png`);
		expect(items[0].json.response).toBeUndefined();
		expect(items[0].binary).toBeUndefined();
		expect(download.isDone()).toBe(false);
	});

	const asTool = { typeName: 'CUSTOM.stableDiffusionTool' };

	test('gives all that is known where Output says Raw', async () => {
		const answer = { ...finished(5, `${files}/0.png`), tip: 'an advertisement' };
		service(paths.submit, [200, answer]);
		const { items } = await see({ parameters: { ...generate, output: 'raw' }, ...asTool });
		expect(items[0].json).toMatchObject({ url: `${files}/0.png`, response: answer });
	});

	test('gives the fields that Output selects, and no other', async () => {
		service(paths.submit, [200, { ...finished(5, `${files}/0.png`), meta: { seed: 3, H: 512 } }]);
		const outputFields = ' url, response.meta.H, nothing.of.the.kind,';
		const { items } = await see({
			parameters: { ...generate, output: 'selectedFields', outputFields },
			...asTool,
		});
		expect(items[0].json).toEqual({ url: `${files}/0.png`, 'response.meta.H': 512 });
	});

	test('selects nothing of a job that is still in the making: it is paid for', async () => {
		service(paths.submit, [200, { status: 'processing', id: 7, eta: 1 }]);
		const { items } = await see({
			parameters: { ...generate, wait: 'no', output: 'selectedFields', outputFields: 'url' },
			...asTool,
		});
		expect(items[0].json).toMatchObject({ id: '7', status: 'processing', family: 'images' });
	});

	test('says that no field was selected before anything is sent', async () => {
		const { items } = await see({
			parameters: { ...generate, output: 'selectedFields', outputFields: ' , ' },
			...asTool,
		});
		expect(items[0].json.error).toContain("'Fields' is empty");
	});

	test('reads none of it where it is no tool', async () => {
		nock(files).get('/0.png').reply(200, png());
		service(paths.submit, [200, finished(5, `${files}/0.png`)]);
		const parameters = { ...generate, output: 'selectedFields', outputFields: 'seed' };
		const { items } = await see({ parameters });
		expect(items[0].json).toMatchObject({ id: '5', url: `${files}/0.png` });
	});

	test('gets a link even where the input was a file', async () => {
		service('/api/v6/base64_to_url', [200, { status: 'success', output: [`${files}/in.png`] }]);
		const sent = service('/api/v6/images/img2img', [200, finished(5, `${files}/0.png`)]);
		const { items } = await see({
			parameters: {
				...generate,
				operation: 'imageToImage',
				init_image_from: 'base64',
				init_image_base64: png().toString('base64'),
			},
			typeName: 'CUSTOM.stableDiffusionTool',
		});
		expect(sent[0]).not.toHaveProperty('base64');
		expect(items[0].json).toMatchObject({ url: `${files}/0.png` });
	});

	test('can work with a file on an enterprise server, which takes no uploads', async () => {
		const sent = service('/api/v1/enterprise/img2img', [200, finished(5, `${files}/0.png`)]);
		const { items, error } = await see({
			parameters: {
				...generate,
				family: 'enterprise',
				operation: 'imageToImage',
				init_image_from: 'base64',
				init_image_base64: png().toString('base64'),
			},
			credential: { account: 'enterprise' },
			typeName: 'CUSTOM.stableDiffusionTool',
		});
		expect(error).toBeUndefined();
		expect(sent[0]).toMatchObject({ base64: 'yes' });
		expect(items[0].json.url).toBe(`${files}/0.png`);
	});

	test('never gets a whole picture as text', async () => {
		service(paths.submit, [200, finished(5, png(64, 64).toString('base64'))]);
		const { items } = await see({
			parameters: { ...generate, options: { base64: true } },
			typeName: 'CUSTOM.stableDiffusionTool',
		});
		expect(items[0].json).not.toHaveProperty('base64');
	});

	test('nor where Output says Raw', async () => {
		const picture = png(64, 64).toString('base64');
		service(paths.submit, [200, finished(5, picture)]);
		const { items } = await see({
			parameters: { ...generate, options: { base64: true }, output: 'raw' },
			...asTool,
		});
		expect(items[0].json.response).toMatchObject({ status: 'success' });
		expect(JSON.stringify(items)).not.toContain(picture);
	});
});

describe('System Load', () => {
	test('answers at once, without a job', async () => {
		const sent = service('/api/v3/system_load', [
			200,
			{ queue_num: 3, queue_time: 12.5, status: 'ok' },
		]);
		const { items } = await see({ parameters: { resource: 'system', operation: 'systemLoad' } });
		expect(sent).toEqual([{ key }]);
		expect(items[0].json).toEqual({ queue_num: 3, queue_time: 12.5, status: 'ok' });
	});

	test('an answer without a status is taken too', async () => {
		service('/api/v3/system_load', [200, { queue_num: 0, queue_time: 0 }]);
		const { items } = await see({ parameters: { resource: 'system', operation: 'systemLoad' } });
		expect(items[0].json).toEqual({ queue_num: 0, queue_time: 0 });
	});
});

test('the host of the credential may be written without scheme or with a path', async () => {
	const bare = new URL(host).host;
	for (const typed of [bare, `${host}/`, `${host}/api/v6/images`]) {
		service(paths.submit, [200, finished(1, file('/a.png', png()))]);
		const { error } = await see({ parameters: generate, credential: { host: typed } });
		expect(error).toBeUndefined();
		nock.cleanAll();
	}
});
