// Long, because it is a table: files of every kind on every way in, and the rules over several fields.
import nock from 'nock';
import { key, see } from '../support/n8n';
import { files as media, glb, wav } from '../support/media';
import { png } from '../support/pictures';
import { closedWorld, file, finished, service } from '../support/service';

closedWorld();

const link = (name: string): string => `https://files.example.test/${name}`;
const uploaded = (name: string) => ({ status: 'success', id: 1, output: [link(name)] });
const binary = (name: string, bytes: Buffer, fileName?: string) => ({
	[name]: { data: bytes.toString('base64'), mimeType: 'application/octet-stream', fileName },
});
const item = (...all: object[]) => [{ json: {}, binary: Object.assign({}, ...all) as never }];
const startOf = (bytes: unknown): string => String(bytes).slice(0, 22);

const transcribe = { resource: 'voice', operation: 'speechToText', family: 'voice' };
const animate = { resource: 'video', operation: 'videoToVideo' };

describe('a sound', () => {
	test('is stored with the helper of its own kind', async () => {
		const stored = service('/api/v6/voice/base64_to_url', [200, uploaded('a.wav')]);
		const sent = service('/api/v6/voice/speech_to_text', [
			200,
			finished(1, file('/words.txt', 'Hello there.\n')),
		]);
		const { items, error } = await see({
			parameters: { ...transcribe, init_audio_from: 'binary', init_audio_field: 'data' },
			items: item(binary('data', wav())),
		});
		expect(error).toBeUndefined();
		expect(startOf(stored[0].init_audio)).toBe('data:audio/wav;base64,');
		expect(sent[0].init_audio).toBe(link('a.wav'));
		// The words themselves stand in the item, beside the file.
		expect(items[0].json).toMatchObject({ text: 'Hello there.', url: link('words.txt') });
		expect(items[0].binary?.data.mimeType).toBe('text/plain');
	});

	test.each([
		['a picture', png()],
		['nothing known', Buffer.from('some words that are no sound at all')],
	])('must be one: %s is refused before anything is sent', async (_name, bytes) => {
		const { error } = await see({
			parameters: { ...transcribe, init_audio_from: 'binary', init_audio_field: 'data' },
			items: item(binary('data', bytes)),
		});
		expect(error?.message).toBe("'Audio' is no audio file");
	});
});

describe('words', () => {
	const heard = (path: string, content: string): void => {
		service('/api/v6/voice/speech_to_text', [200, finished(1, file(path, content))]);
	};
	const from = { ...transcribe, init_audio: link('a.wav') };

	test('are there for an agent too, without the file', async () => {
		heard('/words.txt', 'Hello there.');
		const { items } = await see({ parameters: from, typeName: 'CUSTOM.stableDiffusionTool' });
		expect(items[0].json).toMatchObject({ text: 'Hello there.' });
		expect(items[0].binary).toBeUndefined();
	});
	test('are there with Download off', async () => {
		heard('/words.txt', 'Hello there.');
		const { items } = await see({ parameters: { ...from, download: false } });
		expect(items[0].json).toMatchObject({ text: 'Hello there.' });
		expect(items[0].binary).toBeUndefined();
	});
	test('may be none: silence is a result', async () => {
		heard('/silence.txt', '');
		const { items, error } = await see({ parameters: from });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ status: 'success', text: '' });
	});
	test('that cannot be read leave the link, where no file was wanted', async () => {
		service('/api/v6/voice/speech_to_text', [200, finished(1, link('gone.txt'))]);
		nock('https://files.example.test').get('/gone.txt').times(6).reply(403);
		const { items, error } = await see({ parameters: { ...from, download: false } });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ url: link('gone.txt') });
	});
	test('that come late are waited for', async () => {
		service('/api/v6/voice/speech_to_text', [200, finished(1, link('late.txt'))]);
		nock('https://files.example.test').get('/late.txt').reply(200, '');
		nock('https://files.example.test').get('/late.txt').reply(200, 'Hello there.');
		expect((await see({ parameters: from })).items[0].json).toMatchObject({
			text: 'Hello there.',
		});
	});
	test('stand in the one item of a job', async () => {
		heard('/words.txt', 'Hello there.');
		const { items } = await see({ parameters: { ...from, options: { outputItems: 'job' } } });
		expect(items[0].json).toMatchObject({ text: 'Hello there.' });
	});
	test('need no ending in their link', async () => {
		heard('/words', 'Hello there.');
		expect((await see({ parameters: from })).items[0].json).toMatchObject({ text: 'Hello there.' });
	});
});

