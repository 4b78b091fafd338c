/** Codex files, and what a trigger is called. */
import { basename } from 'node:path';
import { sources, unless, type Chapter } from './rule';
import type { BuiltNode, Subject } from './subject';

const categories = [
	'AI',
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'HITL',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

function codex({ manifest }: Subject, { path, type, codex: file }: BuiltNode): string[] {
	const name = basename(path).replace(/\.js$/, '.json');
	if (file === undefined) return [`${name} is not beside ${basename(path)}`];
	const { resources = {}, categories: chosen = [], subcategories = {} } = file;
	const links = ['primaryDocumentation', 'credentialDocumentation'].filter(
		(kind) => !(resources[kind] ?? []).some(({ url }) => /^https:\/\/\S+$/.test(url)),
	);
	const id = `${manifest.name}.${type.description.name}`;
	const version = String([type.description.version].flat().at(-1));
	return [
		...unless(file.node === id, `${name}: node is ${file.node}, not ${id}`),
		...unless(
			Number(file.nodeVersion) === Number(version),
			`${name}: nodeVersion is ${file.nodeVersion}, the node's is ${version}`,
		),
		...unless(file.codexVersion === '1.0', `${name}: codexVersion is ${file.codexVersion}`),
		...unless(chosen.length > 0, `${name} has no categories`),
		...chosen
			.filter((each) => !categories.includes(each))
			.map((each) => `${name}: n8n has no category ${each}`),
		// Without one, the node panel does not find the node.
		...unless(
			!chosen.includes('AI') || (subcategories.AI ?? []).length > 0,
			`${name}: the category AI needs subcategories`,
		),
		...links.map((kind) => `${name} has no link in resources.${kind}`),
	];
}

const isTrigger = ({ type }: BuiltNode): boolean => type.description.group.includes('trigger');

function trigger({ path, type }: BuiltNode): string[] {
	const { name, displayName, inputs, usableAsTool, defaults, webhooks = [] } = type.description;
	const methods = type.webhookMethods?.default ?? {};
	const file = basename(path);
	return [
		...unless(/Trigger\.node\.js$/.test(file), `${file} does not end with Trigger`),
		...unless(name.endsWith('Trigger'), `${file}: name is ${name}`),
		...unless(displayName.endsWith(' Trigger'), `${file}: displayName is ${displayName}`),
		...unless(
			String(defaults.name).endsWith(' Trigger'),
			`${file}: default name is ${defaults.name}`,
		),
		...unless(Array.isArray(inputs) && inputs.length === 0, `${file} has inputs`),
		...unless(usableAsTool === undefined, `${file} is offered to agents as a tool`),
		...unless(
			webhooks.length === 0 ||
				(['checkExists', 'create', 'delete'] as const).every((step) => step in methods),
			`${file} does not set its webhook up and take it down`,
		),
	];
}

/** The node panel shows both as one entry only where the names go together. */
function together({ nodes }: Subject): string[] {
	const actions = nodes.filter((node) => !isTrigger(node)).map(({ type }) => type.description);
	return nodes.filter(isTrigger).flatMap(({ type: { description } }) =>
		unless(
			actions.some(
				({ name, displayName }) =>
					description.name === `${name}Trigger` &&
					description.displayName === `${displayName} Trigger`,
			),
			`${description.name} belongs to no action node`,
		),
	);
}

export const nodeChapter: Chapter = {
	heading: 'Verified: codex, triggers, tools',
	rules: [
		{
			rule: 'A codex file beside every node names it, its version, a category and where the documentation is',
			source: sources.codex,
			check: (subject) => subject.nodes.flatMap((node) => codex(subject, node)),
		},
		{
			rule: 'A trigger is called so, has no inputs, is no tool, and sets its webhook up and takes it down',
			source: sources.lint,
			check: ({ nodes }) => nodes.filter(isTrigger).flatMap(trigger),
		},
		{
			rule: 'A trigger has the name of its action node, so that the panel shows them as one',
			source: sources.ux,
			check: together,
		},
		{
			rule: 'Every other node says whether an agent may use it as a tool',
			source: sources.lint,
			check: ({ nodes }) =>
				nodes
					.filter((node) => !isTrigger(node) && node.type.description.usableAsTool === undefined)
					.map(({ type }) => `${type.description.name}: usableAsTool`),
		},
	],
};
