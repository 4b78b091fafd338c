/** Each rule is met by a package that keeps it, and broken by the one change that breaks it. */
import type { INodeProperties } from 'n8n-workflow';
import type { Manifest, Subject } from '../../scripts/release/subject';
import { complaints, toaster } from './toaster';

type Change = (subject: Subject) => void;

const inManifest =
	(change: Partial<Manifest>): Change =>
	(subject) =>
		Object.assign(subject.manifest, change);

/** Changes a parameter of the action node, found by its name, wherever it stands. */
const inParameter =
	(name: string, change: Record<string, unknown>): Change =>
	({ nodes: [{ type }] }) => {
		const within = (properties: INodeProperties[]): INodeProperties[] =>
			properties.flatMap((each) => [
				each,
				...(each.type === 'collection' ? within(each.options as INodeProperties[]) : []),
			]);
		const found = within(type.description.properties).find((each) => each.name === name);
		if (found === undefined) throw new Error(`no ${name}`);
		Object.assign(found, change);
	};

const inOperation =
	(change: Record<string, unknown>): Change =>
	({ nodes: [{ type }] }) =>
		Object.assign(type.description.properties[1].options?.[0] ?? {}, change);

const inNode =
	(index: number, change: Record<string, unknown>): Change =>
	({ nodes }) =>
		Object.assign(nodes[index].type.description, change);

const inCodex =
	(change: Record<string, unknown>): Change =>
	({ nodes: [{ codex }] }) =>
		Object.assign(codex ?? {}, change);

const added =
	(property: Partial<INodeProperties>): Change =>
	({ nodes: [{ type }] }) =>
		void type.description.properties.push({
			displayName: 'More',
			name: 'more',
			type: 'string',
			default: '',
			...property,
		});

const compiled =
	(code: string): Change =>
	(subject) =>
		Object.assign(subject, { compiled: new Map([['dist/nodes/Toaster/x.js', code]]) });

const withoutSection =
	(heading: string): Change =>
	(subject) =>
		Object.assign(subject, { readme: subject.readme.replace(`## ${heading}`, `### ${heading}`) });

