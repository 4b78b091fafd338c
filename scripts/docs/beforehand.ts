import type { IExecuteFunctions, IDataObject } from 'n8n-workflow';
import { hostOrigin } from '../../nodes/StableDiffusion/api/host';
import type { FamilyName } from '../../nodes/StableDiffusion/api/families';
import { registry } from '../../nodes/StableDiffusion/endpoints';
import type { Endpoint } from '../../nodes/StableDiffusion/endpoints/endpoint';
import { itemError } from '../../nodes/StableDiffusion/host/errors';
import { fileParameters } from '../../nodes/StableDiffusion/host/fieldProperties';
import { callFor } from '../../nodes/StableDiffusion/host/input';
import { parkingAddress } from '../../nodes/StableDiffusion/host/park';
import { accountOf } from '../../nodes/StableDiffusion/host/request';
import { ticketFor } from '../../nodes/StableDiffusion/host/ticket';
import { wishesOf } from '../../nodes/StableDiffusion/host/wishes';
import { account, node, tripWith } from './stage';

/** What the node says before it sends anything: each is really said here, by the code that checks the form. */

const model = 'flux';
const prompt = 'a lighthouse';
/** No picture, and one that is too large to be uploaded. */
const noPicture = Buffer.from('just words').toString('base64');
const largePicture = Buffer.concat([
	Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
	Buffer.alloc(6_000_000),
]).toString('base64');

const check =
	(key: string, family: FamilyName, parameters: IDataObject) => async (): Promise<unknown> =>
		await callFor(tripWith(parameters), registry.get(key) as Endpoint, family, { lean: false });

const generate = (parameters: IDataObject) =>
	check('image:generate', 'images', { model_id: model, prompt, ...parameters });

const upscale = (parameters: IDataObject, family: FamilyName = 'imageEditing') =>
	check('image:upscale', family, parameters);

const parkAt = (context: Partial<IExecuteFunctions>) => (): unknown =>
	parkingAddress(tripWith({}, context));

type Check = () => unknown;

const fields: readonly Check[] = [
	generate({ prompt: '' }),
	generate({ options: { width: 2000 } }),
	generate({ options: { width: 500 } }),
	generate({ options: { samples: 'many' } }),
	generate({ options: { algorithm_type: 'fast' } }),
	generate({ options: { upscale: 'perhaps' } }),
	generate({ options: { extraFields: '{"clip_skip": }' } }),
	generate({ options: { extraFields: { key: 'mine' } } }),
	check('enterpriseServer:restart', 'enterprise', { confirm: false }),
	() => wishesOf(tripWith({ options: { timeLimit: 0 } })),
];

const image = fileParameters('init_image');

const files: readonly Check[] = [
	upscale({ [image.from]: 'url', [image.url]: 'lighthouse.png' }),
	upscale({ [image.from]: 'binary', [image.binary]: 'photo' }),
	upscale({ [image.from]: 'base64', [image.base64]: noPicture }),
	upscale({ [image.from]: 'base64', [image.base64]: largePicture }),
	upscale({ [image.from]: 'base64', [image.base64]: largePicture }, 'enterprise/super_resolution'),
];

const fetching: readonly Check[] = [
	() => ticketFor(tripWith({ jobFrom: 'id', jobId: '' })),
	() => ticketFor(tripWith({ jobFrom: 'id', jobId: 'job 17' })),
	() => ticketFor(tripWith({ jobFrom: 'item' })),
];

const parking: readonly Check[] = [
	parkAt({ isToolExecution: () => true } as Partial<IExecuteFunctions>),
	parkAt({ getMode: () => 'cli' }),
	parkAt({ evaluateExpression: () => '' }),
	parkAt({ evaluateExpression: () => 'http://localhost:5678/webhook-waiting/17' }),
];

const credential: readonly Check[] = [
	async () =>
		await accountOf({
			getCredentials: async () => await Promise.resolve({ apiKey: '' }),
		} as unknown as IExecuteFunctions),
	() => hostOrigin(''),
	() => hostOrigin('http://modelslab.com'),
];

/** @throws Error where a check has nothing to say */
async function said(what: Check): Promise<readonly [title: string, hint: string]> {
	try {
		await what();
	} catch (thrown: unknown) {
		const { error } = itemError({ getNode: () => node } as IExecuteFunctions, 0, thrown, account);
		if (thrown instanceof TypeError) throw thrown;
		return [error.message, error.description ?? ''];
	}
	throw new Error('a check of the page of errors has nothing to say');
}

/** All of it, by what it is about. */
export async function beforehand(): Promise<
	Array<{ about: string; rows: Array<readonly [title: string, hint: string]> }>
> {
	const all: Array<[string, readonly Check[]]> = [
		['Values', fields],
		['Files that go in', files],
		['Result > Fetch', fetching],
		['Park Until Callback', parking],
		['Credential', credential],
	];
	return await Promise.all(
		all.map(async ([about, checks]) => ({ about, rows: await Promise.all(checks.map(said)) })),
	);
}
