/** What operations are called. */
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import { makesJob } from '../../nodes/StableDiffusion/endpoints/endpoint';
import { sources, type Chapter } from './rule';
import type { Subject } from './subject';
import { operationsOf, titleOf, type Operation } from './texts';

/** Words of a name that can stand for a thing: `Enterprise Server` has `enterprise` and `server`. */
const things = (name: string): string[] =>
	name
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word.length > 2 || word === '3d');

/** The action names what is acted on: the resource, or what the operation's own name says beside its verb. */
function withoutThing(operation: Operation): boolean {
	const { entry, resourceName } = operation;
	const action = (entry.action ?? '').toLowerCase();
	const [, ...object] = entry.name.split(' ');
	const stem = (word: string): string => word.replace(/(ies|s|e|ing)$/, '');
	return ![...things(resourceName), ...things(object.join(' '))].some((word) =>
		action.includes(stem(word)),
	);
}

/** Words for what n8n calls Create, Get, Get Many, Update and Delete. */
const otherWords =
	/^(List|Get All|Retrieve|Read|Destroy|Erase|Drop|Modify|Insert or Create|New|Find|Query|Fetch All)\b/;

function vocabulary(subject: Subject): string[] {
	const operations = operationsOf(subject);
	const named = operations
		.filter(({ entry }) => otherWords.test(entry.name))
		.map((operation) => `${titleOf(operation)} is not n8n's word for it`);
	const lists = endpoints
		.filter(({ gives, name }) => gives === 'list' && !/^Get Many\b/.test(name))
		.map(({ resource, name }) => `${resource} > ${name} gives a list, so it is Get Many`);
	const deletes = endpoints
		.filter((endpoint) => !makesJob(endpoint))
		.filter(({ variants, name }) => {
			const paths = Object.values(variants);
			return paths.some((path) => /\/delete/.test(path)) && !/^Delete\b/.test(name);
		})
		.map(({ resource, name }) => `${resource} > ${name} deletes something, so it is Delete`);
	return [...named, ...lists, ...deletes];
}

export const operationChapter: Chapter = {
	heading: 'Verified: operations',
	rules: [
		{
			rule: 'Every operation has an action, which names the resource or what else is acted on',
			source: sources.ux,
			check: (subject) =>
				operationsOf(subject)
					.filter((operation) => operation.entry.action === undefined || withoutThing(operation))
					.map((operation) => `${titleOf(operation)}: ${operation.entry.action}`),
		},
		{
			rule: 'Every operation has a description, which says more than its name',
			source: sources.ux,
			check: (subject) =>
				operationsOf(subject)
					.filter(({ entry: { name, action, description = '' } }) =>
						['', name, action].includes(description),
					)
					.map(titleOf),
		},
		{
			rule: "Operations use n8n's words: Get Many for a list, Delete for what is deleted, none of their synonyms",
			source: sources.ux,
			check: vocabulary,
		},
	],
};
