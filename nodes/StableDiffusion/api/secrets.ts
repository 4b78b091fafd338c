const hidden = '[key hidden]';

/** Base64 of any text that holds the key: the part that stays the same, for each of the three alignments. */
const base64Forms = (key: string): string[] =>
	[0, 1, 2].map((offset) => {
		const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(key)]);
		return bytes
			.toString('base64')
			.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
	});

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Signs that HTML writes otherwise. */
const entities: Readonly<Record<string, string>> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": '#039',
};

/** The forms in which a key could stand in a text: as it is, in an address, in a form, in JSON, in HTML, in base64. */
function forms(key: string): string[] {
	// Text that is no proper Unicode would make the address form throw.
	const inAddress = encodeURIComponent(Buffer.from(key).toString());
	const plain = [
		key,
		inAddress,
		inAddress.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
		encodeURIComponent(inAddress),
		inAddress.replaceAll('%20', '+'),
		inJson(key),
		inJson(key).replaceAll('/', '\\/'),
		inJson(inJson(key)),
		key.replace(/[&<>"']/g, (sign) => `&${entities[sign]};`),
	];
	const base64 = base64Forms(key).flatMap((form) => [
		form,
		form.replaceAll('+', '-').replaceAll('/', '_'),
		form.replaceAll('/', '\\/'),
	]);
	const codes = [...base64, Buffer.from(key).toString('hex')];
	const all = [
		...plain.filter((form) => form.length >= shortestKey),
		...codes.filter((form) => form.length >= 2 * shortestKey),
	];
	// The longest first, so that no part of a form is left standing.
	return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** Shorter keys are words that texts are made of. */
const shortestKey = 4;

const signs = new Map(Object.entries(entities).map(([sign, name]) => [name, sign]));

/**
 * A text without any escapes, whosever they are and however often they were applied: of addresses, forms, JSON,
 * HTML. Only to be searched.
 */
function bare(text: string): string {
	let plain = text;
	for (let round = 0; round < 4 && /[%&\\]/.test(plain); round++) {
		plain = plain
			.replace(/(?:%[0-9a-f]{2})+/gi, (codes) =>
				Buffer.from(codes.replaceAll('%', ''), 'hex').toString(),
			)
			.replace(/\\u([0-9a-f]{4})/gi, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)))
			.replace(/&#(?:x([0-9a-f]{1,5})|(\d{1,6}));/gi, (_, hex?: string, decimal?: string) =>
				String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
			)
			.replace(/&(\w{1,9});/g, (whole, name: string) => signs.get(name) ?? whole);
	}
	return plain.replaceAll('\\', '').replaceAll('+', ' ').toLowerCase();
}

/** Most texts have none of these, and can be looked at as they are. */
const mayHaveEscapes = /[%&\\+]/;

/** As many of a key's first signs tell it apart from other texts. */
const shortestPart = 6;

/** The signs that stand for what was cut off. */
const cut = /\.\.\.|…/g;

/** Where in the end of a text the beginning of a key stands. */
function placeOfPart(end: string, key: string): number {
	const beginning = key.slice(0, shortestPart);
	let at = end.indexOf(beginning);
	while (at >= 0 && !key.startsWith(end.slice(at))) at = end.indexOf(beginning, at + 1);
	return at;
}

/** Takes out the beginning of a key where whoever wrote the text has cut the rest off. */
function withoutPart(text: string, key: string): string {
	let result = '';
	let from = 0;
	for (const { index } of text.matchAll(cut)) {
		const begin = Math.max(from, index - key.length);
		const at = placeOfPart(text.slice(begin, index), key);
		if (at < 0) continue;
		result += text.slice(from, begin + at) + hidden;
		from = index;
	}
	return result + text.slice(from);
}

/** A function that takes the key out of a text. */
function cleaner(key: string): (text: string) => string {
	const all = forms(key);
	const searched = [...new Set(all.map(bare))].filter(({ length }) => length >= shortestKey);
	const cutForms = [key, inJson(key)].filter(({ length }) => length > shortestPart);
	return (text) => {
		let result = all.reduce((rest, form) => rest.split(form).join(hidden), text);
		result = cutForms.reduce(withoutPart, result);
		if (!mayHaveEscapes.test(result)) return result;
		// Whoever writes a key in so odd a way has nothing to say that is worth the risk.
		const plain = bare(result);
		return searched.some((form) => plain.includes(form)) ? hidden : result;
	};
}

/** No body of the service is nested nearly as deep; a hostile one must not break the run. */
const deepest = 100;

/**
 * A function that takes the key out of anything that leaves the node: texts, and every text (and name)
 * inside arrays and objects. Returns copies; what it was given stays as it is.
 */
export function hider(key: string): <T>(value: T) => T {
	const clean = cleaner(key);
	const walk = (value: unknown, depth: number): unknown => {
		if (typeof value === 'string') return clean(value);
		if (depth > deepest) return null;
		if (Array.isArray(value)) return value.map((entry) => walk(entry, depth + 1));
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([name, entry]) => [clean(name), walk(entry, depth + 1)]),
			);
		}
		return value;
	};
	return <T>(value: T): T => walk(value, 0) as T;
}
