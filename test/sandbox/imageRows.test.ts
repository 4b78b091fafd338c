// Long, because it is a table: every row of the images, with what each must have and must not take.
import {
	closeAll,
	download,
	neighbour,
	picture,
	pixel,
	png,
	post,
	run,
	sandboxWith,
	type Body,
} from './world';
import type { Endpoint, Field } from '../../sandbox/service/endpoint';
import { controlnet } from '../../sandbox/service/endpoints/controlnet';
import { dreambooth } from '../../sandbox/service/endpoints/dreambooth';
import { enterprise } from '../../sandbox/service/endpoints/enterprise';
import { enterpriseEditing } from '../../sandbox/service/endpoints/enterpriseEditing';
import { flux } from '../../sandbox/service/endpoints/flux';
import { imageEditing } from '../../sandbox/service/endpoints/imageEditing';
import { images } from '../../sandbox/service/endpoints/images';
import { realtime } from '../../sandbox/service/endpoints/realtime';
import { v3 } from '../../sandbox/service/endpoints/v3';
import type { Sandbox } from '../../sandbox/server';

const rows = [
	...controlnet,
	...dreambooth,
	...enterprise,
	...enterpriseEditing,
	...flux,
	...imageEditing,
	...images,
	...realtime,
	...v3,
];

const ee = '/api/v1/enterprise';
const editing = '/api/v6/image_editing';

/** What each call requires, written down from the documentation a second time and not from the rows. */
const required: Record<string, string> = {
	'/api/v3/text2img': 'prompt',
	'/api/v3/img2img': 'prompt init_image',
	'/api/v3/inpaint': 'prompt init_image mask_image',
	'/api/v3/super_resolution': 'url',
	'/api/v5/super_resolution': 'url',
	'/api/v3/dreambooth': 'model_id prompt',
	'/api/v3/dreambooth/img2img': 'model_id prompt init_image',
	'/api/v3/dreambooth/inpaint': 'model_id prompt init_image mask_image',
	'/api/v4/dreambooth': 'model_id prompt',
	'/api/v4/dreambooth/img2img': 'model_id prompt init_image',
	'/api/v4/dreambooth/inpaint': 'model_id prompt init_image mask_image',
	'/api/v5/controlnet': 'model_id controlnet_model init_image',
	'/api/v6/realtime/text2img': 'prompt',
	'/api/v6/realtime/img2img': 'prompt init_image',
	'/api/v6/realtime/inpaint': 'prompt init_image mask_image',
	'/api/v6/images/text2img': 'model_id prompt',
	'/api/v6/images/img2img': 'model_id init_image',
	'/api/v6/images/inpaint': 'model_id init_image mask_image',
	[`${editing}/removebg_mask`]: 'image',
	[`${editing}/super_resolution`]: 'init_image',
	[`${editing}/outpaint`]: 'image',
	[`${editing}/inpaint`]: 'prompt init_image mask_image',
	[`${editing}/object_removal`]: 'init_image mask_image',
	[`${editing}/mask_creator`]: 'specific_object init_image',
	[`${editing}/img_mixer`]: 'prompt init_image',
	[`${editing}/face_gen`]: 'prompt face_image',
	[`${editing}/head_shot`]: 'prompt face_image',
	[`${editing}/flux_headshot`]: 'prompt face_image seed',
	[`${editing}/fashion`]: 'init_image cloth_image cloth_type',
	[`${editing}/qwen_edit`]: 'prompt init_image',
	[`${editing}/caption`]: 'init_image',
	[`${ee}/text2img`]: 'model_id prompt',
	[`${ee}/img2img`]: 'model_id prompt init_image',
	[`${ee}/inpaint`]: 'model_id prompt init_image mask_image',
	[`${ee}/controlnet`]: 'model_id controlnet_model init_image',
	[`${ee}/super_resolution`]: 'url scale',
	[`${ee}/super_resolution/make`]: 'init_image',
	[`${ee}/realtime/text2img`]: 'prompt',
	[`${ee}/realtime/img2img`]: 'prompt init_image',
	[`${ee}/realtime/inpaint`]: 'prompt init_image mask_image',
	[`${ee}/image_editing/face_gen`]: 'prompt face_image',
	[`${ee}/image_editing/fashion`]: 'init_image cloth_image cloth_type',
	[`${ee}/image_editing/head_shot`]: 'prompt face_image',
	[`${ee}/image_editing/magic_mix`]: 'prompt image',
	[`${ee}/image_editing/mask_creator`]: 'specific_object init_image',
	[`${ee}/image_editing/object_removal`]: 'init_image mask_image',
	[`${ee}/image_editing/outpaint`]: 'image',
	[`${ee}/image_editing/qwen_edit`]: 'prompt init_image',
	[`${ee}/image_editing/removebg_mask`]: 'image',
	[`${ee}/face_gen/make_gen`]: 'prompt face_image s_scale safety_checker safety_checker_type',
	[`${ee}/flux_headshot/make_gen`]: 'prompt face_image seed',
	[`${ee}/flux/text2img`]: 'prompt',
	[`${ee}/flux/img2img`]: 'prompt init_image',
	[`${ee}/flux_klein/text2img`]: 'prompt',
	[`${ee}/flux_klein/img2img`]: 'prompt init_image',
	[`${ee}/flux_kontext_dev/img2img`]: 'prompt init_image',
	[`${ee}/z_image_turbo/text2img`]: 'prompt',
	[`${ee}/z_image_turbo/img2img`]: 'prompt init_image',
	[`${ee}/qwen/text2img`]: 'prompt',
	[`${ee}/qwen/img2img`]: 'prompt init_image',
	[`${ee}/qwen/inpaint`]: 'prompt init_image mask_image',
};

