import type { Desk } from '../core/desk';
import { hasInput, loadInput, type Input, type TakesBase64 } from '../core/inputs';
import type { Values } from './check';
import type { Endpoint, Field } from './endpoint';

/** The loaded pictures by the name of their field. */
export type Inputs = Record<string, Input[]>;

/** All files that the call names, or what kind of file cannot be had. */
export async function loadInputs(
	desk: Desk,
	endpoint: Endpoint,
	values: Values,
): Promise<Inputs | 'image' | 'audio' | 'video'> {
	const inputs: Inputs = {};
	for (const [name, field] of Object.entries(endpoint.fields)) {
		const value = values[name];
		const takes = takesBase64(field, values);
		if (field.type === 'audio' || field.type === 'video') {
			if (typeof value !== 'string') continue;
			if (!(await hasInput(desk.files, value, takes, field.type))) return field.type;
			continue;
		}
		const sent = picturesIn(field, value);
		if (sent.length === 0) continue;
		const loaded: Input[] = [];
		for (const each of sent) {
			const input = await loadInput(desk.files, each, takes);
			if (!input) return 'image';
			loaded.push(input);
		}
		inputs[name] = loaded;
	}
	return inputs;
}

function picturesIn(field: Field, value: unknown): string[] {
	if (field.type === 'image' && typeof value === 'string') return [value];
	if (field.type === 'list' && field.of === 'image' && Array.isArray(value))
		return value as string[];
	return [];
}

function takesBase64(field: Field, values: Values): TakesBase64 {
	if (values.base64 === true && !field.linkOnly) return 'always';
	return field.dataUri ? 'dataUri' : 'never';
}
