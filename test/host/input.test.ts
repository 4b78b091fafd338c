// Long, because it is a table: every value that cannot be sent, and how it is named.
import nock from 'nock';
import { host, key, see } from '../support/n8n';
import { jpgHead, png } from '../support/pictures';
import { closedWorld, file, finished, generate, paths, service } from '../support/service';

closedWorld();

const picture = png();
const dataUri = `data:image/png;base64,${picture.toString('base64')}`;
const link = 'https://example.com/in.png';

const change = { ...generate, operation: 'imageToImage' };
const inpaint = { ...generate, operation: 'inpaint' };
const upscale = { resource: 'image', operation: 'upscale', family: 'imageEditing' };

const withFile = (bytes: Buffer, field = 'data') => [
	{
		json: {},
		binary: {
			[field]: { data: bytes.toString('base64'), mimeType: 'image/png', fileName: 'in.png' },
		},
	},
];
const done = [200, finished(1, 'https://files.example.test/a.png')] as [number, object];
beforeEach(() => {
	file('/a.png', picture);
});

describe('images that go in', () => {
	test('a link goes as it is', async () => {
		const sent = service('/api/v6/images/img2img', done);
		await see({ parameters: { ...change, init_image: link, options: { strength: 0.4 } } });
		expect(sent).toEqual([
			{ key, model_id: 'flux', prompt: generate.prompt, init_image: link, strength: 0.4 },
		]);
	});

	test.each([
		['Base64 with prefix', { init_image_from: 'base64', init_image_base64: dataUri }, undefined],
		[
			'Base64 without prefix',
			{ init_image_from: 'base64', init_image_base64: picture.toString('base64') },
			undefined,
		],
		['Base64 pasted as URL', { init_image_from: 'url', init_image: dataUri }, undefined],
		[
			'a binary field',
			{ init_image_from: 'binary', init_image_field: 'photo' },
			withFile(picture, 'photo'),
		],
	])('%s goes as base64 where the API takes it', async (_name, given, items) => {
		const sent = service('/api/v6/images/img2img', done);
		const { error } = await see({ parameters: { ...change, ...given }, items });
		expect(error).toBeUndefined();
		expect(sent).toEqual([
			{ key, model_id: 'flux', prompt: generate.prompt, init_image: dataUri, base64: true },
		]);
	});

	test('Enterprise gets its base64 flag as yes', async () => {
		const sent = service('/api/v1/enterprise/img2img', done);
		await see({
			parameters: { ...change, family: 'enterprise', init_image_from: 'binary' },
			items: withFile(picture),
			credential: { account: 'enterprise' },
		});
		expect(sent[0]).toMatchObject({ init_image: dataUri, base64: 'yes' });
	});

	test.each([
		['v3', '/api/v3/img2img', 'init_image', change],
		['realtime', '/api/v6/realtime/img2img', 'init_image', change],
		['imageEditing', '/api/v6/image_editing/super_resolution', 'init_image', upscale],
		['v3', '/api/v3/super_resolution', 'url', upscale],
	])(
		'%s takes links only (%s): a file is uploaded first',
		async (family, path, field, parameters) => {
			const uploads = service('/api/v6/base64_to_url', [
				200,
				{ status: 'success', id: 3, output: [link] },
			]);
			const sent = service(path, done);
			const { error } = await see({
				parameters: { ...parameters, family, init_image_from: 'binary' },
				items: withFile(picture),
			});
			expect(error).toBeUndefined();
			expect(uploads).toEqual([{ key, base64_string: dataUri }]);
			expect(sent[0][field]).toBe(link);
			expect(sent[0]).not.toHaveProperty('base64');
		},
	);

	test('a link and a file in one call: the file becomes a link, as the flag holds for both', async () => {
		const uploads = service('/api/v6/base64_to_url', [
			200,
			{ status: 'success', output: ['https://example.com/mask.png'] },
		]);
		const sent = service('/api/v6/images/inpaint', done);
		await see({
			parameters: { ...inpaint, init_image: link, mask_image_from: 'binary' },
			items: withFile(picture),
		});
		expect(uploads).toHaveLength(1);
		expect(sent[0]).toMatchObject({ init_image: link, mask_image: 'https://example.com/mask.png' });
		expect(sent[0]).not.toHaveProperty('base64');
	});

	test('whoever switches Base64 off gets links as results, and uploads for it', async () => {
		service('/api/v6/base64_to_url', [200, { status: 'success', output: [link] }]);
		const sent = service('/api/v6/images/img2img', done);
		await see({
			parameters: { ...change, init_image_from: 'binary', options: { base64: false } },
			items: withFile(picture),
		});
		expect(sent[0]).toMatchObject({ init_image: link, base64: false });
	});

	test('an upload costs nothing: a pause the service asks for is kept, a broken line is tried again', async () => {
		service('/api/v6/base64_to_url', [
			429,
			{ status: 'error', message: 'Rate limit exceeded', retry_after: 1 },
		]);
		nock(host)
			.post('/api/v6/base64_to_url')
			.replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
		service('/api/v6/base64_to_url', [200, { status: 'success', output: [link] }]);
		const sent = service('/api/v3/img2img', done);
		const { error } = await see({
			parameters: { ...change, family: 'v3', init_image_from: 'binary' },
			items: withFile(picture),
		});
		expect(error).toBeUndefined();
		expect(sent[0].init_image).toBe(link);
	});

	test('an upload that is refused says so, and nothing is bought', async () => {
		service('/api/v6/base64_to_url', [200, { status: 'error', message: 'Invalid API key' }]);
		const sent = service('/api/v3/img2img', done);
		const { error } = await see({
			parameters: { ...change, family: 'v3', init_image_from: 'binary' },
			items: withFile(picture),
		});
		expect(error?.message).toBe('The API key was rejected');
		expect(sent).toEqual([]);
	});
});

