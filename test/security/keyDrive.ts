/**
 * Every operation against every answer of the cases, in every way in which n8n runs a node, and a search of all
 * that comes out.
 *
 * Each operation meets each case in one of its APIs, and a quarter of them in each other one. How the key is spelt,
 * which code meets which form, and which case is run in which way turns from operation to operation.
 */
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';
import { bytesOf, runNode, type RunOptions } from '../support/n8n';
import { png } from '../support/pictures';
import { casesFor, fileFor, plainKey, spelt, spikyKey, type Case, type Told } from './keyCases';
import { orders, type Order } from './keyOrders';
import { Search } from './keySearch';
import { World } from './keyWorld';

/** How n8n runs the node. */
export const modes = ['goes on', 'error output', 'stops', 'tool', 'tool by its type'] as const;
export type Mode = (typeof modes)[number];

/** So many parts is all of it cut into, to be run side by side. */
export const parts = 2;

/** One item: one operation, one answer, one way of running. */
interface Drive {
	order: Order;
	mark: string;
	case: Case;
	/** Which answer it is: the first one, or that to the question about the job. */
	at: 'first' | 'question';
	/** In which spelling the key stands in it. */
	form: number;
	mode: Mode;
}

/** Of an operation's answers, so many are given in the other ways of running; a quarter in its other APIs. */
const others: Array<[Mode, number]> = [
	['error output', 4],
	['tool', 3],
	['tool by its type', 2],
	['stops', 2],
];

/** Where no file is looked for, none can go wrong. */
const ofFiles = /^success, (its second|the (name|text)|what)/;

function drivesOf(order: Order, turn: number): Drive[] {
	const first = casesFor(turn)
		.filter(({ kind }) => order.hasFiles || !ofFiles.test(kind))
		.map((each) => ({ case: each, at: 'first' as const }));
	const later = casesFor(turn + 5)
		.filter((_, index) => order.way === 'job' && (index + turn) % 4 === 0)
		.map((each) => ({ case: each, at: 'question' as const }));
	const all = [...first, ...later].filter((_, index) => !order.isOther || (index + turn) % 4 === 0);
	const drives = all.map((each, index): Drive => {
		const mark = `q${turn}x${index}`;
		return { order, mark, ...each, form: turn + index, mode: 'goes on' };
	});
	for (const [mode, count] of others)
		for (let nth = 0; nth < Math.ceil(order.isOther ? count / 4 : count); nth++) {
			const drive = rarest(drives, mode, turn % parts);
			drive.mode = mode;
		}
	return drives;
}

const counts = new Map<string, number>();

/** The drive whose case was run the least in some way so far, so that each case comes to be run in each way. */
function rarest(drives: Drive[], mode: Mode, part: number): Drive {
	const nameOf = (drive: Drive): string => `${part} ${mode} ${drive.case.kind}`;
	const countOf = (drive: Drive): number => counts.get(nameOf(drive)) ?? 0;
	const free = drives.filter((drive) => drive.mode === 'goes on');
	const [first] = free.sort((one, other) => countOf(one) - countOf(other));
	counts.set(nameOf(first), countOf(first) + 1);
	return first;
}

/** All that is driven, by operation. */
export const planned = orders.map((order, turn) => ({
	turn,
	drives: drivesOf(order, turn),
	key: turn % 3 === 2 ? plainKey : spikyKey,
}));
type Plan = (typeof planned)[number];

interface Outcome {
	drive: Drive;
	wasAsked: boolean;
	hadError: boolean;
	/** Whether something was taken out. */
	isHidden: boolean;
}

const goesOn: Partial<RunOptions> = { nodeExtra: { onError: 'continueRegularOutput' } };
const howOf: Record<Mode, Partial<RunOptions>> = {
	'goes on': goesOn,
	'error output': { nodeExtra: { onError: 'continueErrorOutput' } },
	stops: {},
	tool: goesOn,
	'tool by its type': { ...goesOn, typeName: 'CUSTOM.stableDiffusionTool' },
};

