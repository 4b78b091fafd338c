/** What README says, and in which language all is written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, type Subject } from './subject';
import { once, sources, unless, type Chapter } from './rule';
import { textsOf } from './texts';

/** The sections of the README that n8n gives every new node. */
const sections = [
	'Installation',
	'Operations',
	'Credentials',
	'Compatibility',
	'Usage',
	'Resources',
	'Version history',
] as const;

/** What stands under a heading of the second level, in whatever case, up to the next; undefined where there is none. */
export function sectionOf(markdown: string, heading: string): string | undefined {
	const parts = markdown.split(/^## +/m).slice(1);
	const found = parts.find(
		(part) => part.split('\n', 1)[0].trim().toLowerCase() === heading.toLowerCase(),
	);
	return found?.slice(found.indexOf('\n') + 1).trim();
}

const section = ({ readme }: Subject, heading: (typeof sections)[number]): string =>
	sectionOf(readme, heading) ?? '';

/** The n8ns that the project's own checks run, as `2.41`. */
function testedVersions(root: string): string[] {
	return ['e2e/package.json', 'e2e/old/package.json']
		.filter((path) => existsSync(join(root, path)))
		.map((path) => {
			const { dependencies = {} } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
				dependencies?: Record<string, string>;
			};
			return dependencies.n8n.split('.').slice(0, 2).join('.');
		});
}

function compatibility(subject: Subject): string[] {
	const text = section(subject, 'Compatibility').replace(/\s+/g, ' ');
	const minimum = /n8n (version )?\d+\.\d+(\.\d+)? (or newer|or later)|minimum n8n version/i;
	return [
		...unless(
			minimum.test(text),
			'README, Compatibility does not say the minimum n8n version (as: n8n 1.123 or newer)',
		),
		...testedVersions(subject.root)
			.filter((version) => !text.includes(version))
			.map((version) => `README, Compatibility does not say that n8n ${version} is tested`),
	];
}

function operations(subject: Subject): string[] {
	const text = section(subject, 'Operations');
	return subject.nodes
		.flatMap(({ type: { description } }) => description.properties)
		.filter(({ name }) => name === 'resource')
		.flatMap(({ options = [] }) => options.map(({ name }) => name))
		.filter((name) => !text.includes(String(name)))
		.map((name) => `README, Operations does not have ${name}`);
}

interface Example {
	nodes?: Array<{ type?: string }>;
}

/** Workflows to import: the files, and whether README leads there. */
function examples({ root, manifest, readme }: Subject): string[] {
	const files = filesBelow(root, 'examples').filter((path) => path.endsWith('.json'));
	const own = (path: string): boolean => {
		const { nodes = [] } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Example;
		return nodes.some(({ type = '' }) => type.startsWith(`${manifest.name}.`));
	};
	return [
		...unless(files.length > 0, 'examples/ has no workflow'),
		...unless(/\]\(examples\//.test(readme), 'README has no link to a workflow of examples/'),
		...files.filter((path) => !own(path)).map((path) => `${path} has none of the package's nodes`),
	];
}

function authentication(subject: Subject): string[] {
	const text = section(subject, 'Credentials');
	return subject.credentials.flatMap(({ type }) => [
		...unless(
			text.includes(type.displayName),
			`README, Credentials does not name ${type.displayName}`,
		),
		...type.properties
			.filter(({ displayName }) => !text.includes(displayName) && displayName !== 'Queue Limit')
			.map(({ displayName }) => `README, Credentials says nothing of ${displayName}`),
		...unless(
			type.documentationUrl?.startsWith('https://') === true,
			`${type.name}: no documentationUrl`,
		),
	]);
}

/** Letters of another script than the Latin one. */
const foreign = /(?!\p{Script=Latin})\p{L}/u;

const inEnglish = (where: string, text: string): string[] =>
	text
		.split('\n')
		.flatMap((line, index) =>
			foreign.test(line) ? [`${where}:${index + 1}: ${line.trim()}`] : [],
		);

export const documentationChapter: Chapter = {
	heading: 'Verified: documentation and language',
	rules: [
		{
			rule: `README has the sections ${sections.join(', ')}, each with a text`,
			source: sources.starter,
			check: (subject) =>
				sections
					.filter((heading) => section(subject, heading) === '')
					.map((heading) => `README has no section "## ${heading}", or nothing in it`),
		},
		{
			rule: 'README says the minimum n8n version, and the versions that are tested',
			source: sources.starter,
			check: compatibility,
		},
		{
			rule: 'README lists every resource under Operations',
			source: sources.starter,
			check: operations,
		},
		{
			rule: 'README says how the node is used',
			source: sources.verification,
			check: (subject) =>
				unless(
					section(subject, 'Usage').split(/\s+/).length >= 100,
					'README, Usage has less than a hundred words',
				),
		},
		{
			rule: 'There are example workflows with the nodes, and README leads to them',
			source: sources.verification,
			check: examples,
		},
		{
			rule: 'README and the credential tell how to sign in',
			source: sources.verification,
			check: authentication,
		},
		{
			rule: "README links to the service's documentation and to n8n's",
			source: sources.starter,
			check: (subject) => [
				...unless(
					section(subject, 'Resources').includes('https://docs.n8n.io/'),
					'README, Resources: n8n',
				),
				...unless(
					/https:\/\/(?!docs\.n8n\.io)/.test(section(subject, 'Resources')),
					'README, Resources: the service',
				),
			],
		},
		{
			rule: 'The forms, the messages and the documentation are in English',
			source: sources.verification,
			check: (subject) =>
				once([
					...textsOf(subject).flatMap(({ where, text }) => inEnglish(where, text)),
					...[...subject.compiled].flatMap(([path, text]) => inEnglish(path, text)),
					...inEnglish('README.md', subject.readme),
					...inEnglish('CHANGELOG.md', subject.changelog),
				]),
		},
	],
};
