import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FamilyName } from '../api/families';
import { familiesOf, fieldsFor, keyOf, type Endpoint, type Resource } from '../endpoints/endpoint';
import { endpoints, resources } from '../endpoints';
import { customProperties, customResource } from './customProperties';
import {
	asProperties,
	byName,
	familyChoices,
	operationHelp,
	type FieldProperty,
	type Property,
} from './fieldProperties';
import { fetchProperties, resultResource } from './fetchProperties';
import { gateOperation, gateOptions, gateProperties } from './gateProperties';
import { agentOutput } from './handOverProperties';
import {
	conditionsFor,
	jobOptions,
	jobProperties,
	listProperties,
	type Shown,
} from './jobProperties';

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
			// In the form itself each resource keeps its own order; in Options the alphabet rules.
			const id = JSON.stringify([place === 'main' && endpoint.resource, limited, shape]);
			const shown = all.get(id) ?? { property, when, keys: [], families: limited };
			shown.keys.push(keyOf(endpoint));
			all.set(id, shown);
			byShape.set(shape, shown);
		}
		forms.push(...sequences.map((shapes) => shapes.map((shape) => byShape.get(shape) as Shown)));
	}
	return place === 'main' ? inOrder([...all.values()], forms) : joined([...all.values()]);
}

/** The APIs of an operation, by its key. */
const variantsOf = new Map(endpoints.map((endpoint) => [keyOf(endpoint), familiesOf(endpoint)]));

/**
 * Joins entries of the same property that are limited to other APIs each, where their conditions together
 * still show it to nobody else: an API in the list that an operation does not have does no harm.
 */
function joined(all: Shown[]): Shown[] {
	const done: Shown[] = [];
	const shape = ({ property, when }: Shown): string => JSON.stringify([property, when]);
	const shapes = new Map(all.map((shown) => [shown, shape(shown)]));
	for (const shown of all) {
		const owns = (entry: Shown, key: string, family: FamilyName): boolean =>
			entry.keys.includes(key) && entry.families?.includes(family) === true;
		const fits = (other: Shown): boolean => {
			if (!shown.families || !other.families || shapes.get(other) !== shapes.get(shown))
				return false;
			const keys = [...new Set([...other.keys, ...shown.keys])];
			const families = new Set([...other.families, ...shown.families]);
			if (conditionsFor(keys).length > 1) return false;
			return keys.every((key) =>
				(variantsOf.get(key) ?? [])
					.filter((family) => families.has(family))
					.every((family) => owns(other, key, family) || owns(shown, key, family)),
			);
		};
		const index = done.findIndex(fits);
		if (index === -1) {
			done.push(shown);
			continue;
		}
		const other = done[index];
		const both: Shown = {
			...other,
			keys: [...new Set([...other.keys, ...shown.keys])],
			families: [...new Set([...(other.families ?? []), ...(shown.families ?? [])])],
		};
		shapes.set(both, shapes.get(shown) as string);
		done[index] = both;
	}
	return done;
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
const withConditions = (
	{ property, keys, families: limited, when }: Shown,
	slash: '' | '/',
): INodeProperties[] =>
	conditionsFor(keys).map(({ resource, operation }) => ({
		...property,
		displayOptions: {
			show: {
				[`${slash}resource`]: resource,
				[`${slash}operation`]: operation,
				...(limited && { [`${slash}family`]: limited }),
				...when,
			},
		},
	}));

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

const resourceChoice = ({
	value,
	name,
	description,
}: Pick<Resource, 'value' | 'name' | 'description'>): INodePropertyOptions => ({
	value,
	name,
	description,
});

function operationProperties(): INodeProperties[] {
	return resources.map((resource) => {
		const { value, first } = resource;
		const own = endpoints.filter((endpoint) => endpoint.resource === value);
		const gates = [gateOperation].filter((gate) => gate.resource === value);
		return {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			description: operationHelp(resource),
			options: byName([...own.map(operationChoice), ...gates.map(({ choice }) => choice)]),
			default: first,
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
			options: familyChoices(own),
			default: preselected,
			description:
				"Which of the service's APIs does the work; they differ in models, fields and price",
		};
		const id = JSON.stringify(property);
		const shown = all.get(id) ?? { property, keys: [] };
		shown.keys.push(keyOf(endpoint));
		all.set(id, shown);
	}
	return [...all.values()].flatMap((shown) => withConditions(shown, ''));
}

/** What must be read before something is started. */
const noticeProperties = (): INodeProperties[] =>
	endpoints.flatMap(({ resource, operation, notice }) =>
		notice === undefined
			? []
			: [
					{
						displayName: notice,
						name: 'notice',
						type: 'notice',
						default: '',
						displayOptions: { show: { resource: [resource], operation: [operation] } },
					},
				],
	);

function optionsProperty(): INodeProperties {
	const own = collect('options');
	const jobs = [...jobOptions(endpoints), ...gateOptions()];
	const keys = [...own, ...jobs].flatMap((shown) => shown.keys);
	const parts = keys.map((key) => key.split(':'));
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description:
			'What else can be set; whatever is left out is decided by the service or the model',
		displayOptions: {
			show: {
				resource: [...new Set(parts.map(([resource]) => resource))],
				operation: [...new Set(parts.map(([, operation]) => operation))],
			},
		},
		options: [...own, ...jobs]
			.flatMap((shown) => withConditions(shown, '/'))
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** All properties of the action node, assembled from the registry. */
export function buildProperties(): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			description:
				'What to work with: images, videos, sounds and 3D models, results of earlier jobs, or the account and its servers',
			options: byName([...resources, customResource, resultResource].map(resourceChoice)),
			default: 'image',
		},
		...operationProperties(),
		...noticeProperties(),
		...familyProperties(),
		...collect('main').flatMap((shown) => withConditions(shown, '')),
		...customProperties(),
		...fetchProperties(),
		...gateProperties(),
		...[...listProperties(endpoints), ...jobProperties(endpoints)].flatMap((shown) =>
			withConditions(shown, ''),
		),
		...agentOutput,
		optionsProperty(),
	];
}