/** Values that the documentation rules out: choices, limits, and flags in the form of another family. */
const wrong: [path: string, field: string, values: unknown[]][] = [
	['/api/v3/text2img', 'safety_checker', [true, 'true']],
	['/api/v3/super_resolution', 'face_enhance', ['yes']],
	['/api/v3/super_resolution', 'scale', [0]],
	[`${ee}/super_resolution`, 'scale', [5]],
	['/api/v4/dreambooth', 'safety_checker', [true]],
	['/api/v4/dreambooth', 'samples', [5, 0]],
	['/api/v4/dreambooth', 'clip_skip', [9]],
	['/api/v5/controlnet', 'controlnet_model', ['edges', 'canny,edges', ['canny']]],
	['/api/v5/controlnet', 'controlnet_type', ['edges', 'canny,depth']],
	['/api/v5/controlnet', 'auto_hint', [true]],
	['/api/v5/controlnet', 'width', [63, 1025]],
	['/api/v5/controlnet', 'num_inference_steps', [0, 51]],
	['/api/v5/controlnet', 'controlnet_conditioning_scale', [0, 5.1]],
	['/api/v5/controlnet', 'ip_adapter_id', ['ip-adapter-plus_sdxl_vit-h']],
	['/api/v5/controlnet', 'track_id', ['mine']],
	['/api/v6/realtime/text2img', 'base64', ['no']],
	['/api/v6/images/text2img', 'injected_noise_alpha', [1.1]],
	['/api/v6/images/text2img', 'zero_steps', [51]],
	['/api/v6/images/text2img', 'ip_adapter_id', ['ip-adapter']],
	['/api/v6/images/img2img', 'guidance', [20.5]],
	['/api/v6/images/img2img', 'strength', [1.1]],
	[`${editing}/inpaint`, 'guidance_scale', [0, 6, 2.5]],
	[`${editing}/inpaint`, 'safety_checker', [false, 'false']],
	[`${editing}/inpaint`, 'instant_response', [false, 'no']],
	[`${editing}/inpaint`, 'base64', [false, 'no']],
	[`${editing}/img_mixer`, 'init_image', [['a', 'b', 'c', 'd', 'e']]],
	[`${editing}/img_mixer`, 'samples', [2]],
	[`${editing}/img_mixer`, 'steps', [51]],
	[`${editing}/face_gen`, 'num_inference_steps', [20, 'many']],
	[`${editing}/face_gen`, 'width', [513]],
	[`${editing}/face_gen`, 'height', [769]],
	[`${editing}/face_gen`, 's_scale', [2.1]],
	[`${editing}/face_gen`, 'samples', [3]],
	[`${editing}/face_gen`, 'style', ['cubist']],
	[`${editing}/head_shot`, 'guidance_scale', [6]],
	[`${editing}/flux_headshot`, 'num_inference_steps', [27]],
	[`${editing}/flux_headshot`, 'guidance_scale', [11]],
	[`${editing}/fashion`, 'cloth_type', ['dress']],
	[`${editing}/fashion`, 'temp', [true]],
	[`${editing}/qwen_edit`, 'init_image', [['a', 'b', 'c', 'd', 'e'], 7]],
	[`${editing}/qwen_edit`, 'model_id', ['qwen-edit']],
	[`${editing}/caption`, 'length', ['endless']],
	[`${editing}/caption`, 'track_id', ['mine']],
	[`${ee}/controlnet`, 'multi_lingual', [true]],
	[`${ee}/controlnet`, 'controlnet_model', ['gray']],
	[`${ee}/image_editing/fashion`, 'guidance_scale', [21]],
	[`${ee}/image_editing/magic_mix`, 'steps', [51]],
	[`${ee}/flux_headshot/make_gen`, 'width', [2049]],
	[`${ee}/flux/text2img`, 'deploy_type', ['flux_3']],
	[`${ee}/flux/text2img`, 'safety_checker', ['no']],
	[`${ee}/flux/img2img`, 'init_image', [Array(11).fill('http://127.0.0.1/a.png')]],
	[`${ee}/z_image_turbo/text2img`, 'samples', [3]],
	[`${ee}/qwen/text2img`, 'samples', [3]],
];

