import type { Field } from './endpoint';
import type { Family } from './families';
import type { Wording } from './wording';

/** A field that was sent: its value, or what is wrong with it. */
export interface Read {
	value?: unknown;
	refusal?: string;
}

/** Reads one field the way the family does it. */
export function readField(
	name: string,
	field: Field,
	sent: unknown,
	family: Family,
	say: Wording,
): Read {
	switch (field.type) {
		case 'flag':
			return readFlag(name, field.form ?? family.flags, sent, say);
		case 'whole':
		case 'number':
			return readNumber(name, field, sent, say);
		case 'choice':
			return isOneOf(field, sent)
				? { value: sent }
				: { refusal: say.choice(name, field.values ?? []) };
		case 'names':
			return typeof sent === 'string' &&
				sent.split(',').every((each) => isOneOf(field, each.trim()))
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
			return readText(name, field, sent, say);
		case 'image':
		case 'audio':
		case 'video':
			return typeof sent === 'string' ? { value: sent } : { refusal: say.text(name) };
		case 'list':
			return readList(name, field, sent, say);
		case 'json':
			return typeof sent === 'object' ? { value: sent } : { refusal: say.json(name) };
	}
}

function readText(name: string, field: Field, sent: unknown, say: Wording): Read {
	// Some text fields hold a number at times (lora_strength), and the service takes both there.
	const isText =
		typeof sent === 'string' || (typeof sent === 'number' && field.default !== undefined);
	if (!isText) return { refusal: say.text(name) };
	const { maxLength } = field;
	return maxLength !== undefined && String(sent).length > maxLength
		? { refusal: say.length(name, maxLength) }
		: { value: sent };
}

function readList(name: string, field: Field, sent: unknown, say: Wording): Read {
	// Only a comma before an address divides pictures: a data URI and an address have commas of their own.
	const comma = field.of === 'image' ? /\s*,\s*(?=https?:)/i : /\s*,\s*/;
	const entries: unknown[] =
		typeof sent === 'string' ? sent.split(comma) : Array.isArray(sent) ? sent : [undefined];
	if (!entries.every((entry) => typeof entry === 'string' && entry !== '')) {
		return { refusal: say.list(name) };
	}
	const { maxItems } = field;
	return maxItems !== undefined && entries.length > maxItems
		? { refusal: say.items(name, maxItems) }
		: { value: entries };
}

function isOneOf({ values }: Field, sent: unknown): boolean {
	const isPlain = typeof sent === 'string' || typeof sent === 'number';
	return isPlain && values !== undefined && values.includes(String(sent));
}

function readFlag(name: string, form: Field['form'], sent: unknown, say: Wording): Read {
	if (form === 'trueFalse') {
		if (sent === 'true' || sent === 'false') return { value: sent === 'true' };
		return { refusal: say.choice(name, ['true', 'false']) };
	}
	if (form !== 'text' && (sent === true || sent === 1 || sent === '1')) return { value: true };
	if (form !== 'text' && (sent === false || sent === 0 || sent === '0')) return { value: false };
	if (form !== 'boolean' && sent === 'yes') return { value: true };
	if (form !== 'boolean' && sent === 'no') return { value: false };
	return { refusal: form === 'text' ? say.yesNo(name) : say.flag(name) };
}

function readNumber(name: string, field: Field, sent: unknown, say: Wording): Read {
	const isNumeric =
		typeof sent === 'number' || (typeof sent === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(sent));
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
