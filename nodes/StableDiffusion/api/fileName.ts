/** What a file name may be made of. */
export type NameWords = Readonly<Record<string, string | number | undefined>>;

const longest = 100;

/** Lower-case words of a text, joined by hyphens: `A lighthouse, at night` -> `a-lighthouse-at-night`. */
const slug = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');

const cut = (text: string, length: number): string =>
	[...text].length <= length
		? text
		: [...text]
				.slice(0, length)
				.join('')
				.replace(/[-. ]+$/, '');

/** Names that Windows keeps for devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name without extension out of a template such as `{prompt}-{id}-{index}`. Words without a value
 * leave no gap. What a path or a terminal could misread (slashes, control characters, leading dots) is
 * taken out, wherever it came from.
 */
export function fileName(template: string, words: NameWords): string {
	const filled = template.replace(/\{(\w+)\}/g, (whole, word: string) => {
		if (!Object.hasOwn(words, word)) return whole;
		const value = words[word];
		if (value === undefined) return '';
		return word === 'prompt' ? cut(slug(String(value)), 60) : String(value);
	});
	const safe = filled
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
		.replace(/[/\\:*?"<>|]+/g, '-')
		.replace(/-{2,}/g, '-')
		.replace(/\.{2,}/g, '.')
		.replace(/^[\s.-]+|[\s.-]+$/g, '');
	const name = cut(safe, longest);
	return name === '' || device.test(name) ? `image${name && `-${name}`}` : name;
}
