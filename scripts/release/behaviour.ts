/**
 * What the built node does, seen by running it: every operation that is answered at once and one of each other
 * kind, in the real n8n-core, against the sandbox.
 */
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { enterpriseKey, inputItem } from './behaviourForms';
import { orders, type Order } from './behaviourOrders';
import { once, unless } from './rule';

/** What came of one operation. */
interface Seen {
	operation: string;
	deletes: boolean;
	/** The JSON of the items that came out. */
	out: Array<Record<string, unknown>>;
	error?: string;
	/** Whether the incoming items were others afterwards. */
	changed: boolean;
	/** The item that a refusal of the key is about. */
	refusedItem?: unknown;
	/** A field that must not be empty, and what was said when it was. */
	empty?: { field: string; said: string };
}

type Support = typeof import('../../test/support/n8n');

/** Compares the incoming items before and after, where the node itself gets them. */
function watched(node: INodeType): { node: INodeType; changed: () => boolean } {
	const execute = node.execute;
	let changed = false;
	node.execute = async function (this: IExecuteFunctions) {
		const items = this.getInputData();
		const before = structuredClone(items);
		try {
			return (await execute?.call(this)) as INodeExecutionData[][];
		} finally {
			changed = !isDeepStrictEqual(structuredClone(items), before);
		}
	};
	return { node, changed: () => changed };
}

async function run(
	{ url }: Sandbox,
	{ see, key }: Support,
	changed: () => boolean,
	{ name, deletes, account, parameters, needs }: Order,
): Promise<Seen> {
	const seeWith = async (apiKey: string, more: IDataObject = {}) =>
		await see({
			parameters: { ...parameters, ...more },
			items: [inputItem()],
			credential: { host: url, account, apiKey },
		});
	const own = account === 'enterprise' ? enterpriseKey : key;
	const refused = await seeWith('a-key-that-nobody-knows');
	const without = needs && (await seeWith(own, { [needs.name]: ' ' })).error;
	const { items, error } = await seeWith(own);
	return {
		operation: name,
		deletes,
		out: items.map(({ json }) => json),
		error: error?.message,
		changed: changed(),
		refusedItem: refused.error?.context.itemIndex,
		...(needs && {
			empty: { field: needs.displayName, said: `${without?.message} ${without?.description}` },
		}),
	};
}

async function lookAtAll(): Promise<Seen[]> {
	const support = (await import('../../test/support/n8n')) as Support;
	const { changed } = watched(support.node);
	const sandbox = await startSandbox({
		keys: [
			{ key: support.key, owner: 'a user', credits: 1000, queueLimit: 100 },
			{ key: enterpriseKey, owner: 'a server', kind: 'enterprise', credits: 1000 },
		],
		secondsPerJob: 0.02,
		workers: 4,
	});
	try {
		const seen: Seen[] = [];
		for await (const order of orders({ sandbox, key: support.key, enterpriseKey })) {
			seen.push(await run(sandbox, support, changed, order));
		}
		return seen;
	} finally {
		await sandbox.close();
	}
}

let all: Promise<Seen[]> | undefined;
const seen = async (): Promise<Seen[]> => await (all ??= lookAtAll());

/** Most fields that an answer should have. */
const most = 10;

/** Operations whose first item has more fields than n8n wants to see. */
export async function wideAnswers(): Promise<string[]> {
	return (await seen()).flatMap(({ operation, out: [first = {}], error }) => [
		...unless(error === undefined, `${operation} could not be looked at: ${error}`),
		...unless(
			Object.keys(first).length <= most,
			`${operation} gives ${Object.keys(first).length} fields: ${Object.keys(first).join(', ')}`,
		),
	]);
}

/** Deletions that tell something else than that it is deleted. */
export async function deletedAnswers(): Promise<string[]> {
	return (await seen())
		.filter(({ deletes }) => deletes)
		.flatMap(({ operation, out }) =>
			unless(
				isDeepStrictEqual(out, [{ deleted: true }]),
				`${operation} gives ${JSON.stringify(out)}`,
			),
		);
}

/** Operations that change what comes in. */
export async function changedInputs(): Promise<string[]> {
	return once((await seen()).filter(({ changed }) => changed).map(({ operation }) => operation));
}

/** Operations whose error does not say which item it is about. */
export async function errorsWithoutItem(): Promise<string[]> {
	return (await seen())
		.filter(({ refusedItem }) => refusedItem !== 0)
		.map(({ operation, refusedItem }) => `${operation}: the item is ${String(refusedItem)}`);
}

/** Operations that leave it open which field is empty. */
export async function unnamedFields(): Promise<string[]> {
	return (await seen()).flatMap(({ operation, empty }) =>
		unless(
			empty === undefined || empty.said.includes(empty.field),
			`${operation} without ${empty?.field}: ${empty?.said}`,
		),
	);
}
