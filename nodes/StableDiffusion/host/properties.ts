import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { families, type FamilyName } from '../api/families';
import { familiesOf, fieldsFor, type Endpoint } from '../endpoints/endpoint';
import { endpoints, resources } from '../endpoints';
import { asProperties, type FieldProperty, type Property } from './fieldProperties';
import { fetchProperties, jobOptions, jobProperties, resultResource } from './jobProperties';

interface Shown {
	property: Property;
	resource: string;
	operations: string[];
	/** Missing: all families of those operations. */
	families?: FamilyName[];
	when?: Record<string, string[]>;
}

/**
 * The properties of one place. What is the same for several operations or families becomes one property
 * with several display conditions, so that the description stays small and n8n keeps what was typed.
 */
function collect(place: 'main' | 'options'): Shown[] {
	const all = new Map<string, Shown>();
	const forms: Shown[][] = [];
	for (const endpoint of endpoints) {
		const own = familiesOf(endpoint);
		const variants = new Map<string, FieldProperty & { families: FamilyName[] }>();
		const sequences = own.map((family) => {
			const fields = fieldsFor(endpoint, family).filter(
				(field) => (field.place ?? 'options') === place,
			);
			return fields.flatMap(asProperties).map(({ property, when }) => {
				const shape = JSON.stringify([property, when]);
				const known = variants.get(shape);
				if (known) known.families.push(family);
				else variants.set(shape, { property, when, families: [family] });
				return shape;
			});
		});
		const byShape = new Map<string, Shown>();
		for (const [shape, { property, when, families: knowing }] of variants) {
			const limited = knowing.length === own.length ? undefined : knowing;
			const { resource, operation } = endpoint;
			const id = JSON.stringify([resource, limited, shape]);
			const shown = all.get(id) ?? { property, when, resource, operations: [], families: limited };
			shown.operations.push(operation);
			all.set(id, shown);
			byShape.set(shape, shown);
		}
		forms.push(...sequences.map((shapes) => shapes.map((shape) => byShape.get(shape) as Shown)));
	}
	return inOrder([...all.values()], forms);
}

/**
 * One order in which every form has its fields as its endpoint lists them: always the first property that
 * no form wants another one before.
 */
function inOrder(all: Shown[], forms: Shown[][]): Shown[] {
	const left = new Set(all);
	const ordered: Shown[] = [];
	while (left.size > 0) {
		const heads = forms.map((form) => form.find((shown) => left.has(shown)));
		const free = (shown: Shown): boolean =>
			forms.every((form, index) => !form.includes(shown) || heads[index] === shown);
		const [first] = left;
		const next = [...left].find(free) ?? first;
		ordered.push(next);
		left.delete(next);
	}
	return ordered;
}

/** In a collection the conditions look at the parameters of the node itself, hence the slash. */
function withConditions(
	{ property, resource, operations, families: limited, when }: Shown,
	slash: '' | '/',
): INodeProperties {
	return {
		...property,
		displayOptions: {
			show: {
				[`${slash}resource`]: [resource],
				[`${slash}operation`]: operations,
				...(limited && { [`${slash}family`]: limited }),
				...when,
			},
		},
	};
}

const operationChoice = ({
	operation,
	name,
	action,
	description,
}: Endpoint): INodePropertyOptions => ({
	name,
	value: operation,
	action,
	description,
});

const byName = <T extends { name: string }>(list: readonly T[]): T[] =>
	[...list].sort((a, b) => a.name.localeCompare(b.name));

function operationProperties(): INodeProperties[] {
	return resources.map(({ value }) => {
		const own = endpoints.filter((endpoint) => endpoint.resource === value);
		const preselected = own[0].operation;
		return {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			options: byName(own.map(operationChoice)),
			default: preselected,
		};
	});
}

/** Shown where an operation can be had from several families. */
function familyProperties(): INodeProperties[] {
	const all = new Map<string, Shown>();
	for (const endpoint of endpoints) {
		const own = familiesOf(endpoint);
		if (own.length < 2) continue;
		const preselected = endpoint.preselect ?? own[0];
		const property: Property = {
			displayName: 'API',
			name: 'family',
			type: 'options',
			noDataExpression: true,
			options: byName(
				own.map((family) => ({
					name: families[family].displayName,
					value: family,
					description: families[family].description,
				})),
			),
			default: preselected,
			description:
				"Which of the service's APIs does the work; they differ in models, fields and price",
		};
		const id = JSON.stringify([endpoint.resource, property]);
		const same = all.get(id);
		if (same) same.operations.push(endpoint.operation);
		else all.set(id, { property, resource: endpoint.resource, operations: [endpoint.operation] });
	}
	return [...all.values()].map((shown) => withConditions(shown, ''));
}

function optionsProperty(): INodeProperties {
	const own = collect('options').map((shown) => withConditions(shown, '/'));
	const jobs = endpoints.filter((endpoint) => endpoint.makesJob);
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: {
			show: {
				resource: [...new Set([...jobs.map(({ resource }) => resource), resultResource.value])],
			},
		},
		options: [...own, ...jobOptions(jobs)].sort((a, b) =>
			a.displayName.localeCompare(b.displayName),
		),
	};
}

/** All properties of the action node, assembled from the registry. */
export function buildProperties(): INodeProperties[] {
	const jobs = endpoints.filter((endpoint) => endpoint.makesJob);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: byName([...resources, resultResource]),
			default: 'image',
		},
		...operationProperties(),
		...familyProperties(),
		...collect('main').map((shown) => withConditions(shown, '')),
		...fetchProperties(),
		...jobProperties(jobs),
		optionsProperty(),
	];
}
