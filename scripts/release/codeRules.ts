/** What the shipped code may do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaints as complaintsOfImports } from '../checkImports';
import { changedInputs } from './behaviour';
import { readCode, type CodeFacts } from './code';
import { sources, unless, type Chapter } from './rule';
import { filesBelow, type Subject } from './subject';

/** Of a file in dist/: what of Node.js it may load. Everything else is n8n-workflow or the package itself. */
const allowedModules = /^(\.{1,2}\/|n8n-workflow$|(node:)?crypto$)/;

/** Names that no shipped file may use, by the rule that says so. */
const forbidden: ReadonlyArray<{ rule: string; source: string; names: readonly string[] }> = [
	{
		rule: 'The code reads no environment variables',
		source: sources.verification,
		names: ['process'],
	},
	{
		rule: 'The code starts no timers of its own',
		source: sources.lint,
		names: [
			'setTimeout',
			'setInterval',
			'setImmediate',
			'clearTimeout',
			'clearInterval',
			'clearImmediate',
		],
	},
	{
		rule: 'The code touches nothing that all of n8n shares',
		source: sources.lint,
		names: ['global', 'globalThis'],
	},
	{
		rule: 'The code does not ask where it is installed',
		source: sources.lint,
		names: ['__dirname', '__filename'],
	},
	{
		rule: 'The code makes no code at run time',
		source: sources.lint,
		names: ['eval', 'Function'],
	},
	{
		rule: 'The code sends no request past n8n',
		source: sources.code,
		names: ['fetch', 'XMLHttpRequest', 'WebSocket'],
	},
];

const seen = new Map<string, CodeFacts>();
function factsOf(path: string, text: string): CodeFacts {
	const key = `${path}\n${text}`;
	const facts = seen.get(key) ?? readCode(path, text);
	seen.set(key, facts);
	return facts;
}

/** Files of dist/; index.js only hands them on. */
const shipped = ({ compiled }: Subject): Array<[string, CodeFacts]> =>
	[...compiled]
		.filter(([path]) => path.startsWith('dist/'))
		.map(([path, text]) => [path, factsOf(path, text)]);

const uses = (subject: Subject, names: readonly string[]): string[] =>
	shipped(subject).flatMap(([path, facts]) =>
		names.filter((name) => facts.names.has(name)).map((name) => `${path} uses ${name}`),
	);

function foreignImports(subject: Subject): string[] {
	const compiled = shipped(subject).flatMap(([path, { imports }]) =>
		imports.filter((name) => !allowedModules.test(name)).map((name) => `${path} loads ${name}`),
	);
	return [
		...compiled,
		...[...subject.sources].flatMap(([path, text]) => complaintsOfImports(path, text)),
	];
}

function requests(subject: Subject): string[] {
	const calls = new Set(shipped(subject).flatMap(([, facts]) => [...facts.calls]));
	const names = ['httpRequest', 'httpRequestWithAuthentication'];
	const own = shipped(subject).some(([, { strings, calls: called }]) =>
		names.some((name) => called.has(name) || strings.includes(name)),
	);
	const text = [...subject.compiled.values()].join('\n');
	return [
		...unless(own || names.some((name) => text.includes(name)), 'no file uses httpRequest of n8n'),
		...['requestWithAuthentication', 'requestOAuth1', 'requestOAuth2']
			.filter((name) => calls.has(name))
			.map((name) => `${name}, which n8n has given up, is used`),
	];
}

/** Each shipped file comes out of a file in TypeScript. */
function typescript({ root, compiled }: Subject): string[] {
	const without = [...compiled.keys()]
		.filter((path) => path.startsWith('dist/'))
		.filter((path) => !existsSync(join(root, path.slice('dist/'.length).replace(/\.js$/, '.ts'))));
	const plain = [...filesBelow(root, 'nodes'), ...filesBelow(root, 'credentials')].filter((path) =>
		/\.[cm]?js$/.test(path),
	);
	const { compilerOptions = {} } = JSON.parse(
		readFileSync(join(root, 'tsconfig.json'), 'utf8'),
	) as { compilerOptions?: { strict?: boolean } };
	return [
		...without.map((path) => `${path} comes from no TypeScript`),
		...plain.map((path) => `${path} is no TypeScript`),
		...unless(compilerOptions.strict === true, 'tsconfig.json is not strict'),
	];
}

export const codeChapter: Chapter = {
	heading: 'Verified: code',
	rules: [
		...forbidden.map(({ rule, source, names }) => ({
			rule,
			source,
			check: (subject: Subject) => uses(subject, names),
		})),
		{
			rule: "The code loads n8n-workflow, Node's crypto and its own files only: no files, no network, no other process",
			source: sources.verification,
			check: foreignImports,
		},
		{
			rule: "Requests go through n8n's helpers, none of those that were given up",
			source: sources.code,
			check: requests,
		},
		{
			rule: 'Incoming items are left as they are, whatever is done with them',
			source: sources.code,
			check: changedInputs,
		},
		{
			rule: 'All shipped code is written in TypeScript, checked strictly',
			source: sources.verification,
			check: typescript,
		},
	],
};
