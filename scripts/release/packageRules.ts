/** What every community node is: a package of npm that n8n finds and can load. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotOffline, sources, unless, type Chapter } from './rule';
import type { Manifest, Subject } from './subject';

const named = ({ n8n = {} }: Manifest): string[] => [
	...(n8n.nodes ?? []),
	...(n8n.credentials ?? []),
];

const filled = (value: unknown): boolean =>
	value !== undefined && (typeof value !== 'object' || Object.keys(value ?? {}).length > 0);

function n8nObject({ n8n }: Manifest): string[] {
	if (n8n === undefined) return ['package.json has no n8n'];
	const { n8nNodesApiVersion: version, nodes = [], credentials, strict } = n8n;
	return [
		...unless(version === 1, `n8n.n8nNodesApiVersion is ${String(version)}; every n8n knows 1`),
		...unless(nodes.length > 0, 'n8n.nodes names no node'),
		...unless(Array.isArray(credentials), 'n8n.credentials is no list'),
		...unless(strict === undefined || typeof strict === 'boolean', 'n8n.strict is no boolean'),
	];
}

function namedFiles({ root, manifest, nodes, credentials }: Subject): string[] {
	const paths = named(manifest);
	const loaded = [...nodes, ...credentials].filter(({ type }) => type !== undefined).length;
	return [
		...paths
			.filter((path) => !path.startsWith('dist/'))
			.map((path) => `${path} does not begin with dist/`),
		...paths
			.filter((path) => !existsSync(join(root, path)))
			.map((path) => `${path} is not there after the build`),
		...unless(loaded === paths.length, `only ${loaded} of ${paths.length} files give a class`),
	];
}

const lifecycle = [
	'prepare',
	'preinstall',
	'install',
	'postinstall',
	'prepublish',
	'preprepare',
	'postprepare',
];

export const packageChapter: Chapter = {
	heading: 'Community node',
	rules: [
		{
			rule: 'The package is named n8n-nodes-… or @scope/n8n-nodes-…',
			source: sources.building,
			check: ({ manifest: { name } }) =>
				unless(
					/^(@[a-z0-9][\w.-]*\/)?n8n-nodes-[a-z0-9][a-z0-9.-]*$/.test(name),
					`name is ${name}`,
				),
		},
		{
			rule: 'The keyword n8n-community-node-package is among the keywords',
			source: sources.building,
			check: ({ manifest: { keywords = [] } }) =>
				unless(keywords.includes('n8n-community-node-package'), 'package.json, keywords'),
		},
		{
			rule: 'package.json says in n8n what is to be loaded, by version 1 of that contract',
			source: sources.building,
			check: ({ manifest }) => n8nObject(manifest),
		},
		{
			rule: 'Every node and credential named there begins with dist/, is there after the build and can be loaded',
			source: sources.building,
			check: namedFiles,
		},
		{
			rule: 'The package is on npm',
			source: sources.building,
			check: () =>
				new NotOffline(
					'After the release: npm view PACKAGE version must give the version of package.json.',
				),
		},
	],
};

export const dependencyChapter: Chapter = {
	heading: 'Verified: dependencies and scripts',
	rules: [
		{
			rule: 'Nothing is installed along with the package: no run-time dependencies of any kind',
			source: sources.verification,
			check: ({ manifest }) =>
				(
					[
						'dependencies',
						'optionalDependencies',
						'bundledDependencies',
						'bundleDependencies',
					] as const
				)
					.filter((kind) => filled(manifest[kind]))
					.map((kind) => `package.json has ${kind}: ${JSON.stringify(manifest[kind])}`),
		},
		{
			rule: 'The only peer is n8n-workflow, in any version',
			source: sources.lint,
			check: ({ manifest: { peerDependencies = {} } }) =>
				unless(
					JSON.stringify(peerDependencies) === '{"n8n-workflow":"*"}',
					`peerDependencies are ${JSON.stringify(peerDependencies)}`,
				),
		},
		{
			rule: 'No dependency of others is overridden',
			source: sources.lint,
			check: ({ manifest }) =>
				(['overrides', 'resolutions'] as const)
					.filter((field) => manifest[field] !== undefined)
					.map((field) => `package.json has ${field}`),
		},
		{
			rule: 'Nothing runs when the package is installed',
			source: sources.lint,
			check: ({ manifest: { scripts = {} } }) =>
				lifecycle
					.filter((name) => name in scripts)
					.map((name) => `package.json has the script ${name}`),
		},
		{
			rule: 'The package is not marked private, says which files it has, and its main file is there',
			source: sources.lint,
			check: ({ root, manifest: { files = [], main, private: isPrivate } }) => [
				...unless(isPrivate !== true, 'package.json is private'),
				...unless(files.length > 0, 'package.json has no files'),
				...unless(
					main !== undefined && existsSync(join(root, main)),
					`main (${main}) is not there`,
				),
			],
		},
	],
};
