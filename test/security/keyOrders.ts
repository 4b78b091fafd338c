/** Every operation that can be called, filled with what it needs. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { families, namedFamilies, type FamilyName } from '../../nodes/StableDiffusion/api/families';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import {
	familiesOf,
	fieldsFor,
	waits,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import { files as samples } from '../support/media';
import { node } from '../support/n8n';
import { files } from './keyCases';

export interface Order {
	name: string;
	resource: string;
	parameters: IDataObject;
	options: IDataObject;
	account: 'standard' | 'enterprise';
	/** What comes first: a submit whose end is asked for later, the question itself, or one call. */
	way: 'job' | 'question' | 'call';
	/** Whether results have files. */
	hasFiles: boolean;
	/** Whether the same operation stands here in another API too, and this is not its turn. */
	isOther: boolean;
	/** Whether its calls can bear a mark; otherwise one item is run at a time. */
	isMarked: boolean;
	endpoint?: Endpoint;
	family?: FamilyName;
}

/** What each item brings along: the mark by which its calls are known. */
export const mark = '={{ $json.mark }}';
const marked = '={{ $json.extra }}';

const fileKinds = ['image', 'images', 'audio', 'video', 'model3d'];
export const isFile = ({ kind }: Field): boolean => fileKinds.includes(kind);

export const dataUri = (field: Field): string => {
	const { bytes, mimeType } = samples[field.kind as keyof typeof samples] ?? samples.image;
	return `data:${mimeType === 'model/gltf-binary' ? 'model/glb' : mimeType};base64,${bytes.toString('base64')}`;
};

function fileParameters(field: Field): IDataObject {
	const { name, takes } = field;
	return takes === 'dataUri' || takes === 'bareBase64'
		? { [`${name}_from`]: 'base64', [`${name}_base64`]: dataUri(field) }
		: { [`${name}_from`]: 'url', [name]: `${files}/in.png` };
}

function numberFor({ default: usual, min = 1, multipleOf = 1 }: Field): unknown {
	return usual ?? Math.ceil(min / multipleOf) * multipleOf;
}

function valueFor(field: Field): unknown {
	switch (field.kind) {
		case 'integer':
		case 'number':
			return numberFor(field);
		case 'flag':
		case 'confirm':
			return true;
		case 'choice':
			return field.default ?? field.choices?.[0].value;
		case 'choices':
			return [field.choices?.[0].value];
		case 'id':
			return { __rl: true, mode: 'id', value: mark };
		case 'json':
			return '{}';
		case 'secret':
			return 'a-value-that-nobody-may-see';
		default:
			if (/url|webhook/.test(field.name)) return `${files}/in.png`;
			return /id$/.test(field.name) ? mark : 'a red boat';
	}
}

type Shown = Pick<INodeProperties, 'displayOptions'>;

const isShown = ({ displayOptions: { show = {} } = {} }: Shown, chosen: IDataObject): boolean =>
	Object.entries(show).every(([name, values]) => {
		const value = chosen[name.replace('/', '')];
		return value === undefined || (values as unknown[]).includes(value);
	});

/** n8n drops what the form does not show, and some operations have no fields that could be added to. */
const canBeMarked = (chosen: IDataObject): boolean =>
	node.description.properties.some(
		(property) =>
			property.name === 'options' &&
			isShown(property, chosen) &&
			property.options?.some(
				(option) => option.name === 'extraFields' && isShown(option as INodeProperties, chosen),
			),
	);

export function orderFor(endpoint: Endpoint, family: FamilyName): Order {
	const { resource, operation } = endpoint;
	const main: IDataObject = {};
	const options: IDataObject = { extraFields: marked };
	const needed = new Set((endpoint.oneOf ?? []).map(([first]) => first));
	for (const field of fieldsFor(endpoint, family)) {
		const isNeeded = field.required || needed.has(field.name) || field.kind === 'confirm';
		if (!isNeeded) continue;
		if (isFile(field) && (field.place === 'main' || field.kind === 'images'))
			Object.assign(main, fileParameters(field));
		else if (field.place === 'main') main[field.name] = valueFor(field) as IDataObject[string];
		else options[field.name] = (isFile(field) ? `${files}/in.png` : valueFor(field)) as string;
	}
	return {
		name: `${resource} ${operation} ${family}`,
		resource,
		parameters: { resource, operation, family, ...main },
		options,
		account: families[family].account,
		way: waits(endpoint) ? 'job' : 'call',
		hasFiles: waits(endpoint),
		isOther: false,
		isMarked: canBeMarked({ resource, operation, family }),
		endpoint,
		family,
	};
}

const registryOrders = endpoints.flatMap((endpoint, nth) =>
	familiesOf(endpoint).map((family, index, all) => ({
		...orderFor(endpoint, family),
		isOther: index !== nth % all.length,
	})),
);

const enterpriseFamilies = (Object.keys(families) as FamilyName[]).filter(
	(name) => families[name].account === 'enterprise' && families[name].fetch,
);

const fetchOrders = [...new Set<FamilyName>([...namedFamilies, ...enterpriseFamilies])].map(
	(family, index): Order => ({
		name: `result fetch ${family}`,
		resource: 'result',
		parameters: { resource: 'result', operation: 'fetch', jobFrom: 'id', jobId: mark, family },
		options: {},
		account: families[family].account,
		way: 'question',
		hasFiles: true,
		isOther: index > 0,
		isMarked: true,
	}),
);

const custom = (name: string, parameters: IDataObject, way: Order['way']): Order => ({
	name: `custom ${name}`,
	resource: 'custom',
	parameters: { resource: 'custom', body: marked, ...parameters },
	options: {},
	account: 'standard',
	way,
	hasFiles: way === 'job',
	isOther: false,
	isMarked: true,
});

export const orders: Order[] = [
	...registryOrders,
	...fetchOrders,
	custom('call', { operation: 'call', path: '/api/v9/things' }, 'call'),
	custom('call by GET', { operation: 'call', method: 'GET', path: '/api/v9/things' }, 'call'),
	custom('job', { operation: 'job', path: '/api/v9/things' }, 'job'),
	custom('job of a known API', { operation: 'job', path: '/api/v6/images/new' }, 'job'),
];

export const countOfRegistry = registryOrders.length;
