// The commands that the pages tell a reader to run.
import type { Snippet } from './pages';

/** Something to be run as it is written. */
export interface Command {
	/** Where it is told first: page and line. */
	where: string;
	text: string;
	/** Why it cannot be run by a machine as it is written. */
	leftOut?: string;
}

/** The languages of blocks that are run. */
const shells = ['bash', 'sh'];
/** Words within a line that are a command of the project's. */
const command = /^(?:npm (?:start|test|run \S+)(?: .*)?|npx .+|node --import .+|bash .+)$/;
/** A word that the reader has to fill in: DIR, WORDS, ... */
const placeholder = /(?:^|[\s=])(?:[A-Z][A-Z_]+(?=\s|$)|\.\.\.)/;

const isBlock = ({ language }: Snippet): boolean => shells.includes(language ?? '');
/** A block without the remarks behind its commands. */
const bare = (text: string): string => text.replace(/\s+#.*$/gm, '').trim();

/** Every command of the pages once, where it is told first. */
export function commandsOf(snippets: readonly Snippet[]): Command[] {
	const found = new Map<string, Command>();
	const add = ({ page, line }: Snippet, text: string): void => {
		if (found.has(text)) return;
		const leftOut = placeholder.test(text) ? 'the reader has to fill something in' : undefined;
		found.set(text, { where: `${page}:${line}`, text, leftOut });
	};
	for (const snippet of snippets) {
		// A block that enters a clone is one walk; of the others each line stands for itself.
		if (isBlock(snippet) && snippet.text.startsWith('git clone')) add(snippet, bare(snippet.text));
		else if (isBlock(snippet))
			for (const line of bare(snippet.text).split('\n')) add(snippet, line);
		else if (snippet.language === undefined && command.test(snippet.text))
			add(snippet, snippet.text);
	}
	return [...found.values()].filter(({ text }) => text !== '');
}

/** The names of npm's scripts in a text. */
export const scriptsIn = (text: string): string[] =>
	[...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name.replace(/:$/, ''));
