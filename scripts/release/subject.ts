/** The package as the rules look at it: what is in its folder, and what the build has made of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { parse } from 'yaml';

export interface Manifest {
	name: string;
	version: string;
	description?: string;
	license?: string;
	keywords?: string[];
	author?: { name?: string; email?: string; url?: string };
	homepage?: string;
	repository?: { type?: string; url?: string };
	bugs?: { url?: string };
	main?: string;
	files?: string[];
	private?: boolean;
	scripts?: Record<string, string>;
	n8n?: {
		n8nNodesApiVersion?: unknown;
		strict?: unknown;
		nodes?: string[];
		credentials?: string[];
	};
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	bundledDependencies?: string[];
	bundleDependencies?: string[];
	peerDependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	overrides?: unknown;
	resolutions?: unknown;
}

export interface Codex {
	node?: string;
	nodeVersion?: string;
	codexVersion?: string;
	categories?: string[];
	subcategories?: Record<string, string[]>;
	alias?: string[];
	resources?: Record<string, Array<{ url: string }>>;
}

/** A node or credential that package.json names, with where its built file is. */
export interface Built<Type> {
	/** Path of the built file, from the root. */
	path: string;
	type: Type;
}

export type BuiltNode = Built<INodeType> & { codex?: Codex };

/** A workflow of GitHub, as far as the rules read it. */
export interface CiWorkflow {
	name?: string;
	on?: Record<string, unknown>;
	permissions?: Record<string, string> | string;
	concurrency?: unknown;
	jobs?: Record<string, CiJob>;
}
export interface CiJob {
	needs?: string | string[];
	permissions?: Record<string, string>;
	strategy?: { matrix?: Record<string, unknown[]> };
	'timeout-minutes'?: number;
	env?: Record<string, string>;
	steps?: Array<{
		name?: string;
		uses?: string;
		run?: string;
		if?: string;
		with?: Record<string, unknown>;
		env?: Record<string, string>;
	}>;
}

export interface Subject {
	root: string;
	manifest: Manifest;
	readme: string;
	changelog: string;
	license: string;
	nodes: BuiltNode[];
	credentials: Array<Built<ICredentialType>>;
	/** TypeScript of nodes/ and credentials/, by path. */
	sources: ReadonlyMap<string, string>;
	/** Compiled JavaScript of dist/ and index.js, by path. */
	compiled: ReadonlyMap<string, string>;
	/** Workflows of GitHub, by file name. */
	workflows: ReadonlyMap<string, CiWorkflow>;
	/** Who publishes, where this runs in a workflow of GitHub on a tag: `owner/repository`. */
	publisher?: string;
}

/** Paths of all files below a folder, from the root, with `/`. */
export function filesBelow(root: string, folder: string): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		return entry.isDirectory() ? filesBelow(root, path) : [path];
	});
}

const textOf = (root: string, path: string): string =>
	existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';

const textsOf = (root: string, paths: readonly string[]): Map<string, string> =>
	new Map(paths.map((path) => [path, textOf(root, path)]));

/** The class that a built file exports under its own name, as n8n makes one of it. */
function instance<Type>(root: string, path: string): Type {
	const exported = require(join(root, path)) as Record<string, new () => Type>;
	const name = basename(path).split('.')[0];
	return new exported[name]();
}

const built = <Type>(root: string, paths: readonly string[] = []): Array<Built<Type>> =>
	paths
		.filter((path) => existsSync(join(root, path)))
		.map((path) => ({ path, type: instance<Type>(root, path) }));

function codexBeside(root: string, path: string): Codex | undefined {
	const text = textOf(root, join(dirname(path), basename(path).replace(/\.js$/, '.json')));
	return text === '' ? undefined : (JSON.parse(text) as Codex);
}

/** Reads a package that is built. */
export function readSubject(root: string): Subject {
	const manifest = JSON.parse(textOf(root, 'package.json')) as Manifest;
	const scripts = filesBelow(root, 'dist').filter((path) => path.endsWith('.js'));
	const typescript = [...filesBelow(root, 'nodes'), ...filesBelow(root, 'credentials')].filter(
		(path) => path.endsWith('.ts'),
	);
	const workflows = filesBelow(root, '.github/workflows').map((path): [string, CiWorkflow] => [
		basename(path),
		parse(textOf(root, path)) as CiWorkflow,
	]);
	return {
		root,
		manifest,
		readme: textOf(root, 'README.md'),
		changelog: textOf(root, 'CHANGELOG.md'),
		license: textOf(root, 'LICENSE') || textOf(root, 'LICENSE.md'),
		nodes: built<INodeType>(root, manifest.n8n?.nodes).map((node) => ({
			...node,
			codex: codexBeside(root, node.path),
		})),
		credentials: built<ICredentialType>(root, manifest.n8n?.credentials),
		sources: textsOf(root, typescript),
		compiled: textsOf(root, [...scripts, 'index.js']),
		workflows: new Map(workflows),
		...(process.env.GITHUB_REF_TYPE === 'tag' && { publisher: process.env.GITHUB_REPOSITORY }),
	};
}
