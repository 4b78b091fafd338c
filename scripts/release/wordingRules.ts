/** How names, texts and examples are worded. */
import { once, sources, unless, type Chapter } from './rule';
import type { Subject } from './subject';
import { nodeParameters, textsOf, type Text } from './texts';
import { inTitleCase } from './titleCase';

const of = (subject: Subject, ...kinds: Array<Text['kind']>): Text[] =>
	textsOf(subject).filter(({ kind }) => kinds.includes(kind));

const said = ({ where, text }: Text): string => `${where}: ${text}`;

/** Names of things, which keep their capitals in a sentence. */
const properNames = new Set(
	'3D API ControlNet Flux Fourier GIF Kontext LoRA Qwen S3 VAE V2'.split(' '),
);

const isCapital = (word: string): boolean => /^[A-Z]/.test(word) && !properNames.has(word);

/** What stands in single quotes is a name. */
const withoutNames = (text: string): string => text.replace(/(?<!\w)'[^']+'/g, '');

/** Whether a text reads like a heading: most words behind the first begin with a capital. */
function looksLikeTitle(text: string): boolean {
	const words = withoutNames(text)
		.split(/[\s/]+/)
		.slice(1)
		.filter((word) => /^[A-Za-z]{4,}/.test(word));
	return words.length >= 3 && words.filter(isCapital).length / words.length > 0.6;
}

const beginsSmall = (text: string): boolean => /^[a-z]/.test(text);

function sentenceCase(subject: Subject): string[] {
	const actions = of(subject, 'action').filter(
		({ text }) => beginsSmall(text) || text.split(' ').slice(1).some(isCapital),
	);
	const others = of(subject, 'description', 'hint', 'notice').filter(
		({ text }) => beginsSmall(text) || looksLikeTitle(text),
	);
	return once([...actions, ...others].map(said));
}

const quotable = (subject: Subject): string[] =>
	once(
		nodeParameters(subject)
			.filter(({ property: { type } }) => type !== 'notice')
			.map(({ property: { displayName } }) => displayName)
			// One word may be a word like others.
			.filter((name) => name.split(' ').filter((word) => /^[A-Z]/.test(word)).length >= 2),
	);

/** A parameter's name in a text, as it stands and without quotes. A path as in Options > Name is quoted by its form. */
function unquoted(subject: Subject): string[] {
	const names = quotable(subject);
	return of(subject, 'description', 'hint').flatMap((text) =>
		names
			.filter((name) => {
				const at = text.text.indexOf(name);
				if (at === -1) return false;
				const before = text.text.slice(0, at);
				return (
					!/('|> ?)$/.test(before) && !(at === 0 && /^ [a-z]/.test(text.text.slice(name.length)))
				);
			})
			.map((name) => `${text.where}: ${name} is not in single quotes: ${text.text}`),
	);
}

const otherQuotes = (subject: Subject): string[] =>
	of(subject, 'description', 'hint')
		.filter(({ text }) => /"[A-Z]|`|“/.test(text))
		.map(said);

const dataField = /(^|\s)Input Data Field Names?$|^Output Data Field Name$/;

function binaryFields(subject: Subject): string[] {
	const fields = nodeParameters(subject).filter(
		({ property: { type, name, default: usual } }) =>
			type === 'string' && (usual === 'data' || /binary/i.test(name)),
	);
	return [
		...fields
			.filter(({ property }) => !dataField.test(property.displayName))
			.map(({ where, property }) => `${where} is called ${property.displayName}`),
		...textsOf(subject)
			.filter(({ text }) => /binary propert/i.test(text))
			.map(said),
	];
}

const sentences = (text: string): number =>
	text.replace(/\b(e\.g|i\.e|etc)\./g, '').split(/[.!?]\s+(?=[A-Z0-9'])/).length;

const periods = (subject: Subject): string[] =>
	of(subject, 'description')
		.filter(({ text }) => /<a /.test(text) === false)
		.filter(({ text }) => (sentences(text) === 1) === text.endsWith('.'))
		.map(said);

export const wordingChapter: Chapter = {
	heading: 'Verified: wording',
	rules: [
		{
			rule: 'Names of nodes, credentials, parameters and list entries are in Title Case',
			source: sources.ux,
			check: (subject) =>
				once(
					of(subject, 'name', 'title of a list entry')
						.filter(({ text }) => inTitleCase(text) !== text)
						.map(({ where, text }) => `${where}: ${text}, better ${inTitleCase(text)}`),
				),
		},
		{
			rule: 'Actions, descriptions and hints are in sentence case',
			source: sources.ux,
			check: sentenceCase,
		},
		{
			rule: 'An action has no articles',
			source: sources.ux,
			check: (subject) =>
				of(subject, 'action')
					.filter(({ text }) => /\b(an?|the)\b/i.test(text))
					.map(said),
		},
		{
			rule: 'Placeholders begin with e.g.',
			source: sources.ux,
			check: (subject) =>
				of(subject, 'placeholder')
					.filter(({ text }) => !/^e\.g\. \S/.test(text))
					.map(said),
		},
		{
			rule: 'What is on or off is described by a sentence that begins with Whether',
			source: sources.ux,
			check: (subject) =>
				nodeParameters(subject)
					.filter(({ property }) => property.type === 'boolean')
					.filter(({ property: { description = '' } }) => !/^Whether\b/.test(description))
					.map(({ where, property }) => `${where}: ${property.description}`),
		},
		{
			rule: "A parameter's name in a text stands in single quotes",
			source: sources.ux,
			check: (subject) => once([...unquoted(subject), ...otherQuotes(subject)]),
		},
		{
			rule: 'Fields of files are Input Data Field Name and Output Data Field Name, never a binary property',
			source: sources.ux,
			check: binaryFields,
		},
		{
			rule: 'A description of one sentence ends without a full stop, one of several with it',
			source: sources.lint,
			check: (subject) => once(periods(subject)),
		},
		{
			rule: 'The nodes describe themselves in one line',
			source: sources.ux,
			check: ({ nodes }) =>
				nodes.flatMap(({ type: { description } }) =>
					unless(
						/^[A-Z][^\n]{20,160}$/.test(description.description),
						`${description.name}: ${description.description}`,
					),
				),
		},
	],
};
