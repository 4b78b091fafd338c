/** Where the package comes from: repository, author, licence, and the workflow that publishes it. */
import { NotOffline, sources, unless, type Chapter, type Finding } from './rule';
import type { CiJob, CiWorkflow, Manifest, Subject } from './subject';

/** `owner/repository` of an address at GitHub. */
const repositoryOf = (url = ''): string | undefined =>
	/^(?:git\+)?https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[#/].*)?$/.exec(url)?.[1];

function sameRepository({ repository, homepage, bugs }: Manifest): string[] {
	const own = repositoryOf(repository?.url);
	if (own === undefined) return [`repository.url (${repository?.url}) is no repository at GitHub`];
	return [
		...unless(repositoryOf(homepage) === own, `homepage is not in ${own}: ${homepage}`),
		...unless(
			bugs?.url === `https://github.com/${own}/issues`,
			`bugs.url is not where ${own} has its issues: ${bugs?.url}`,
		),
	];
}

/** Names that can never be looked up (RFC 2606): a place is kept by them. */
const reserved = /\.(invalid|example|test|localhost)$/;

const author = ({ author: { name = '', email = '' } = {} }: Manifest): string[] => [
	...unless(name.trim() !== '', 'author has no name'),
	...unless(/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(email), `author has no valid email: ${email}`),
];

/** Who it is can be told where it is published only. */
function owner({ manifest, publisher }: Subject): Finding {
	const { author: { email = '' } = {}, repository } = manifest;
	const own = repositoryOf(repository?.url);
	const keepsAPlace = reserved.test(email);
	if (publisher === undefined) {
		return new NotOffline(
			`On npm, the maintainer of the package must be who owns ${own} at GitHub, the repository must be public, and its address on the package's page must open.${
				keepsAPlace
					? ` The author's address in package.json (${email}) leads nowhere: put your own.`
					: ''
			}`,
		);
	}
	return [
		...unless(publisher === own, `published from ${publisher}, but repository.url is ${own}`),
		...unless(!keepsAPlace, `the author's address ${email} leads nowhere`),
	];
}

/** The job that runs `npm publish`. */
const publishing = (workflow: CiWorkflow | undefined): CiJob | undefined =>
	Object.values(workflow?.jobs ?? {}).find(({ steps = [] }) =>
		steps.some(({ run = '' }) => /\bnpm publish\b/.test(run)),
	);

const truthy = (value: unknown): boolean => String(value) === 'true';

function provenance({ workflows }: Subject): string[] {
	const workflow = workflows.get('publish.yml');
	const job = publishing(workflow);
	if (job === undefined) return ['.github/workflows/publish.yml has no job that runs npm publish'];
	const steps = job.steps ?? [];
	const step = steps.find(({ run = '' }) => /\bnpm publish\b/.test(run));
	const asks =
		/--provenance\b/.test(step?.run ?? '') ||
		[step?.env, job.env].some((env) => truthy(env?.NPM_CONFIG_PROVENANCE));
	return [
		...unless(
			job.permissions?.['id-token'] === 'write',
			'publish.yml: the job that publishes lacks the permission id-token: write',
		),
		...unless(asks, 'publish.yml: npm publish is not asked for provenance'),
	];
}

function onTags({ workflows }: Subject): string[] {
	const on = workflows.get('publish.yml')?.on ?? {};
	const { tags = [] } = (on.push ?? {}) as { tags?: string[] };
	return [
		...unless(tags.length > 0, 'publish.yml does not start on a tag'),
		...unless(
			!('workflow_dispatch' in on) && !('pull_request' in on),
			'publish.yml can be started by something else than a tag',
		),
	];
}

/** What must have passed before anything is published. */
const gates = ['npm test', 'npm run scan', 'npm run release:check'];

function gated({ workflows }: Subject): string[] {
	const { jobs = {} } = workflows.get('publish.yml') ?? {};
	const name = Object.keys(jobs).find((key) => jobs[key] === publishing({ jobs }));
	if (name === undefined) return ['publish.yml publishes nothing'];
	const before = [name, ...[jobs[name].needs ?? []].flat()];
	const commands = before
		.flatMap((each) => jobs[each]?.steps ?? [])
		.map(({ run = '' }) => run)
		.join('\n');
	return gates
		.filter((gate) => !commands.includes(gate))
		.map((gate) => `publish.yml publishes without ${gate}`);
}

export const originChapter: Chapter = {
	heading: 'Verified: where the package comes from',
	rules: [
		{
			rule: 'A workflow of GitHub publishes the package, with a statement of provenance',
			source: sources.verification,
			check: provenance,
		},
		{
			rule: 'It is started by a tag and by nothing else',
			source: sources.starter,
			check: onTags,
		},
		{
			rule: "Tests, n8n's scanner and these rules have to pass before",
			source: sources.verification,
			check: gated,
		},
		{
			rule: 'The published version has its provenance on npm',
			source: sources.verification,
			check: () =>
				new NotOffline(
					'After the release: npx @n8n/scan-community-package PACKAGE must say that the package has passed; publish.yml runs it.',
				),
		},
		{
			rule: 'repository, homepage and bugs name the same repository at GitHub',
			source: sources.verification,
			check: ({ manifest }) => sameRepository(manifest),
		},
		{
			rule: 'The author has a name and an address',
			source: sources.lint,
			check: ({ manifest }) => author(manifest),
		},
		{
			rule: 'The author is who owns the package on npm and the public repository',
			source: sources.verification,
			check: owner,
		},
		{
			rule: 'The licence is MIT, in package.json and as a file',
			source: sources.verification,
			check: ({ manifest, license }) => [
				...unless(manifest.license === 'MIT', `package.json says ${manifest.license}`),
				...unless(/^\s*(The )?MIT License/i.test(license), 'LICENSE is not the MIT licence'),
			],
		},
	],
};
