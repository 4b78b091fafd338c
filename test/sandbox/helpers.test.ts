import { request } from 'node:http';
import { helpers } from '../../sandbox/service/helpers';
import { enterpriseCases } from './enterpriseCases';
import type { Files } from './helperCase';
import { publicCases } from './publicCases';
import { closeAll, neighbour, picture, pixel, png, post, sandboxWith, type Body } from './world';
import type { SandboxInput } from '../../sandbox/options';

afterEach(closeAll);

const image = png(64, 32, (x) => (x < 16 ? [255, 0, 0] : [0, 0, 255]));
const wav = Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1');
const imageBase64 = image.toString('base64');

async function world(input: SandboxInput = {}) {
	const sandbox = await sandboxWith(input);
	const { url } = await neighbour({ '/in.png': image, '/tone.wav': wav, '/nsfw.png': image });
	return { sandbox, image: `${url}/in.png`, imageBase64, audio: `${url}/tone.wav` };
}

/** Addresses of another kind: with an id in the path, a job to ask about, a second key, or a GET. */
const elsewhere = [
	/\{id\}/,
	/\/(subscribed_products|delete_image|sync_models)$/,
	// Names that no page has, kept beside the present ones.
	/\/enterprise\/(text_to_3d|chat)\//,
];
const helperCases = (files: Files) => [...enterpriseCases(files), ...publicCases(files)];
const nowhere: Files = { image: 'x', imageBase64: 'x', audio: 'x' };
const paths = helperCases(nowhere).map(({ path }) => path);
const caseOf = (path: string, files: Files) => {
	const found = helperCases(files).find((each) => each.path === path);
	if (!found) throw new Error(path);
	return found;
};
const refusal = (body: Body) => body.status === 'error' && (body.message ?? body.messege);

it('are all in the table', () => {
	const missing = helpers
		.map(({ path }) => path)
		.filter((path) => !paths.includes(path) && !elsewhere.some((other) => other.test(path)));
	expect(missing).toEqual([]);
});

describe.each(paths)('%s', (path) => {
	it('answers a right body as documented', async () => {
		const { sandbox, ...files } = await world({ secondsPerJob: 10 });
		const { body = {}, answer } = caseOf(path, files);
		expect(await post(sandbox, path, body)).toEqual({ code: 200, body: answer });
		expect(sandbox.books.requests.at(-1)).toMatchObject({ kind: 'helper', path, unknown: [] });
	});

	it('refuses what is wrong, the other kind of key, and GET', async () => {
		const { sandbox, ...files } = await world();
		const { body = {}, required = [], wrong = [] } = caseOf(path, files);
		const bad = [...required.map((name): Body => ({ [name]: undefined })), ...wrong];
		for (const change of bad) {
			const reply = await post(sandbox, path, { ...body, ...change });
			expect([change, refusal(reply.body)]).toEqual([change, expect.any(String)]);
		}
		const isEnterprise = path.startsWith('/api/v1/');
		const key = isEnterprise ? sandbox.key : sandbox.enterpriseKey;
		expect((await post(sandbox, path, { ...body, key })).code).toBe(401);
		expect((await fetch(sandbox.url + path)).status).toBe(405);
	});
});

describe('the books', () => {
	it('tell fields that an address does not have', async () => {
		const { sandbox } = await world();
		await post(sandbox, '/api/wallet_balance', { prompt: 'x' });
		await post(sandbox, '/api/v6/realtime/text2img', { prompt: 'x', colour: 'red' });
		await post(sandbox, '/api/v3/fetch/1', { request_id: 1 });
		await post(sandbox, '/api/v1/enterprise/fetch', { request_id: 1 });
		await post(sandbox, '/api/v9/nothing', { prompt: 'x' });
		const unknown = sandbox.books.requests.map((entry) => entry.unknown);
		expect(unknown).toEqual([['prompt'], ['colour'], ['request_id'], [], undefined]);
	});
});