/** Red left, green right, with a dark disc in the middle. */
const scenery = png(64, 48, (x, y) =>
	Math.hypot(x - 32, y - 24) < 10 ? [20, 20, 30] : x < 32 ? [220, 40, 40] : [40, 200, 60],
);
const mask = png(64, 48, (x) => (x >= 32 ? [255, 255, 255] : [0, 0, 0]));
const cloth = png(32, 32, () => [30, 60, 230]);

let sandbox: Sandbox;
let url: string;

beforeAll(async () => {
	sandbox = await sandboxWith({ secondsPerJob: 0.01, queueLimit: 100, credits: 1e6 });
	({ url } = await neighbour({
		'/scenery.png': scenery,
		'/mask.png': mask,
		'/cloth.png': cloth,
	}));
});
afterAll(closeAll);

/** The smallest right body for a call, in the forms of its row. */
function rightBody({ path, fields, models }: Endpoint): Body {
	const body: Body = Object.fromEntries(
		required[path].split(' ').map((name) => [name, rightValue(name, fields[name])]),
	);
	if (models) body.model_id = 'sdxl';
	return body;
}

function rightValue(name: string, field: Field): unknown {
	switch (field.type) {
		case 'image':
			return `${url}/${name === 'mask_image' ? 'mask' : name === 'cloth_image' ? 'cloth' : 'scenery'}.png`;
		case 'list':
			return [`${url}/scenery.png`];
		case 'choice':
		case 'names':
			return field.values?.[0];
		case 'whole':
		case 'number':
			return 2;
		case 'flag':
			return false;
		default:
			return 'a lighthouse';
	}
}

/** Values that no field of this kind takes. */
function outside({ type, min, max, clamp }: Field): unknown[] {
	switch (type) {
		case 'choice':
		case 'names':
			return ['nothing of the kind', true];
		case 'flag':
			return ['maybe', 2];
		case 'whole':
		case 'number':
			return [
				'many',
				...(min === undefined ? [] : [min - 1]),
				...(max === undefined || clamp ? [] : [max + 1]),
			];
		case 'link':
			return ['nowhere'];
		case 'list':
			return [5, [5]];
		default:
			return [];
	}
}

