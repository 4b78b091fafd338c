/** What is in the tarball. */
import { NotOffline, sources, unless, type Chapter, type Finding } from './rule';
import type { Subject } from './subject';
import { installAndLoad, packed } from './tarball';

/** What a user needs: the code, what n8n reads beside it, and what is to be read by people. */
const belongs = [
	/^package\.json$/,
	/^(README|CHANGELOG)\.md$/,
	/^LICENSE(\.md)?$/,
	/^index\.js$/,
	/^dist\/(nodes|credentials)\/[\w./-]+\.js$/,
	/^dist\/(nodes|credentials)\/[\w./-]+\.svg$/,
	/^dist\/nodes\/[\w./-]+\.node\.json$/,
];

/** In bytes: a third more than it is, so that what is there by mistake shows. */
const limits = { packed: 200_000, unpacked: 800_000 };

/** How many of many are named. */
const named = 5;

async function nothingElse({ root }: Subject): Promise<string[]> {
	const { files } = await packed(root);
	const wrong = files.filter((file) => !belongs.some((pattern) => pattern.test(file)));
	const byKind = new Map<string, string[]>();
	for (const file of wrong) {
		const kind = /(\.d\.ts|\.js\.map|\.\w+)?$/.exec(file)?.[0] ?? '';
		byKind.set(kind, [...(byKind.get(kind) ?? []), file]);
	}
	return [...byKind].flatMap(([kind, paths]) =>
		paths.length > named
			? [`${paths.length} files *${kind} do not belong there, such as ${paths[0]}`]
			: paths.map((path) => `${path} does not belong there`),
	);
}

async function allOfIt({ root, manifest, nodes }: Subject): Promise<string[]> {
	const { files } = await packed(root);
	const { nodes: named = [], credentials = [] } = manifest.n8n ?? {};
	const icons = nodes.flatMap(({ path, type: { description } }) => {
		const { icon } = description;
		const names = typeof icon === 'object' ? [icon.light, icon.dark] : [icon ?? ''];
		const folder = path.slice(0, path.lastIndexOf('/') + 1);
		return names.map((name) => folder + name.replace(/^file:/, ''));
	});
	return [
		...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', manifest.main ?? 'index.js'],
		...named,
		...named.map((path) => path.replace(/\.js$/, '.json')),
		...credentials,
		...icons,
	]
		.filter((path) => !files.includes(path))
		.map((path) => `${path} is not in the tarball`);
}

async function size({ root }: Subject): Promise<string[]> {
	const { size: bytes, unpackedSize } = await packed(root);
	return [
		...unless(bytes <= limits.packed, `packed ${bytes} bytes, at most ${limits.packed}`),
		...unless(
			unpackedSize <= limits.unpacked,
			`unpacked ${unpackedSize} bytes, at most ${limits.unpacked}`,
		),
	];
}

async function installs({ root, manifest }: Subject): Promise<Finding> {
	try {
		return await installAndLoad(root, manifest.name);
	} catch (error) {
		if (error instanceof Error && /cannot reach its registry/.test(error.message)) {
			return new NotOffline(`${error.message} n8n-workflow is needed beside the tarball.`);
		}
		throw error;
	}
}

export const tarballChapter: Chapter = {
	heading: 'The tarball',
	rules: [
		{
			rule: 'It has the compiled code, icons, codex files and papers, and nothing else',
			source: sources.lint,
			check: nothingElse,
		},
		{
			rule: 'All that n8n loads and shows is in it',
			source: sources.building,
			check: allOfIt,
		},
		{
			rule: `It is small: at most ${limits.packed / 1000} kB, ${limits.unpacked / 1000} kB unpacked`,
			source: sources.verification,
			check: size,
		},
		{
			rule: `It can be installed into an empty folder with n8n-workflow alone and loaded there (Node.js ${process.versions.node})`,
			source: sources.verification,
			check: installs,
		},
	],
};