describe('a job that is queued without an id', () => {
	test('is no finished file, however many links it promises', async () => {
		service('/api/v6/voice/sfx', [
			200,
			{ status: 'queued', links: [link('s.wav')], eta: 30, message: 'queued' },
		]);
		const { error } = await see({
			parameters: {
				resource: 'voice',
				operation: 'generateSoundEffect',
				family: 'voice',
				prompt: 'rain',
			},
		});
		expect(error?.message).toBe('The service queued the job without naming it');
		expect(error?.description).toContain(link('s.wav'));
	});
});

describe('a video', () => {
	test('and an image of one call are each stored in their own way', async () => {
		service('/api/v6/base64_to_url', [200, uploaded('a.png')]);
		service('/api/v6/video/base64_to_url', [200, uploaded('a.gif')]);
		const sent = service('/api/v6/video/video2video', [
			200,
			finished(1, file('/out.gif', media.video.bytes)),
		]);
		const { items, error } = await see({
			parameters: {
				...animate,
				init_image_from: 'binary',
				init_image_field: 'picture',
				init_video_from: 'binary',
				init_video_field: 'clip',
			},
			items: item(binary('picture', png()), binary('clip', media.video.bytes)),
		});
		expect(error).toBeUndefined();
		expect(sent[0]).toMatchObject({ init_image: link('a.png'), init_video: link('a.gif') });
		expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/gif', fileName: '1-0.gif' });
	});
});

describe('a 3D model', () => {
	test('goes up under the name that the helper takes', async () => {
		const stored = service('/api/v6/3d/base64_to_url', [200, uploaded('chair.glb')]);
		const { items } = await see({
			parameters: { resource: 'upload', operation: 'upload3dModel', init_obj_field: 'data' },
			items: item(binary('data', glb())),
		});
		expect(String(stored[0].init_obj)).toMatch(/^data:model\/glb;base64,/);
		expect(items[0].json).toMatchObject({ url: link('chair.glb') });
	});

	test('without a signature is known by its file name', async () => {
		const stored = service('/api/v6/3d/base64_to_url', [200, uploaded('chair.obj')]);
		await see({
			parameters: { resource: 'upload', operation: 'upload3dModel', init_obj_field: 'data' },
			items: item(binary('data', Buffer.from('v 0 0 0\nv 1 0 0\n'), 'chair.obj')),
		});
		expect(String(stored[0].init_obj)).toMatch(/^data:model\/obj;base64,/);
	});
});

