// What a release offers, as far as saved workflows depend on it.
// Long, because what is kept and how it is read again stand together.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	NodeHelpers,
	type ICredentialType,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import type { Workflow } from './examples';
import { root } from './paths';

/** Other parameters' values that a parameter is shown for; those that it is hidden for have `not ` in front. */
export type When = Record<string, unknown[]>;

/** One parameter in one of its forms; nothing of it is meant for reading. */
export interface Kept {
	/** With the collections that it stands in: `options.width`. */
	path: string;
	type: string;
	default: unknown;
	/** Of a list, in its order. */
	values?: unknown[];
	/** Of a resource locator: each mode, with what it takes out of the text. */
	modes?: Record<string, string>;
	required?: true;
	multiple?: true;
	when?: When;
}

/** What the parameters of a node or credential are. */
export interface KeptForms {
	/** Each form of each parameter once. */
	parameters: Kept[];
	/**
	 * What is shown for each choice of resource, operation and API: places in `parameters`, as `0 3-7`. One form
	 * without a name where nothing is to choose.
	 */
	forms: Record<string, string>;
}

export interface KeptNode extends KeptForms {
	version: number;
	credentials: string[];
	webhooks: string[];
}

export interface KeptRelease {
	version: string;
	package: string;
	nodes: Record<string, KeptNode>;
	/** Where each operation goes in each API: `image / generate / v3` to a path below the host. */
	addresses: Record<string, string>;
	credentials: Record<string, KeptForms>;
}

/** The project's package.json, as far as it is needed here. */
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
};

/** The parameters that decide about nearly all others. */
const selectors = ['resource', 'operation', 'family'];

type Values = Record<string, string>;
/** What of a description matters for what is shown. */
type Shown = { typeVersion: number; description: INodeTypeDescription | null };

const isShown = (property: INodeProperties, values: Values, { typeVersion, description }: Shown) =>
	NodeHelpers.displayParameter(values, property, { typeVersion }, description, values);

const bare = (name: string): string => name.replace(/^\//, '');

/** Splits a property's conditions: those that a form decides, and the others. */
function split({ displayOptions = {} }: INodeProperties): {
	byForm: INodeProperties['displayOptions'];
	when?: When;
} {
	const byForm: Record<string, When> = {};
	const when: When = {};
	for (const [kind, conditions] of Object.entries(displayOptions)) {
		for (const [name, values] of Object.entries(conditions as When)) {
			if (selectors.includes(bare(name)) || name === '@version')
				byForm[kind] = { ...byForm[kind], [name]: values };
			else when[kind === 'hide' ? `not ${bare(name)}` : bare(name)] = values;
		}
	}
	return { byForm, ...(Object.keys(when).length > 0 && { when }) };
}

const valuesOf = ({ type, options = [] }: INodeProperties): unknown[] | undefined =>
	type === 'options' || type === 'multiOptions'
		? options.flatMap((entry) => ('value' in entry ? [entry.value] : []))
		: undefined;

/** A parameter and all that stands within it, as far as a form shows it. */
function kept(property: INodeProperties, values: Values, shown: Shown, above = ''): Kept[] {
	const { byForm, when } = split(property);
	const { name, type, required, typeOptions, modes } = property;
	// Notices hold nothing.
	if (type === 'notice' || type === 'callout') return [];
	if (!isShown({ ...property, displayOptions: byForm }, values, shown)) return [];
	const path = `${above}${name}`;
	const lists = valuesOf(property);
	const own: Kept = {
		path,
		type,
		default: property.default,
		...(lists && lists.length > 0 && { values: lists }),
		...(modes && {
			modes: Object.fromEntries(
				modes.map((mode) => [mode.name, JSON.stringify(mode.extractValue ?? '')]),
			),
		}),
		...(required && { required }),
		...(typeOptions?.multipleValues && { multiple: true as const }),
		...(when && { when }),
	};
	const { options = [] } = property;
	const within =
		type === 'collection'
			? (options as INodeProperties[])
			: type === 'fixedCollection'
				? options.flatMap((set) =>
						'values' in set
							? set.values.map((each) => ({ ...each, name: `${set.name}.${each.name}` }))
							: [],
					)
				: [];
	return [own, ...within.flatMap((each) => kept(each, values, shown, `${path}.`))];
}

/** Every choice of the selectors that a user can make. */
function choices(properties: INodeProperties[], shown: Shown): Values[] {
	return selectors.reduce<Values[]>(
		(all, name) =>
			all.flatMap((values) => {
				const found = properties.filter(
					(property) =>
						property.name === name &&
						isShown({ ...property, displayOptions: split(property).byForm }, values, shown),
				);
				const lists = found.flatMap((property) => valuesOf(property) ?? []);
				return lists.length === 0
					? [values]
					: lists.map((value) => ({ ...values, [name]: String(value) }));
			}),
		[{}],
	);
}

/** Numbers in order, as `0 3-7`. */
function asRanges(numbers: number[]): string {
	const ranges: Array<[number, number]> = [];
	for (const each of [...numbers].sort((a, b) => a - b)) {
		const last = ranges.at(-1);
		if (last && each === last[1] + 1) last[1] = each;
		else ranges.push([each, each]);
	}
	return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

/** Reads `0 3-7`. */
function numbersOf(ranges: string): number[] {
	return ranges
		.split(' ')
		.filter(Boolean)
		.flatMap((range) => {
			const [from, to = from] = range.split('-').map(Number);
			return Array.from({ length: to - from + 1 }, (_, index) => from + index);
		});
}

/** The parameters of one form. */
export const parametersOf = ({ parameters, forms }: KeptForms, form: string): Kept[] =>
	numbersOf(forms[form] ?? '').map((place) => parameters[place]);

function formsOf(properties: INodeProperties[], shown: Shown): KeptForms {
	const places = new Map<string, number>();
	const forms: Record<string, string> = {};
	for (const values of choices(properties, shown)) {
		const own = properties.flatMap((property) => kept(property, values, shown));
		const numbers = own.map((each) => {
			const text = JSON.stringify(each);
			const place = places.get(text) ?? places.size;
			places.set(text, place);
			return place;
		});
		forms[Object.values(values).join(' / ')] = asRanges([...new Set(numbers)]);
	}
	return { parameters: [...places.keys()].map((text) => JSON.parse(text) as Kept), forms };
}

/** What the package offers of a node in one of its versions. */
export function nodeOf(description: INodeTypeDescription, version: number): KeptNode {
	const shown = { typeVersion: version, description };
	return {
		version,
		credentials: (description.credentials ?? []).map(({ name }) => name),
		webhooks: (description.webhooks ?? []).map(
			({ name, httpMethod, path }) => `${name}: ${String(httpMethod)} ${path}`,
		),
		...formsOf(description.properties, shown),
	};
}

/** The newest version of a node: what a release's editor adds to workflows. */
const newest = ({ version }: INodeTypeDescription): number => [version].flat().at(-1) ?? 1;

/** The built node types of the package, by the name that workflows call them. */
export function builtNodes(): Map<string, INodeType> {
	const types = manifest.n8n.nodes.map((path) => Object.values(built<INodeType>(path))[0]);
	return new Map(types.map((type) => [type.description.name, type]));
}

/** What a file of dist/ exports, made. */
function built<Type>(path: string): Type[] {
	const exported = require(join(root, path)) as Record<string, new () => Type>;
	return Object.values(exported).map((type) => new type());
}

function addressesOf(): Record<string, string> {
	const all = endpoints.flatMap(({ resource, operation, variants }) =>
		Object.entries(variants).map(([family, path]) => [
			`${resource} / ${operation} / ${family}`,
			path,
		]),
	);
	return Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b))) as Record<string, string>;
}

