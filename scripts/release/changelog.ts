/** CHANGELOG.md: a heading for each version, `## 0.1.0 (2031-05-17)`, with what is new in it. */

export interface Entry {
	version: string;
	/** When it was released, `2031-05-17`; undefined where it was not. */
	date?: string;
	/** What stands under the heading. */
	text: string;
}

/** The part of a version; undefined where there is none. */
export function entryOf(changelog: string, version: string): Entry | undefined {
	const parts = changelog.split(/^## +/m).slice(1);
	const part = parts.find((each) =>
		each
			.split('\n', 1)[0]
			.split(/[^\w.+-]+/)
			.includes(version),
	);
	if (part === undefined) return undefined;
	const [heading, ...lines] = part.split('\n');
	const date = /\b\d{4}-\d{2}-\d{2}\b/.exec(heading)?.[0];
	return { version, ...(date !== undefined && { date }), text: lines.join('\n').trim() };
}

/** What keeps a tag from being released; nothing where it can be. */
export function complaintsOfTag(
	tag: string,
	{ version, changelog, kept }: { version: string; changelog: string; kept: boolean },
): string[] {
	const entry = entryOf(changelog, version);
	return [
		...(tag === `v${version}` ? [] : [`The tag is ${tag}, and package.json says ${version}.`]),
		...(entry === undefined ? [`CHANGELOG.md has no heading for ${version}.`] : []),
		...(entry && entry.date === undefined
			? [
					`CHANGELOG.md does not date ${version}: the heading must be like "## ${version} (2031-05-17)".`,
				]
			: []),
		...(entry?.text === '' ? [`CHANGELOG.md does not say what is new in ${version}.`] : []),
		...(kept ? [] : [`What ${version} offers is not kept: npm run release:keep.`]),
	];
}