describe('subscribed products', () => {
	const ask = (url: string, method: string, body: Body): Promise<{ code: number; body: Body }> =>
		new Promise((resolve, reject) => {
			const sent = JSON.stringify(body);
			// Node adds no length to a GET by itself.
			const headers = { 'content-type': 'application/json', 'content-length': sent.length };
			const call = request(`${url}/api/subscribed_products`, { method, headers }, (answer) => {
				let text = '';
				answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
				answer.on('end', () =>
					resolve({ code: answer.statusCode ?? 0, body: JSON.parse(text) as Body }),
				);
			});
			call.on('error', reject);
			call.end(sent);
		});

	it('are asked for by GET, with the key in the body', async () => {
		const { sandbox } = await world();
		await post(sandbox, '/api/v6/realtime/text2img', { prompt: 'x' });
		const reply = await ask(sandbox.url, 'GET', { key: sandbox.key });
		expect(reply).toEqual({
			code: 200,
			body: {
				status: 'success',
				data: {
					imagen: { total_api_call: 10000, api_call_remaining: 9999, percentage_used: 0 },
				},
			},
		});
	});

	it('are refused by POST and without a right key', async () => {
		const { sandbox } = await world();
		expect((await ask(sandbox.url, 'POST', { key: sandbox.key })).code).toBe(405);
		expect((await ask(sandbox.url, 'GET', { key: sandbox.enterpriseKey })).code).toBe(401);
		expect((await ask(sandbox.url, 'GET', {})).code).toBe(401);
	});
});

describe('uploads', () => {
	it.each([
		['image/png', 'png'],
		['audio/mpeg', 'mp3'],
		['audio/x-wav', 'wav'],
		['video/mp4', 'mp4'],
		['video/quicktime', 'mov'],
		['image/gif', 'gif'],
		['model/gltf-binary', 'glb'],
		['model/obj', 'obj'],
		['audio/webm;codecs=opus', 'webm'],
	])('of %s get the ending %s', async (type, ending) => {
		const { sandbox } = await world();
		const base64_string = `data:${type};base64,QUJDRA==`;
		const { body } = await post(sandbox, '/api/v6/base64_to_url', { base64_string });
		const [address] = body.output as string[];
		expect(address).toMatch(new RegExp(`/temp/\\d+\\.${ending}$`));
		const file = await fetch(address);
		expect(file.headers.get('content-type')).toBe(type.split(';')[0]);
		expect(await file.text()).toBe('ABCD');
	});

	it('without a head of a data URI are told apart by their first bytes', async () => {
		const { sandbox } = await world();
		const send = async (family: string, field: string, bytes: Buffer) => {
			const path = `/api/v6/${family}/base64_to_url`;
			const { body } = await post(sandbox, path, { [field]: bytes.toString('base64') });
			return (body.output as string[])[0].split('.').at(-1);
		};
		expect(await send('voice', 'init_audio', wav)).toBe('wav');
		expect(await send('voice', 'init_audio', Buffer.from('ID3 tag'))).toBe('mp3');
		expect(await send('image_editing', 'init_image', image)).toBe('png');
		expect(await send('image_editing', 'init_image', Buffer.from([0xff, 0xd8, 0xff]))).toBe('jpg');
	});

	it('are cut to a square when crop says so, and only then', async () => {
		const { sandbox } = await world();
		const send = async (crop: string) => {
			const { body } = await post(sandbox, '/api/v3/base64_crop', { image: imageBase64, crop });
			return await picture(String(body.link));
		};
		const cut = await send('true');
		expect([cut.width, cut.height]).toEqual([512, 512]);
		// The red edge is outside of the square in the middle.
		expect(pixel(cut, 0, 256)).toEqual([0, 0, 255, 255]);
		const whole = await send('false');
		expect([whole.width, whole.height]).toEqual([64, 32]);
	});
});

describe('the safety check of a picture', () => {
	it('says yes to an address with the word, above the threshold only', async () => {
		const { sandbox, image: address } = await world();
		const check = async (init_image: string, threshold?: number) => {
			const sent = { init_image, threshold };
			const { body } = await post(sandbox, '/api/v3/nsfw_image_check', sent);
			return body.has_nsfw_concept;
		};
		const marked = address.replace('in.png', 'nsfw.png');
		expect(await check(marked)).toEqual([true]);
		expect(await check(marked, 0.95)).toEqual([false]);
		expect(await check(address, 0.05)).toEqual([true]);
	});
});