function rowAt(path: string): Endpoint {
	const row = rows.find((each) => each.path === path);
	if (!row) throw new Error(`No row for ${path}`);
	return row;
}

async function made(path: string, more: Body = {}) {
	return await run(sandbox, path, { ...rightBody(rowAt(path)), ...more });
}

async function madePicture(path: string, more: Body = {}) {
	const { done } = await made(path, more);
	return await picture([done.output].flat()[0]);
}

/** The text of a refusal, wherever the family puts it. */
function wordsOf(body: Body): string {
	return JSON.stringify(body.message ?? body.messege ?? '');
}

it('there is one row for every documented call, and no other', () => {
	expect(rows.map(({ path }) => path).sort()).toEqual(Object.keys(required).sort());
});

describe.each(rows.map((row) => [row.path, row] as const))('%s', (path, row) => {
	it('takes the smallest right body and ends in a result', async () => {
		const { submitted, done } = await made(path);
		expect(done.status).toBe('success');
		expect(sandbox.books.job(String(submitted.id))).toMatchObject({ unknown: [] });
		const [result] = [
			row.output === 'proxyOnly' ? done.proxy_links : done.output,
		].flat() as string[];
		if (row.output === 'words') expect(result).toMatch(/^a picture in \w+/);
		else expect((await picture(result)).width).toBeGreaterThan(0);
	});

	it('refuses a body without one of the required fields', async () => {
		for (const name of required[path].split(' ')) {
			const body = { ...rightBody(row), [name]: null };
			const reply = await post(sandbox, path, body);
			expect({ name, status: reply.body.status }).toEqual({ name, status: 'error' });
			expect(wordsOf(reply.body)).toContain(name);
		}
	});

	it('refuses what lies outside of its choices and limits, and flags in no form at all', async () => {
		for (const [name, field] of Object.entries(row.fields)) {
			for (const value of outside(field)) {
				const reply = await post(sandbox, path, { ...rightBody(row), [name]: value });
				expect({ name, value, status: reply.body.status }).toEqual({
					name,
					value,
					status: 'error',
				});
				expect(wordsOf(reply.body)).toContain(name);
			}
		}
	});
});

it.each(wrong)('%s refuses %s: %j', async (path, field, values) => {
	for (const value of values) {
		const reply = await post(sandbox, path, { ...rightBody(rowAt(path)), [field]: value });
		expect({ value, status: reply.body.status }).toEqual({ value, status: 'error' });
		expect(wordsOf(reply.body)).toContain(field);
	}
});

describe('controlnet', () => {
	const path = '/api/v5/controlnet';

	it('answers in the older spelling, with an empty text as output and a fetch address of v6 images', async () => {
		const { submitted, done } = await made(path, { controlnet_model: 'canny, depth' });
		expect(submitted).toMatchObject({
			status: 'processing',
			messege: expect.any(String),
			output: '',
			fetch_result: `${sandbox.url}/api/v6/images/fetch/${String(submitted.id)}`,
			future_links: done.output,
			meta: { controlnet_model: 'canny, depth', auto_hint: 'yes', W: 512, H: 512 },
		});
	});

	it('answers a result with the links and without a time', async () => {
		sandbox.options.holdSeconds = 5;
		const { body } = await post(sandbox, path, rightBody(rowAt(path)));
		sandbox.options.holdSeconds = 0;
		expect(Object.keys(body).sort()).toEqual(['future_links', 'id', 'meta', 'output', 'status']);
	});

	it('needs a picture to take the hint from, or a finished hint', async () => {
		const hint = { init_image: null, control_image: `${url}/mask.png` };
		const refused = await post(sandbox, path, { ...rightBody(rowAt(path)), ...hint });
		expect(wordsOf(refused.body)).toContain('init_image');
		const { done } = await made(path, { ...hint, auto_hint: 'no' });
		expect(done.status).toBe('success');
	});

	it('follows the lines of the picture', async () => {
		const body = { prompt: 'sea', seed: 5, width: 64, height: 64 };
		const with1 = await madePicture(path, { ...body, controlnet_conditioning_scale: 1 });
		const plain = await madePicture('/api/v4/dreambooth', body);
		const different: number[] = [];
		for (let x = 0; x < 64; x += 1) {
			if (String(pixel(with1, x, 4)) !== String(pixel(plain, x, 4))) different.push(x);
		}
		expect(different.length).toBeGreaterThan(0);
		expect(different.every((x) => Math.abs(x - 32) < 4)).toBe(true);
	});
});

