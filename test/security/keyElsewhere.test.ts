// Long, because it is a table: the key is nowhere, beside what an operation is answered. Lists of the form, the gate, the
// credential's test, uploads, redirects, and a key typed where it does not belong.
import { fastTime } from './keyTime';
import type {
	ICredentialsDecrypted,
	IDataObject,
	INode,
	INodeType,
	IRun,
	IWorkflowExecuteAdditionalData,
	NodeOperationError,
} from 'n8n-workflow';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import { familiesOf, fieldsFor } from '../../nodes/StableDiffusion/endpoints/endpoint';
import {
	credential as usual,
	credentialType,
	host,
	listContext,
	node,
	runNode,
	TestCredentials,
} from '../support/n8n';
import { png } from '../support/pictures';
import {
	broken,
	evil,
	files,
	plainKey,
	redirected,
	refused,
	spelt,
	spikyKey,
	type Told,
} from './keyCases';
import { findsIn } from './keyDrive';
import { dataUri, isFile, orderFor } from './keyOrders';
import { Search } from './keySearch';
import { World } from './keyWorld';

fastTime();

let world: World;
beforeAll(() => (world = new World()));
afterAll(() => world.close());

const keys = [spikyKey, plainKey];
const keyFor = (turn: number): string => keys[turn % keys.length];
const searches = new Map(keys.map((key) => [key, new Search(key)]));
const searchFor = (key: string): Search => searches.get(key) as Search;
/** A Generate that is in order. */
const generate = {
	...{ resource: 'image', operation: 'generate', family: 'images', prompt: 'a red boat' },
	model_id: { __rl: true, mode: 'id', value: 'flux' },
};
const picture = png();

/** The first answers that any call can have. */
const answers = [0, 1, 2, 3, 4, 7]
	.map((turn) => [
		...refused(turn),
		...(turn === 0 ? broken : []),
		...(turn < 5 ? redirected(turn) : []),
	])
	.flat();

/** Has the service give such an answer, whatever it is asked. Gives how often it was. */
function always(tell: (sent: Record<string, unknown>) => Told): () => number {
	let asked = 0;
	world.file = () => ({ status: 200, body: picture });
	world.answer = ({ body }) => {
		asked += 1;
		return tell(body as Record<string, unknown>);
	};
	return () => asked;
}

describe('The search is not blind:', () => {
	const search = searchFor(spikyKey);
	const wrap = Object.assign(new Error('x'), { cause: Object.assign(new Error('y'), {}) });
	Object.defineProperty(wrap.cause, 'hidden', { value: { key: spikyKey }, enumerable: false });
	test.each<[string, unknown]>([
		['in an item', [{ json: { a: [{ b: spikyKey }] } }]],
		['in a name', { [spikyKey]: 1 }],
		['in the name of a file', { binary: { data: { fileName: `${spikyKey}.png` } } }],
		['in bytes', Buffer.from(`x${spikyKey}`)],
		['in a message', new Error(spikyKey)],
		['in what nobody lists of the cause of an error', wrap],
		['in a stack', Object.assign(new Error('x'), { stack: `at ${spikyKey}` })],
		['in a map', new Map([['a', new Set([spikyKey])]])],
		['in capitals', spikyKey.toUpperCase()],
		['cut off', `It is "${spikyKey.slice(0, 14)}...`],
		[
			'in the middle of a text without escapes',
			encodeURIComponent(`"${JSON.stringify(spikyKey)}"`),
		],
		...spelt(spikyKey).map(([form, text]): [string, unknown] => [
			`spelt as ${form}`,
			`a ${text} b`,
		]),
	])('it finds a key %s', (_, value) => {
		expect(search.in(value, 'bait')).not.toEqual([]);
		expect(search.in('nothing of the kind', 'bait')).toEqual([]);
	});

	test('in a run of n8n, in its log, in the editor, at another host and in a file', async () => {
		const key = keyFor(0);
		always(() => ({ status: 200, body: { status: 'success', id: 5, output: [`${files}/0.png`] } }));
		world.file = () => ({ status: 200, body: Buffer.concat([picture, Buffer.from(key)]) });
		const run = await runNode({ parameters: generate, credential: { apiKey: key } });
		world.logged.push([{ key }]);
		world.toEditor.push([key]);
		world.strangers.push({ to: key, headers: {}, body: '' });
		run.data.resultData.runData.Start[0].hints = [{ message: key }];
		const finds = await findsIn(run, world, searchFor(key), 'bait');
		for (const place of ['hints', 'stored', 'in a file', 'log', 'editor', 'another host'])
			expect(finds.join('\n')).toContain(place);
	});
});