describe('values that cannot be sent are named before anything is sent', () => {
	const options = (more: object) => ({ ...generate, options: more });
	const large = Buffer.concat([png(), Buffer.alloc(5 * 1024 * 1024)]);

	const cases: Array<[string, object, string, RegExp, object[]?, object?]> = [
		['an empty prompt', { ...generate, prompt: '  ' }, "'Prompt' is empty", /What the image shows/],
		[
			'no model',
			{ ...generate, model_id: { __rl: true, mode: 'list', value: "={{ '' }}" } },
			"'Model' is empty",
			/model/,
		],
		['width 2000', options({ width: 2000 }), "'Width' must be between 256 and 1024", /It is 2000/],
		['width 255', options({ width: 255 }), "'Width' must be between 256 and 1024", /It is 255/],
		[
			'height 513',
			options({ height: 513 }),
			"'Height' must be divisible by 8",
			/between 256 and 1024, divisible by 8/,
		],
		['width "wide"', options({ width: 'wide' }), "'Width' must be a number", /"wide"/],
		['samples 9', options({ samples: 9 }), "'Samples' must be between 1 and 4", /It is 9/],
		['samples 1.5', options({ samples: 1.5 }), "'Samples' must be a whole number", /1\.5/],
		['steps 0', options({ num_inference_steps: 0 }), "'Steps' must be between 1 and 50", /It is 0/],
		[
			'guidance 21',
			options({ guidance_scale: 21 }),
			"'Guidance Scale' must be between 1 and 20",
			/21/,
		],
		['seed -1', options({ seed: -1 }), "'Seed' must be between 0 and 4294967295", /-1/],
		[
			'a flag "maybe"',
			options({ enhance_prompt: 'maybe' }),
			"'Enhance Prompt' must be on or off",
			/maybe/,
		],
		[
			'an unknown scheduler',
			options({ scheduler: 'Best' }),
			"'Scheduler' has no such choice",
			/DDIMScheduler/,
		],
		[
			'extra fields that are no JSON',
			options({ extraFields: '{nope' }),
			"'Send Extra Fields' is not valid JSON",
			/nope/,
		],
		[
			'extra fields that are a list',
			options({ extraFields: '[1]' }),
			"'Send Extra Fields' must be a JSON object",
			/clip_skip/,
		],
		[
			'a key in the extra fields',
			options({ extraFields: '{"key":"x"}' }),
			"'Send Extra Fields' must not hold a key",
			/credential/,
		],
		[
			'a time limit of 0',
			options({ timeLimit: 0 }),
			"'Time Limit' must be between 1 and 86400",
			/seconds/,
		],
		[
			'a strength of 2',
			{ ...change, init_image: link, options: { strength: 2 } },
			"'Strength' must be between 0 and 1",
			/2/,
		],
		[
			'an unknown API',
			{ ...generate, family: 'v9' },
			"'API' has no such choice for Generate",
			/v9/,
		],
		['no image', { ...change, init_image: "={{ '' }}" }, "'Image' is empty", /start from/],
		[
			'a missing mask',
			{ ...inpaint, init_image: link, mask_image: '={{ null }}' },
			"'Mask' is empty",
			/white/,
		],
		[
			'an image that is no link',
			{ ...change, init_image: 'photo.png' },
			"'Image' is not a link",
			/photo\.png/,
		],
		[
			'several links in one',
			{ ...change, init_image: "={{ ['https://a.example/1.png', 'https://b.example/2.png'] }}" },
			"'Image' must be one text",
			/1\.png/,
		],
		[
			'an object as a link',
			{ ...change, init_image: "={{ ({ url: 'x' }) }}" },
			"'Image' must be one text",
			/"url"/,
		],
		[
			'a link without a host',
			{ ...change, init_image: 'https:foo' },
			"'Image' is not a link",
			/https:foo/,
		],
		[
			'no key in the credential',
			generate,
			'The credential has no API key',
			/API Key/,
			undefined,
			{ apiKey: ' ' },
		],
		[
			'a file: link',
			{ ...change, init_image: 'file:///etc/passwd' },
			"'Image' is not a link",
			/https/,
		],
		[
			'base64 that is none',
			{ ...change, init_image_from: 'base64', init_image_base64: '%%%' },
			"'Image' is not valid base64",
			/%%%/,
		],
		[
			'a mask that is no image',
			{
				...inpaint,
				init_image: link,
				mask_image_from: 'base64',
				mask_image_base64: Buffer.from('this is just a text').toString('base64'),
			},
			"'Mask' is no PNG or JPG",
			/no image/,
		],
		[
			'a mask file of another type',
			{ ...inpaint, init_image: link, mask_image_from: 'binary' },
			"'Mask' is no PNG or JPG",
			/image\/gif/,
			withFile(Buffer.from('GIF89a-and-more-bytes')),
		],
		[
			'a binary field that is not there',
			{ ...change, init_image_from: 'binary', init_image_field: 'photo' },
			"'Image' has no file to read",
			/'photo'/,
			withFile(picture),
		],
		[
			'an item without files',
			{ ...change, init_image_from: 'binary' },
			"'Image' has no file to read",
			/'data'/,
		],
		[
			'a file over 5 MB that must be uploaded',
			{ ...upscale, init_image_from: 'binary' },
			"'Image' is too large",
			/5\.0 MB.*up to 5 MB/s,
			withFile(large),
		],
		[
			'a scale of 9',
			{ ...upscale, init_image: link, scale: 9 },
			"'Scale' must be between 1 and 8",
			/9/,
		],
		[
			'a file for an Enterprise upscale',
			{ ...upscale, family: 'enterprise', init_image_from: 'binary' },
			"'Image' must be a link here",
			/links only/,
			withFile(picture),
		],
		[
			'a link and a file for Enterprise',
			{ ...inpaint, family: 'enterprise', init_image: link, mask_image_from: 'binary' },
			"'Mask' must be a link here",
			/same form/,
			withFile(picture),
		],
		[
			'a host that is http',
			generate,
			"The credential's host cannot be used",
			/https/,
			undefined,
			{ host: 'http://modelslab.com' },
		],
		[
			'a host that is empty',
			generate,
			"The credential's host cannot be used",
			/modelslab\.com/,
			undefined,
			{ host: '' },
		],
	];

	// A row's missing cells are filled, or jest would put its own callback there.
	test.each(cases.map(([name, ...row]) => ({ name, row })))(
		'$name',
		async ({ row: [parameters, title, description, items, credential] }) => {
			const sent: unknown[] = [];
			nock(host)
				.post(/.*/)
				.reply((_uri, body) => {
					sent.push(body);
					return [200, {}];
				})
				.persist();
			const { error } = await see({
				parameters: parameters as never,
				items: items as never,
				credential: credential as never,
			});
			expect(error?.message).toBe(title);
			expect(error?.description).toMatch(description);
			expect(error?.context.itemIndex).toBe(0);
			expect(sent).toEqual([]);
		},
	);

	test('a JPG is as good as a PNG', async () => {
		const sent = service('/api/v6/images/img2img', done);
		await see({ parameters: { ...change, init_image_from: 'binary' }, items: withFile(jpgHead) });
		expect(sent[0].init_image).toMatch(/^data:image\/jpeg;base64,/);
	});

	test('Community Models can do without a prompt where there is an image', async () => {
		const sent = service('/api/v6/images/img2img', done);
		const { error } = await see({ parameters: { ...change, prompt: '', init_image: link } });
		expect(error).toBeUndefined();
		expect(sent[0]).not.toHaveProperty('prompt');
	});

	test('numbers and switches may come as text from a sheet', async () => {
		const sent = service(paths.submit, done);
		const { error } = await see({
			parameters: options({
				width: '640',
				samples: ' 2 ',
				enhance_prompt: 'yes',
				highres_fix: 'false',
			}) as never,
		});
		expect(error).toBeUndefined();
		expect(sent[0]).toMatchObject({
			width: 640,
			samples: 2,
			enhance_prompt: true,
			highres_fix: false,
		});
	});
});

describe('Upscale', () => {
	test.each([
		['imageEditing', '/api/v6/image_editing/super_resolution', { init_image: link }],
		['v3', '/api/v3/super_resolution', { url: link, scale: 3 }],
		['enterprise', '/api/v1/enterprise/super_resolution', { url: link, scale: 3 }],
		[
			'enterprise/super_resolution',
			'/api/v1/enterprise/super_resolution/make',
			{ init_image: link },
		],
	])('%s gets its own names, and the scale only where it must', async (family, path, own) => {
		const sent = service(path, done);
		const { error } = await see({ parameters: { ...upscale, family, init_image: link } });
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ key, ...own }]);
	});

	test('a chosen scale and upscaler are sent', async () => {
		const sent = service('/api/v6/image_editing/super_resolution', done);
		await see({
			parameters: {
				...upscale,
				init_image: link,
				scale: 4,
				options: { model_id: 'ultra_resolution', face_enhance: true, track_id: '17' },
			},
		});
		expect(sent[0]).toEqual({
			key,
			init_image: link,
			scale: 4,
			model_id: 'ultra_resolution',
			face_enhance: true,
			track_id: 17,
		});
	});
});
