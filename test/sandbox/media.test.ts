import { kindOf } from '../../sandbox/media/signatures';
import { encodeMp4 } from '../../sandbox/media/mp4';
import { voice } from '../../sandbox/media/sound';
import { encodeWav } from '../../sandbox/media/wav';
import { blank } from '../../sandbox/paint/picture';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { endpoints } from '../../sandbox/service/endpoints';
import { mediaRows, rightBody, wrongBodies, type Links } from './mediaBodies';
import { closeAll, download, neighbour, png, post, run, sandboxWith } from './world';

const picture = png(64, 48, (x, y) => [x * 4, y * 4, 128]);
const sound = encodeWav(voice('a test', 1, 1));
const movie = encodeMp4({ width: 16, height: 16, fps: 8, frames: [blank(16, 16)] });

let sandbox: Sandbox;
let links: Links;

beforeAll(async () => {
	sandbox = await startSandbox({
		secondsPerJob: 0.01,
		holdSeconds: 0,
		workers: 20,
		queueLimit: 500,
		credits: 1e6,
	});
	const files = await neighbour({ '/i.png': picture, '/a.wav': sound, '/v.mp4': movie });
	links = {
		image: `${files.url}/i.png`,
		audio: `${files.url}/a.wav`,
		video: `${files.url}/v.mp4`,
	};
});

afterAll(async () => {
	await sandbox.close();
	await closeAll();
});

/** What a file is by its bytes: the name that its link has to end with. */
function extensionOf(bytes: Buffer): string {
	const start = bytes.toString('latin1', 0, 4);
	if (start === '\x89PNG') return 'png';
	if (start === 'glTF') return 'glb';
	if (start === 'ply\n') return 'ply';
	if (start.startsWith('v ')) return 'obj';
	const kind = kindOf(bytes);
	if (kind) return kind;
	const isStl = bytes.length > 84 && bytes.length === 84 + bytes.readUInt32LE(80) * 50;
	return isStl ? 'stl' : 'txt';
}

const named = mediaRows.map((row) => [row.path, row] as const);

it('has every documented address once, and none that is switched off', () => {
	const known = [
		...['text2video', 'text2video_ultra', 'img2video', 'img2video_ultra', 'video2video'].map(
			(name) => `video/${name}`,
		),
		'video/watermark_remover',
		...['text_to_speech', 'text_to_audio', 'voice_to_voice', 'voice_cover', 'voice_design'].map(
			(name) => `voice/${name}`,
		),
		...['music_gen', 'song_generator', 'lyrics_generator', 'sfx', 'speech_to_text'].map(
			(name) => `voice/${name}`,
		),
		...['voice/create_dubbing', 'voice/vocal_isolator', '3d/text_to_3d', '3d/image_to_3d'],
		...['make', 'floor_planning', 'room_decorator', 'sketch_rendering', 'exterior_restorer'].map(
			(name) => `interior/${name}`,
		),
		...['scenario_changer', 'object_removal', 'interior_mixer'].map((name) => `interior/${name}`),
		...['single_face_swap', 'multiple_face_swap', 'single_video_swap', 'specific_video_swap'].map(
			(name) => `faceswap/${name}`,
		),
	].map((name) => `/api/v6/${name}`);
	const have = mediaRows.map(({ path }) => path).filter((path) => path.startsWith('/api/v6/'));
	expect(have.sort()).toEqual(known.sort());
	expect(endpoints.has('/api/v6/video/scene_maker')).toBe(false);
});

describe('a right body', () => {
	it.each(named)('of %s ends in a file of the right kind', async (path, row) => {
		for (const isFull of [false, true]) {
			const body = rightBody(row, links, isFull);
			const { submitted, done } = await run(sandbox, path, body);
			expect(done.status).toBe('success');
			expect(done.output).toHaveLength(1);
			const bytes = await download(done.output[0]);
			const wish = body.output_type ?? body.output_format;
			const extension = extensionOf(bytes);
			expect(done.output[0]).toMatch(new RegExp(`\\.${extension}$`));
			if (wish && wish !== 'a lighthouse') expect(extension).toBe(wish);
			expect(sandbox.books.job(String(submitted.id))?.unknown).toEqual([]);
		}
	});
});

