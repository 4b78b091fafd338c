import type { Endpoint, Field } from './endpoint';
import type { Family } from './families';
import { wordings, type Wording } from './wording';

/** Flags as true and false, numbers as numbers, defaults filled in; null where nothing was sent. */
export type Values = Record<string, unknown>;

/** The refused fields with what is wrong about each, in the order of the table. */
export type Refusals = Record<string, string[]>;

/** Reads the body against the endpoint's table, the way the family does it. */
export function checkFields(
	endpoint: Endpoint,
	family: Family,
	body: Record<string, unknown>,
): { values: Values; refusals: Refusals } {
	const values: Values = {};
	const refusals: Refusals = {};
	const say = wordings[family.refusal];
	for (const [name, field] of Object.entries(endpoint.fields)) {
		const sent = body[name];
		const isMissing = sent === undefined || sent === null || sent === '';
		if (isMissing) {
			if (field.required) refusals[name] = [say.required(name)];
			values[name] = field.default ?? null;
			continue;
		}
		const read = readField(name, field, sent, family, say);
		if (read.refusal) refusals[name] = [read.refusal];
		else values[name] = read.value;
	}
	return { values, refusals };
}

interface Read {
	value?: unknown;
	refusal?: string;
}

function readField(name: string, field: Field, sent: unknown, family: Family, say: Wording): Read {
	switch (field.type) {
		case 'flag':
			return readFlag(name, field.form ?? family.flags, sent, say);
		case 'whole':
		case 'number':
			return readNumber(name, field, sent, say);
		case 'choice':
			return typeof sent === 'string' && field.values?.includes(sent)
				? { value: sent }
				: { refusal: say.choice(name, field.values ?? []) };
		case 'link':
			return typeof sent === 'string' && URL.canParse(sent)
				? { value: sent }
				: { refusal: say.link(name) };
		case 'track':
			return typeof sent === 'string' || typeof sent === 'number'
				? { value: sent }
				: { refusal: say.text(name) };
		case 'text':
			// Some text fields hold a number at times (lora_strength), and the service takes both there.
			return typeof sent === 'string' || (typeof sent === 'number' && field.default !== undefined)
				? { value: sent }
				: { refusal: say.text(name) };
		case 'image':
			return typeof sent === 'string' ? { value: sent } : { refusal: say.text(name) };
	}
}

function readFlag(name: string, form: Family['flags'], sent: unknown, say: Wording): Read {
	if (form !== 'text' && (sent === true || sent === 1 || sent === '1')) return { value: true };
	if (form !== 'text' && (sent === false || sent === 0 || sent === '0')) return { value: false };
	if (form !== 'boolean' && sent === 'yes') return { value: true };
	if (form !== 'boolean' && sent === 'no') return { value: false };
	return { refusal: form === 'text' ? say.yesNo(name) : say.flag(name) };
}

function readNumber(name: string, field: Field, sent: unknown, say: Wording): Read {
	const isNumeric =
		typeof sent === 'number' || (typeof sent === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(sent));
	const value = isNumeric ? Number(sent) : Number.NaN;
	if (!Number.isFinite(value)) {
		return { refusal: field.type === 'whole' ? say.whole(name) : say.number(name) };
	}
	if (field.type === 'whole' && !Number.isInteger(value)) return { refusal: say.whole(name) };
	const { min, max, step } = field;
	if (field.clamp && max !== undefined && value > max) return { value: max };
	if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
		return { refusal: say.range(name, value, min, max) };
	}
	if (step !== undefined && value % step !== 0) return { refusal: say.step(name, step) };
	return { value };
}
