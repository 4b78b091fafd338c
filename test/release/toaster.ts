/** A package as small as can be that keeps all rules, to be broken at one place at a time. */
import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';
import { chapters } from '../../scripts/release/chapters';
import { NotOffline } from '../../scripts/release/rule';
import type { BuiltNode, CiWorkflow, Subject } from '../../scripts/release/subject';

const repository = 'https://github.com/toast/n8n-nodes-toaster';

export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Toast', value: 'toast' }],
		default: 'toast',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['toast'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create toast',
				description: 'Make a toast of a slice of bread',
			},
		],
		default: 'create',
	},
	{
		displayName: 'Bread',
		name: 'bread',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list' },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. rye' },
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Butter',
				name: 'butter',
				type: 'boolean',
				default: true,
				description: "Whether to spread butter; needs 'Knife Type'",
			},
			{
				displayName: 'Knife Type',
				name: 'knifeType',
				type: 'string',
				default: '',
				placeholder: 'e.g. blunt',
				description: 'What to spread it with',
			},
		],
	},
];

const action = (): BuiltNode => ({
	path: 'dist/nodes/Toaster/Toaster.node.js',
	codex: {
		node: 'n8n-nodes-toaster.toaster',
		nodeVersion: '1.0',
		codexVersion: '1.0',
		categories: ['Miscellaneous'],
		resources: {
			primaryDocumentation: [{ url: 'https://toaster.example' }],
			credentialDocumentation: [{ url: 'https://toaster.example/key' }],
		},
	},
	type: {
		description: {
			displayName: 'Toaster',
			name: 'toaster',
			icon: { light: 'file:toaster.svg', dark: 'file:toaster.dark.svg' },
			group: ['transform'],
			version: 1,
			description: 'Make toast with the toaster in the kitchen',
			defaults: { name: 'Toaster' },
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'toasterApi', required: true }],
			properties: parameters(),
		},
	} as INodeType,
});

const trigger = (): BuiltNode => {
	const { type, codex } = action();
	return {
		path: 'dist/nodes/Toaster/ToasterTrigger.node.js',
		codex: { ...codex, node: 'n8n-nodes-toaster.toasterTrigger' },
		type: {
			description: {
				...type.description,
				displayName: 'Toaster Trigger',
				name: 'toasterTrigger',
				group: ['trigger'],
				defaults: { name: 'Toaster Trigger' },
				usableAsTool: undefined,
				inputs: [],
				properties: [],
			},
		},
	};
};

const publish = (): CiWorkflow => ({
	on: { push: { tags: ['v*'] } },
	jobs: {
		check: {
			steps: ['npm test', 'npm run scan', 'npm run release:check'].map((run) => ({ run })),
		},
		publish: {
			needs: 'check',
			permissions: { contents: 'read', 'id-token': 'write' },
			steps: [{ run: 'npm publish --provenance' }],
		},
	},
});

/** Everything as it should be. */
export const toaster = (): Subject => ({
	root: '/nowhere',
	manifest: {
		name: 'n8n-nodes-toaster',
		version: '1.0.0',
		license: 'MIT',
		keywords: ['n8n-community-node-package'],
		author: { name: 'The Toasters', email: 'toast@toaster.example' },
		homepage: `${repository}#readme`,
		repository: { type: 'git', url: `git+${repository}.git` },
		bugs: { url: `${repository}/issues` },
		files: ['dist'],
		scripts: { build: 'tsc' },
		n8n: { n8nNodesApiVersion: 1, nodes: ['dist/nodes/Toaster/Toaster.node.js'], credentials: [] },
		peerDependencies: { 'n8n-workflow': '*' },
	},
	readme: [
		'Installation',
		'Operations',
		'Credentials',
		'Compatibility',
		'Usage',
		'Resources',
		'Version history',
	]
		.map((heading) => `## ${heading}\n\n${textsOfReadme[heading] ?? 'See there.'}\n`)
		.join('\n'),
	changelog: '## 1.0.0 (2031-05-17)\n\nFirst version.\n',
	license: 'MIT License\n',
	nodes: [action(), trigger()],
	credentials: [
		{
			path: 'dist/credentials/ToasterApi.credentials.js',
			type: {
				name: 'toasterApi',
				displayName: 'Toaster API',
				documentationUrl: 'https://toaster.example/key',
				icon: { light: 'file:toaster.svg', dark: 'file:toaster.dark.svg' },
				properties: [
					{
						displayName: 'API Key',
						name: 'apiKey',
						type: 'string',
						typeOptions: { password: true },
						default: '',
					},
					{
						displayName: 'Host',
						name: 'host',
						type: 'string',
						default: 'https://toaster.example',
					},
				],
			} as ICredentialType,
		},
	],
	sources: new Map(),
	compiled: new Map([
		[
			'dist/nodes/Toaster/Toaster.node.js',
			'const n8n = require("n8n-workflow"); exports.toast = (c) => c.helpers.httpRequest({ url: "https://toaster.example" });',
		],
	]),
	workflows: new Map([['publish.yml', publish()]]),
});

const textsOfReadme: Record<string, string> = {
	Operations: 'Toast: make it.',
	Credentials: 'Toaster API asks for API Key and Host.',
	Compatibility: 'Needs n8n 1.123 or newer.',
	Usage: 'Put bread in and take toast out. '.repeat(20),
	Resources: '[n8n](https://docs.n8n.io/), [toaster](https://toaster.example)',
};

/** What a rule says of a package; `rule` is a part of its text. */
export async function complaints(rule: string, subject: Subject): Promise<string[]> {
	const found = chapters.flatMap(({ rules }) => rules).filter((each) => each.rule.includes(rule));
	if (found.length !== 1) throw new Error(`${found.length} rules have "${rule}" in their text`);
	const finding = await found[0].check(subject);
	if (finding instanceof NotOffline) throw new Error(`not offline: ${finding.toDo}`);
	return finding;
}
