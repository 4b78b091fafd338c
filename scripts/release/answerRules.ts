/** What comes out of the nodes, and how users choose how much. */
import { deletedAnswers, wideAnswers } from './behaviour';
import { sources, unless, type Chapter } from './rule';
import type { Subject } from './subject';
import { entriesOf, nodeParameters } from './texts';

const wording = 'Whether to return a simplified version of the response instead of the raw data';

const simplify = (subject: Subject): string[] =>
	nodeParameters(subject)
		.filter(
			({ property: { name, displayName } }) => name === 'simplify' || displayName === 'Simplify',
		)
		.flatMap(({ where, property }) => [
			...unless(property.displayName === 'Simplify', `${where} is called ${property.displayName}`),
			...unless(property.type === 'boolean' && property.default === true, `${where} is not on`),
			...unless(
				property.description === wording,
				`${where} is described as: ${property.description}`,
			),
		]);

/** What an agent may choose of: everything, the simple form, or single fields. */
function forAgents(subject: Subject): string[] {
	const all = nodeParameters(subject);
	const output = all.find(
		({ property: { displayName, type } }) => displayName === 'Output' && type === 'options',
	);
	if (!all.some(({ property: { name } }) => name === 'simplify')) return [];
	const names = output === undefined ? [] : entriesOf(output.property).map(({ name }) => name);
	return ['Simplified', 'Raw', 'Selected Fields']
		.filter((name) => !names.some((each) => each.toLowerCase() === name.toLowerCase()))
		.map((name) => `no parameter Output with ${name} for agents`);
}

/** Return All and Limit, in n8n's own words. */
const longLists = (subject: Subject): string[] =>
	nodeParameters(subject).flatMap(
		({ where, property: { name, type, default: usual, description } }) => {
			if (name === 'returnAll') {
				return unless(
					type === 'boolean' &&
						usual === false &&
						description === 'Whether to return all results or only up to a given limit',
					where,
				);
			}
			if (name !== 'limit') return [];
			return unless(
				type === 'number' && usual === 50 && description === 'Max number of results to return',
				where,
			);
		},
	);

export const answerChapter: Chapter = {
	heading: 'Verified: answers',
	rules: [
		{
			rule: "Long lists have Return All and Limit in n8n's words",
			source: sources.lint,
			check: longLists,
		},
		{
			rule: "Simplify is switched on and described in n8n's words",
			source: sources.ux,
			check: simplify,
		},
		{
			rule: 'An answer has ten fields at most, or Simplify makes it so',
			source: sources.ux,
			check: wideAnswers,
		},
		{
			rule: 'Agents can choose of an answer by Output: Simplified, Raw, Selected Fields',
			source: sources.ux,
			check: forAgents,
		},
		{
			rule: 'Who deletes something gets one item, { "deleted": true }',
			source: sources.ux,
			check: deletedAnswers,
		},
	],
};