describe('several images', () => {
	const edit = {
		resource: 'imageEditing',
		operation: 'qwenEdit',
		family: 'imageEditing',
		prompt: 'both in one room',
	};
	const done = (): [number, object] => [200, finished(1, file('/out.png', png()))];

	test.each([
		['a text with commas', `${link('a.png')}, ${link('b.png')}`],
		['lines', `${link('a.png')}\n${link('b.png')}\n`],
	])('may be %s', async (_name, init_image) => {
		const sent = service('/api/v6/image_editing/qwen_edit', done());
		const { error } = await see({ parameters: { ...edit, init_image } });
		expect(error).toBeUndefined();
		expect(sent[0].init_image).toEqual([link('a.png'), link('b.png')]);
	});

	test.each([
		['with commas of their own', 'https://e.com/w_3,h_2/a.jpg, https://e.com/b.jpg'],
		['as JSON', '["https://e.com/w_3,h_2/a.jpg", "https://e.com/b.jpg"]'],
	])('may be links %s', async (_name, init_image) => {
		const sent = service('/api/v6/image_editing/qwen_edit', done());
		const { error } = await see({ parameters: { ...edit, init_image } });
		expect(error).toBeUndefined();
		expect(sent[0].init_image).toEqual(['https://e.com/w_3,h_2/a.jpg', 'https://e.com/b.jpg']);
	});

	test('name the entry that is none', async () => {
		const { error } = await see({
			parameters: { ...edit, init_image: '={{ $json.all }}' },
			items: [{ json: { all: [link('a.png'), null] } }],
		});
		expect(error?.message).toBe("Entry 2 of 'Images' is no text");
	});

	test('may be a list out of an expression', async () => {
		const sent = service('/api/v6/image_editing/qwen_edit', done());
		await see({
			parameters: { ...edit, init_image: '={{ $json.all }}' },
			items: [{ json: { all: [link('a.png'), link('b.png')] } }],
		});
		expect(sent[0].init_image).toEqual([link('a.png'), link('b.png')]);
	});

	test('may be binary fields, which are stored one by one', async () => {
		service('/api/v6/base64_to_url', [200, uploaded('1.png')], [200, uploaded('2.png')]);
		const sent = service('/api/v6/image_editing/qwen_edit', done());
		const { error } = await see({
			parameters: { ...edit, init_image_from: 'binary', init_image_field: 'one, two' },
			items: item(binary('one', png()), binary('two', png(8, 8))),
		});
		expect(error).toBeUndefined();
		expect(sent[0].init_image).toEqual([link('1.png'), link('2.png')]);
	});

	test('are no more than the service takes', async () => {
		const init_image = Array.from({ length: 5 }, (_, index) => link(`${index}.png`)).join(',');
		const { error } = await see({ parameters: { ...edit, init_image } });
		expect(error?.message).toBe("'Images' has too many files");
	});
});

describe('an image among the options', () => {
	const generate = {
		resource: 'image',
		operation: 'generate',
		family: 'images',
		model_id: { __rl: true, mode: 'id', value: 'sdxl' },
		prompt: 'a boat',
	};
	const adapter = (ip_adapter_image: string) => ({
		...generate,
		options: { ip_adapter_image, ip_adapter_id: 'ip-adapter_sdxl' },
	});
	const done = (): [number, object] => [200, finished(1, file('/out.png', png()))];

	test('may be a link', async () => {
		const sent = service('/api/v6/images/text2img', done());
		await see({ parameters: adapter(link('style.png')) });
		expect(sent[0].ip_adapter_image).toBe(link('style.png'));
	});

	test('may be the name of a binary field', async () => {
		service('/api/v6/base64_to_url', [200, uploaded('style.png')]);
		const sent = service('/api/v6/images/text2img', done());
		await see({ parameters: adapter('style'), items: item(binary('style', png())) });
		expect(sent[0].ip_adapter_image).toBe(link('style.png'));
	});

	test('is refused where it is neither', async () => {
		const { error } = await see({ parameters: adapter('nothing of the kind') });
		expect(error?.message).toContain('is not a link');
	});
});

describe('what cannot be taken back', () => {
	const remove = {
		resource: 'model',
		operation: 'delete',
		model_id: { __rl: true, mode: 'id', value: 'mine' },
	};
	const account = { account: 'enterprise' };

	test.each([{}, { confirm: false }, { confirm: 'no' }])(
		'is not done with %j, and says what it would do',
		async (given) => {
			const { error } = await see({ parameters: { ...remove, ...given }, credential: account });
			expect(error?.message).toBe("'Confirm' is off");
			expect(error?.description).toMatch(/^Nothing was sent\. .{20,}/);
		},
	);

	test('is done when it is confirmed, and the confirmation stays here', async () => {
		const sent = service('/api/v1/enterprise/delete_model', [
			200,
			{ status: 'success', message: 'Model deleted on server' },
		]);
		const { items } = await see({
			parameters: { ...remove, confirm: true },
			credential: account,
		});
		expect(sent).toEqual([{ key, model_id: 'mine' }]);
		// In n8n's own form, whatever the service says.
		expect(items.map(({ json }) => json)).toEqual([{ deleted: true }]);
	});
});

describe('fields of which one is needed', () => {
	const isolate = { resource: 'voice', operation: 'isolateVocals' };

	test('say so before anything is sent', async () => {
		const { error } = await see({ parameters: isolate });
		expect(error?.message).toBe("'Audio' or 'Video' is needed");
	});
	test('are content with either', async () => {
		const sent = service('/api/v6/voice/vocal_isolator', [
			200,
			finished(1, file('/out.wav', wav())),
		]);
		const { error } = await see({ parameters: { ...isolate, init_video: link('clip.mp4') } });
		expect(error).toBeUndefined();
		expect(sent[0]).toEqual({ key, init_video: link('clip.mp4') });
	});
});

