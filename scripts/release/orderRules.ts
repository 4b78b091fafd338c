/** In which order things stand in the forms. */
import type { INodeProperties } from 'n8n-workflow';
import { sources, type Chapter } from './rule';
import { allParameters, entriesOf, nodeParameters } from './texts';

const alphabetical = (names: readonly string[]): string[] =>
	[...names].sort((one, other) => one.localeCompare(other, 'en', { sensitivity: 'base' }));

function unsorted(where: string, names: readonly string[]): string[] {
	const sorted = alphabetical(names);
	const at = names.findIndex((name, index) => name !== sorted[index]);
	return at === -1 ? [] : [`${where}: ${names[at]} stands where ${sorted[at]} belongs`];
}

/** From this many on, as n8n's linter has it. */
const many = 5;

export const orderChapter: Chapter = {
	heading: 'Verified: order in forms',
	rules: [
		{
			rule: 'The fields of a collection are in the order of the alphabet',
			source: sources.ux,
			check: (subject) =>
				nodeParameters(subject)
					.filter(({ property: { type } }) => type === 'collection')
					.flatMap(({ where, property: { options = [] } }) =>
						unsorted(
							where,
							(options as INodeProperties[]).map(({ displayName }) => displayName),
						),
					),
		},
		{
			rule: `Lists with ${many} entries or more are in the order of the alphabet`,
			source: sources.ux,
			check: (subject) =>
				allParameters(subject)
					.filter(({ property }) => entriesOf(property).length >= many)
					.flatMap(({ where, property }) =>
						unsorted(
							where,
							entriesOf(property).map(({ name }) => name),
						),
					),
		},
	],
};