const picture = png();
const accepted = (mark: string): Told => ({
	status: 200,
	body: { status: 'processing', id: mark, training_id: mark, eta: 0, output: [] },
});

/** The items that came out for an item that went in. */
const itemsFor = (all: INodeExecutionData[], item: number): INodeExecutionData[] =>
	all.filter(({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item === item);

/** What is in the binary fields of items. */
const filesIn = async (items: INodeExecutionData[]): Promise<Buffer[]> =>
	await Promise.all(
		items.flatMap((item) =>
			Object.keys(item.binary ?? {}).map(async (name) => await bytesOf(item, name)),
		),
	);

/** Everything in which the key could be after a run: what n8n keeps, stores, logs, shows, and what went elsewhere. */
export async function findsIn(
	run: IRun,
	world: World,
	search: Search,
	place: string,
): Promise<string[]> {
	const { resultData, executionData } = run.data;
	const { logged, toEditor, strangers } = world.take();
	const out = Object.values(resultData.runData).flatMap((tasks) =>
		tasks.flatMap(({ data }) => (data?.main ?? []).flatMap((items) => items ?? [])),
	);
	return [
		...search.in({ ...run, data: { resultData, context: executionData?.contextData } }, place),
		...search.inStored(run.data, place),
		...search.in(await filesIn(out), `${place} | in a file`),
		...search.in(logged, `${place} | in the log`),
		...search.in(toEditor, `${place} | in the editor`),
		...search.in(strangers, `${place} | at another host`),
	];
}

class Driver {
	readonly world = new World();
	readonly outcomes: Outcome[] = [];
	private readonly searches = new Map([spikyKey, plainKey].map((key) => [key, new Search(key)]));

	/** Has the service answer what is meant for each item. */
	private arrange(drives: Drive[], key: string): void {
		const { world } = this;
		const asked = new Map<string, number>();
		const forms = spelt(key);
		world.file = ({ to }) => fileFor(key, to) ?? { status: 200, body: picture };
		world.answer = ({ body }, told): Told => {
			// What bears no mark is run alone.
			const mark = told || drives[0].mark;
			const drive = drives.find((each) => each.mark === mark);
			if (drive === undefined) return { status: 500, body: 'This is none of the run.' };
			const nth = (asked.get(mark) ?? 0) + 1;
			asked.set(mark, nth);
			world.asked.set(mark, nth);
			const [, text] = forms[drive.form % forms.length];
			if (drive.at === 'question' && nth === 1) return accepted(mark);
			// A job that goes on ends badly when it is asked about.
			if (drive.case.kind.startsWith('processing') && nth > 1)
				return { status: 200, body: { status: 'failed', message: `Sorry, ${text}` } };
			return drive.case.tell({ key: text, sent: body as IDataObject, mark });
		};
	}

	private parametersOf({ parameters, options, way, resource }: Order, turn: number): IDataObject {
		const waits = way !== 'call' || resource === 'custom';
		const limits = { timeLimit: 5, jobsAtOnce: 100, fileName: '{id}-{index}-{seed}-{track_id}' };
		return {
			...parameters,
			simplify: turn % 2 === 0,
			...(way === 'call' && { limit: 3 }),
			options: { ...options, ...(waits && limits) },
		};
	}

	/** Runs items of one operation at once. Gives the places where the key is. */
	async run({ turn, key }: Plan, mode: Mode, drives: Drive[]): Promise<string[]> {
		const [{ order }] = drives;
		this.arrange(drives, key);
		const core = require('n8n-core') as { ExecuteContext: { prototype: object } };
		const isTool = jest.spyOn(core.ExecuteContext.prototype as never, 'isToolExecution' as never);
		isTool.mockReturnValue((mode === 'tool') as never);
		const run = await runNode({
			parameters: this.parametersOf(order, turn),
			items: drives.map(({ mark }) => ({ json: { mark, extra: { mark } } })),
			credential: { apiKey: key, account: order.account },
			...howOf[mode],
		});
		const place = `${order.name} | ${mode}`;
		const finds = await findsIn(run, this.world, this.searches.get(key) as Search, place);
		this.note(run, drives);
		return finds.slice(0, 12).map((line) => withCase(line, drives));
	}

	private note({ data: { resultData } }: IRun, drives: Drive[]): void {
		const task = resultData.runData['Stable Diffusion']?.[0];
		const out = (task?.data?.main ?? []).flatMap((items) => items ?? []);
		const { error } = resultData;
		for (const [index, drive] of drives.entries()) {
			const own = itemsFor(out, index);
			const isError = ({ json }: INodeExecutionData) =>
				// There is no such model: that is an answer of some operations.
				json.error !== undefined || json.exists === false;
			const words = JSON.stringify([own, error && [error.message, error.description]]);
			this.outcomes.push({
				drive,
				wasAsked: this.world.asked.has(drive.mark),
				hadError: error !== undefined || own.some(isError),
				isHidden: words.includes('[key hidden]'),
			});
		}
	}
}

/** Says which case it is that the number of an item is of. */
function withCase(line: string, drives: Drive[]): string {
	const item = drives.length === 1 ? 0 : /\.data\.main\.\d+\.(\d+)\./.exec(line)?.[1];
	const drive = item === undefined ? undefined : drives[Number(item)];
	return drive ? `${line} [${drive.case.name}, ${drive.at}]` : line;
}

/** The same way for all items at once where each has a fate of its own, else one after another. */
const runsOf = ({ drives }: Plan, mode: Mode): Drive[][] => {
	const some = drives.filter((drive) => drive.mode === mode);
	if (mode === 'stops' || !drives[0].order.isMarked) return some.map((one) => [one]);
	return some.length > 0 ? [some] : [];
};

/** One of the parts. */
export function drivePart(part: number): void {
	let driver: Driver;
	beforeAll(() => {
		driver = new Driver();
	});
	afterAll(() => driver.world.close());

	const own = planned.filter(({ turn }) => turn % parts === part);
	const resources = [...new Set(own.map(({ drives }) => drives[0].order.resource))];
	const rows = resources.map((resource) => {
		const plans = own.filter(({ drives }) => drives[0].order.resource === resource);
		return { resource, plans, count: plans.flatMap(({ drives }) => drives).length };
	});

	test.each(rows)('$resource: after none of $count answers', async ({ plans }) => {
		const finds: string[] = [];
		for (const plan of plans)
			for (const mode of modes)
				for (const drives of runsOf(plan, mode))
					finds.push(...(await driver.run(plan, mode, drives)));
		expect(finds).toEqual([]);
	});

	const all = own.flatMap(({ drives }) => drives);
	test(`each of the ${all.length} has come to what it means`, () => {
		const { outcomes } = driver;
		expect(outcomes).toHaveLength(all.length);
		const names = (some: Outcome[]) =>
			some.map(
				({
					drive: {
						order,
						mode,
						case: { name },
					},
				}) => `${order.name} | ${mode} | ${name}`,
			);
		expect(names(outcomes.filter(({ wasAsked }) => !wasAsked))).toEqual([]);
		const failing = outcomes.filter(({ drive }) => drive.case.fails);
		expect(names(failing.filter(({ hadError }) => !hadError))).toEqual([]);
		// What holds words or fields that are shown has had a key to hide, in each way of running.
		const missing = [...new Set(all.map((drive) => drive.case.kind))].flatMap((kind) => {
			const some = outcomes.filter(({ drive }) => drive.case.kind === kind);
			const run = modes.filter((mode) => !some.some(({ drive }) => drive.mode === mode));
			const hidden = neverShown.test(kind) || some.some(({ isHidden }) => isHidden);
			return [
				...run.map((mode) => `${kind}: not as ${mode}`),
				...(hidden ? [] : [`${kind}: nowhere hidden`]),
			];
		});
		expect(missing).toEqual([]);
	});
}

/** The node has words of its own for these, or does not look there. */
const neverShown =
	/ of what failed$|^headers$|^a redirect$|^a line that breaks(?! \(of no name)|^success, (its second links|what the file host says)$/;