describe('an ID in the address', () => {
	const training = (value: string) => ({
		resource: 'model',
		operation: 'getTraining',
		training_id: { __rl: true, mode: 'id', value },
	});

	test('stands there and not in the body', async () => {
		const sent = service('/api/v3/fine_tune_status/Ab3', [
			200,
			{ status: 'success', messege: 'training_started' },
		]);
		const { items } = await see({ parameters: training('Ab3') });
		expect(sent).toEqual([{ key }]);
		expect(items[0].json).toMatchObject({ messege: 'training_started' });
	});
	test.each(['../../delete/1', 'a b', 'a?b', 'a/b', 'ä'])('cannot be %s', async (value) => {
		const { error } = await see({ parameters: training(value) });
		expect(error?.message).toBe("'Training ID' is no ID");
	});
});

describe('a secret of another service', () => {
	test('goes where it belongs and comes back nowhere', async () => {
		const secret = 'wandb-very-secret-value';
		const sent = service('/api/v3/lora_fine_tune', [
			400,
			{ status: 'error', message: `wandb_key ${secret} is invalid` },
		]);
		const { run, error } = await see({
			parameters: {
				resource: 'model',
				operation: 'startTraining',
				instance_prompt: 'photo of zwx mug',
				class_prompt: 'photo of a mug',
				images: link('a.png'),
				options: { wandb_key: secret },
			},
		});
		expect(sent[0].wandb_key).toBe(secret);
		expect(error?.description).toContain('[key hidden]');
		// The workflow itself holds it, and n8n puts the node into its errors.
		const told = JSON.stringify(run.data.resultData, (name, value: unknown) =>
			name === 'node' ? undefined : value,
		);
		expect(told).not.toContain(secret);
	});
});

test.each([
	['a list', { aws_secret_access_key: '={{ ["a-secret-value"] }}' }],
	['a number of lines', { aws_secret_access_key: '={{ { a: "a-secret-value" } }}' }],
])('a secret that is %s is not shown', async (_name, given) => {
	const { error } = await see({
		parameters: {
			resource: 'enterpriseServer',
			operation: 'updateS3',
			deploy_type: 'video',
			public_url: 'https://e.com',
			region_name: 'x',
			endpoint_url: 'https://e.com',
			aws_access_key_id: 'an-id-of-a-key',
			image_directory: 'x',
			...given,
		},
		credential: { account: 'enterprise' },
	});
	expect(error?.message).toContain('must be a text');
	expect(error?.description).not.toContain('a-secret-value');
});

test('JSON that is broken is shown no further than its first name', async () => {
	const { error } = await see({
		parameters: {
			resource: 'custom',
			operation: 'call',
			path: '/api/x',
			body: '{"key": "a-secret-value",}',
		},
	});
	expect(error?.message).toBe("'Body' is not valid JSON");
	expect(error?.description).not.toContain('a-secret-value');
});

test('a short secret leaves the answer as it is', async () => {
	service('/api/v3/lora_fine_tune', [200, { status: 'success', training_id: 'Ab3' }]);
	const { items } = await see({
		parameters: {
			resource: 'model',
			operation: 'startTraining',
			instance_prompt: 'photo of zwx mug',
			class_prompt: 'photo of a mug',
			images: link('a.png'),
			wait: 'no',
			options: { wandb_key: 'train' },
		},
	});
	expect(items[0].json).toMatchObject({ id: 'Ab3' });
});

test('a call that is a GET says so to the service', async () => {
	nock('https://sd.example.test', { reqheaders: { 'x-http-method-override': 'GET' } })
		.post('/api/subscribed_products', { key })
		.reply(200, { status: 'success', data: { imagen: {} } });
	const { items, error } = await see({
		parameters: { resource: 'account', operation: 'getSubscribedProducts' },
	});
	expect(error).toBeUndefined();
	expect(items[0].json).toEqual({ status: 'success', data: { imagen: {} } });
});