const lists = Object.keys(node.methods?.listSearch ?? {});
const standing = ['standard', 'enterprise'];
test(`Lists of the form: after none of ${2 * answers.length} answers`, async () => {
	const finds: string[] = [];
	let driven = 0;
	for (const [turn, each] of answers.entries()) {
		for (const name of [0, 1].map((more) => lists[(turn + more) % lists.length])) {
			// What was read with a key is kept for a while.
			const key = `${keyFor(turn)}${turn}`;
			const [form, text] = spelt(key)[(turn + lists.indexOf(name)) % spelt(key).length];
			const asked = always((sent) => each.tell({ key: text, sent, mark: '5' }));
			const context = listContext({
				parameters: { ...generate, family: turn % 2 ? 'enterprise' : 'images' },
				credential: { apiKey: key, account: standing[turn % 2] },
			});
			const told = await node.methods?.listSearch?.[name]
				.call(context)
				.catch((error: unknown) => error);
			driven += asked() > 0 && (!each.fails || told instanceof Error) ? 1 : 0;
			const { logged, strangers } = world.take();
			const place = `${name} | ${each.name} | ${form}`;
			finds.push(...searchFor(keyFor(turn)).in([told, logged, strangers], place));
		}
	}
	expect(finds).toEqual([]);
	expect(driven).toBe(2 * answers.length);
});

test('Lists of the form show entries without it', async () => {
	const key = `${spikyKey}!`;
	const entry = { model_id: key, voice_id: key, training_id: key, model_name: key, name: key };
	always(() => ({ status: 200, body: { models: [entry], voices: [entry], data: [entry] } }));
	for (const name of lists) {
		const context = listContext({ parameters: generate, credential: { apiKey: key } });
		const told = await node.methods?.listSearch?.[name].call(context);
		expect(searchFor(spikyKey).in(told, name)).toEqual([]);
	}
});

const measures = [
	['processing_count', 'standard'],
	['queue_num', 'standard'],
	['queue_time', 'enterprise'],
];
test(`Wait for Capacity: after none of ${answers.length} answers`, async () => {
	const finds: string[] = [];
	let driven = 0;
	for (const [turn, each] of answers.entries()) {
		for (const [index, [measure, account]] of [measures[turn % measures.length]].entries()) {
			const key = keyFor(turn + index);
			const [form, text] = spelt(key)[(turn + index) % spelt(key).length];
			const asked = always((sent) => each.tell({ key: text, sent, mark: '5' }));
			const timeUp = (turn + index) % 3 === 0 ? { timeUp: 'stop' } : {};
			const run = await runNode({
				parameters: {
					...{ resource: 'system', operation: 'waitForCapacity', measure },
					options: { timeLimit: 1, ...timeUp },
				},
				credential: { apiKey: key, account },
				...(turn % 2 ? { typeName: 'CUSTOM.stableDiffusionTool' } : {}),
			});
			driven += asked() > 0 ? 1 : 0;
			const place = `${measure} | ${each.name} | ${form}`;
			finds.push(...(await findsIn(run, world, searchFor(key), place)));
		}
	}
	expect(finds).toEqual([]);
	expect(driven).toBe(answers.length);
});

