/** The pictures of nodes and credentials. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { once, sources, unless, type Chapter } from './rule';
import type { Subject } from './subject';

type Icon = INodeTypeDescription['icon'];

/** Every icon with the folder it is looked for in, of nodes and credentials. */
function icons({
	nodes,
	credentials,
}: Subject): Array<{ owner: string; folder: string; icon?: Icon }> {
	return [
		...nodes.map(({ path, type: { description } }) => ({
			owner: description.name,
			folder: dirname(path),
			icon: description.icon,
		})),
		...credentials.map(({ path, type: { name, icon } }) => ({
			owner: name,
			folder: dirname(path),
			icon: icon as Icon,
		})),
	];
}

const filesOf = (icon: Icon): string[] =>
	icon === undefined ? [] : typeof icon === 'object' ? [icon.light, icon.dark] : [icon];

/** Each icon's file, from the root. */
const iconFiles = (subject: Subject): string[] =>
	once(
		icons(subject).flatMap(({ folder, icon }) =>
			filesOf(icon).map((name) => join(folder, name.replace(/^file:/, ''))),
		),
	);

/** The picture is as wide as it is high. */
function isSquare(svg: string): boolean {
	const head = /<svg\b[^>]*>/.exec(svg)?.[0] ?? '';
	const number = (name: string): number =>
		Number(new RegExp(`\\s${name}="([\\d.]+)(?:px)?"`).exec(head)?.[1]);
	const [, , width, height] = (/\sviewBox="([^"]+)"/.exec(head)?.[1] ?? '')
		.split(/[\s,]+/)
		.map(Number);
	const sizes = [
		[number('width'), number('height')],
		[width, height],
	].filter((pair) => pair.some((value) => value > 0));
	return sizes.length > 0 && sizes.every(([one, other]) => one === other);
}

const pair = (subject: Subject): string[] =>
	icons(subject).flatMap(({ owner, icon }) => [
		...unless(typeof icon === 'object', `${owner} has one icon for light and dark`),
		...unless(
			typeof icon !== 'object' || icon.light !== icon.dark,
			`${owner}: light and dark are the same`,
		),
	]);

function squares(subject: Subject): string[] {
	const { root } = subject;
	return iconFiles(subject).flatMap((path) => {
		if (!existsSync(join(root, path))) return [`${path} is not there`];
		if (!path.endsWith('.svg')) return [`${path} is no SVG`];
		return unless(isSquare(readFileSync(join(root, path), 'utf8')), `${path} is not square`);
	});
}

export const iconChapter: Chapter = {
	heading: 'Verified: icons',
	rules: [
		{
			rule: 'Icons are square SVG files that are there',
			source: sources.standard,
			check: squares,
		},
		{
			rule: 'Every icon has one form for light and one for dark',
			source: sources.standard,
			check: pair,
		},
		{
			rule: 'Icons are files of the package: none of Font Awesome',
			source: sources.standard,
			check: (subject) =>
				icons(subject).flatMap(({ owner, icon }) => [
					...unless(filesOf(icon).length > 0, `${owner} has no icon`),
					...filesOf(icon)
						.filter((name) => !name.startsWith('file:'))
						.map((name) => `${owner}: ${name}`),
				]),
		},
		{
			rule: 'No node has a colour of its own (n8n 3 knows none)',
			source: sources.standard,
			check: ({ nodes }) =>
				nodes
					.filter(({ type }) => type.description.defaults.color !== undefined)
					.map(({ type }) => `${type.description.name}: defaults.color`),
		},
	],
};
