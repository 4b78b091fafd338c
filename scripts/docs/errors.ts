import { advise, type Advice, type Trouble } from '../../nodes/StableDiffusion/api/advice';
import { batchHints, errorJson, gateWords, stoppedWords } from './afterwards';
import { beforehand } from './beforehand';
import { cell, table } from './markdown';
import { groups, troubles, type Case, type Told } from './troubles';

/** The page of everything that the node says when something does not go as hoped. */

const names = Object.keys(troubles) as Trouble[];

const titleOf = (trouble: Trouble): string =>
	advise(trouble, troubles[trouble].cases[0].facts).title;

/** Where a heading stands, as GitHub names it. */
const anchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');

const quote = (text: string): string => `> ${text}`;

/** A case as the user reads it; its title only where it is not that of the heading. */
function shown(heading: string, { title, description }: Advice): string {
	return quote(title === heading ? description : `**${title}** ${description}`);
}

function caseOf(trouble: Trouble, heading: string, { when, facts }: Case): string[] {
	const words = shown(heading, advise(trouble, facts));
	return when === undefined ? [words] : [`${when}:`, words];
}

function entry(trouble: Trouble): string[] {
	const { comes, paid, again, cases }: Told = troubles[trouble];
	const heading = titleOf(trouble);
	const [usual, ...others] = cases;
	return [
		`### ${heading}`,
		...caseOf(trouble, heading, usual),
		[`- **When:** ${comes}`, `- **Paid:** ${paid}`, `- **Tried again:** ${again}`].join('\n'),
		...others.flatMap((each) => caseOf(trouble, heading, each)),
	];
}

const overview = (): string =>
	table(
		['Title', 'Bought?'],
		names.map((trouble) => {
			const title = titleOf(trouble);
			return [`[${title}](#${anchor(title)})`, troubles[trouble].bought];
		}),
	);

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

const sample = { id: '134711525', family: 'images', thing: 'Image', seconds: 300 } as const;

function howItLooks(): string[] {
	return [
		'## How it looks in n8n',
		"An error has a title, which says what happened, and a description, which says what to do now. n8n shows both in the node's output panel; where the service has answered with an HTTP code, n8n adds it. A job that exists is always named, because it is paid for: [_Result > Fetch_](waiting.md#result--fetch) takes its ID and buys nothing.",
		'**Stop Workflow** (the default of _On Error_): the first item that fails ends the run. The error then also names the other jobs of the run, finished or not, and a [retry](retry.md) goes on with them.',
		'**Continue** (_On Error_, or _Continue On Fail_): each item has its own fate. One that fails comes out as an item:',
		json(errorJson('continueRegularOutput', 'timeUp', sample)),
		'**Continue (using error output)**: the same in an output of its own. n8n tells such items by the names of their values, so what belongs to the job is in `details` (n8n 2.x; n8n 1.x has no `details`):',
		json(errorJson('continueErrorOutput', 'timeUp', sample)),
		'_Result > Fetch_ takes both as they are, where they name a job; where none was made there is nothing to fetch, and it says so. [When rows fail](../examples/when-rows-fail.json) tells one from the other.',
		'**As a tool of an AI agent** every item has its own fate, and the agent is told title and description in words.',
		'What follows "The service said" is the service\'s own wording; here it is left out as `...`. IDs, names and seconds are examples.',
	];
}

async function before(): Promise<string[]> {
	const all = await beforehand();
	return [
		'## Before anything is sent',
		'All items of a run are checked before the first one is sent, so a mistake in the last row is found before anything is paid for. Nothing was sent, nothing was bought, and nothing is tried again. These are examples: the same words come for any field, with its name, its limits and its choices.',
		...all.flatMap(({ about, rows }) => [
			`### ${about}`,
			table(
				['Title', 'Description'],
				rows.map((row) => row.map(cell)),
			),
		]),
	];
}

async function after(): Promise<string[]> {
	const gate = await gateWords();
	const [stopped, named] = stoppedWords();
	const [full, description] = gate.error;
	return [
		'## When a run is stopped',
		quote(`**${stopped}** ${named}`),
		"n8n itself shows only that the execution was canceled; the node's words are in n8n's log, and the IDs in the execution's highlighted data. [Retries, Stop and restarts](retry.md) has the rest.",
		'## System > Wait for Capacity',
		'Where _When Time Is Up_ says _Stop_:',
		quote(`**${full}** ${description}`),
		'Otherwise a hint under the output says how it went:',
		gate.hints.map((hint) => `- ${hint}`).join('\n'),
		'## Hints under the output',
		'A run that goes well can have something to say as well. n8n shows it under the output:',
		batchHints()
			.map((hint) => `- ${hint}`)
			.join('\n'),
	];
}

export async function errorsPage(): Promise<string> {
	const sections = Object.entries(groups).flatMap(([group, title]) => [
		`## ${title}`,
		...names.filter((trouble) => troubles[trouble].group === group).flatMap(entry),
	]);
	return `${[
		'# What the node says when something goes wrong',
		'Written by `npm run docs` out of what the node is made of; a test fails when it is not up to date. To find an error, search this page for a part of its title that has no number in it.',
		overview(),
		'"Bought" says whether this error means that something was bought. `perhaps` is the one to look at: there only the account knows.',
		...howItLooks(),
		...sections,
		...(await before()),
		...(await after()),
	].join('\n\n')}\n`;
}
