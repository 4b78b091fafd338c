/** What a file name may be made of. */
export type NameWords = Readonly<Record<string, string | number | undefined>>;

/** Characters of a name, and of the prompt in it. */
const longest = 100;
const longestPrompt = 60;
/** File systems take 255, the ending and some room included. */
const mostBytes = 200;

/** Lower-case words of a text, joined by hyphens: `A lighthouse, at night` -> `a-lighthouse-at-night`. */
const slug = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');

/** The beginning of a text, by characters and by bytes, at a whole character. */
function cut(text: string, characters: number): string {
	let kept = '';
	let bytes = 0;
	for (const character of [...text].slice(0, characters)) {
		bytes += Buffer.byteLength(character);
		if (bytes > mostBytes) break;
		kept += character;
	}
	return kept === text ? text : kept.replace(/[-. ]+$/, '');
}

/** Names that Windows keeps for devices, whatever follows their first dot. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A file name without extension out of a template such as `{prompt}-{id}-{index}`. Words without a value
 * leave no gap. What a path or a terminal could misread (slashes, control characters, leading dots and tildes) is
 * taken out, wherever it came from.
 */
export function fileName(template: string, words: NameWords): string {
	const filled = template.replace(/\{(\w+)\}/g, (whole, word: string) => {
		if (!Object.hasOwn(words, word)) return whole;
		const value = words[word];
		if (value === undefined) return '';
		return word === 'prompt' ? cut(slug(String(value)), longestPrompt) : String(value);
	});
	const safe = filled
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
		.replace(/[/\\:*?"<>|]+/g, '-')
		.replace(/-{2,}/g, '-')
		.replace(/\.{2,}/g, '.')
		.replace(/^[\s.~-]+|[\s.-]+$/g, '');
	const name = cut(safe, longest);
	return name === '' || device.test(name) ? `file${name && `-${name}`}` : name;
}
