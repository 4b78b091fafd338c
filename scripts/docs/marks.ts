/**
 * A text with other words between its two marks `<!-- name -->` and `<!-- /name -->`.
 * @param file for the complaint
 * @throws Error where the text has no such place
 */
export function between(name: string, text: string, words: string, file: string): string {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from)
		throw new Error(`${file} has no place for its ${name}: it needs the lines ${begin} and ${end}`);
	return `${text.slice(0, from + begin.length)}\n\n${words}\n\n${text.slice(to)}`;
}
