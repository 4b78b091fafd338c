// Long, because every kind of field becomes a property in a way of its own.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { families, type FamilyName } from '../api/families';
import type { Field, FieldKind, FileKind, ListName, Resource } from '../endpoints/endpoint';

/** A property without saying where it is shown. */
export type Property = Omit<INodeProperties, 'displayOptions'>;

/** A property, and the parameters of its own group that decide whether it is shown. */
export interface FieldProperty {
	property: Property;
	when?: Record<string, string[]>;
}

/** Where a file comes from, and the parameter that holds it; media.ts reads them by these names. */
export const fileParameters = (name: string) => ({
	from: `${name}_from`,
	url: name,
	base64: `${name}_base64`,
	binary: `${name}_field`,
});

const fileKinds = new Set<FieldKind>(['image', 'audio', 'video', 'model3d']);
export const isFile = (kind: FieldKind): kind is FileKind => fileKinds.has(kind);

/** Whole sentences, to which another one can be added. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A link that opens beside the editor. */
export const anchor = (url: string, words: string): string =>
	`<a href="${url}" target="_blank">${words}</a>`;

/** `256 to 1024, divisible by 8`, as far as there is something to say. */
function limits({ min = -Infinity, max = Infinity, multipleOf }: Field): string {
	const span = [
		...(Number.isFinite(min) && Number.isFinite(max) ? [`${min} to ${max}`] : []),
		...(min > 1 && max === Infinity ? [`at least ${min}`] : []),
		...(min === -Infinity && Number.isFinite(max) ? [`at most ${max}`] : []),
	];
	return [...span, ...(multipleOf ? [`divisible by ${multipleOf}`] : [])].join(', ');
}

/** What a form says of a field: its description, the limits that it has in this API, and where to read on. */
function help(field: Field): string {
	const { description, link } = field;
	const spoken = limits(field);
	const isSeveral = description.endsWith('.');
	const told = isSeveral ? `${description} Allowed: ${spoken}.` : `${description} (${spoken})`;
	const whole = spoken === '' ? description : told;
	return link ? `${sentence(whole)} ${anchor(link.to, link.words)}.` : whole;
}

/** Whether a field takes a link at all; upload helpers take nothing but the file itself. */
const takesLinks = ({ takes }: Field): boolean => takes !== 'dataUri' && takes !== 'bareBase64';

const samples: Record<FileKind, { link: string; base64: string }> = {
	image: { link: 'photo.jpg', base64: 'image/png;base64,iVBORw0KGgo...' },
	audio: { link: 'voice.mp3', base64: 'audio/mpeg;base64,SUQzBAAA...' },
	video: { link: 'clip.mp4', base64: 'video/mp4;base64,AAAAIGZ0eXA...' },
	model3d: { link: 'chair.glb', base64: 'model/glb;base64,Z2xURgIAAAA...' },
};

const sources: Record<'base64' | 'binary' | 'url', INodePropertyOptions> = {
	base64: {
		name: 'Base64',
		value: 'base64',
		description: 'Text, with or without a data URI prefix',
	},
	binary: {
		name: 'Binary Field',
		value: 'binary',
		description: 'A file that an earlier node handed over',
	},
	url: { name: 'URL', value: 'url', description: 'A public link that opens without a login' },
};

function fromProperty(
	field: Field,
	from: Array<keyof typeof sources>,
	preselected: keyof typeof sources = 'url',
): FieldProperty {
	return {
		property: {
			displayName: `${field.displayName} From`,
			name: fileParameters(field.name).from,
			type: 'options',
			// An expression here would make n8n ask for every one of the inputs below.
			noDataExpression: true,
			options: from.map((source) => sources[source]),
			default: preselected,
			description: `How you give '${field.displayName}' to the node`,
		},
	};
}

function textProperty(
	field: Field,
	words: {
		name: string;
		suffix: string;
		value: string;
		placeholder: string;
		about: string;
		/** 'Image URLs' and not 'Images URLs'. */
		singular?: boolean;
	},
	from: keyof typeof sources,
): FieldProperty {
	const { value, placeholder, about } = words;
	const label = words.singular ? field.displayName.replace(/s$/, '') : field.displayName;
	return {
		property: {
			displayName: `${label} ${words.suffix}`,
			name: words.name,
			type: 'string',
			default: value,
			...(field.required && { required: true }),
			placeholder,
			description: `${sentence(field.description)} ${about}`,
		},
		when: { [fileParameters(field.name).from]: [from] },
	};
}

const binaryProperty = (field: Field, several = false): FieldProperty =>
	textProperty(
		field,
		{
			name: fileParameters(field.name).binary,
			suffix: several ? 'Input Data Field Names' : 'Input Data Field Name',
			singular: several,
			value: 'data',
			placeholder: several ? 'e.g. data, data_1' : 'e.g. data',
			about: several
				? 'Give the names of the incoming fields that hold the files, separated by commas.'
				: 'Give the name of the incoming field that holds the file.',
		},
		'binary',
	);