describe("The credential's own test", () => {
	/** What n8n's credentials-tester.service.js shows of it. */
	async function shownAfter(key: string): Promise<string> {
		const { ExecuteContext, RoutingNode } = require('n8n-core') as typeof import('n8n-core');
		const { Workflow, createEmptyRunExecutionData } =
			require('n8n-workflow') as typeof import('n8n-workflow');
		const temporary: INode = {
			...{ id: 'temp', parameters: {}, name: 'Temp-Node', type: 'temp', typeVersion: 1 },
			position: [0, 0],
			credentials: { [credentialType.name]: { id: '1', name: 'Test' } },
		};
		const type = {
			description: {
				...{ displayName: 'Temp', name: 'temp', group: [], version: 1, description: '' },
				...{ defaults: {}, inputs: [], outputs: [] },
				credentials: [{ name: credentialType.name, required: true }],
				properties: [
					{
						...{ displayName: 'Temp', name: 'temp', type: 'string', default: '' },
						routing: { request: credentialType.test?.request },
					},
				],
			},
		} as unknown as INodeType;
		const values = { ...usual, apiKey: key };
		const workflow = new Workflow({
			...{ nodes: [temporary], connections: {}, active: false },
			nodeTypes: {
				getByName: () => type,
				getByNameAndVersion: () => type,
				getKnownTypes: () => ({}),
			},
		});
		const data = {
			credentialsHelper: new TestCredentials(values),
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
		const input = { main: [[{ json: {} }]] };
		const executed = { node: temporary, data: {}, source: null };
		const empty = createEmptyRunExecutionData();
		const context = new ExecuteContext(
			...([workflow, temporary, data, 'internal', empty, 0] as const),
			[],
			input,
			executed,
			[],
		);
		const told = { id: '1', name: 'Test', type: credentialType.name, data: values };
		const routing = new RoutingNode(context as never, type, told as ICredentialsDecrypted);
		const answer = await routing.runNode().catch((error: unknown) => error);
		if (answer instanceof Error) {
			const cause = answer.cause as
				{ code?: string; response?: { statusText: string } } | undefined;
			return cause?.response?.statusText ?? cause?.code ?? answer.message;
		}
		const [[{ json }]] = answer as Array<Array<{ json: IDataObject }>>;
		for (const { type: kind, properties } of credentialType.test?.rules ?? [])
			if (kind === 'responseSuccessBody' && json[properties.key] === properties.value)
				return properties.message;
		return 'Connection tested successfully';
	}

	test(`shows it after none of ${answers.length} answers`, async () => {
		const finds: string[] = [];
		let driven = 0;
		for (const [turn, each] of answers.entries()) {
			// A line that breaks without a code is told in n8n's words, the service's own included.
			if (/no name|several/.test(each.kind)) continue;
			const key = keyFor(turn);
			const [form, text] = spelt(key)[turn % spelt(key).length];
			const asked = always((sent) => each.tell({ key: text, sent, mark: '5' }));
			const shown = await shownAfter(key);
			driven += asked() > 0 ? 1 : 0;
			const { strangers } = world.take();
			finds.push(...searchFor(key).in([shown, strangers], `${each.name} | ${form}: ${shown}`));
		}
		expect(finds).toEqual([]);
		expect(driven).toBe(answers.length - 2);
	});
});

test(`An upload that is refused: after none of ${answers.length} answers`, async () => {
	const finds: string[] = [];
	let driven = 0;
	for (const [turn, each] of answers.entries()) {
		const key = keyFor(turn);
		const [form, text] = spelt(key)[turn % spelt(key).length];
		const asked = always((sent) => each.tell({ key: text, sent, mark: '5' }));
		const run = await runNode({
			parameters: {
				...{ resource: 'video', operation: 'imageToVideo', family: 'video', prompt: 'a boat' },
				...{ model_id: { __rl: true, mode: 'id', value: 'svd' }, init_image_from: 'base64' },
				init_image_base64: dataUri({ kind: 'image' } as never),
				options: { timeLimit: 5 },
			},
			credential: { apiKey: key },
		});
		driven += asked() > 0 && (!each.fails || run.data.resultData.error) ? 1 : 0;
		finds.push(...(await findsIn(run, world, searchFor(key), `${each.name} | ${form}`)));
	}
	expect(finds).toEqual([]);
	expect(driven).toBe(answers.length);
});

describe('Typed where it does not belong, it is in no error, item, file name or log:', () => {
	const key = plainKey;
	const search = searchFor(key);
	/** Alone, and where what an error shows of a value ends within it. */
	const typed = [key, `https://modelslab.com/api/v6/images/fetch?key=${key}&x=1`, `{"a": "${key}`];

	/** All that comes out, without what the user himself has put into the form and the input. */
	function outOf({ data: { resultData } }: IRun): unknown {
		const task = resultData.runData['Stable Diffusion']?.[0];
		const errors = [resultData.error, task?.error] as Array<NodeOperationError | undefined>;
		// Beside its words n8n logs the node with its form.
		const texts = (world.take().logged as unknown[][]).map((said) =>
			said.filter((each) => typeof each === 'string'),
		);
		return [
			task?.data,
			task?.hints,
			errors.map((error) => [error?.message, error?.description]),
			texts,
		];
	}

	test.each(
		endpoints.map((endpoint) => ({ name: `${endpoint.resource} ${endpoint.operation}`, endpoint })),
	)('$name', async ({ endpoint }) => {
		const [family] = familiesOf(endpoint);
		const order = orderFor(endpoint, family);
		const fields = fieldsFor(endpoint, family).filter(({ kind }) => kind !== 'confirm');
		const asked = always((sent) => ({
			status: 400,
			body: {
				status: 'error',
				message: `${endpoint.presence ? 'It' : 'The model'} is invalid: ${JSON.stringify({ ...sent, key })}`,
			},
		}));
		const rows = fields.flatMap((field) => typed.map((value) => ({ field, value })));
		const plain = (value: unknown) => (value as IDataObject | undefined)?.value ?? value;
		const items = rows.map(({ field, value }) => {
			const json: IDataObject = { mark: 'mark', extra: {}, [field.name]: value };
			for (const { name } of fields) json[name] ??= plain(order.parameters[name]) as string;
			return { json };
		});
		const parameters: IDataObject = { ...order.parameters };
		const options: IDataObject = { ...order.options };
		for (const field of fields) {
			const value = `={{ $json.${field.name} }}`;
			const isMain = field.place === 'main' || field.kind === 'images';
			const form = isMain ? parameters : options;
			form[field.name] =
				field.kind === 'id' ? { __rl: true, mode: 'id', value } : (value as string);
			if (isFile(field) && isMain && parameters[`${field.name}_from`] !== 'base64')
				parameters[`${field.name}_from`] = 'url';
		}
		const run = await runNode({
			parameters: { ...parameters, options },
			items: items.length > 0 ? items : [{ json: {} }],
			credential: { apiKey: key, account: order.account },
			nodeExtra: { onError: 'continueRegularOutput' },
		});
		const out = run.data.resultData.runData['Stable Diffusion'][0].data?.main[0] ?? [];
		expect(out.map(({ json }) => typeof json.error)).toEqual(
			Array(Math.max(1, items.length)).fill('string'),
		);
		expect(asked() > 0 || /is empty|must/.test(JSON.stringify(out))).toBe(true);
		expect(search.in(outOf(run), endpoint.operation)).toEqual([]);
	});

	test('in what is no field of an operation', async () => {
		always((sent) => ({ status: 400, body: { status: 'error', message: JSON.stringify(sent) } }));
		const finds: string[] = [];
		const job = { ...generate, options: {} };
		const fetchJob = { resource: 'result', operation: 'fetch' };
		const call = { resource: 'custom', operation: 'call' };
		for (const value of typed) {
			const forms: IDataObject[] = [
				...[
					'timeLimit',
					'jobsAtOnce',
					'questionsPerSecond',
					'extraFields',
					'webhook',
					'track_id',
				].map((name) => ({ ...job, options: { [name]: value } })),
				{ ...job, options: { extraFields: JSON.stringify({ key: value }) } },
				{ ...job, options: { extraFields: JSON.stringify({ api_key: value }) } },
				{ ...job, family: value },
				{ ...job, wait: 'park', options: { inMemory: value } },
				{ ...fetchJob, jobFrom: 'id', jobId: value, family: 'images' },
				{ ...fetchJob, jobFrom: 'id', jobId: '5', family: value },
				{ ...call, path: value, body: '{}' },
				{ ...call, path: `/api/v6/x?key=${value}`, body: '{}' },
				{ ...call, path: '/api/v6/x', body: value },
				{ ...call, path: '/api/v6/x', body: JSON.stringify({ key: value }) },
				{
					...call,
					operation: 'job',
					path: '/api/v8/x',
					body: '{}',
					options: { resultPath: value },
				},
				{ ...{ resource: 'system', operation: 'waitForCapacity', below: value } },
				{ ...{ resource: 'system', operation: 'waitForCapacity', measure: value } },
				{
					...{
						resource: 'account',
						operation: 'getManyGeneratedFiles',
						type: 'image',
						limit: value,
					},
				},
			];
			for (const parameters of forms) {
				const run = await runNode({ parameters, credential: { apiKey: key } });
				expect([JSON.stringify(parameters), run.data.resultData.error !== undefined]).toEqual([
					JSON.stringify(parameters),
					true,
				]);
				finds.push(...search.in(outOf(run), JSON.stringify(parameters)));
			}
			const told = await runNode({
				parameters: fetchJob,
				items: [{ json: { id: value, family: 'images' } }],
				credential: { apiKey: key },
			});
			finds.push(...search.in(outOf(told), 'result fetch'));
		}
		expect(finds).toEqual([]);
	});

	test('in a prompt and in the template of file names', async () => {
		always(() => ({
			status: 200,
			body: { status: 'success', id: 5, output: [`${files}/0.png`, `${files}/1.png`] },
		}));
		for (const [prompt, fileName] of [
			[`a boat ${key}`, '{prompt}-{id}'],
			['a boat', `${key}-{id}`],
		]) {
			const parameters = { ...generate, prompt, options: { fileName } };
			const run = await runNode({ parameters, credential: { apiKey: key } });
			const task = run.data.resultData.runData['Stable Diffusion'][0];
			expect(task.data?.main[0]).toHaveLength(2);
			expect(search.in(outOf(run), fileName)).toEqual([]);
		}
	});

	test("in the credential's host", async () => {
		for (const wrong of [
			`http://example.com/?key=${key}`,
			`sd://example.com/?key=${key}`,
			`x ${key}`,
		]) {
			const credential = { apiKey: key, host: wrong };
			const run = await runNode({ parameters: generate, credential });
			expect(run.data.resultData.error?.message).toBe("The credential's host cannot be used");
			expect(search.in(outOf(run), wrong)).toEqual([]);
		}
	});
});

test.each([301, 302, 303, 307, 308])(
	'A file that has moved (%d) is fetched without it, and without the cookies or the body of anything before',
	async (status) => {
		const key = plainKey;
		always(() => ({
			status: 200,
			body: { status: 'success', id: 5, output: [`${host}/files/0.png`, `${files}/1.png`] },
			headers: { 'set-cookie': `key=${key}; Domain=example.test` },
		}));
		world.file = ({ to }) =>
			to.startsWith('files')
				? { status, headers: { location: `${evil}/0.png` } }
				: { status: 200, body: picture };
		await runNode({ parameters: generate, credential: { apiKey: key } });
		expect(world.strangers.map(({ to }) => to)).toContain('evil.example.test/0.png');
		expect(searchFor(key).in(world.take().strangers, 'another host')).toEqual([]);
	},
);

test.each([301, 302, 303, 307, 308])(
	'A file that has moved (%d) to an address with the key in it is not fetched there',
	async (status) => {
		const key = plainKey;
		always(() => ({
			status: 200,
			body: { status: 'success', id: 5, output: [`${files}/1.png`] },
		}));
		world.file = ({ to }) =>
			to.startsWith('files')
				? { status, headers: { location: `${evil}/0.png?key=${key}` } }
				: { status: 200, body: picture };
		const run = await runNode({ parameters: generate, credential: { apiKey: key } });
		expect(world.strangers.map(({ to }) => to)).toEqual(['files.example.test/1.png']);
		expect(run.data.resultData.error?.message).toMatch(/could not be downloaded/);
		expect(await findsIn(run, world, searchFor(key), 'moved')).toEqual([]);
	},
);

test('A file that has moved to no web address is named without it', async () => {
	const key = plainKey;
	always(() => ({ status: 200, body: { status: 'success', id: 5, output: [`${files}/1.png`] } }));
	world.file = () => ({ status: 302, headers: { location: `key:${key}/${key}` } });
	const run = await runNode({ parameters: generate, credential: { apiKey: key } });
	expect(run.data.resultData.error?.description).toMatch(/no web address/);
	expect(await findsIn(run, world, searchFor(key), 'moved')).toEqual([]);
});