describe('v4 dreambooth', () => {
	it('answers as v3 does, with its own fetch address', async () => {
		const { submitted, done } = await made('/api/v4/dreambooth', { width: '64', height: '64' });
		expect(submitted).toMatchObject({
			messege: expect.any(String),
			webhook_status: '',
			fetch_result: `${sandbox.url}/api/v3/dreambooth/fetch/${String(submitted.id)}`,
			output: [],
			future_links: done.output,
			meta: { W: 64, H: 64, safety_checker: 'no', tomesd: 'yes', lora_strength: 1, clip_skip: 1 },
		});
	});
});

describe('flux kontext', () => {
	const body = { model_id: 'flux-kontext-dev', seed: 1 };

	it('needs words, unlike the other models of its address', async () => {
		const path = '/api/v6/images/img2img';
		const reply = await post(sandbox, path, { ...rightBody(rowAt(path)), ...body });
		expect(wordsOf(reply.body)).toContain('prompt');
	});

	it.each(['/api/v6/images/img2img', `${ee}/flux_kontext_dev/img2img`])(
		'puts two pictures together: %s',
		async (path) => {
			const more = { ...body, prompt: 'both', width: 256, height: 256 };
			const one = await madePicture(path, more);
			const two = await madePicture(path, { ...more, init_image_2: `${url}/cloth.png` });
			expect(two.data).not.toEqual(one.data);
		},
	);
});

