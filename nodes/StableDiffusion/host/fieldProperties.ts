import type { INodeProperties } from 'n8n-workflow';
import type { Field } from '../endpoints/endpoint';

/** A property without saying where it is shown. */
export type Property = Omit<INodeProperties, 'displayOptions'>;

/** A property, and the parameters of its own group that decide whether it is shown. */
export interface FieldProperty {
	property: Property;
	when?: Record<string, string[]>;
}

/** Where an image comes from, and the parameter that holds it; run.ts reads them by these names. */
export const imageParameters = (name: string) => ({
	from: `${name}_from`,
	url: name,
	base64: `${name}_base64`,
	binary: `${name}_field`,
});

function imageProperties(field: Field): FieldProperty[] {
	const { name, displayName, description, required } = field;
	const names = imageParameters(name);
	const by = (from: string) => ({ [names.from]: [from] });
	return [
		{
			property: {
				displayName: `${displayName} From`,
				name: names.from,
				type: 'options',
				options: [
					{
						name: 'Base64',
						value: 'base64',
						description: 'Text, with or without a data URI prefix',
					},
					{
						name: 'Binary Field',
						value: 'binary',
						description: 'A file that an earlier node handed over',
					},
					{ name: 'URL', value: 'url', description: 'A public link that opens without a login' },
				],
				default: 'url',
				description: `Where '${displayName}' comes from`,
			},
		},
		{
			property: {
				displayName: `${displayName} URL`,
				name: names.url,
				type: 'string',
				default: '',
				required,
				placeholder: 'e.g. https://example.com/photo.jpg',
				description,
			},
			when: by('url'),
		},
		{
			property: {
				displayName: `${displayName} Base64`,
				name: names.base64,
				type: 'string',
				default: '',
				required,
				placeholder: 'e.g. data:image/png;base64,iVBORw0KGgo...',
				description,
			},
			when: by('base64'),
		},
		{
			property: {
				displayName: `${displayName} Input Data Field Name`,
				name: names.binary,
				type: 'string',
				default: 'data',
				required,
				placeholder: 'e.g. data',
				description: `${description}: the name of the incoming field that holds the file`,
			},
			when: by('binary'),
		},
	];
}

/** A field as one n8n property (images: four), without saying where it is shown. */
export function asProperties(field: Field): FieldProperty[] {
	const { name, displayName, description, placeholder, required } = field;
	const common = {
		displayName,
		name,
		description,
		...(placeholder && { placeholder }),
		...(required && { required }),
	};
	switch (field.kind) {
		case 'image':
			return imageProperties(field);
		case 'flag':
			return [{ property: { ...common, type: 'boolean', default: field.default ?? false } }];
		case 'integer':
		case 'number':
			return [
				{
					property: {
						...common,
						type: 'number',
						typeOptions: {
							...(field.min !== undefined && { minValue: field.min }),
							...(field.max !== undefined && { maxValue: field.max }),
							...(field.kind === 'integer' ? { numberPrecision: 0 } : { numberPrecision: 3 }),
						},
						default: field.default ?? 0,
					},
				},
			];
		case 'choice':
			return [
				{
					property: {
						...common,
						type: 'options',
						options: [...(field.choices ?? [])].sort((a, b) => a.name.localeCompare(b.name)),
						default: field.default ?? '',
					},
				},
			];
		case 'model':
			return [
				{
					property: {
						...common,
						type: 'resourceLocator',
						default: { mode: 'list', value: field.default ?? '' },
						modes: [
							{
								displayName: 'From List',
								name: 'list',
								type: 'list',
								placeholder: 'Select a model...',
								typeOptions: { searchListMethod: 'searchModels', searchable: true },
							},
							{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. flux' },
						],
					},
				},
			];
		case 'json':
			return [{ property: { ...common, type: 'json', default: field.default ?? '{}' } }];
		default:
			return [
				{
					property: {
						...common,
						type: 'string',
						...(field.rows && { typeOptions: { rows: field.rows } }),
						default: field.default ?? '',
					},
				},
			];
	}
}