describe('a wrong body', () => {
	it.each(named)('of %s is refused, whatever field is wrong', async (path, row) => {
		const before = sandbox.books.jobs.length;
		const accepted: string[] = [];
		for (const [what, body] of wrongBodies(row, links)) {
			const reply = await post(sandbox, path, body);
			if (reply.body.status !== 'error') accepted.push(what);
		}
		expect(accepted).toEqual([]);
		expect(sandbox.books.jobs).toHaveLength(before);
	});
});

it('writes down what it does not know of a body', async () => {
	const { body } = await post(sandbox, '/api/v6/voice/sfx', { prompt: 'rain', loudness: 3 });
	expect(sandbox.books.job(String(body.id))?.unknown).toEqual(['loudness']);
	expect(sandbox.books.requests.at(-1)?.unknown).toEqual(['loudness']);
});

describe('an input file', () => {
	it('has to be of the kind that the field is for', async () => {
		const body = { init_audio: links.image, language: 'en' };
		const reply = await post(sandbox, '/api/v6/voice/speech_to_text', body);
		expect(reply).toEqual({
			code: 400,
			body: { status: 'error', message: 'Unable to fetch audio from provided URL' },
		});
		const swap = { init_image: links.image, init_video: links.audio };
		const { body: refused } = await post(sandbox, '/api/v6/faceswap/single_video_swap', swap);
		expect(refused.message).toBe('Unable to fetch video from provided URL');
	});

	it('may be base64 where there is a flag for it, and the answer still holds links', async () => {
		const cover = { model_id: 'tenor', init_audio: sound.toString('base64') };
		expect((await post(sandbox, '/api/v6/voice/voice_cover', cover)).body.status).toBe('error');
		const { done } = await run(sandbox, '/api/v6/voice/voice_cover', { ...cover, base64: true });
		expect(done.output[0]).toMatch(/^http:.*\.wav$/);
		const data = `data:image/png;base64,${picture.toString('base64')}`;
		const swap = { init_image: data, target_image: data, base64: true };
		const swapped = await run(sandbox, '/api/v6/faceswap/multiple_face_swap', swap);
		expect(swapped.done.output[0]).toMatch(/^http:.*\.png$/);
	});
});

describe('a song', () => {
	const path = '/api/v6/voice/song_generator';
	it.each([
		[{}, 'lyrics'],
		[{ lyrics_generation: false, prompt: 'the sea' }, 'lyrics'],
		[{ lyrics_generation: true, lyrics: 'la' }, 'prompt'],
		[{ lyrics_generation: true, prompt: 'the sea' }, 'caption'],
	])('needs words, or a subject and a style: %j', async (body, field) => {
		const reply = await post(sandbox, path, body);
		expect(reply.body.message).toBe(`The ${field} field is required.`);
	});

	it('can be written from a subject and a style', async () => {
		const body = { lyrics_generation: true, prompt: 'the sea', caption: 'slow, one voice' };
		expect((await run(sandbox, path, body)).done.status).toBe('success');
	});
});

