/** How the forms are built. */
import type { INodeProperties } from 'n8n-workflow';
import { NotOffline, once, sources, unless, type Chapter } from './rule';
import type { Subject } from './subject';
import {
	allParameters,
	entriesOf,
	nodeParameters,
	operationsOf,
	titleOf,
	type Placed,
} from './texts';

/** What a form shows above all else once this resource is chosen: Resource and Operation. */
function firstTwo({ nodes }: Subject): string[] {
	return nodes.flatMap(({ type: { description } }) => {
		const { name: node, properties } = description;
		const resource = properties.find(({ name }) => name === 'resource');
		if (resource === undefined) {
			return unless(
				!properties.some(({ name }) => name === 'operation') || properties[0].name === 'operation',
				`${node}: Operation is not the first parameter`,
			);
		}
		return entriesOf(resource).flatMap(({ name, value }) => {
			const shown = properties.filter(
				({ displayOptions: { show } = {} }) =>
					show?.resource === undefined || show.resource.includes(value as string),
			);
			const two = shown.slice(0, 2);
			return [
				...unless(
					two.map(({ displayName }) => displayName).join() === 'Resource,Operation',
					`${node}, ${name}: ${two.map(({ displayName }) => displayName).join(' and ')} come first`,
				),
				...two
					.filter(({ noDataExpression }) => noDataExpression !== true)
					.map(({ displayName }) => `${node}, ${name}: ${displayName} takes expressions`),
			];
		});
	});
}

function everyResourceWorks(subject: Subject): string[] {
	const resources = subject.nodes
		.flatMap(({ type }) => type.description.properties)
		.filter(({ name }) => name === 'resource')
		.flatMap(entriesOf);
	const used = new Set(operationsOf(subject).map(({ resource }) => resource));
	return resources
		.filter(({ value }) => !used.has(String(value)))
		.map(({ name }) => `${name} has no operation`);
}

/** One kind of field, by what is read and how it is filled in. */
function reused(subject: Subject): string[] {
	return subject.nodes.flatMap(({ type: { description } }) => {
		const names = new Map<string, Set<string>>();
		for (const { displayName, type, name } of description.properties) {
			const field = `${description.name}: ${displayName} (${type})`;
			names.set(field, (names.get(field) ?? new Set()).add(name));
		}
		return [...names]
			.filter(([, internal]) => internal.size > 1)
			.map(([field, internal]) => `${field} is ${[...internal].join(' and ')}`);
	});
}

const secretName =
	/password|secret|token|cert|passphrase|api_?key|private_?key|auth_?key|sync_?key|access_?key/i;
const harmlessName = /url|pub|id$|tokens$/i;

const openSecrets = (subject: Subject): string[] =>
	allParameters(subject)
		.filter(
			({ property: { type, name, typeOptions } }) =>
				type === 'string' &&
				secretName.test(name) &&
				!harmlessName.test(name) &&
				typeOptions?.password !== true,
		)
		.map(({ where }) => where);

const listFirst = (subject: Subject): string[] =>
	allParameters(subject)
		.filter(({ property }) => property.type === 'resourceLocator')
		.flatMap(({ where, property: { modes = [], default: usual } }) => {
			const list = modes.find(({ type }) => type === 'list');
			if (list === undefined) return [`${where} offers no list`];
			return [
				...unless(modes[0] === list, `${where}: ${modes[0].displayName} comes first`),
				...unless(
					list.displayName === 'From List',
					`${where}: the list is called ${list.displayName}`,
				),
				...unless(
					(usual as { mode?: string }).mode === list.name,
					`${where}: ${JSON.stringify(usual)} is preselected`,
				),
			];
		});

const collections = (subject: Subject): Placed[] =>
	nodeParameters(subject).filter(({ property: { type } }) => type === 'collection');

const isOptional = ({ required, type, default: usual }: INodeProperties): boolean =>
	required !== true && type === 'string' && usual === '';

/** Files are chosen where they are named: their links do not count. */
const mostOpen = 6;

/** Operations with more optional texts in the open. */
function tooManyOpen(subject: Subject): string[] {
	return operationsOf(subject).flatMap((operation) => {
		const shown = subject.nodes
			.flatMap(({ type }) => type.description.properties)
			.filter(({ displayOptions }) =>
				displayOptions?.show?.operation?.includes(operation.entry.value as string),
			)
			.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(operation.resource));
		const names = once(shown.filter(isOptional).map(({ displayName }) => displayName));
		const open = names.filter((name) => !/URL|Base64/.test(name));
		return unless(open.length <= mostOpen, `${titleOf(operation)}: ${open.join(', ')}`);
	});
}

export const formChapter: Chapter = {
	heading: 'Verified: forms',
	rules: [
		{
			rule: 'Resource comes first, Operation second, and neither takes an expression',
			source: sources.code,
			check: firstTwo,
		},
		{
			rule: 'Every resource has operations',
			source: sources.code,
			check: everyResourceWorks,
		},
		{
			rule: 'A field that reads the same in several operations has the same internal name there',
			source: sources.code,
			check: reused,
		},
		{ rule: 'Keys and other secrets are password fields', source: sources.ux, check: openSecrets },
		{
			rule: 'Who can sign in by OAuth may do so here',
			source: sources.ux,
			check: () =>
				new NotOffline(
					"Look whether the service's documentation of authentication has begun to offer OAuth for these APIs.",
				),
		},
		{
			rule: 'Where one thing is chosen, From List comes first and is preselected',
			source: sources.ux,
			check: listFirst,
		},
		{
			rule: `Optional fields stand in a collection: at most ${mostOpen} optional texts of an operation do not`,
			source: sources.ux,
			check: (subject) => [
				...unless(collections(subject).length > 0, 'no node has a collection'),
				...once(tooManyOpen(subject)),
			],
		},
	],
};
