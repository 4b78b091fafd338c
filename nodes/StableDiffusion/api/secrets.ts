const hidden = '[key hidden]';

/** Base64 of any text that holds the key: the part that stays the same, for each of the three alignments. */
const base64Forms = (key: string): string[] =>
	[0, 1, 2].map((offset) => {
		const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(key)]);
		return bytes
			.toString('base64')
			.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
	});

/** The forms in which a key could stand in a text: as it is, in an address, in JSON, in base64. */
function forms(key: string): string[] {
	// Text that is no proper Unicode would make the address form throw.
	const inAddress = encodeURIComponent(Buffer.from(key).toString());
	const inJson = JSON.stringify(key).slice(1, -1);
	const plain = [
		key,
		inAddress,
		inAddress.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
		inJson,
		inJson.replaceAll('/', '\\/'),
	];
	const base64 = base64Forms(key).flatMap((form) => [
		form,
		form.replaceAll('+', '-').replaceAll('/', '_'),
		form.replaceAll('/', '\\/'),
	]);
	const all = [
		...plain.filter((form) => form.length >= 4),
		...base64.filter((form) => form.length >= 8),
	];
	// The longest first, so that no part of a form is left standing.
	return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** No body of the service is nested nearly as deep; a hostile one must not break the run. */
const deepest = 100;

/**
 * A function that takes the key out of anything that leaves the node: texts, and every text (and name)
 * inside arrays and objects. Returns copies; what it was given stays as it is.
 */
export function hider(key: string): <T>(value: T) => T {
	const all = forms(key);
	const clean = (text: string): string =>
		all.reduce((result, form) => result.split(form).join(hidden), text);
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