const table: Array<[rule: string, what: string, change: Change]> = [
	['is named n8n-nodes-', 'another name', inManifest({ name: 'toaster' })],
	['The keyword', 'no keywords', inManifest({ keywords: ['toast'] })],
	[
		'says in n8n what is to be loaded',
		'another version of the contract',
		inManifest({ n8n: { n8nNodesApiVersion: 2, nodes: ['dist/x.js'], credentials: [] } }),
	],
	['no run-time dependencies', 'a dependency', inManifest({ dependencies: { axios: '*' } })],
	[
		'The only peer',
		'a peer of a certain version',
		inManifest({ peerDependencies: { 'n8n-workflow': '^2' } }),
	],
	['is overridden', 'overrides', inManifest({ overrides: {} })],
	['runs when the package is installed', 'prepare', inManifest({ scripts: { prepare: 'tsc' } })],
	['The licence is MIT', 'another licence', inManifest({ license: 'ISC' })],
	['The licence is MIT', 'no file', (subject) => Object.assign(subject, { license: '' })],
	[
		'name the same repository',
		'issues elsewhere',
		inManifest({ bugs: { url: 'https://example.com' } }),
	],
	['has a name and an address', 'no address', inManifest({ author: { name: 'Toast' } })],
	[
		'with a statement of provenance',
		'no identity',
		({ workflows }) => delete workflows.get('publish.yml')?.jobs?.publish.permissions?.['id-token'],
	],
	[
		'with a statement of provenance',
		'no --provenance',
		({ workflows }) =>
			Object.assign(workflows.get('publish.yml')?.jobs?.publish ?? {}, {
				steps: [{ run: 'npm publish' }],
			}),
	],
	[
		'started by a tag',
		'a start by hand',
		({ workflows }) =>
			Object.assign(workflows.get('publish.yml')?.on ?? {}, { workflow_dispatch: null }),
	],
	[
		'have to pass before',
		'a job that needs nothing',
		({ workflows }) => delete workflows.get('publish.yml')?.jobs?.publish.needs,
	],
	['no environment variables', 'process', compiled('exports.x = process.env.HOME;')],
	['no timers', 'setTimeout', compiled('setTimeout(() => {}, 1);')],
	['no request past n8n', 'fetch', compiled('exports.x = async () => await fetch("x");')],
	['no code at run time', 'eval', compiled('eval("1");')],
	["n8n-workflow, Node's crypto", 'fs', compiled('const fs = require("node:fs");')],
	["n8n-workflow, Node's crypto", 'something unknown', compiled('require(`./${x}`);')],
	["n8n's helpers", 'none', compiled('exports.x = 1;')],
	[
		'integrates one service',
		'an address elsewhere',
		compiled('exports.x = "https://another.service.example";'),
	],
	[
		'integrates one service',
		'two credentials',
		(subject) => subject.credentials.push(subject.credentials[0]),
	],
	['README has the sections', 'another heading', withoutSection('Version history')],
	[
		'the minimum n8n version',
		'only what was tested',
		(subject) =>
			Object.assign(subject, { readme: subject.readme.replace('1.123 or newer', '1.123') }),
	],
	[
		'lists every resource',
		'a resource more',
		inParameter('resource', {
			options: [{ name: 'Bagel', value: 'bagel' }],
		}),
	],
	[
		'how to sign in',
		'a field that nobody tells of',
		({ credentials: [{ type }] }) =>
			type.properties.push({ displayName: 'Region', name: 'region', type: 'string', default: '' }),
	],
	['are in English', 'Greek', inOperation({ name: 'Ψωμί' })],
	[
		'Resource comes first',
		'something before the operation',
		({ nodes: [{ type }] }) =>
			type.description.properties.splice(1, 0, {
				displayName: 'First',
				name: 'first',
				type: 'string',
				default: '',
			}),
	],
	['Resource comes first', 'an expression', inParameter('operation', { noDataExpression: false })],
	[
		'the same internal name',
		'another name for Bread',
		added({ displayName: 'Bread', name: 'loaf', type: 'resourceLocator' }),
	],
	['are password fields', 'a token in the open', added({ name: 'accessToken' })],
	[
		'From List comes first',
		'ID preselected',
		inParameter('bread', { default: { mode: 'id', value: '' } }),
	],
	[
		'The fields of a collection',
		'Zest before Knife Type',
		inParameter('butter', { displayName: 'Zest' }),
	],
	[
		'Lists with 5 entries',
		'five in any order',
		added({ type: 'options', options: [...'bacde'].map((value) => ({ name: value, value })) }),
	],
	[
		'Long lists',
		'another description',
		added({ name: 'limit', type: 'number', default: 50, description: 'How many' }),
	],
	[
		'Simplify is switched on',
		'off',
		added({ displayName: 'Simplify', name: 'simplify', type: 'boolean', default: false }),
	],
	[
		'Agents can choose',
		'Simplify without Output',
		added({ displayName: 'Simplify', name: 'simplify', type: 'boolean', default: true }),
	],
	['are in Title Case', 'a sentence', inParameter('bread', { displayName: 'Kind of bread' })],
	['are in Title Case', 'a capital too many', inOperation({ name: 'Create Of Bread' })],
	['are in sentence case', 'a heading', inOperation({ action: 'Create Toast' })],
	[
		'are in sentence case',
		'a small beginning',
		inOperation({ description: 'make a toast of bread' }),
	],
	['has no articles', 'an article', inOperation({ action: 'Create a toast' })],
	['names the resource', 'nothing named', inOperation({ action: 'Create' })],
	['says more than its name', 'the name', inOperation({ description: 'Create' })],
	["use n8n's words", 'another word', inOperation({ name: 'List' })],
	['Placeholders begin', 'no e.g.', inParameter('knifeType', { placeholder: 'blunt' })],
	['begins with Whether', 'If', inParameter('butter', { description: 'If butter is wanted' })],
	[
		'stands in single quotes',
		'a bare name',
		inParameter('butter', { description: 'Whether to spread it; needs Knife Type' }),
	],
	[
		'Input Data Field Name',
		'another name',
		added({ displayName: 'Binary Field', name: 'file', default: 'data' }),
	],
	[
		'Input Data Field Name',
		'the old word',
		inParameter('knifeType', { description: 'Name of the binary property' }),
	],
	['ends without a full stop', 'a full stop', inOperation({ description: 'Make a toast.' })],
	['describe themselves', 'nothing', inNode(0, { description: 'Toast' })],
	['one form for light', 'one icon', inNode(0, { icon: 'file:toaster.svg' })],
	['none of Font Awesome', 'fa:', inNode(0, { icon: 'fa:bread-slice' })],
	['has a colour', 'a colour', inNode(0, { defaults: { name: 'Toaster', color: '#f00' } })],
	['A codex file', 'another node', inCodex({ node: 'n8n-nodes-base.toaster' })],
	['A codex file', 'the category AI alone', inCodex({ categories: ['AI'] })],
	['A codex file', 'no links', inCodex({ resources: {} })],
	['A trigger is called so', 'an input', inNode(1, { inputs: ['main'] })],
	['A trigger is called so', 'another name', inNode(1, { displayName: 'When Toast Pops Up' })],
	['the name of its action node', 'its own', inNode(1, { name: 'popTrigger' })],
	['as a tool', 'nothing said', inNode(0, { usableAsTool: undefined })],
];

describe.each(table)('%s', (rule, what, change) => {
	test(`is broken by ${what}`, async () => {
		expect(await complaints(rule, toaster())).toEqual([]);
		const broken = toaster();
		change(broken);
		expect(await complaints(rule, broken)).not.toEqual([]);
	});
});
