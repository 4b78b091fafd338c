import { families, type FamilyName } from '../../nodes/StableDiffusion/api/families';
import {
	familiesOf,
	fieldsFor,
	keyOf,
	type Endpoint,
	type Field,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { Call, Rule, Value, WireType } from './call';

/** The registry as calls: what the node really puts into a body, family by family. */

type Wire = Pick<Rule, 'types' | 'choices' | 'default' | 'shownAnyway'>;

/** A flag is a boolean or a choice of two words. */
function flag(form: Field['form'], value: Field['default']): Wire {
	const words = form === 'boolean' || form === undefined ? undefined : form.split('/');
	return words
		? { types: ['text'], choices: words, default: words[value ? 0 : 1], shownAnyway: true }
		: { types: ['boolean'], default: value, shownAnyway: true };
}

function choice(choices: Field['choices'], value: Field['default']): Wire {
	const values: Value[] = (choices ?? []).map((each) => each.value);
	const whole = values.length > 0 && values.every((each) => Number.isInteger(each));
	const numbers = values.length > 0 && values.every((each) => typeof each === 'number');
	const type: WireType = whole ? 'integer' : numbers ? 'number' : 'text';
	return { types: [type], choices: values, default: value, shownAnyway: true };
}

function wireOf(field: Field, family: FamilyName): Wire {
	const { kind, form, default: value } = field;
	switch (kind) {
		case 'flag':
			return flag(form ?? families[family].flags, value);
		case 'choice':
			return choice(field.choices, value);
		// Several of them travel as one text.
		case 'choices':
			return { ...choice(field.choices, value), types: ['text'] };
		case 'integer':
		case 'number':
			return {
				types: [form === 'text' ? 'text' : kind],
				default: value,
				shownAnyway: !field.required,
			};
		case 'images':
			return { types: ['array'] };
		case 'json':
			return { types: ['array', 'object'] };
		default:
			return { types: ['text'], default: value === '' ? undefined : value };
	}
}

function ruleOf(field: Field, family: FamilyName): Rule {
	const { min, max, multipleOf, required = false } = field;
	const limits =
		field.kind === 'images' ? { maxItems: max } : { minimum: min, maximum: max, multipleOf };
	return { name: field.as ?? field.name, ...wireOf(field, family), ...limits, required };
}

/** Every variant of every endpoint. */
export function ourCalls(endpoints: readonly Endpoint[]): Call[] {
	return endpoints.flatMap((endpoint) =>
		familiesOf(endpoint).map((family): Call => {
			const { pages } = endpoint.list ?? {};
			return {
				path: endpoint.variants[family] ?? '',
				method: endpoint.method ?? 'POST',
				by: `${keyOf(endpoint)} ${family}`,
				// A confirmation stays in the node.
				rules: fieldsFor(endpoint, family)
					.filter(({ kind }) => kind !== 'confirm')
					.map((field) => ruleOf(field, family)),
				alsoKnows: pages ? [pages.page, pages.size] : [],
			};
		}),
	);
}

/** Where Result > Fetch asks: no endpoint of the registry, and one field, which stands in the path or in the body. */
export function fetchCalls(): Call[] {
	return (Object.keys(families) as FamilyName[]).flatMap((family): Call[] => {
		const { fetch } = families[family];
		if (fetch === undefined) return [];
		const inPath = fetch.id === 'path';
		const id: Rule = {
			name: inPath ? 'id' : 'request_id',
			types: ['text', 'integer'],
			required: true,
		};
		const path = inPath ? `${fetch.path}/{id}` : fetch.path;
		return [{ path, method: 'POST', by: `Result > Fetch ${family}`, rules: [id] }];
	});
}
