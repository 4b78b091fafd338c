// The pages a reader opens, and the code in them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Code, InlineCode, Nodes } from 'mdast';
import { root } from '../lib/paths';

/** Folders whose pages belong to the documentation; `.` is the top. */
const folders = ['.', 'docs', 'examples', 'bench'];

/** Code in a page: a block, or words within a line. */
export interface Snippet {
	/** Below the project's folder. */
	page: string;
	line: number;
	/** Of a block, what it says it is; nothing for words within a line. */
	language?: string;
	text: string;
}

/** Every Markdown page, the README first: its first block makes the clone that the others run in. */
export function pages(): string[] {
	const found = folders.flatMap((folder) =>
		readdirSync(join(root, folder))
			.filter((name) => name.endsWith('.md'))
			.sort()
			.map((name) => (folder === '.' ? name : `${folder}/${name}`)),
	);
	return ['README.md', ...found.filter((page) => page !== 'README.md')];
}

function codeIn(node: Nodes): Array<Code | InlineCode> {
	if (node.type === 'code' || node.type === 'inlineCode') return [node];
	return 'children' in node ? node.children.flatMap(codeIn) : [];
}

/** All code of a page, in the order of reading. */
export async function snippetsOf(page: string): Promise<Snippet[]> {
	const { fromMarkdown } = await import('mdast-util-from-markdown');
	return codeIn(fromMarkdown(readFileSync(join(root, page), 'utf8'))).map((code) => ({
		page,
		line: code.position?.start.line ?? 0,
		language: code.type === 'code' ? (code.lang ?? '') : undefined,
		text: code.value,
	}));
}
