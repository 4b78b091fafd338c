import { type Sandbox } from '../../sandbox/server';
import { firstPicture, ourNode, type Workflow, type WorkflowNode } from '../lib/examples';

/** The keys of the check; each is recognisable and different in every encoding. */
export interface Keys {
	good: string;
	wrong: string;
	poor: string;
}

/** One run that is looked at. */
export interface Case {
	name: string;
	/** How the execution has to end; otherwise the case did not show what it was made for. */
	ends: 'success' | 'error';
	credential?: keyof Keys;
	/** Settings of the node beside its parameters, such as onError. */
	node?: Partial<WorkflowNode>;
	parameters?: Record<string, unknown>;
	options?: Record<string, unknown>;
	/** Items that the start node gives, where one empty item will not do. */
	items?: Array<Record<string, unknown>>;
	/** What the sandbox shall do. */
	arrange?: (sandbox: Sandbox, keys: Keys) => void;
}

/** An answer in which the service repeats what it was sent. */
const echo = (keys: Keys) => ({
	message: `Request body {"key":"${keys.good}"} of key ${keys.good} was not accepted`,
	key: keys.good,
	meta: { key: keys.good, prompt: `?key=${encodeURIComponent(keys.good)}` },
});

const fetchById = { resource: 'result', operation: 'fetch', jobFrom: 'id', family: 'images' };
const inpaint = {
	operation: 'inpaint',
	init_image_from: 'url',
	init_image: 'https://example.com/a.png',
	mask_image_from: 'url',
};
const openJob = { status: 'processing', id: 4711, eta: 1 };