describe('the answers', () => {
	it('of a video name the file before it is there, and again when it is', async () => {
		const own = await sandboxWith({ holdSeconds: 5 });
		const body = { model_id: 'cogvideox', prompt: 'a boat', width: 64, height: 64, seed: 7 };
		const path = '/api/v6/video/text2video';
		const instant = await post(own, path, { ...body, instant_response: true });
		expect(instant.body).toEqual({
			status: 'processing',
			tip: expect.any(String),
			eta: expect.any(Number),
			message: expect.any(String),
			fetch_result: `${own.url}/api/v6/video/fetch/${String(instant.body.id)}`,
			id: expect.any(Number),
			output: [],
			future_links: [expect.stringMatching(/\.gif$/)],
			meta: expect.objectContaining({
				id: String(instant.body.id),
				width: 64,
				seed: 7,
				output_type: 'gif',
				temp: 'no',
			}),
		});
		const { body: ended } = await post(own, path, body);
		expect(ended).toMatchObject({ status: 'success', generationTime: expect.any(Number) });
		expect(ended.future_links).toEqual(ended.output);
		expect(ended.proxy_links).toEqual([expect.stringContaining('/cdn/')]);
	});

	it('of an ultra video from a picture promise another file than they give', async () => {
		const own = await sandboxWith({ holdSeconds: 5 });
		const body = { model_id: 'wan2.2', prompt: 'a boat', init_image: links.image, resolution: 64 };
		const { body: ended } = await post(own, '/api/v6/video/img2video_ultra', body);
		expect(ended.status).toBe('success');
		expect(ended.future_links).not.toEqual(ended.output);
		expect((await fetch((ended.future_links as string[])[0])).status).toBe(404);
	});

	it('of a voice cover have links and no status when it is done at once', async () => {
		const own = await sandboxWith({ holdSeconds: 5 });
		const body = { model_id: 'tenor', init_audio: links.audio };
		const { body: ended } = await post(own, '/api/v6/voice/voice_cover', body);
		expect(Object.keys(ended).sort()).toEqual(
			['audio_time', 'generationTime', 'id', 'links', 'meta', 'proxy_links'].sort(),
		);
		expect(kindOf(await download((ended.links as string[])[0]))).toBe('wav');
	});

	it('of a sound tell its length, or that it is not known yet', async () => {
		const body = { init_audio: links.audio, target_audio: links.audio };
		const other = await post(sandbox, '/api/v6/voice/voice_to_voice', body);
		expect(other.body.audio_time).toBe(1);
		const effect = await post(sandbox, '/api/v6/voice/sfx', { prompt: 'rain', duration: 10 });
		expect(effect.body).toMatchObject({
			audio_time: null,
			output: [],
			proxy_links: [expect.stringContaining('/cdn/')],
			meta: { duration: 10, prompt: 'rain', temp: 'no', id: String(effect.body.id) },
		});
	});

	it('of music and of models echo in the manner of their family', async () => {
		const music = await post(sandbox, '/api/v6/voice/music_gen', { prompt: 'drums' });
		expect(music.body.meta).toEqual({
			base64: 'no',
			conditioning_melody: null,
			filename: expect.stringMatching(/\.wav$/),
			input_text: 'drums',
			max_new_token: 256,
			sampling_rate: 32000,
			temp: 'no',
		});
		const model = await post(sandbox, '/api/v6/3d/text_to_3d', { prompt: 'a vase', temp: 'no' });
		expect(model.body).toMatchObject({
			extra_assets: [],
			meta: { render: false, remove_bg: false, temp: 'no', output_format: 'glb' },
		});
	});

	it('of the older video call are in the older spelling, and lie with v3', async () => {
		const { body } = await post(sandbox, '/api/v5/text2video', { prompt: 'a boat' });
		expect(body).toMatchObject({
			messege: expect.any(String),
			output: '',
			fetch_result: expect.stringContaining('/api/v3/fetch/'),
		});
	});

	it('to a fetch carry second links in the families of video and voice', async () => {
		const { done } = await run(sandbox, '/api/v6/voice/sfx', { prompt: 'rain' });
		expect(done.proxy_links).toEqual([expect.stringContaining('/cdn/')]);
		const earlier = await post(sandbox, `/api/v6/whisper/fetch/${String(done.id)}`);
		expect(earlier.body).toMatchObject({ status: 'success', output: done.output });
	});
});

it('gives the same file for the same seed, and another for another', async () => {
	const body = { prompt: 'a vase', output_format: 'obj' };
	const files = [];
	for (const seed of [5, 5, 6]) {
		const { done } = await run(sandbox, '/api/v6/3d/text_to_3d', { ...body, seed });
		files.push((await download(done.output[0])).toString());
	}
	expect(files[0]).toBe(files[1]);
	expect(files[0]).not.toBe(files[2]);
});