function fileProperties(field: Field, kind: FileKind): FieldProperty[] {
	const { url, base64 } = fileParameters(field.name);
	const { link, base64: sample } = samples[kind];
	const asText = textProperty(
		field,
		{
			name: base64,
			suffix: 'Base64',
			value: '',
			placeholder: `e.g. data:${sample}`,
			about: 'Give the file as base64 text.',
		},
		'base64',
	);
	if (!takesLinks(field)) {
		return [fromProperty(field, ['base64', 'binary'], 'binary'), asText, binaryProperty(field)];
	}
	return [
		fromProperty(field, ['base64', 'binary', 'url']),
		textProperty(
			field,
			{
				name: url,
				suffix: 'URL',
				value: '',
				placeholder: `e.g. https://example.com/${link}`,
				about: 'Give a link that opens without a login.',
			},
			'url',
		),
		asText,
		binaryProperty(field),
	];
}

const imagesProperties = (field: Field): FieldProperty[] => [
	fromProperty(field, ['binary', 'url']),
	textProperty(
		field,
		{
			name: fileParameters(field.name).url,
			suffix: 'URLs',
			value: '',
			singular: true,
			placeholder: 'e.g. https://example.com/a.jpg, https://example.com/b.jpg',
			about: 'Give links that open without a login, separated by commas.',
		},
		'url',
	),
	binaryProperty(field, true),
];

const lists: Record<ListName, { search: string; what: string; sample: string }> = {
	models: { search: 'searchModels', what: 'a model', sample: 'flux' },
	serverModels: { search: 'searchServerModels', what: 'a model', sample: 'my-model' },
	voices: { search: 'searchVoices', what: 'a voice', sample: 'jack_sparrow' },
	voiceCovers: { search: 'searchVoiceCovers', what: 'a voice', sample: 'zoro' },
	trainings: { search: 'searchTrainings', what: 'a training', sample: 'Ab3dE5fG7h' },
};

/** In the order of the alphabet, as n8n wants its lists. */
export const byName = <T extends { name: string }>(list: readonly T[] = []): T[] =>
	[...list].sort((a, b) => a.name.localeCompare(b.name));

/** APIs to choose from. */
export const familyChoices = (names: readonly FamilyName[]): INodePropertyOptions[] =>
	byName(
		names.map((family) => ({
			name: families[family].displayName,
			value: family,
			description: families[family].description,
		})),
	);

/** What an Operation list says of itself, with the service's page on the resource. */
export const operationHelp = ({ page }: Pick<Resource, 'page'>): string =>
	`What to do. The service tells more on its page about ${anchor(`https://docs.modelslab.com/${page.path}`, page.about)}.`;

/** A field as n8n properties (one; files in the form itself: several), without saying where they are shown. */
export function asProperties(field: Field): FieldProperty[] {
	const { name, displayName, description, hint, placeholder, required, kind } = field;
	const common = {
		displayName,
		name,
		description: help(field),
		...(hint && { hint }),
		...(placeholder && { placeholder }),
		...(required && { required }),
	};
	const one = (
		property: Partial<Property> & Pick<Property, 'type' | 'default'>,
	): FieldProperty[] => [{ property: { ...common, ...property } }];
	if (isFile(kind)) {
		if (field.place === 'main') return fileProperties(field, kind);
		return one({
			type: 'string',
			default: '',
			placeholder: `e.g. https://example.com/${samples[kind].link}`,
			description: `${sentence(description)} Give a link, or the name of the incoming field that holds the file.`,
		});
	}
	switch (kind) {
		case 'images':
			return imagesProperties(field);
		case 'flag':
		case 'confirm':
			return one({ type: 'boolean', default: field.default ?? false });
		case 'integer':
		case 'number':
			return one({
				type: 'number',
				typeOptions: {
					...(field.min !== undefined && { minValue: field.min }),
					...(field.max !== undefined && { maxValue: field.max }),
					...(kind === 'integer' && { numberPrecision: 0 }),
				},
				default: field.default ?? 0,
			});
		case 'choice':
			return one({
				type: 'options',
				options: byName(field.choices),
				default: field.default ?? '',
			});
		case 'choices':
			return one({
				type: 'multiOptions',
				options: byName(field.choices),
				default: field.default === undefined ? [] : String(field.default).split(','),
			});
		case 'id': {
			const { search, what, sample } = lists[field.list ?? 'models'];
			return one({
				type: 'resourceLocator',
				default: { mode: 'list', value: field.default ?? '' },
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						placeholder: `Select ${what}...`,
						typeOptions: { searchListMethod: search, searchable: true },
					},
					{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${sample}` },
				],
			});
		}
		case 'json':
			return one({ type: 'json', default: field.default ?? '{}' });
		case 'secret':
			return one({
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: `${sentence(description)} It is kept in the workflow as it is, so better give it by an expression.`,
			});
		case 'text':
			return one({
				type: 'string',
				...(field.rows && { typeOptions: { rows: field.rows } }),
				default: field.default ?? '',
			});
	}
}