/** One success, and every way to fail that was thought of. */
export const cases: Case[] = [
	{ name: 'first picture', ends: 'success' },
	{ name: 'raw answer (Simplify off)', ends: 'success', parameters: { simplify: false } },
	{
		name: 'parked until the callback',
		ends: 'success',
		parameters: { wait: 'park', simplify: false },
		options: { inMemory: 0, timeLimit: 110, width: 256, height: 256 },
		arrange: ({ options }) => (options.secondsPerJob = 5),
	},
	{
		name: 'parked, and an answer that repeats the key',
		ends: 'success',
		parameters: { wait: 'park', simplify: false },
		options: { inMemory: 0, timeLimit: 110, width: 256, height: 256 },
		arrange: (sandbox, keys) => {
			sandbox.options.secondsPerJob = 5;
			const body = { ...echo(keys), status: 'failed' };
			sandbox.next({ match: 'fetch', answer: { body }, times: 2 });
		},
	},
	{
		name: 'wrong key, HTTP 401',
		ends: 'error',
		credential: 'wrong',
		arrange: ({ options }) => (options.refusals = 'codes'),
	},
	{
		name: 'wrong key, HTTP 200',
		ends: 'error',
		credential: 'wrong',
		arrange: ({ options }) => (options.refusals = 'ok'),
	},
	{ name: 'no credits', ends: 'error', credential: 'poor' },
	{
		name: 'unknown model',
		ends: 'error',
		parameters: { model_id: { __rl: true, mode: 'id', value: 'no-such-model' } },
	},
	{
		name: 'unreachable image URL',
		ends: 'error',
		parameters: {
			operation: 'imageToImage',
			init_image_from: 'url',
			init_image: 'http://127.0.0.1:1/nothing.png',
		},
		options: { width: 512, height: 512 },
	},
	{ name: 'forbidden prompt', ends: 'error', parameters: { prompt: 'something forbidden' } },
	{ name: 'empty prompt', ends: 'error', parameters: { prompt: '' } },
	{ name: 'too large size', ends: 'error', options: { width: 4096, height: 4096 } },
	{ name: 'nine samples', ends: 'error', options: { samples: 9 } },
	{
		name: 'missing mask',
		ends: 'error',
		parameters: { ...inpaint, mask_image: "={{ '' }}" },
		options: {},
	},
	{
		name: 'a mask that is no image',
		ends: 'error',
		parameters: {
			...inpaint,
			mask_image_from: 'base64',
			mask_image_base64: Buffer.from('this is just a text').toString('base64'),
		},
		options: {},
	},
	{
		name: 'plan too small',
		ends: 'error',
		arrange: (sandbox) =>
			sandbox.next({
				match: 'submit',
				answer: {
					code: 403,
					body: { status: 'error', message: 'This feature requires a premium subscription' },
				},
			}),
	},
	{
		name: 'success without a file',
		ends: 'error',
		arrange: (sandbox) =>
			sandbox.next({
				match: 'submit',
				answer: { body: { status: 'success', id: 4711, output: [] } },
			}),
	},
	{
		name: 'one bad item of ten, Continue On Fail',
		ends: 'success',
		node: { onError: 'continueRegularOutput' },
		items: Array.from({ length: 10 }, (_, index) => ({ width: index === 6 ? 2000 : 256 })),
		options: { width: '={{ $json.width }}', height: 256 },
	},
	{
		name: 'submit reset after sending',
		ends: 'error',
		arrange: (sandbox) => sandbox.next({ match: 'submit', fault: 'resetAfter' }),
	},
	{
		name: 'submit answers HTML',
		ends: 'error',
		arrange: (sandbox) => sandbox.next({ match: 'submit', fault: 'html' }),
	},
	{
		name: 'submit answers broken JSON',
		ends: 'error',
		arrange: (sandbox) => sandbox.next({ match: 'submit', fault: 'brokenJson' }),
	},
	{
		name: 'processing without id',
		ends: 'error',
		arrange: (sandbox) =>
			sandbox.next({ match: 'submit', answer: { body: { status: 'processing', eta: 1 } } }),
	},
	{
		name: 'service repeats the key, HTTP 400',
		ends: 'error',
		arrange: (sandbox, keys) =>
			sandbox.next({
				match: 'submit',
				answer: { code: 400, body: { status: 'error', ...echo(keys) } },
			}),
	},
	{
		name: 'service repeats the key, HTTP 500 as text',
		ends: 'error',
		arrange: (sandbox, keys) =>
			sandbox.next({
				match: 'submit',
				times: 9,
				answer: { code: 500, body: `Trace: ${JSON.stringify({ key: keys.good })} ${keys.good}` },
			}),
	},
	{
		name: 'service repeats the key, item goes on',
		ends: 'success',
		node: { onError: 'continueRegularOutput' },
		arrange: (sandbox, keys) =>
			sandbox.next({
				match: 'submit',
				answer: { code: 200, body: { status: 'error', ...echo(keys) } },
			}),
	},
	{
		name: 'pending job repeats the key, Simplify off',
		ends: 'success',
		parameters: { wait: 'no', simplify: false },
		arrange: (sandbox, keys) =>
			sandbox.next({ match: 'submit', answer: { body: { ...openJob, ...echo(keys) } } }),
	},
	{
		name: 'fetch of an unknown id',
		ends: 'error',
		parameters: { ...fetchById, jobId: '999999999' },
	},
	{
		name: 'fetch answers HTML',
		ends: 'error',
		parameters: { ...fetchById, jobId: '4711' },
		options: { timeLimit: 2 },
		arrange: (sandbox) => sandbox.next({ match: 'fetch', fault: 'html', times: 99 }),
	},
	{
		name: 'time limit passes',
		ends: 'error',
		options: { timeLimit: 2 },
		arrange: ({ options }) => (options.secondsPerJob = 20),
	},
	{
		name: 'custom call whose answer repeats the key',
		ends: 'success',
		parameters: { resource: 'custom', operation: 'call', path: '/api/wallet_balance', body: '{}' },
		options: {},
		arrange: (sandbox, keys) =>
			sandbox.next({
				match: '/api/wallet_balance',
				answer: { body: { status: 'success', ...echo(keys) } },
			}),
	},
	{
		name: 'custom call to another host',
		ends: 'error',
		parameters: { resource: 'custom', operation: 'call', path: 'https://example.com/api' },
		options: {},
	},
	{
		name: 'custom job at an address that is not there',
		ends: 'error',
		parameters: { resource: 'custom', operation: 'job', path: '/api/v9/nothing', body: '{}' },
		options: {},
	},
	{
		name: 'a GET with the key in its body',
		ends: 'success',
		parameters: { resource: 'account', operation: 'getSubscribedProducts' },
		options: {},
	},
	{
		name: 'a list whose entries repeat the key',
		ends: 'success',
		parameters: { resource: 'model', operation: 'getMany', family: 'images' },
		options: {},
		arrange: (sandbox, keys) =>
			sandbox.next({
				match: '/api/v4/dreambooth/model_list',
				answer: { body: [{ model_id: 'x', ...echo(keys) }] },
			}),
	},
	{
		name: 'a training that is refused with the key in the words',
		ends: 'error',
		parameters: {
			resource: 'model',
			operation: 'startTraining',
			instance_prompt: 'photo of zwx mug',
			class_prompt: 'photo of a mug',
			images_from: 'url',
			images: 'https://example.com/a.png',
			training_type: 'men',
			max_train_steps: 18,
		},
		options: {},
		arrange: (sandbox, keys) =>
			sandbox.next({
				match: '/api/v3/lora_fine_tune',
				answer: { code: 400, body: { status: 'error', ...echo(keys) } },
			}),
	},
];

/** Ids of the credentials of the check. */
export const credentialIds: Record<keyof Keys, string> = {
	good: 'sandboxcred00001',
	wrong: 'leakcheckwrong01',
	poor: 'leakcheckpoor001',
};

/** The case as a workflow: the first picture with other settings. */
export function workflowOf(each: Case, index: number): Workflow {
	const workflow = structuredClone(firstPicture());
	const node = ourNode(workflow);
	workflow.id = `leakcheck${String(index).padStart(7, '0')}`;
	workflow.name = `Leak check: ${each.name}`;
	Object.assign(node, each.node);
	Object.assign(node.parameters, each.parameters);
	if (each.items) workflow.pinData = { Start: each.items.map((json) => ({ json })) };
	node.parameters.options = each.options ?? node.parameters.options;
	const id = credentialIds[each.credential ?? 'good'];
	node.credentials = { stableDiffusionApi: { id, name: each.credential ?? 'Sandbox' } };
	return workflow;
}
