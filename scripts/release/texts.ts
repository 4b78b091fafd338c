/** Everything that a user can read in the forms of the nodes and the credential, with where it stands. */
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Subject } from './subject';

/** A parameter with the collections around it: `stableDiffusion.options.width`. */
export interface Placed {
	where: string;
	property: INodeProperties;
}

export type TextKind =
	| 'name'
	| 'action'
	| 'description'
	| 'hint'
	| 'notice'
	| 'placeholder'
	/** A word of the service that goes as it is, such as the name of a file format. */
	| 'title of a list entry';

export interface Text {
	where: string;
	kind: TextKind;
	text: string;
}

export const entriesOf = ({ type, options = [] }: INodeProperties): INodePropertyOptions[] =>
	type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];

const isNotice = ({ type }: INodeProperties): boolean => type === 'notice' || type === 'callout';

function placed(properties: readonly INodeProperties[], above: string): Placed[] {
	return properties.flatMap((property) => {
		const where = `${above}.${property.name}`;
		const { type, options = [] } = property;
		const within =
			type === 'collection'
				? placed(options as INodeProperties[], where)
				: type === 'fixedCollection'
					? (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
							placed(values, `${where}.${name}`),
						)
					: [];
		return [{ where, property }, ...within];
	});
}

/** All parameters of the nodes, those in collections included. */
export const nodeParameters = ({ nodes }: Subject): Placed[] =>
	nodes.flatMap(({ type: { description } }) => placed(description.properties, description.name));

/** All parameters, those of the credentials included. */
export const allParameters = (subject: Subject): Placed[] => [
	...nodeParameters(subject),
	...subject.credentials.flatMap(({ type: { name, properties } }) => placed(properties, name)),
];

const textsOfMode = (mode: INodePropertyMode, where: string): Text[] => [
	{ where: `${where}, mode ${mode.name}`, kind: 'name', text: mode.displayName },
	// The list's own placeholder stands in the box that opens it.
	...(mode.placeholder && mode.type !== 'list'
		? [
				{
					where: `${where}, mode ${mode.name}`,
					kind: 'placeholder' as const,
					text: mode.placeholder,
				},
			]
		: []),
	...(mode.hint ? [{ where, kind: 'hint' as const, text: mode.hint }] : []),
];

function textsOfParameter({ where, property }: Placed): Text[] {
	const { displayName, description, hint, placeholder, type, modes = [] } = property;
	return [
		{ where, kind: isNotice(property) ? 'notice' : 'name', text: displayName },
		...(description ? [{ where, kind: 'description' as const, text: description }] : []),
		...(hint ? [{ where, kind: 'hint' as const, text: hint }] : []),
		// Of a collection it is the text of a button.
		...(placeholder && type !== 'collection'
			? [{ where, kind: 'placeholder' as const, text: placeholder }]
			: []),
		...entriesOf(property).flatMap(({ name, action, description: more }): Text[] => [
			{ where: `${where}, list`, kind: 'title of a list entry', text: name },
			...(action ? [{ where, kind: 'action' as const, text: action }] : []),
			...(more ? [{ where: `${where}, list`, kind: 'description' as const, text: more }] : []),
		]),
		...modes.flatMap((mode) => textsOfMode(mode, where)),
	];
}

/** All of it. */
export function textsOf(subject: Subject): Text[] {
	const heads = subject.nodes.flatMap(({ type: { description } }): Text[] => [
		{ where: description.name, kind: 'name', text: description.displayName },
		{ where: description.name, kind: 'description', text: description.description },
	]);
	const credentials = subject.credentials.map(({ type }): Text => ({
		where: type.name,
		kind: 'name',
		text: type.displayName,
	}));
	return [...heads, ...credentials, ...allParameters(subject).flatMap(textsOfParameter)];
}

/** An operation of a node, with the resource it is listed under. */
export interface Operation {
	node: string;
	resource: string;
	resourceName: string;
	entry: INodePropertyOptions;
}

export function operationsOf({ nodes }: Subject): Operation[] {
	return nodes.flatMap(({ type: { description } }) => {
		const resources = description.properties.find(({ name }) => name === 'resource');
		const nameOf = (value: unknown): string =>
			(resources ? entriesOf(resources) : []).find((entry) => entry.value === value)?.name ?? '';
		return description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap((property) => {
				const resource = String(property.displayOptions?.show?.resource?.[0] ?? '');
				return entriesOf(property).map((entry) => ({
					node: description.name,
					resource,
					resourceName: nameOf(resource),
					entry,
				}));
			});
	});
}

/** How an operation is named in a complaint: `Model > Delete`. */
export const titleOf = ({ resourceName, entry }: Operation): string =>
	`${resourceName} > ${entry.name}`;
