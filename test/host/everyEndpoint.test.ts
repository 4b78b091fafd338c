/**
 * Long, because it fills and checks every kind of field and result.
 *
 * Every operation in every API, end to end: the built node in the real n8n-core, real HTTP, the sandbox's own
 * checks of each body, and a look at whether all that was filled in was sent. Once with what an operation needs,
 * once with everything that its form offers, in values that are not the defaults.
 */
import { PNG } from 'pngjs';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { openAddresses } from '../../scripts/lib/openAddresses';
import { families, type FamilyName } from '../../nodes/StableDiffusion/api/families';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import {
	familiesOf,
	fieldsFor,
	makesJob,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import { bytesOf, key, see, type Seen } from '../support/n8n';
import { linkTo, prepare, type Ground } from '../support/ground';
import { binaryOfEveryKind, files, kindOfFile } from '../support/media';
import { isFile, pathFor, wronglySent, type Filled } from '../support/sentFields';

const enterpriseKey = 'enterprise-very-secret-0123456789';
const secondServerKey = 'another-enterprise-secret-0123456789';
let sandbox: Sandbox;
/** Links that the sandbox itself can open, by kind. */
const links: Record<string, string> = {};
const kinds = Object.keys(files) as Array<keyof typeof files>;
const ground = (): Ground => ({ sandbox, key, enterpriseKey });

beforeAll(async () => {
	sandbox = await startSandbox({
		keys: [
			{ key, owner: 'test', credits: 1000, queueLimit: 100 },
			{
				key: enterpriseKey,
				owner: 'server',
				kind: 'enterprise',
				credits: 1000,
				queueLimit: 100,
			},
			{ key: secondServerKey, owner: 'second server', kind: 'enterprise' },
		],
		addresses: openAddresses(),
		secondsPerJob: 0.05,
		holdSeconds: 0,
		workers: 4,
	});
	for (const kind of kinds) links[kind] = await linkTo(ground(), kind);
});
afterAll(async () => await sandbox.close());

const item: INodeExecutionData = { json: {}, binary: binaryOfEveryKind() };

const fileKind = ({ kind }: Field): string => (kind === 'images' ? 'image' : kind);

/** Texts that must be something in particular. */
const texts: Record<string, string> = {
	url: 'https://example.com/model.safetensors',
	vae_url: 'https://example.com/vae.safetensors',
	language: 'english',
	lora_strength: '0.8',
	lora_model: 'more-details',
	negative_prompt: 'rain',
	object_name: 'chair',
	seed: '7',
	file_prefix: 'dub',
	source_lang: 'en',
	output_format: 'mp4',
	lead_voice_volume_delta: '1',
	backup_voice_volume_delta: '1',
	instrument_volume_delta: '1',
};

/** A number within the limits that is not the default, near the lower end: that keeps the files small. */
function otherNumber({ kind, default: usual, min = 1, max = Infinity, multipleOf }: Field): number {
	const quarter = Math.round(Math.min(1, (max - min) / 4) * 1000) / 1000;
	const step = multipleOf ?? (kind === 'integer' ? 1 : quarter);
	const first = multipleOf ? Math.ceil(min / multipleOf) * multipleOf : min;
	const others = [first + step, first + 2 * step, first].map((value) => Number(value.toFixed(3)));
	return others.find((value) => value !== usual && value <= max) ?? min;
}

/** A value that the field's own description allows; not the default, where there is another. */
function valueFor(field: Field, family: FamilyName): unknown {
	const enterprise = families[family].account === 'enterprise';
	switch (field.kind) {
		case 'integer':
		case 'number':
			return otherNumber(field);
		case 'flag':
			return !(field.default ?? false);
		case 'confirm':
			return true;
		case 'choice':
			return otherChoice(field);
		case 'choices':
			return field.choices?.slice(0, 2).map(({ value }) => value);
		case 'id': {
			const known = {
				models: enterprise ? 'sdxl' : 'flux',
				serverModels: 'sdxl',
				voices: 'actor',
				voiceCovers: 'zoro',
				trainings: 'none',
			};
			return { __rl: true, mode: 'id', value: known[field.list ?? 'models'] };
		}
		case 'json':
			return field.default ?? '{}';
		case 'secret':
			return field.name === 'sync_key' ? secondServerKey : 'a-value-that-nobody-may-see';
		default:
			if (field.name === 'webhook') return `${sandbox.url}/somewhere`;
			if (isUrl(field)) return links.image;
			return texts[field.name] ?? 'a red boat on a calm sea';
	}
}

const otherChoice = ({ choices = [], default: usual }: Field): unknown =>
	(choices.find(({ value }) => value !== usual) ?? choices[0]).value;

const isUrl = ({ name, placeholder }: Field): boolean =>
	/_url$|^thumbnail$|image$/.test(name) && /https?:/.test(placeholder ?? '');

/** An enterprise key cannot upload, so that all files of a call are links as soon as one must be. */
const linksOnly = (endpoint: Endpoint, family: FamilyName): boolean =>
	families[family].account === 'enterprise' &&
	fieldsFor(endpoint, family).some(({ takes }) => takes === 'link');

/** Parameters of a file field: a binary field, or a link. */
function fileParameters(field: Field, asLink: boolean): IDataObject {
	const { name } = field;
	const kind = fileKind(field);
	if (asLink) return { [`${name}_from`]: 'url', [name]: links[kind] };
	const value = field.kind === 'images' ? `${kind}, ${kind}` : kind;
	return { [`${name}_from`]: 'binary', [`${name}_field`]: value };
}

/** What the user puts in: what is needed, or everything. */
function filled(endpoint: Endpoint, family: FamilyName, everything: boolean): Filled {
	const main: IDataObject = {};
	const options: IDataObject = {};
	const needed = new Set((endpoint.oneOf ?? []).map(([first]) => first));
	for (const field of fieldsFor(endpoint, family)) {
		if (!everything && !field.required && !needed.has(field.name)) continue;
		// Answers in another form: looked at in tests of their own.
		if (field.name === 'base64') continue;
		if (isFile(field)) {
			if (field.place === 'main' || field.kind === 'images')
				Object.assign(main, fileParameters(field, linksOnly(endpoint, family)));
			else
				options[field.name] = linksOnly(endpoint, family)
					? links[fileKind(field)]
					: fileKind(field);
		} else {
			const place = field.place === 'main' ? main : options;
			place[field.name] = valueFor(field, family) as IDataObject[string];
		}
	}
	return { main, options };
}

async function run(
	endpoint: Endpoint,
	family: FamilyName,
	everything: boolean,
): Promise<Seen & { given: Filled }> {
	const { resource, operation } = endpoint;
	const enterprise = families[family].account === 'enterprise';
	const { main, options } = filled(endpoint, family, everything);
	const prepared = await prepare(ground(), endpoint);
	sandbox.books.requests.length = 0;
	sandbox.options.holdSeconds = everything ? 5 : 0;
	const given = { main: { ...main, ...prepared }, options };
	const seen = await see({
		parameters: { resource, operation, family, ...given.main, options },
		items: [item],
		credential: {
			host: sandbox.url,
			apiKey: enterprise ? enterpriseKey : key,
			account: enterprise ? 'enterprise' : 'standard',
		},
	});
	return { ...seen, given };
}

/** The media types that a result of this name may have. */
const types: Record<string, RegExp> = {
	Image: /^image\/png$/,
	Mask: /^image\/png$/,
	Video: /^(video\/mp4|image\/gif)$/,
	Audio: /^audio\//,
	'3D Model': /^model\//,
	Text: /^text\/plain$/,
};

async function expectFile(out: INodeExecutionData, { thing }: Endpoint): Promise<void> {
	const bytes = await bytesOf(out);
	const { mimeType = '', fileName = '', fileExtension = '' } = out.binary?.data ?? {};
	expect(mimeType).toMatch(types[thing]);
	expect(fileName).toMatch(/\.[a-z0-9]{2,4}$/);
	expect(fileName.endsWith(`.${fileExtension}`)).toBe(true);
	const seen = kindOfFile(bytes);
	// STL has no signature.
	if (mimeType !== 'model/stl') expect(seen).toBe(mimeType);
	if (mimeType === 'image/png') expect(PNG.sync.read(bytes).width).toBeGreaterThan(0);
}

async function expectResult(endpoint: Endpoint, family: FamilyName, out: INodeExecutionData[]) {
	const [{ json }] = out;
	expect(out.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
	switch (endpoint.gives) {
		case 'files':
			expect(json).toMatchObject({
				status: 'success',
				family,
				index: 0,
				id: expect.stringMatching(/^\d+$/),
			});
			// Files that went in as base64 come out as base64.
			if (json.url !== undefined) expect(json.url).toMatch(/^http/);
			else expect(sandbox.books.requests.some(({ body }) => isOn(body?.base64))).toBe(true);
			return await expectFile(out[0], endpoint);
		case 'words':
			expect(json).toMatchObject({ status: 'success', family });
			expect(String(json.text)).toMatch(/\S/);
			return;
		case 'state':
			expect(json).toMatchObject({
				status: 'success',
				family,
				operation: `${endpoint.resource}:${endpoint.operation}`,
				[endpoint.question?.id ?? '']: json.id,
			});
			return;
		case 'link': {
			const file = await fetch(String(json.url));
			expect(file.status).toBe(200);
			return;
		}
		default:
			expect(Object.keys(json).length).toBeGreaterThan(0);
			expect(json.status).not.toBe('error');
	}
}

const isOn = (value: unknown): boolean => [true, 'true', 'yes'].includes(value as string);

const table = endpoints.flatMap((endpoint) =>
	familiesOf(endpoint).map((family) => ({
		name: `${endpoint.resource} ${endpoint.operation} ${family}`,
		endpoint,
		family,
	})),
);

describe.each(table)('$name', ({ endpoint, family }) => {
	test.each([
		['what it needs', false],
		['everything it offers', true],
	])('with %s is accepted, waited for, and handed over', async (_name, everything) => {
		const { items: out, error, given } = await run(endpoint, family, everything);
		expect([error?.message, error?.description]).toEqual([undefined, undefined]);
		expect(out.length).toBeGreaterThan(0);
		await expectResult(endpoint, family, out);
		// The service's own list of fields knows every one that was sent.
		expect(
			sandbox.books.requests.flatMap(({ path, unknown = [] }) =>
				unknown.map((name) => `${path} ${name}`),
			),
		).toEqual([]);
		const path = pathFor(String(endpoint.variants[family]), given);
		const calls = sandbox.books.requests.filter((call) => call.path === path);
		if (makesJob(endpoint)) expect(calls).toHaveLength(1);
		expect(calls.length).toBeGreaterThan(0);
		expect(wronglySent(endpoint, family, given, calls[0].body as IDataObject)).toEqual([]);
	});
});