describe('image editing', () => {
	it('makes a caption of the main colours, as long as asked for', async () => {
		const captions = await Promise.all(
			['short', 'normal', 'long'].map(
				async (length) => (await made(`${editing}/caption`, { length })).done.output,
			),
		);
		expect(captions).toEqual([
			['a picture in red and green'],
			['a picture in red and green, wide, 64 by 48 pixels'],
			[
				expect.stringMatching(
					/^a picture in red and green, wide, 64 by 48 pixels, .+ with some black/,
				),
			],
		]);
	});

	it('makes a mask that is black and white, and can be asked for the ground', async () => {
		const path = `${editing}/mask_creator`;
		const thing = await madePicture(path, { specific_object: 'the disc' });
		const ground = await madePicture(path, { specific_object: 'the background' });
		for (const [x, y] of [
			[32, 24],
			[2, 2],
		]) {
			expect([0, 255]).toContain(pixel(thing, x, y)[0]);
			expect(pixel(ground, x, y)[0]).toBe(255 - pixel(thing, x, y)[0]);
		}
	});

	it('dresses a person: the garment in its place, the rest as it was', async () => {
		const path = `${editing}/fashion`;
		const upper = await madePicture(path, { cloth_type: 'upper_body', seed: 1 });
		const lower = await madePicture(path, { cloth_type: 'lower_body', seed: 1 });
		expect(pixel(upper, 1, 1)).toEqual([220, 40, 40, 255]);
		expect(pixel(upper, 32, 18)[2]).toBeGreaterThan(150);
		expect(pixel(lower, 20, 14)).toEqual([220, 40, 40, 255]);
		expect(pixel(lower, 32, 40)[2]).toBeGreaterThan(150);
	});

	it('mixes pictures that come as a list, or as one text', async () => {
		const both = [`${url}/scenery.png`, `${url}/cloth.png`];
		const of = async (init_image: unknown) =>
			(await madePicture(`${editing}/img_mixer`, { init_image, seed: 1 })).data;
		const mixed = await of(both);
		expect(await of(both.join(','))).toEqual(mixed);
		expect(await of(both.slice(0, 1))).not.toEqual(mixed);
		expect(await of(both[0])).toEqual(await of(both.slice(0, 1)));
	});

	it.each(['face_gen', 'head_shot', 'flux_headshot', 'img_mixer', 'inpaint'])(
		'makes %s as large as its input where no size is asked for',
		async (name) => {
			const own = await madePicture(`${editing}/${name}`);
			expect([own.width, own.height]).toEqual([64, 48]);
			const asked = await madePicture(`${editing}/${name}`, { width: 128, height: 96 });
			expect([asked.width, asked.height]).toEqual([128, 96]);
		},
	);

	it('shows the face in a portrait, before a ground of prompt and seed', async () => {
		const path = `${editing}/face_gen`;
		const one = await madePicture(path, { seed: 1, width: 128, height: 96 });
		expect(pixel(one, 30, 48).slice(0, 3)).toEqual([220, 40, 40]);
		const other = await madePicture(path, { seed: 2, width: 128, height: 96 });
		expect(other.data).not.toEqual(one.data);
	});

	it('takes a data URI for a face, on flux without a flag', async () => {
		const face_image = `data:image/png;base64,${scenery.toString('base64')}`;
		expect((await made(`${editing}/flux_headshot`, { face_image })).done.status).toBe('success');
		const refused = await post(sandbox, `${editing}/face_gen`, { prompt: 'x', face_image });
		expect(wordsOf(refused.body)).toContain('Unable to fetch');
		const { done } = await made(`${editing}/face_gen`, { face_image, base64: true });
		expect(Buffer.from(done.output[0], 'base64').subarray(1, 4).toString()).toBe('PNG');
	});

	it('inpaints with the texts true and false, and yes and no', async () => {
		const { done } = await made(`${editing}/inpaint`, {
			safety_checker: 'no',
			instant_response: 'true',
			base64: 'true',
		});
		expect(Buffer.from(done.output[0], 'base64').subarray(1, 4).toString()).toBe('PNG');
	});
});

describe('enterprise image editing', () => {
	it('has the dressed person among the second links only', async () => {
		const path = `${ee}/image_editing/fashion`;
		const { done } = await made(path, { temp: 'no' });
		expect(done).toMatchObject({ status: 'success', output: [] });
		expect(done.proxy_links).toHaveLength(1);
		const [link] = done.proxy_links as string[];
		expect((await download(link)).subarray(1, 4).toString()).toBe('PNG');
		sandbox.options.holdSeconds = 5;
		const { body } = await post(sandbox, path, { ...rightBody(rowAt(path)), temp: false });
		sandbox.options.holdSeconds = 0;
		expect(body).toMatchObject({
			status: 'success',
			output: [],
			proxy_links: [expect.any(String)],
			meta: { temp: false, cloth_type: 'upper_body', cloth: `${url}/cloth.png` },
		});
	});

	it('mixes the picture with the prompt, the more the greater the factor is', async () => {
		const path = `${ee}/image_editing/magic_mix`;
		const size = { width: 64, height: 64, seed: 3 };
		const none = await madePicture(path, { ...size, mix_factor: 0 });
		expect(pixel(none, 4, 4).slice(0, 3)).toEqual([220, 40, 40]);
		const full = await madePicture(path, { ...size, mix_factor: 1 });
		expect(full.data).not.toEqual(none.data);
	});
});

it('a picture for the style changes the result, the more the greater its scale is', async () => {
	const path = '/api/v6/images/text2img';
	const body = { width: 256, height: 256, seed: 1, ip_adapter_image: `${url}/cloth.png` };
	const none = await madePicture(path, { ...body, ip_adapter_scale: 0 });
	const some = await madePicture(path, { ...body, ip_adapter_scale: 1 });
	expect(pixel(some, 9, 9)[2]).not.toBe(pixel(none, 9, 9)[2]);
});