/** What the built package offers, as `version` of it. */
export function releaseOf(version: string): KeptRelease {
	const credentials = manifest.n8n.credentials.flatMap((path) => built<ICredentialType>(path));
	const none = { typeVersion: 1, description: null };
	return {
		version,
		package: manifest.name,
		nodes: Object.fromEntries(
			[...builtNodes()].map(([name, { description }]) => [
				name,
				nodeOf(description, newest(description)),
			]),
		),
		addresses: addressesOf(),
		credentials: Object.fromEntries(
			credentials.map(({ name, properties }) => [name, formsOf(properties, none)]),
		),
	};
}

/** Where what was released is kept, a folder per version. */
export const releases = join(root, 'test', 'upgrade');
export const descriptionFile = 'description.json';
export const completeFile = 'complete.json';
/** How many items come out of which node when a kept workflow runs at the sandbox. Written by hand. */
export const outcomesFile = 'outcomes.json';

/** A file of a kept version. */
export const readKept = <Content>(version: string, file: string): Content =>
	JSON.parse(readFileSync(join(releases, version, file), 'utf8')) as Content;

/** The versions that are kept. */
export const keptVersions = (): string[] =>
	readdirSync(releases, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);

/** The workflows that were saved with a version, by their files' names. */
export function keptWorkflows(version: string): Map<string, Workflow> {
	const own = [descriptionFile, completeFile, outcomesFile];
	const names = readdirSync(join(releases, version)).filter(
		(name) => name.endsWith('.json') && !own.includes(name),
	);
	return new Map(names.map((name) => [name, readKept<Workflow>(version, name)]));
}

/** The nodes of ours in a workflow, each with its type; undefined where the package has it no more. */
export function ownNodes(
	workflow: Workflow,
	types: Map<string, INodeType>,
): Array<{ node: INode; type: INodeType | undefined }> {
	const prefix = `${manifest.name}.`;
	return workflow.nodes
		.filter(({ type }) => type.startsWith(prefix))
		.map((node) => ({
			node: node as unknown as INode,
			type: types.get(node.type.slice(prefix.length)),
		}));
}

/** All parameters that a saved node has: those that were saved, and the defaults of the others. */
export const completed = (node: INode, { description }: INodeType): INodeParameters =>
	NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	) ?? {};
