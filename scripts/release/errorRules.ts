/** What is said when something goes wrong. */
import { advise, troubles, type Facts } from '../../nodes/StableDiffusion/api/advice';
import { errorsWithoutItem, unnamedFields } from './behaviour';
import { readCode } from './code';
import { once, sources, unless, type Chapter } from './rule';
import type { Subject } from './subject';
import { textsOf } from './texts';

/** What may be known, from nothing to everything. */
const cases: Facts[] = [
	{},
	{ status: 500, id: '7', family: 'images', account: 'enterprise', links: ['https://x.example/1'] },
	{ status: 500, id: '7', family: 'enterprise', account: 'standard', operation: 'model:load' },
	{ free: true, id: '7', family: 'images', listedBy: 'Model > Get Many', kept: true },
	{ seconds: 300, pause: 60, queueLimit: 5, model: 'flux', host: 'x.example', path: '/api/x' },
	{ unsure: true, status: 502, thing: 'Image', resultPath: '/api/x/{id}', words: true },
];

const advices = troubles.flatMap((trouble) =>
	cases.map((facts) => ({ trouble, ...advise(trouble, facts) })),
);

/** Words that only tell that something is wrong, and not what. */
const empty = /\b(errors?|problems?|failures?|mistakes?)\b/i;

/** The name of n8n's own second output is no complaint. */
const withoutOutputs = (text: string): string =>
	text.replace(/error output|error branch|error workflow|'?On Error'?/gi, '');

const complains = (text: string): boolean => empty.test(withoutOutputs(text));

/** Sentences in the code that are not of the forms: what is said while it runs. */
function sentencesInCode(subject: Subject): Array<{ path: string; text: string }> {
	const inForms = new Set(textsOf(subject).map(({ text }) => text));
	return [...subject.compiled]
		.filter(([path]) => path.startsWith('dist/'))
		.flatMap(([path, code]) =>
			readCode(path, code)
				.strings.filter((text) => /^[A-Z].* .* .*/s.test(text) && !inForms.has(text))
				.map((text) => ({ path, text })),
		);
}

export const errorChapter: Chapter = {
	heading: 'Verified: errors',
	rules: [
		{
			rule: 'Whatever goes wrong has a title that says what happened, and a text that says what to do',
			source: sources.errors,
			check: () =>
				once(
					advices
						.filter(
							({ title, description }) =>
								title.length < 10 || description.length < 15 || title === description,
						)
						.map(({ trouble }) => trouble),
				),
		},
		{
			rule: 'Titles and texts do not speak of errors, problems, failures or mistakes',
			source: sources.ux,
			check: () =>
				once(
					advices.flatMap(({ trouble, title, description }) =>
						[title, description].filter(complains).map((text) => `${trouble}: ${text}`),
					),
				),
		},
		{
			rule: 'Nor does any other sentence that is said at run time',
			source: sources.ux,
			check: (subject) =>
				once(
					sentencesInCode(subject)
						.filter(({ text }) => complains(text))
						.map(({ path, text }) => `${path}: ${text}`),
				),
		},
		{
			rule: 'A title is short enough to be read at a glance, and has no full stop',
			source: sources.ux,
			check: () =>
				once(
					advices.flatMap(({ trouble, title }) =>
						unless(title.length <= 90 && !title.endsWith('.'), `${trouble}: ${title}`),
					),
				),
		},
		{
			rule: 'Where a field is empty that is needed, its name is said as the form shows it',
			source: sources.ux,
			check: unnamedFields,
		},
		{
			rule: 'Errors of the node carry the number of their item, which n8n adds to the title',
			source: sources.errors,
			check: errorsWithoutItem,
		},
	],
};
